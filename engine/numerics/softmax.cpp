#include "numerics/softmax.h"
