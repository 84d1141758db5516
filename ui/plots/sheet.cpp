#include "plots/sheet.h"
