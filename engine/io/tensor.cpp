#include "io/tensor.h"
