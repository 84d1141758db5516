#include "plots/palette.h"
