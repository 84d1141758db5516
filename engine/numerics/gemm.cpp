#include "numerics/gemm.h"
