#include "io/json_text.h"

#include "base/error.h"
#include "io/printable.h"

#include <algorithm>
#include <set>
#include <vector>

namespace bertlab {

using nlohmann::json;

namespace {

constexpr int deepest = 32;

/// Refuses while parsing what would cost memory or be ambiguous later.
class Guard
{
public:
    explicit Guard(std::string_view name) : m_name(name) {}

    bool operator()(int depth, json::parse_event_t event, json &parsed)
    {
        if (event == json::parse_event_t::object_start || event == json::parse_event_t::array_start) {
            if (depth >= deepest)
                throw Error(m_name + ": lists and objects are nested deeper than " + std::to_string(deepest) +
                            " levels.");
        }
        if (event == json::parse_event_t::object_start)
            m_keys.emplace_back();
        if (event == json::parse_event_t::object_end)
            m_keys.pop_back();
        if (event == json::parse_event_t::key) {
            const auto &key = parsed.get_ref<const std::string &>();
            if (!m_keys.back().insert(key).second)
                throw Error(m_name + ": the key \"" + printable(key) + "\" occurs twice in one object.");
        }
        return true;
    }

private:
    std::string m_name;
    std::vector<std::set<std::string, std::less<>>> m_keys; // one set an open object
};

std::string place_of(std::string_view text, std::size_t byte)
{
    const std::string_view before = text.substr(0, std::min(byte, text.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const auto line_start = before.rfind('\n');
    const auto column = line_start == std::string_view::npos ? before.size() : before.size() - line_start - 1;
    return "line " + std::to_string(line) + ", byte " + std::to_string(column);
}

} // namespace

json parse_json(std::string_view text, std::string_view name)
{
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        throw Error(std::string(name) + ": the file is empty, expected JSON.");
    try {
        return json::parse(text.begin(), text.end(), Guard(name));
    } catch (const json::parse_error &error) {
        throw Error(std::string(name) + ": not valid JSON at " + place_of(text, error.byte) + ".");
    } catch (const json::exception &) { // a number beyond any double
        throw Error(std::string(name) + ": a number in the JSON is too large.");
    }
}

std::string describe(const json &value)
{
    switch (value.type()) {
    case json::value_t::null:
        return "null";
    case json::value_t::object:
        return "an object";
    case json::value_t::array:
        return "a list";
    case json::value_t::string:
        return "the text \"" + printable(value.get_ref<const std::string &>()) + "\"";
    case json::value_t::boolean:
        return value.get<bool>() ? "true" : "false";
    default:
        return "the number " + value.dump();
    }
}

} // namespace bertlab
