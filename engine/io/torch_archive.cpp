#include "io/torch_archive.h"
