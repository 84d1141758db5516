#include "plots/fonts.h"
