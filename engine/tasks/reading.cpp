#include "tasks/reading.h"
