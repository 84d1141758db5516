#include "commands/command_line.h"
