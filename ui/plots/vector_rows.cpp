#include "plots/vector_rows.h"
