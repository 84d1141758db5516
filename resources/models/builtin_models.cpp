#include "builtin_models.h"

#include <array>

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include <windows.h>
#endif

namespace bertlab {

namespace {

using Bytes = std::span<const std::byte>;

#ifdef _WIN32

Bytes embedded(const char *name)
{
    const HRSRC found = FindResourceA(nullptr, name, MAKEINTRESOURCEA(10)); // 10 = RT_RCDATA
    const auto *data = static_cast<const std::byte *>(LockResource(LoadResource(nullptr, found)));
    return {data, SizeofResource(nullptr, found)};
}
#define EMBEDDED(symbol) embedded("bertlab_" #symbol)

#else

extern "C" {
#define DECLARE(symbol) extern const std::byte bertlab_##symbol[], bertlab_##symbol##_end[];
DECLARE(reference_config_json)
DECLARE(reference_vocab_txt)
DECLARE(reference_model_safetensors)
DECLARE(classroom_config_json)
DECLARE(classroom_vocab_txt)
DECLARE(classroom_model_safetensors)
#undef DECLARE
}
#define EMBEDDED(symbol) Bytes(bertlab_##symbol, bertlab_##symbol##_end)

#endif

std::string_view text(Bytes bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

} // namespace

std::span<const BuiltinModel> builtin_models()
{
    static const std::array models{
        BuiltinModel{"reference", "Built-in", text(EMBEDDED(reference_config_json)),
                     text(EMBEDDED(reference_vocab_txt)), EMBEDDED(reference_model_safetensors)},
        BuiltinModel{"classroom", "Classroom", text(EMBEDDED(classroom_config_json)),
                     text(EMBEDDED(classroom_vocab_txt)), EMBEDDED(classroom_model_safetensors)},
    };
    return models;
}

} // namespace bertlab
