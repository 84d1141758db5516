#include "model/config.h"

#include "base/error.h"
#include "model/parameters.h"

#include <array>
#include <cmath>
#include <limits>
#include <sstream>

namespace bertlab {

namespace {

struct Shape
{
    const char *name;
    Index layers, hidden, heads;
};

/// Source: google-research/bert README.md; Turc et al. 2019, table 1. The intermediate size is always 4 H.
constexpr std::array shapes{
    Shape{"tiny", 2, 128, 2},   Shape{"mini", 4, 256, 4},   Shape{"small", 4, 512, 8},
    Shape{"medium", 8, 512, 8}, Shape{"base", 12, 768, 12}, Shape{"large", 24, 1024, 16},
};

struct NamedSize
{
    const char *name;
    Index Config::*field;
};

constexpr std::array sizes{
    NamedSize{"vocab_size", &Config::vocab_size},
    NamedSize{"hidden_size", &Config::hidden_size},
    NamedSize{"num_hidden_layers", &Config::num_hidden_layers},
    NamedSize{"num_attention_heads", &Config::num_attention_heads},
    NamedSize{"intermediate_size", &Config::intermediate_size},
    NamedSize{"max_position_embeddings", &Config::max_position_embeddings},
    NamedSize{"type_vocab_size", &Config::type_vocab_size},
};

struct NamedRate
{
    const char *name;
    double Config::*field;
    double end; ///< values are in [0, end)
};

constexpr std::array rates{
    NamedRate{"layer_norm_eps", &Config::layer_norm_eps, 1},
    NamedRate{"hidden_dropout_prob", &Config::hidden_dropout_prob, 1},
    NamedRate{"attention_probs_dropout_prob", &Config::attention_probs_dropout_prob, 1},
    NamedRate{"initializer_range", &Config::initializer_range, std::numeric_limits<double>::infinity()},
};

template <typename... Parts>
[[noreturn]] void refuse(const std::string &file_name, const Parts &...parts)
{
    std::ostringstream sentence;
    sentence << file_name << ": ";
    (sentence << ... << parts);
    throw Error(sentence.str());
}

/// In floating point, since the product of absurd sizes overflows an Index.
double number_of_weights(const Config &config)
{
    double sum = 0;
    for (const TensorSpec &spec : tensor_specs()) {
        const double size =
            static_cast<double>(size_of(spec.rows, config)) * static_cast<double>(size_of(spec.columns, config));
        sum += size * (is_once_a_layer(spec) ? static_cast<double>(config.num_hidden_layers) : 1);
    }
    return sum;
}

} // namespace

void Config::check(const std::string &file_name) const
{
    for (const auto &[name, field] : sizes) {
        if (this->*field < 1 || this->*field > std::numeric_limits<std::int32_t>::max())
            refuse(file_name, name, " is ", this->*field, ", but must be from 1 to 2147483647.");
    }
    if (hidden_size % num_attention_heads != 0)
        refuse(file_name, "hidden_size ", hidden_size, " cannot be divided by num_attention_heads ",
               num_attention_heads, ".");
    for (const auto &[name, field, end] : rates) {
        if (!(this->*field >= 0 && this->*field < end))
            refuse(file_name, name, " is ", this->*field, ", but must be at least 0",
                   std::isinf(end) ? " and finite." : " and less than 1.");
    }
    if (!(number_of_weights(*this) <= std::ldexp(1.0, 40)))
        refuse(file_name, "these sizes make ", number_of_weights(*this), " weights, more than 2^40 (vocab_size ",
               vocab_size, ", hidden_size ", hidden_size, ", num_hidden_layers ", num_hidden_layers,
               ", intermediate_size ", intermediate_size, ", max_position_embeddings ", max_position_embeddings, ").");
}

Config Config::of_shape(const std::string &name)
{
    std::string known;
    for (const Shape &shape : shapes) {
        if (name == shape.name) {
            Config config;
            config.hidden_size = shape.hidden;
            config.num_hidden_layers = shape.layers;
            config.num_attention_heads = shape.heads;
            config.intermediate_size = 4 * shape.hidden;
            return config;
        }
        known += (known.empty() ? "" : ", ") + std::string(shape.name);
    }
    throw Error("There is no shape called \"" + name + "\"; the shapes are " + known + ".");
}

} // namespace bertlab
