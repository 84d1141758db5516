#include "commands/json_output.h"

#include <ostream>

namespace bertlab {

void print_json_line(std::ostream &out, const Json &json)
{
    // A file's name may be anything; texts were checked to be UTF-8 when they were read.
    out << json.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

Json json_of(std::span<const float> values)
{
    Json array = Json::array();
    for (const float value : values)
        array.push_back(value);
    return array;
}

Json json_of_shape(std::span<const Index> shape)
{
    Json array = Json::array();
    for (const Index size : shape)
        array.push_back(size);
    return array;
}

} // namespace bertlab
