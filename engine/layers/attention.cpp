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

/// Calls each(first, count) for the queries of a sequence that are looked at together.
template <typename Each>
void for_each_block_of_queries(Index length, const Each &each)
{
    const Index block = queries_at_once(length);
    for (Index first = 0; first < length; first += block)
        each(first, std::min(block, length - first));
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
    Index first_token;                 ///< of the sequence in the batch
    Index number;                      ///< of the head in its layer
    Index sequence;
};

float scale_of(const Head &head)
{
    return 1.0F / std::sqrt(static_cast<float>(head.key.cols()));
}

Index closed_keys_of(const Head &head, const AttentionOptions &options)
{
    return options.closed_keys.empty() ? 0 : options.closed_keys[static_cast<std::size_t>(head.sequence)];
}

/// The dropout of a head's probabilities from query `first` on: row t A + a of a layer's is that of token t, head a.
Dropout dropout_of(const Head &head, Index heads, Index first, const Dropout &dropout)
{
    Dropout rows = dropout.from_row((head.first_token + first) * heads + head.number);
    rows.row_step = heads;
    return rows;
}

/// `scratch` has room for queries_at_once(S) x S scores.
void attend(const Head &head, Index heads, const AttentionOptions &options, float *scratch)
{
    const Index length = head.key.rows();
    for_each_block_of_queries(length, [&](Index first, Index count) {
        const MatrixView room{scratch, count, length, Eigen::OuterStride<>(length)};
        const MatrixView scores = head.scores.size() ? rows_of(head.scores, first, count) : room;
        const MatrixView probabilities = head.probabilities.size() ? rows_of(head.probabilities, first, count) : room;
        multiply_views_transposed(rows_of(head.query, first, count), head.key, scale_of(head), scores);
        if (options.causal) {
            softmax_rows_left_of_diagonal(read_only(scores), first + 1, probabilities);
        } else if (const Index closed = closed_keys_of(head, options); closed > 0) {
            softmax_rows(columns_of(read_only(scores), closed, length - closed),
                         columns_of(probabilities, closed, length - closed));
            columns_of(probabilities, 0, closed).setZero(); // behind it: both may lie in one place
        } else {
            softmax_rows(read_only(scores), probabilities);
        }
        if (options.dropout.is_active())
            drop_elements(read_only(probabilities), dropout_of(head, heads, first, options.dropout), room);
        const MatrixView &weights = options.dropout.is_active() ? room : probabilities;
        multiply_views(read_only(weights), head.value, rows_of(head.context, first, count));
    });
}

/// What goes backwards through a head, S x d each: the gradient that comes, and those that it becomes.
struct HeadGradients
{
    ConstMatrixView context;
    MatrixView query, key, value;
};

/// `scratch` has room for twice queries_at_once(S) x S probabilities.
void attend_backward(const Head &head, Index heads, const AttentionOptions &options, const HeadGradients &gradients,
                     float *scratch)
{
    const Index length = head.key.rows();
    MatrixView key_gradient = gradients.key, value_gradient = gradients.value;
    key_gradient.setZero();
    value_gradient.setZero();
    for_each_block_of_queries(length, [&](Index first, Index count) {
        const auto room = [&](Index number) {
            return MatrixView{scratch + number * count * length, count, length, Eigen::OuterStride<>(length)};
        };
        const ConstMatrixView probabilities = rows_of(read_only(head.probabilities), first, count);
        const ConstMatrixView context_gradient = rows_of(gradients.context, first, count);
        if (options.dropout.is_active())
            drop_elements(probabilities, dropout_of(head, heads, first, options.dropout), room(0));
        const ConstMatrixView dropped = options.dropout.is_active() ? read_only(room(0)) : probabilities;
        multiply_transposed_views_add(dropped, context_gradient, gradients.value);
        const MatrixView slopes = room(1); // by the dropped probabilities, then by the scores
        multiply_views_transposed(context_gradient, head.value, 1.0F, slopes);
        softmax_rows_backward(probabilities, dropped, read_only(slopes), scale_of(head), slopes);
        multiply_views(read_only(slopes), head.key, rows_of(gradients.query, first, count));
        multiply_transposed_views_add(read_only(slopes), rows_of(head.query, first, count), gradients.key);
    });
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
                columns_of(rows_of(m_context, start, length), head * size, size),
                start,
                head,
                sequence};
    }

    /// The place of a head in the gradients: dcontext T x H, dquery_key_value T x 3H.
    HeadGradients gradients(Index number, const ConstMatrixView &dcontext, const MatrixView &dquery_key_value) const
    {
        const Index sequence = number / m_heads, head = number % m_heads;
        const Index start = m_starts[static_cast<std::size_t>(sequence)], length = length_of(m_starts, sequence);
        const Index hidden = m_context.cols(), size = hidden / m_heads;
        const auto part = [&](Index which) {
            return columns_of(rows_of(dquery_key_value, start, length), which * hidden + head * size, size);
        };
        return {columns_of(rows_of(dcontext, start, length), head * size, size), part(0), part(1), part(2)};
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

/// Calls work(number, scratch) for each head on all workers; scratch has room for `maps` times the most scores that are
/// looked at together.
template <typename Work>
void for_each_head(const Heads &all, Index maps, const Execution &execution, const Work &work)
{
    const Index lanes = std::min<Index>(execution.workers.threads(), all.count());
    const Scratch room(execution, lanes, maps * all.largest_scratch()); // a row for each lane, not for each head
    const MatrixView scratch = *room;
    for (Index first = 0; first < all.count();) {
        execution.check();
        const Index end = all.end_of_block(first);
        std::atomic<Index> next = first;
        const auto lane_of_work = [&](Index lane) {
            for (Index number = next++; number < end; number = next++)
                work(number, rows_of(scratch, lane, 1).data());
        };
        execution.workers.for_each(lanes, std::cref(lane_of_work)); // a reference: nothing is allocated
        first = end;
    }
}

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
                       const AttentionMaps &maps, const MatrixView &context, const Execution &execution,
                       const AttentionOptions &options)
{
    assert(query_key_value.rows() == context.rows() && query_key_value.cols() == 3 * context.cols());
    assert(context.cols() % heads == 0 && starts.back() == context.rows());
    const Heads all(query_key_value, starts, heads, maps, context);
    for_each_head(all, 1, execution,
                  [&](Index number, float *scratch) { attend(all[number], heads, options, scratch); });
}

void attention_backward(const ConstMatrixView &query_key_value, std::span<const Index> starts, Index heads,
                        std::span<float> probabilities, const ConstMatrixView &dcontext,
                        const MatrixView &dquery_key_value, const Execution &execution, const AttentionOptions &options)
{
    assert(query_key_value.rows() == dcontext.rows() && query_key_value.cols() == 3 * dcontext.cols());
    assert(dquery_key_value.rows() == dcontext.rows() && dquery_key_value.cols() == 3 * dcontext.cols());
    const MatrixView nowhere{nullptr, dcontext.rows(), dcontext.cols(), Eigen::OuterStride<>(0)};
    const Heads all(query_key_value, starts, heads, {{}, probabilities}, nowhere);
    for_each_head(all, 2, execution, [&](Index number, float *scratch) {
        attend_backward(all[number], heads, options, all.gradients(number, dcontext, dquery_key_value), scratch);
    });
}

void attention_block_forward(const ConstMatrixView &x, std::span<const Index> starts, const AttentionWeights &weights,
                             const AttentionActivations &activations, const Execution &execution,
                             const AttentionOptions &options, const Dropout &dropout)
{
    linear_forward(x, weights.query_key_value, activations.query_key_value, execution);
    attention_forward(read_only(activations.query_key_value), starts, weights.heads, activations.maps,
                      activations.context, execution, options);
    linear_forward(read_only(activations.context), weights.dense, activations.dense, execution);
    dropout_forward(read_only(activations.dense), dropout, activations.dense, execution.workers);
    residual_layer_norm_forward(read_only(activations.dense), x, weights.norm, activations.output, execution.workers);
}

void attention_block_backward(const ConstMatrixView &x, std::span<const Index> starts, const AttentionWeights &weights,
                              const AttentionTransposed &transposed, const AttentionActivations &activations,
                              const AttentionOptions &options, const Dropout &dropout, const MatrixView &gradient,
                              const AttentionSlopes &slopes, const AttentionSums &sums, const Execution &execution)
{
    const auto &[dense, context, query_key_value] = slopes;
    residual_layer_norm_backward(read_only(gradient), read_only(activations.dense), x, weights.norm, gradient,
                                 sums.norm,
                                 execution.workers); // now by the sum
    dropout_backward(read_only(gradient), dropout, dense, execution.workers);
    linear_backward_bias(read_only(dense), sums.dense_bias, execution.workers);
    linear_backward_input(read_only(dense), transposed.dense, context, execution);
    attention_backward(read_only(activations.query_key_value), starts, weights.heads, activations.maps.probabilities,
                       read_only(context), query_key_value, execution, options);
    const RowView *biases[]{&sums.query_bias, &sums.key_bias, &sums.value_bias};
    for (Index part = 0; part < 3; ++part)
        linear_backward_bias(read_only(columns_of(query_key_value, part * x.cols(), x.cols())), *biases[part],
                             execution.workers);
    linear_backward_input_add(read_only(query_key_value), transposed.query_key_value, gradient, execution);
}

void attention_block_backward_weights(const ConstMatrixView &x, const AttentionActivations &activations,
                                      const AttentionSlopes &slopes, const AttentionGradients &gradients,
                                      PackedMatrix &columns, const Execution &execution)
{
    columns.assign_transposed(read_only(activations.context), execution.workers);
    linear_backward_weights(read_only(slopes.dense), columns, gradients.dense, execution);
    columns.assign_transposed(x, execution.workers);
    const MatrixView *parts[]{&gradients.query, &gradients.key, &gradients.value};
    for (Index part = 0; part < 3; ++part)
        linear_backward_weights(read_only(columns_of(slopes.query_key_value, part * x.cols(), x.cols())), columns,
                                *parts[part], execution);
}

} // namespace bertlab
