#pragma once

#include "base/views.h"
#include "model/config.h"
#include "numerics/parallel.h"

#include <array>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bertlab {

/// A dimension of a tensor; becomes a number with the Config of the opened model.
enum class Size { one, two, hidden, intermediate, vocabulary, positions, types };
/// What a view has to do without if the tensor is missing.
enum class Part { embeddings, encoder, pooler, masked_lm, next_sentence };

/// One row of the table that the arena, the loaders, weight decay and the inspector read.
struct TensorSpec
{
    std::string_view name; ///< as BertForPreTraining writes it; {} is the layer
    Size rows, columns;    ///< (out, in), row-major; a vector is rows x one
    Part part;
    bool weight_decay; ///< not for LayerNorm, not for a bias: optimization.py of google-research/bert
};

/// All 30 kinds of tensors of BertForPreTraining (16 of them once a layer). The tied decoder is not among them.
std::span<const TensorSpec> tensor_specs();
Index size_of(Size size, const Config &config);
bool is_once_a_layer(const TensorSpec &spec);

/// One named tensor of a model with a given Config.
struct TensorInfo
{
    std::string name;
    const TensorSpec *spec;
    Index rows, columns;
    std::size_t offset; ///< of its first element in the arena
    bool is_vector() const { return spec->columns == Size::one; }
    Index size() const { return rows * columns; }
};

/// The layout of all tensors of a model, in the order of the table: embeddings, layers, pooler, heads.
class ParameterLayout
{
public:
    explicit ParameterLayout(const Config &config);
    const std::vector<TensorInfo> &tensors() const { return m_tensors; }
    const TensorInfo *find(std::string_view name) const;
    std::size_t size() const { return m_size; } ///< elements in all
    std::size_t size(Part part) const;          ///< elements of one part

private:
    std::vector<TensorInfo> m_tensors;
    std::vector<std::size_t> m_by_name; ///< places in m_tensors, sorted by name
    std::size_t m_size = 0;
};

/// Where the weights of a model come from, one tensor at a time, so that they need not lie in memory twice: a file,
/// say, or an arena. Several threads may read at once.
struct WeightSource
{
    std::function<bool(Part)> has;
    /// Assigns the values of a tensor of a part that is there: rows x columns, a vector as 1 x n. What it throws
    /// (Error, Cancelled) ends the reading.
    std::function<void(const TensorInfo &tensor, const MatrixView &values)> read;
};

/// Every weight of a model, in one arena, by name.
class Parameters
{
public:
    explicit Parameters(const Config &config); ///< all parts present, all zero

    const Config &config() const { return m_config; }
    const ParameterLayout &layout() const { return m_layout; }

    /// Expects a name of the layout. A vector is a 1 x n view here.
    MatrixView tensor(std::string_view name);
    ConstMatrixView tensor(std::string_view name) const;

    /// All elements, tensor after tensor as the layout has them: for what treats each element alike.
    std::span<float> values() { return m_arena; }
    std::span<const float> values() const { return m_arena; }
    void set_zero(Workers &workers);

    /// Reads from this arena, which must outlive the source.
    WeightSource source() const;

    bool has(Part part) const { return m_has[static_cast<std::size_t>(part)]; }
    void set_has(Part part, bool present) { m_has[static_cast<std::size_t>(part)] = present; }

private:
    Config m_config;
    ParameterLayout m_layout;
    std::vector<float> m_arena;
    std::array<bool, 5> m_has;
};

} // namespace bertlab
