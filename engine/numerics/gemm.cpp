#include "numerics/gemm.h"

#include <cassert>
#include <chrono>

namespace bertlab
{

struct PackedMatrix::Panels {
    Matrix weight;
};

PackedMatrix::PackedMatrix(const ConstMatrixView &weight)
    : m_panels(std::make_shared<Panels>(Panels{weight})), m_out_features(weight.rows()), m_in_features(weight.cols())
{
}

Matrix PackedMatrix::unpack() const
{
    return m_panels ? m_panels->weight : Matrix();
}

RowVector PackedMatrix::row(Index out_feature) const
{
    assert(out_feature >= 0 && out_feature < m_out_features);
    return m_panels->weight.row(out_feature);
}

void multiply(const ConstMatrixView &x, const PackedMatrix &weight, const float *bias, const MatrixView &y,
              Workers &workers)
{
    assert(x.cols() == weight.in_features() && y.rows() == x.rows() && y.cols() == weight.out_features());
    MatrixView out = y;
    workers.for_each(x.rows(), [&](Index row) {
        out.row(row).noalias() = x.row(row) * weight.m_panels->weight.transpose();
        if (bias)
            out.row(row) += ConstRowView(bias, out.cols());
    });
}

void multiply_views(const ConstMatrixView &a, const ConstMatrixView &b, const MatrixView &y)
{
    assert(a.cols() == b.rows() && y.rows() == a.rows() && y.cols() == b.cols());
    MatrixView out = y;
    for (Index row = 0; row < a.rows(); ++row)
        out.row(row).noalias() = a.row(row) * b;
}

void multiply_views_transposed(const ConstMatrixView &a, const ConstMatrixView &b, float scale, const MatrixView &y)
{
    assert(a.cols() == b.cols() && y.rows() == a.rows() && y.cols() == b.rows());
    MatrixView out = y;
    for (Index row = 0; row < a.rows(); ++row)
        out.row(row).noalias() = scale * (a.row(row) * b.transpose());
}

std::vector<std::string> supported_instruction_sets()
{
    return {"portable"};
}

std::string instruction_set()
{
    return "portable";
}

double measure_peak_gflops(Workers &workers)
{
    using Clock = std::chrono::steady_clock;
    const Index rounds = 20'000'000, chains = 16;
    const Clock::time_point start = Clock::now();
    std::vector<float> sums(static_cast<std::size_t>(workers.threads()));
    workers.for_each(workers.threads(), [&](Index piece) {
        Eigen::Array<float, 16, 1> sum = Eigen::Array<float, 16, 1>::Zero();
        for (Index round = 0; round < rounds; ++round)
            sum = sum * 0.5f + 1.0f;
        sums[static_cast<std::size_t>(piece)] = sum.sum();
    });
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    assert(sums[0] > 0);
    return 2.0 * static_cast<double>(rounds * chains * workers.threads()) / seconds * 1e-9;
}

} // namespace bertlab
