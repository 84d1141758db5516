#include "io/model_directory.h"
