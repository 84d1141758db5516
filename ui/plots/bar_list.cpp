#include "plots/bar_list.h"
