#include "analysis/attention_maps.h"

#include "base/error.h"

#include <cassert>

namespace bertlab {

Matrix mean_attention(const Trace &trace, Index sequence, Index layer)
{
    const std::string name = trace_name::layer(layer, trace_name::probabilities);
    const Index heads = trace.tensors().find(name)->second.heads;
    Matrix mean = Matrix::Zero(trace.length(sequence), trace.length(sequence));
    for (Index head = 0; head < heads; ++head)
        mean += trace.attention(name, sequence, head);
    return mean / static_cast<float>(heads);
}

Matrix attention_rollout(const Trace &trace, Index sequence, Index layer, const IsCancelled &is_cancelled)
{
    const Index length = trace.length(sequence);
    Matrix rollout = Matrix::Identity(length, length);
    for (Index below = 0; below <= layer; ++below) {
        if (is_cancelled && is_cancelled())
            throw Cancelled();
        const Matrix before = rollout;
        rollout.noalias() += mean_attention(trace, sequence, below) * before;
        rollout *= 0.5F;
    }
    return rollout;
}

Matrix part_of_map(const ConstMatrixView &map, const std::vector<Index> &rows, const std::vector<Index> &columns,
                   bool renormalises)
{
    Matrix part = map(rows, columns);
    for (Index row = 0; renormalises && row < part.rows(); ++row)
        if (const float sum = part.row(row).sum(); sum > 0)
            part.row(row) /= sum;
    return part;
}

Matrix map_of_words(const ConstMatrixView &map, const std::vector<Index> &word_of)
{
    assert(map.rows() == map.cols() && static_cast<Index>(word_of.size()) == map.rows());
    const Index words = word_of.empty() ? 0 : word_of.back() + 1;
    Matrix sums = Matrix::Zero(words, words);
    RowVector pieces = RowVector::Zero(words);
    for (Index from = 0; from < map.rows(); ++from) {
        const Index word = word_of[static_cast<std::size_t>(from)];
        pieces[word] += 1;
        for (Index to = 0; to < map.cols(); ++to)
            sums(word, word_of[static_cast<std::size_t>(to)]) += map(from, to);
    }
    return sums.array().colwise() / pieces.transpose().array();
}

} // namespace bertlab
