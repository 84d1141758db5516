#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Code points and what BERT's tokenizer asks of them. Unicode data: utf8proc.
namespace bertlab {

/// Decodes UTF-8. Throws Error that names `what` (a file, "the text"), the byte and its line if the encoding is wrong
/// (overlong forms, surrogates, values above 10FFFF and cut sequences are wrong).
std::u32string decode_utf8(std::string_view bytes, std::string_view what);

std::string encode_utf8(std::u32string_view code_points);
std::string encode_utf8(char32_t code_point);

/// Number of code points of a valid UTF-8 text.
std::size_t count_code_points(std::string_view utf8);

} // namespace bertlab
