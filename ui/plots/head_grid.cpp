#include "plots/head_grid.h"
