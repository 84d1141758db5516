#include "io/printable.h"

#include "base/error.h"
#include "text/unicode.h"

namespace bertlab {

bool is_utf8(std::string_view bytes)
{
    try {
        decode_utf8(bytes, {});
        return true;
    } catch (const Error &) {
        return false;
    }
}

std::string printable(std::string_view text)
{
    constexpr std::size_t longest = 100;
    const bool cut = text.size() > longest;
    std::size_t length = cut ? longest : text.size();
    while (cut && length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0u) == 0x80u)
        --length; // not in the middle of a character
    std::string shown(text.substr(0, length));
    const bool utf8 = is_utf8(shown);
    for (char &character : shown) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte < 0x20 || byte == 0x7f || (byte >= 0x80 && !utf8))
            character = '?';
    }
    return cut ? shown + "…" : shown;
}

} // namespace bertlab
