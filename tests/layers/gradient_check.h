#pragma once

#include "layers/reference.h"

#include <initializer_list>
#include <utility>

/// Central differences in double, and what goes with them: the gradients of a layer are held against those of the plain
/// formula, for the loss Σ dy ∘ y.
namespace bertlab::test {

/// d loss() / d x, element by element: (loss(x + h) - loss(x - h)) / 2h. `loss` reads x.
template <typename Loss>
DoubleMatrix numeric_gradient(DoubleMatrix &x, const Loss &loss)
{
    DoubleMatrix gradient(x.rows(), x.cols());
    for (Index i = 0; i < x.size(); ++i) {
        double &value = x.data()[i];
        const double kept = value, step = 1e-5 * (1 + std::abs(kept));
        value = kept + step;
        const double above = loss();
        value = kept - step;
        gradient.data()[i] = (above - loss()) / (2 * step);
        value = kept;
    }
    return gradient;
}

/// Gradients start from this, so that what assigns instead of adding is seen.
inline Matrix noise(Index rows, Index columns)
{
    return random_matrix(rows, columns, 99);
}

/// What was added to the noise.
inline DoubleMatrix without_noise(const Matrix &gradient)
{
    return gradient.cast<double>() - noise(gradient.rows(), gradient.cols()).cast<double>();
}

inline RowView row_view(Matrix &vector)
{
    return {vector.data(), vector.size()};
}

/// A dense layer in double, and where its gradients go.
struct DenseCheck
{
    DenseCheck(Index out_features, Index in_features, std::uint64_t seed)
        : layer(out_features, in_features, seed), weight(layer.weight.cast<double>()),
          bias(layer.packed.bias.cast<double>()), weight_gradient(noise(out_features, in_features)),
          bias_gradient(noise(1, out_features))
    {
        Workers workers(1);
        transposed.assign_transposed(read_only(view(layer.weight)), workers);
    }
    DoubleMatrix operator()(const DoubleMatrix &x) const { return (x * weight.transpose()).rowwise() + bias.row(0); }
    LinearGradient gradient() { return {view(weight_gradient), row_view(bias_gradient)}; }

    DenseLayer layer;
    DoubleMatrix weight, bias;
    PackedMatrix transposed;
    Matrix weight_gradient, bias_gradient;
};

/// A LayerNorm in double, with gamma and beta that are neither 1 nor 0, and where its gradients go.
struct NormCheck
{
    NormCheck(Index size, std::uint64_t seed)
        : layer(size, seed), gamma(layer.gamma.cast<double>()), beta(layer.beta.cast<double>()),
          gamma_gradient(noise(1, size)), beta_gradient(noise(1, size))
    {}
    DoubleMatrix operator()(const DoubleMatrix &x) const
    {
        DoubleMatrix y(x.rows(), x.cols());
        for (Index row = 0; row < x.rows(); ++row) {
            const auto centred = (x.row(row).array() - x.row(row).mean()).eval();
            y.row(row) = gamma.array() * centred / std::sqrt(centred.square().mean() + static_cast<double>(layer.eps)) +
                         beta.array();
        }
        return y;
    }
    LayerNormGradient gradient() { return {row_view(gamma_gradient), row_view(beta_gradient)}; }

    NormLayer layer;
    DoubleMatrix gamma, beta;
    Matrix gamma_gradient, beta_gradient;
};

/// What dropout multiplies each element with.
inline DoubleMatrix mask_of(Index rows, Index columns, const Dropout &dropout)
{
    Matrix mask = Matrix::Ones(rows, columns);
    if (dropout.is_active())
        drop_elements(read_only(view(mask)), dropout, view(mask));
    return mask.cast<double>();
}

} // namespace bertlab::test

/// Of an element: float32 sums against differences in double, relative to the largest of the tensor.
#define VERIFY_GRADIENT(actual, expected)                                                                              \
    do {                                                                                                               \
        const bertlab::test::DoubleMatrix numbers = expected;                                                          \
        VERIFY_CLOSE(actual, numbers, 1e-6 + 2e-6 * numbers.cwiseAbs().maxCoeff());                                    \
    } while (false)
