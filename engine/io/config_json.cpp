#include "io/config_json.h"

#include "base/error.h"
#include "io/json_text.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <utility>

namespace bertlab {

using nlohmann::json;

namespace {

/// The first name of an activation is the one that is written.
constexpr std::array<std::pair<std::string_view, Activation>, 4> activations{{
    {"gelu", Activation::gelu},
    {"gelu_new", Activation::gelu_tanh},
    {"gelu_pytorch_tanh", Activation::gelu_tanh},
    {"relu", Activation::relu},
}};

/// Reads the fields of one object; every error names the file and the field.
class Fields
{
public:
    Fields(const json &object, std::string name) : m_object(object), m_name(std::move(name)) {}

    void read_size(const char *field, Index &size) const
    {
        const json *value = find(field);
        if (!value)
            throw Error(m_name + ": " + field + " is missing, expected a whole number.");
        const bool fits =
            value->is_number_integer() &&
            !(value->is_number_unsigned() &&
              value->get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<Index>::max()));
        if (!fits)
            fail(field, *value, "a whole number");
        size = value->get<Index>();
    }
    void read_number(const char *field, double &number) const
    {
        const json *value = find(field);
        if (!value)
            return;
        if (!value->is_number())
            fail(field, *value, "a number");
        number = value->get<double>();
    }
    void read_activation(const char *field, Activation &activation) const
    {
        const json *value = find(field);
        if (!value)
            return;
        for (const auto &[name, known] : activations) {
            if (value->is_string() && value->get_ref<const std::string &>() == name) {
                activation = known;
                return;
            }
        }
        fail(field, *value, "gelu, gelu_new, gelu_pytorch_tanh or relu");
    }
    /// A field that may be absent (or null), but has only one value in a BERT.
    void expect(const char *field, const json &only) const
    {
        const json *value = find(field);
        if (value && !value->is_null() && *value != only)
            fail(field, *value, describe(only));
    }

private:
    const json *find(const char *field) const
    {
        const auto found = m_object.find(field);
        return found == m_object.end() ? nullptr : &*found;
    }
    [[noreturn]] void fail(const char *field, const json &value, const std::string &expected) const
    {
        throw Error(m_name + ": " + field + " is " + describe(value) + ", expected " + expected + ".");
    }

    const json &m_object;
    std::string m_name;
};

} // namespace

Config parse_config(std::string_view text, std::string_view name_view)
{
    const std::string name(name_view);
    const json object = parse_json(text, name);
    if (!object.is_object())
        throw Error(name + ": found " + describe(object) + ", expected an object.");
    const Fields fields(object, name);
    fields.expect("model_type", "bert");
    fields.expect("position_embedding_type", "absolute");
    fields.expect("is_decoder", false);
    fields.expect("add_cross_attention", false);

    Config config;
    fields.read_size("vocab_size", config.vocab_size);
    fields.read_size("hidden_size", config.hidden_size);
    fields.read_size("num_hidden_layers", config.num_hidden_layers);
    fields.read_size("num_attention_heads", config.num_attention_heads);
    fields.read_size("intermediate_size", config.intermediate_size);
    fields.read_size("max_position_embeddings", config.max_position_embeddings);
    fields.read_size("type_vocab_size", config.type_vocab_size);
    fields.read_activation("hidden_act", config.hidden_act);
    fields.read_number("layer_norm_eps", config.layer_norm_eps);
    fields.read_number("hidden_dropout_prob", config.hidden_dropout_prob);
    fields.read_number("attention_probs_dropout_prob", config.attention_probs_dropout_prob);
    fields.read_number("initializer_range", config.initializer_range);
    config.check(name);
    return config;
}

std::string write_config(const Config &config)
{
    const auto activation = std::find_if(activations.begin(), activations.end(),
                                         [&](const auto &row) { return row.second == config.hidden_act; });
    const json object{
        {"architectures", {"BertForPreTraining"}},
        {"model_type", "bert"},
        {"vocab_size", config.vocab_size},
        {"hidden_size", config.hidden_size},
        {"num_hidden_layers", config.num_hidden_layers},
        {"num_attention_heads", config.num_attention_heads},
        {"intermediate_size", config.intermediate_size},
        {"max_position_embeddings", config.max_position_embeddings},
        {"type_vocab_size", config.type_vocab_size},
        {"hidden_act", activation->first},
        {"layer_norm_eps", config.layer_norm_eps},
        {"hidden_dropout_prob", config.hidden_dropout_prob},
        {"attention_probs_dropout_prob", config.attention_probs_dropout_prob},
        {"initializer_range", config.initializer_range},
        {"position_embedding_type", "absolute"},
        {"pad_token_id", 0},
    };
    return object.dump(2) + "\n";
}

} // namespace bertlab
