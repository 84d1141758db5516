#include "tasks/next_sentence.h"
