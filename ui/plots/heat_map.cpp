#include "plots/heat_map.h"
