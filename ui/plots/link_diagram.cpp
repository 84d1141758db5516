#include "plots/link_diagram.h"
