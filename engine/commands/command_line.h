#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace bertlab {

/// bertlab-cli without its process: arguments in UTF-8 without the program's name; results go to `out`, messages to
/// `error`. Returns the exit code: 0 done, 1 the input or a file was wrong, 2 wrong usage, 130 interrupted.
int run_command_line(const std::vector<std::string> &arguments, std::ostream &out, std::ostream &error);

} // namespace bertlab
