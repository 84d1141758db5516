#include "numerics/activations.h"
