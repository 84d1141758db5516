#pragma once

#include "layers/attention.h"
#include "layers/feed_forward.h"
#include "layers/numbers.h"

/// Every layer once more, in double and as plainly as the formula: what the tests hold the engine against.
namespace bertlab::test {

/// A dense layer as the tests make it: W beside its packed form.
struct DenseLayer
{
    DenseLayer(Index out_features, Index in_features, std::uint64_t seed)
        : weight(random_matrix(out_features, in_features, seed)), packed{PackedMatrix(read_only(view(weight))),
                                                                         random_matrix(1, out_features, seed + 1)}
    {}

    DoubleMatrix operator()(const DoubleMatrix &x) const
    {
        return (x * weight.cast<double>().transpose()).rowwise() + packed.bias.cast<double>();
    }

    Matrix weight;
    LinearWeights packed;
};

/// Gamma and beta that are neither 1 nor 0.
struct NormLayer
{
    NormLayer(Index size, std::uint64_t seed)
        : gamma(random_matrix(1, size, seed)), beta(random_matrix(1, size, seed + 1))
    {}

    LayerNormWeights weights() const { return {view(gamma), view(beta), eps}; }
    DoubleMatrix operator()(const DoubleMatrix &x) const
    {
        DoubleMatrix y(x.rows(), x.cols());
        for (Index row = 0; row < x.rows(); ++row) {
            const double mean = x.row(row).mean();
            const double variance = (x.row(row).array() - mean).square().mean();
            y.row(row) = gamma.cast<double>().array() * (x.row(row).array() - mean) /
                             std::sqrt(variance + static_cast<double>(eps)) +
                         beta.cast<double>().array();
        }
        return y;
    }

    RowVector gamma, beta;
    float eps = 1e-12F;
};

inline DoubleMatrix reference_gelu(const DoubleMatrix &x)
{
    return x.unaryExpr([](double value) { return 0.5 * value * (1 + std::erf(value / std::sqrt(2.0))); });
}

/// exp(x) / sum over the row; fine for the small numbers of the tests.
inline DoubleMatrix reference_softmax(const DoubleMatrix &x)
{
    DoubleMatrix y = x;
    for (Index row = 0; row < x.rows(); ++row)
        y.row(row) = (x.row(row).array() - x.row(row).maxCoeff()).exp();
    for (Index row = 0; row < x.rows(); ++row)
        y.row(row) /= y.row(row).sum();
    return y;
}

/// One head of one sequence; q, k, v: S x d.
inline DoubleMatrix reference_scores(const DoubleMatrix &q, const DoubleMatrix &k)
{
    return q * k.transpose() / std::sqrt(static_cast<double>(q.cols()));
}

} // namespace bertlab::test
