#pragma once

#include <string>
#include <vector>

/// The arguments in UTF-8 without the program's name, whatever the system's own encoding is.
std::vector<std::string> utf8_arguments(int argc, char **argv);
