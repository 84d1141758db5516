#include "model/parameters.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace bertlab {

namespace {

#define LAYER "bert.encoder.layer.{}."

constexpr std::array specs{
    TensorSpec{"bert.embeddings.word_embeddings.weight", Size::vocabulary, Size::hidden, Part::embeddings, true},
    TensorSpec{"bert.embeddings.position_embeddings.weight", Size::positions, Size::hidden, Part::embeddings, true},
    TensorSpec{"bert.embeddings.token_type_embeddings.weight", Size::types, Size::hidden, Part::embeddings, true},
    TensorSpec{"bert.embeddings.LayerNorm.weight", Size::hidden, Size::one, Part::embeddings, false},
    TensorSpec{"bert.embeddings.LayerNorm.bias", Size::hidden, Size::one, Part::embeddings, false},

    TensorSpec{LAYER "attention.self.query.weight", Size::hidden, Size::hidden, Part::encoder, true},
    TensorSpec{LAYER "attention.self.query.bias", Size::hidden, Size::one, Part::encoder, false},
    TensorSpec{LAYER "attention.self.key.weight", Size::hidden, Size::hidden, Part::encoder, true},
    TensorSpec{LAYER "attention.self.key.bias", Size::hidden, Size::one, Part::encoder, false},
    TensorSpec{LAYER "attention.self.value.weight", Size::hidden, Size::hidden, Part::encoder, true},
    TensorSpec{LAYER "attention.self.value.bias", Size::hidden, Size::one, Part::encoder, false},
    TensorSpec{LAYER "attention.output.dense.weight", Size::hidden, Size::hidden, Part::encoder, true},
    TensorSpec{LAYER "attention.output.dense.bias", Size::hidden, Size::one, Part::encoder, false},
    TensorSpec{LAYER "attention.output.LayerNorm.weight", Size::hidden, Size::one, Part::encoder, false},
    TensorSpec{LAYER "attention.output.LayerNorm.bias", Size::hidden, Size::one, Part::encoder, false},
    TensorSpec{LAYER "intermediate.dense.weight", Size::intermediate, Size::hidden, Part::encoder, true},
    TensorSpec{LAYER "intermediate.dense.bias", Size::intermediate, Size::one, Part::encoder, false},
    TensorSpec{LAYER "output.dense.weight", Size::hidden, Size::intermediate, Part::encoder, true},
    TensorSpec{LAYER "output.dense.bias", Size::hidden, Size::one, Part::encoder, false},
    TensorSpec{LAYER "output.LayerNorm.weight", Size::hidden, Size::one, Part::encoder, false},
    TensorSpec{LAYER "output.LayerNorm.bias", Size::hidden, Size::one, Part::encoder, false},

    TensorSpec{"bert.pooler.dense.weight", Size::hidden, Size::hidden, Part::pooler, true},
    TensorSpec{"bert.pooler.dense.bias", Size::hidden, Size::one, Part::pooler, false},

    TensorSpec{"cls.predictions.transform.dense.weight", Size::hidden, Size::hidden, Part::masked_lm, true},
    TensorSpec{"cls.predictions.transform.dense.bias", Size::hidden, Size::one, Part::masked_lm, false},
    TensorSpec{"cls.predictions.transform.LayerNorm.weight", Size::hidden, Size::one, Part::masked_lm, false},
    TensorSpec{"cls.predictions.transform.LayerNorm.bias", Size::hidden, Size::one, Part::masked_lm, false},
    TensorSpec{"cls.predictions.bias", Size::vocabulary, Size::one, Part::masked_lm, false},

    TensorSpec{"cls.seq_relationship.weight", Size::two, Size::hidden, Part::next_sentence, true},
    TensorSpec{"cls.seq_relationship.bias", Size::two, Size::one, Part::next_sentence, false},
};

#undef LAYER

constexpr bool names_are_distinct()
{
    for (std::size_t i = 0; i < specs.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (specs[i].name == specs[j].name)
                return false;
        }
    }
    return true;
}
static_assert(specs.size() == 30 && names_are_distinct());

constexpr std::string_view layer_place = "{}";

TensorInfo make_info(const TensorSpec &spec, const Config &config, Index layer, std::size_t offset)
{
    std::string name(spec.name);
    if (is_once_a_layer(spec))
        name.replace(name.find(layer_place), layer_place.size(), std::to_string(layer));
    return {std::move(name), &spec, size_of(spec.rows, config), size_of(spec.columns, config), offset};
}

} // namespace

std::span<const TensorSpec> tensor_specs()
{
    return specs;
}

Index size_of(Size size, const Config &config)
{
    switch (size) {
    case Size::one:
        return 1;
    case Size::two:
        return 2;
    case Size::hidden:
        return config.hidden_size;
    case Size::intermediate:
        return config.intermediate_size;
    case Size::vocabulary:
        return config.vocab_size;
    case Size::positions:
        return config.max_position_embeddings;
    case Size::types:
        return config.type_vocab_size;
    }
    assert(false);
    return 0;
}

bool is_once_a_layer(const TensorSpec &spec)
{
    return spec.name.find(layer_place) != std::string_view::npos;
}

ParameterLayout::ParameterLayout(const Config &config)
{
    const auto append = [&](const TensorSpec &spec, Index layer) {
        m_tensors.push_back(make_info(spec, config, layer, m_size));
        m_size += static_cast<std::size_t>(m_tensors.back().size());
    };
    const auto first_layer = std::ranges::find_if(specs, is_once_a_layer);
    const auto behind_layers = std::find_if_not(first_layer, specs.end(), is_once_a_layer);
    for (auto spec = specs.begin(); spec != first_layer; ++spec)
        append(*spec, 0);
    for (Index layer = 0; layer < config.num_hidden_layers; ++layer) {
        for (auto spec = first_layer; spec != behind_layers; ++spec)
            append(*spec, layer);
    }
    for (auto spec = behind_layers; spec != specs.end(); ++spec)
        append(*spec, 0);

    m_by_name.resize(m_tensors.size());
    std::iota(m_by_name.begin(), m_by_name.end(), 0);
    std::ranges::sort(m_by_name, {}, [this](std::size_t place) -> std::string_view { return m_tensors[place].name; });
}

const TensorInfo *ParameterLayout::find(std::string_view name) const
{
    const auto name_of = [this](std::size_t place) -> std::string_view { return m_tensors[place].name; };
    const auto found = std::ranges::lower_bound(m_by_name, name, {}, name_of);
    return found == m_by_name.end() || name_of(*found) != name ? nullptr : &m_tensors[*found];
}

std::size_t ParameterLayout::size(Part part) const
{
    std::size_t sum = 0;
    for (const TensorInfo &tensor : m_tensors) {
        if (tensor.spec->part == part)
            sum += static_cast<std::size_t>(tensor.size());
    }
    return sum;
}

Parameters::Parameters(const Config &config) : m_config(config), m_layout(config), m_arena(m_layout.size())
{
    m_has.fill(true);
}

MatrixView Parameters::tensor(std::string_view name)
{
    const TensorInfo *info = m_layout.find(name);
    assert(info);
    const Index rows = info->is_vector() ? 1 : info->rows;
    const Index columns = info->is_vector() ? info->rows : info->columns;
    return {m_arena.data() + info->offset, rows, columns, Eigen::OuterStride<>(columns)};
}

ConstMatrixView Parameters::tensor(std::string_view name) const
{
    const MatrixView tensor = const_cast<Parameters *>(this)->tensor(name);
    return {tensor.data(), tensor.rows(), tensor.cols(), Eigen::OuterStride<>(tensor.outerStride())};
}

void Parameters::set_zero(Workers &workers)
{
    constexpr std::size_t block = 1 << 16;
    workers.for_each(static_cast<Index>((m_arena.size() + block - 1) / block), [&](Index piece) {
        const std::size_t first = static_cast<std::size_t>(piece) * block;
        std::ranges::fill(std::span(m_arena).subspan(first, std::min(block, m_arena.size() - first)), 0.0F);
    });
}

WeightSource Parameters::source() const
{
    return {[this](Part part) { return has(part); },
            [this](const TensorInfo &tensor, const MatrixView &values) {
                MatrixView to = values;
                to = this->tensor(tensor.name);
            }};
}

} // namespace bertlab
