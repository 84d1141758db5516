#include "layers/attention.h"

#include "numerics/softmax.h"

#include <atomic>
#include <cassert>
#include <cmath>
#include <functional>

namespace bertlab {

namespace {

/// Queries of a sequence of this length that are looked at together: their scores fill up to 384 KB, so they stay in
/// most L2 caches. More at once is better otherwise, since the keys are packed again for each block.
Index queries_at_once(Index length)
{
    constexpr Index scores = 384 * 1024 / sizeof(float), tile = 24; // a multiple of the tile heights of all kernels
    return std::min(length, std::max(tile, scores / length / tile * tile));
}

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

/// `scratch` has room for queries_at_once(S) x S scores.
void attend(const Head &head, float *scratch)
{
    const Index length = head.key.rows();
    const float scale = 1.0F / std::sqrt(static_cast<float>(head.key.cols()));
    const Index block = queries_at_once(length);
    for (Index first = 0; first < length; first += block) {
        const Index count = std::min(block, length - first);
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

    /// The most scores that one of them looks at together.
    Index largest_scratch() const
    {
        Index largest = 0;
        for (Index number = 0; number < count(); number += m_heads)
            largest = std::max(largest, queries_at_once(length(number)) * length(number));
        return largest;
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
    Matrix scratch(lanes, all.largest_scratch()); // a row for each lane, not for each head
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
