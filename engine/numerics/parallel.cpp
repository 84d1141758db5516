#include "numerics/parallel.h"
