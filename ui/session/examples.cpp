#include "session/examples.h"
