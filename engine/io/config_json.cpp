#include "io/config_json.h"
