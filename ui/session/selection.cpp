#include "session/selection.h"
