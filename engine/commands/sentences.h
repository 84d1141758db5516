#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bertlab {

/// One line of input: a text or a pair.
struct Sentences
{
    std::string text;
    std::optional<std::string> pair;
};

/// A text a line (\n or \r\n), blank lines are empty texts. Throws Error naming file and line if it is not UTF-8.
std::vector<Sentences> read_text_lines(const std::string &path);
/// {"text": …, "pair": … or null} a line; other fields are ignored, blank lines skipped. Throws Error naming file, line
/// and what was found instead.
std::vector<Sentences> read_json_lines(const std::string &path);

} // namespace bertlab
