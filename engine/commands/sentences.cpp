#include "commands/sentences.h"

#include "base/error.h"
#include "base/mapped_file.h"
#include "text/unicode.h"

#include <nlohmann/json.hpp>

namespace bertlab {

namespace {

std::vector<std::string> lines_of(const std::string &path)
{
    const std::filesystem::path file = path_from_utf8(path);
    const std::string text = read_text_file(file);
    decode_utf8(text, display_name(file)); // only to refuse another encoding, with its place
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const bool carriage_return = end > begin && text[end - 1] == '\r';
        lines.push_back(text.substr(begin, end - begin - (carriage_return ? 1 : 0)));
        begin = end + 1;
    }
    return lines;
}

Sentences sentences_of(const std::string &line, const std::string &place)
{
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (json.is_discarded())
        throw Error(place + R"( is not JSON; expected {"text": "…", "pair": "…" or null}.)");
    if (!json.is_object())
        throw Error(place + " is " + json.type_name() + R"(; expected an object with "text" and "pair".)");
    const auto text = json.find("text");
    if (text == json.end())
        throw Error(place + R"( has no "text".)");
    if (!text->is_string())
        throw Error(place + R"(: "text" is )" + text->type_name() + "; expected a string.");
    Sentences sentences{text->get<std::string>(), std::nullopt};
    if (const auto pair = json.find("pair"); pair != json.end() && !pair->is_null()) {
        if (!pair->is_string())
            throw Error(place + R"(: "pair" is )" + pair->type_name() + "; expected a string or null.");
        sentences.pair = pair->get<std::string>();
    }
    return sentences;
}

} // namespace

std::vector<Sentences> read_text_lines(const std::string &path)
{
    std::vector<Sentences> all;
    for (std::string &line : lines_of(path))
        all.push_back({std::move(line), std::nullopt});
    return all;
}

std::vector<Sentences> read_json_lines(const std::string &path)
{
    const std::string name = display_name(path_from_utf8(path));
    std::vector<Sentences> all;
    std::size_t number = 0;
    for (const std::string &line : lines_of(path)) {
        ++number;
        if (line.find_first_not_of(" \t") != std::string::npos)
            all.push_back(sentences_of(line, name + ": line " + std::to_string(number)));
    }
    return all;
}

} // namespace bertlab
