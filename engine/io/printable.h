#pragma once

#include <string>
#include <string_view>

namespace bertlab {

bool is_utf8(std::string_view bytes);

/// A text from a file for a sentence on one line: control characters become "?", a long one is cut, and of what is not
/// UTF-8 only ASCII stays.
std::string printable(std::string_view text);

} // namespace bertlab
