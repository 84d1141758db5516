#pragma once

#include <stdexcept>
#include <string>

namespace bertlab {

/// What a user or a file can cause. The text is one sentence that names the place (file or field), what was found and
/// what was expected: "model.safetensors: bert.pooler.dense.weight is 64 x 32, but config.json asks for 64 x 64."
/// Our own mistakes are asserted, absence that is normal is a std::optional.
class Error : public std::runtime_error
{
public:
    explicit Error(const std::string &sentence);
};

/// Thrown where long work notices that its caller no longer wants the result.
class Cancelled : public Error
{
public:
    Cancelled();
};

} // namespace bertlab
