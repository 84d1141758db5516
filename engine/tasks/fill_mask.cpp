#include "tasks/fill_mask.h"
