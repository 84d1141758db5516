#include "text/unicode.h"

#include "base/error.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace bertlab {

namespace {

constexpr bool is_continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/// What the first byte says: length of the sequence, its own bits, and the smallest code point that needs this length.
struct Lead
{
    std::size_t length;
    char32_t bits;
    char32_t smallest;
};

constexpr Lead lead_of(unsigned char byte)
{
    if (byte < 0x80)
        return {1, byte, 0};
    if ((byte & 0xE0) == 0xC0)
        return {2, byte & 0x1Fu, 0x80};
    if ((byte & 0xF0) == 0xE0)
        return {3, byte & 0x0Fu, 0x800};
    if ((byte & 0xF8) == 0xF0)
        return {4, byte & 0x07u, 0x10000};
    return {0, 0, 0};
}

constexpr bool is_scalar_value(char32_t code_point)
{
    return code_point <= 0x10FFFF && !(code_point >= 0xD800 && code_point <= 0xDFFF);
}

[[noreturn]] void throw_not_utf8(std::string_view bytes, std::size_t position, std::string_view what)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(bytes[position]);
    const auto line = 1 + std::ranges::count(bytes.substr(0, position), '\n');
    throw Error(std::string(what) + ": line " + std::to_string(line) + " is not UTF-8 (found the byte " +
                digits[byte >> 4] + digits[byte & 15] + " at offset " + std::to_string(position) +
                "); expected a text in UTF-8.");
}

} // namespace

std::u32string decode_utf8(std::string_view bytes, std::string_view what)
{
    std::u32string code_points;
    code_points.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size();) {
        const Lead lead = lead_of(static_cast<unsigned char>(bytes[i]));
        if (lead.length == 0 || bytes.size() - i < lead.length)
            throw_not_utf8(bytes, i, what);
        char32_t code_point = lead.bits;
        for (std::size_t k = 1; k < lead.length; ++k) {
            const auto byte = static_cast<unsigned char>(bytes[i + k]);
            if (!is_continuation(byte))
                throw_not_utf8(bytes, i, what);
            code_point = (code_point << 6) | (byte & 0x3Fu);
        }
        if (code_point < lead.smallest || !is_scalar_value(code_point))
            throw_not_utf8(bytes, i, what);
        code_points.push_back(code_point);
        i += lead.length;
    }
    return code_points;
}

std::string encode_utf8(char32_t code_point)
{
    return encode_utf8(std::u32string_view(&code_point, 1));
}

std::string encode_utf8(std::u32string_view code_points)
{
    std::string bytes;
    bytes.reserve(code_points.size());
    const auto push = [&bytes](char32_t value) { bytes.push_back(static_cast<char>(value)); };
    for (const char32_t c : code_points) {
        if (c < 0x80) {
            push(c);
        } else if (c < 0x800) {
            push(0xC0 | (c >> 6));
            push(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            push(0xE0 | (c >> 12));
            push(0x80 | ((c >> 6) & 0x3F));
            push(0x80 | (c & 0x3F));
        } else {
            push(0xF0 | (c >> 18));
            push(0x80 | ((c >> 12) & 0x3F));
            push(0x80 | ((c >> 6) & 0x3F));
            push(0x80 | (c & 0x3F));
        }
    }
    return bytes;
}

std::size_t count_code_points(std::string_view utf8)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return !is_continuation(static_cast<unsigned char>(c)); }));
}

} // namespace bertlab
