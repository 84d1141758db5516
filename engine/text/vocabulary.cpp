#include "text/vocabulary.h"
