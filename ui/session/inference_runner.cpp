#include "session/inference_runner.h"
