#include "plots/view.h"
