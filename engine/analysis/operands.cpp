#include "analysis/operands.h"
