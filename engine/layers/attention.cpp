#include "layers/attention.h"

#include "numerics/softmax.h"

#include <atomic>
#include <cassert>
#include <cmath>
#include <functional>

namespace bertlab {

namespace {

/// Queries that are looked at together: at S = 512 their scores fill 128 KB, so they stay in the L2 cache.
constexpr Index queries_at_once = 64;

Index length_of(std::span<const Index> starts, Index sequence)
{
    const auto i = static_cast<std::size_t>(sequence);
    return starts[i + 1] - starts[i];
}

/// What one head of one sequence reads and writes: views into the batch. The maps are empty where nobody keeps them.
struct Head
{
    ConstMatrixView query, key, value; ///< S x d
    MatrixView scores, probabilities;  ///< S x S
    MatrixView context;                ///< S x d
};

/// `scratch` has room for queries_at_once x S scores.
void attend(const Head &head, float *scratch)
{
    const Index length = head.key.rows();
    const float scale = 1.0F / std::sqrt(static_cast<float>(head.key.cols()));
    for (Index first = 0; first < length; first += queries_at_once) {
        const Index count = std::min(queries_at_once, length - first);
        const MatrixView room{scratch, count, length, Eigen::OuterStride<>(length)};
        const MatrixView scores = head.scores.size() ? rows_of(head.scores, first, count) : room;
        const MatrixView probabilities = head.probabilities.size() ? rows_of(head.probabilities, first, count) : room;
        multiply_views_transposed(rows_of(head.query, first, count), head.key, scale, scores);
        softmax_rows(read_only(scores), probabilities);
        multiply_views(read_only(probabilities), head.value, rows_of(head.context, first, count));
    }
}

/// All heads of all sequences, numbered sequence by sequence.
class Heads
{
public:
    Heads(const ConstMatrixView &query_key_value, std::span<const Index> starts, Index heads, const AttentionMaps &maps,
          const MatrixView &context)
        : m_query_key_value(query_key_value), m_starts(starts), m_heads(heads), m_maps(maps), m_context(context)
    {}

    Index count() const { return m_heads * (static_cast<Index>(m_starts.size()) - 1); }
    Index length(Index number) const { return length_of(m_starts, number / m_heads); }

    Head operator[](Index number) const
    {
        const Index sequence = number / m_heads, head = number % m_heads;
        const Index start = m_starts[static_cast<std::size_t>(sequence)], length = length_of(m_starts, sequence);
        const Index hidden = m_context.cols(), size = hidden / m_heads;
        const auto part = [&](Index which) {
            return columns_of(rows_of(m_query_key_value, start, length), which * hidden + head * size, size);
        };
        const auto map = [&](std::span<float> maps) {
            return maps.empty() ? MatrixView{nullptr, 0, 0, Eigen::OuterStride<>(0)}
                                : attention_map(maps, m_starts, m_heads, sequence, head);
        };
        return {part(0),
                part(1),
                part(2),
                map(m_maps.scores),
                map(m_maps.probabilities),
                columns_of(rows_of(m_context, start, length), head * size, size)};
    }

    /// The heads [first, result) are about 10 ms of work, at least one of them.
    Index end_of_block(Index first) const
    {
        constexpr Index operations_of_a_block = 500'000'000;
        Index operations = 0, end = first;
        do {
            operations += 4 * length(end) * length(end) * (m_context.cols() / m_heads);
            ++end;
        } while (end < count() && operations < operations_of_a_block);
        return end;
    }

private:
    ConstMatrixView m_query_key_value;
    std::span<const Index> m_starts;
    Index m_heads;
    AttentionMaps m_maps;
    MatrixView m_context;
};

} // namespace

Index attention_size(std::span<const Index> starts, Index heads)
{
    Index size = 0;
    for (Index sequence = 0; sequence + 1 < static_cast<Index>(starts.size()); ++sequence)
        size += heads * length_of(starts, sequence) * length_of(starts, sequence);
    return size;
}

MatrixView attention_map(std::span<float> maps, std::span<const Index> starts, Index heads, Index sequence, Index head)
{
    const Index length = length_of(starts, sequence);
    const Index before = attention_size(starts.first(static_cast<std::size_t>(sequence) + 1), heads);
    assert(before + (head + 1) * length * length <= static_cast<Index>(maps.size()));
    return {maps.data() + before + head * length * length, length, length, Eigen::OuterStride<>(length)};
}

void attention_forward(const ConstMatrixView &query_key_value, std::span<const Index> starts, Index heads,
                       const AttentionMaps &maps, const MatrixView &context, const Execution &execution)
{
    assert(query_key_value.rows() == context.rows() && query_key_value.cols() == 3 * context.cols());
    assert(context.cols() % heads == 0 && starts.back() == context.rows());
    const Heads all(query_key_value, starts, heads, maps, context);
    const Index lanes = std::min<Index>(execution.workers.threads(), all.count());
    Index longest = 0;
    for (Index number = 0; number < all.count(); number += heads)
        longest = std::max(longest, all.length(number));
    Matrix scratch(lanes, std::min(queries_at_once, longest) * longest); // a row for each lane, not for each head
    for (Index first = 0; first < all.count();) {
        execution.check();
        const Index end = all.end_of_block(first);
        std::atomic<Index> next = first;
        const auto work = [&](Index lane) {
            for (Index number = next++; number < end; number = next++)
                attend(all[number], scratch.row(lane).data());
        };
        execution.workers.for_each(lanes, std::cref(work)); // a reference: nothing is allocated
        first = end;
    }
}

void attention_block_forward(const ConstMatrixView &x, std::span<const Index> starts, const AttentionWeights &weights,
                             const AttentionActivations &activations, const Execution &execution)
{
    linear_forward(x, weights.query_key_value, activations.query_key_value, execution);
    attention_forward(read_only(activations.query_key_value), starts, weights.heads, activations.maps,
                      activations.context, execution);
    linear_forward(read_only(activations.context), weights.dense, activations.dense, execution);
    residual_layer_norm_forward(read_only(activations.dense), x, weights.norm, activations.output, execution.workers);
}

} // namespace bertlab
