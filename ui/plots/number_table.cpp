#include "plots/number_table.h"
