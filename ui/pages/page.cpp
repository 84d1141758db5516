#include "pages/page.h"
