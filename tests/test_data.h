#pragma once

#include "base/mapped_file.h"

#include <string>

namespace bertlab::test {

/// The path (UTF-8) of a file or folder of tests/data.
/// A function of its own source file: the other compiled tests don't depend on where the sources lie, so that the
/// compiler's cache of one checkout serves the next.
std::string test_data(const std::string &name);
inline std::filesystem::path test_file(const std::string &name)
{
    return path_from_utf8(test_data(name));
}

} // namespace bertlab::test
