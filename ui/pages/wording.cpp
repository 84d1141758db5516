#include "pages/wording.h"
