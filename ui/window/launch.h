#pragma once

#include <string>
#include <vector>

namespace bertlab {

/// The look, the letters and the memory of the program, for whoever opens its window; expects a QApplication.
void prepareApplication();

/// The whole program `bertlab`. `arguments` are those of argv in UTF-8, without the program's name; Qt takes its own
/// from argv. Returns the exit code: 0 done, 1 the input or a file was wrong, 2 wrong usage.
int launch(int argc, char **argv, const std::vector<std::string> &arguments);

} // namespace bertlab
