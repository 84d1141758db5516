#include "numerics/gemm.h"

#include "every_instruction_set.h"
#include "numerics/gemm_kernels.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <utility>

using namespace bertlab;

namespace {

constexpr float guard = -12345.0f; // stands around every result and must stay

/// A matrix inside a larger one: rows at a distance, guards on all sides.
struct Framed
{
    Framed(Index rows, Index columns)
        : whole(Matrix::Constant(rows + 2, columns + 5, guard)), rows(rows), columns(columns)
    {}
    MatrixView inner() { return {whole.data() + whole.cols() + 2, rows, columns, Eigen::OuterStride<>(whole.cols())}; }
    ConstMatrixView inner() const
    {
        return {whole.data() + whole.cols() + 2, rows, columns, Eigen::OuterStride<>(whole.cols())};
    }
    bool frame_is_whole() const
    {
        Matrix copy = whole;
        copy.block(1, 2, rows, columns).setConstant(guard);
        return (copy.array() == guard).all();
    }
    Matrix whole;
    Index rows, columns;
};

Framed random(Index rows, Index columns, unsigned seed)
{
    Framed result(rows, columns);
    std::mt19937 generator(seed); // streams of a linear generator would be correlated
    MatrixView inner = result.inner();
    for (Index r = 0; r < rows; ++r)
        for (Index c = 0; c < columns; ++c)
            inner(r, c) = static_cast<float>(generator() % 20001) / 10000.0f - 1;
    return result;
}

bool same_bits(const MatrixView &a, const MatrixView &b)
{
    for (Index row = 0; row < a.rows(); ++row)
        if (std::memcmp(&a(row, 0), &b(row, 0), sizeof(float) * static_cast<std::size_t>(a.cols())) != 0)
            return false;
    return true;
}

/// The largest |y - (x Wᵀ + bias) scale| in units of what rounding may cost. One lost or doubled term is far above 1.
double worst(const ConstMatrixView &x, const ConstMatrixView &weight, const float *bias, float scale,
             const MatrixView &y)
{
    double worst = 0;
    const double root = std::sqrt(static_cast<double>(x.cols()) + 1);
    for (Index row = 0; row < y.rows(); ++row)
        for (Index column = 0; column < y.cols(); ++column) {
            double sum = 0, size = 1;
            for (Index k = 0; k < x.cols(); ++k) {
                const double term = static_cast<double>(x(row, k)) * weight(column, k);
                sum += term;
                size += std::abs(term);
            }
            if (bias)
                sum += bias[column];
            const double allowed = 4 * 6e-8 * root * (1 + size / root) * scale;
            const double share = std::abs(y(row, column) - sum * scale) / allowed;
            if (!(share <= worst)) // a NaN stays
                worst = share;
        }
    return worst;
}

} // namespace

class GemmTest : public QObject
{
    Q_OBJECT

private:
    Workers m_one{1}, m_two{2}, m_three{3};

    static QByteArray shape(Index rows, Index columns, Index depth)
    {
        return QByteArray::number(rows) + " x " + QByteArray::number(columns) + " x " + QByteArray::number(depth);
    }

    /// y = x Wᵀ (+ bias) against double, the frame around y, and both products of views against the packed one.
    void check_shape(const GemmKernels &kernels, Index rows, Index columns, Index depth)
    {
        const Framed x = random(rows, depth, 1), weight = random(columns, depth, 2), bias = random(1, columns, 3);
        const PackedMatrix packed(weight.inner(), kernels);
        const float *bias_or_none = (rows + columns) % 2 ? bias.inner().data() : nullptr;
        Framed y(rows, columns), plain(rows, columns), views(rows, columns), transposed(rows, columns);
        multiply(x.inner(), packed, bias_or_none, y.inner(), m_two);
        const double difference = worst(x.inner(), weight.inner(), bias_or_none, 1, y.inner());
        QVERIFY2(difference <= 1, shape(rows, columns, depth) + ": " + QByteArray::number(difference));
        QVERIFY2(y.frame_is_whole(), shape(rows, columns, depth));

        multiply(x.inner(), packed, nullptr, plain.inner(), m_one);
        kernels.multiply_views_transposed(x.inner(), weight.inner(), 1, transposed.inner());
        QVERIFY2(same_bits(plain.inner(), transposed.inner()) && transposed.frame_is_whole(),
                 "transposed views " + shape(rows, columns, depth));
        Framed other_way(depth, columns);
        other_way.inner() = weight.inner().transpose();
        kernels.multiply_views(x.inner(), std::as_const(other_way).inner(), views.inner());
        QVERIFY2(same_bits(plain.inner(), views.inner()) && views.frame_is_whole(),
                 "views " + shape(rows, columns, depth));
    }

private slots:
    void edge_shapes_against_double_data() { add_every_instruction_set(); }
    void edge_shapes_against_double()
    {
        QFETCH(InstructionSet, set);
        for (Index rows = 1; rows <= 33; ++rows)
            for (const Index columns : {1, 2, 7, 15, 16, 17, 31, 32, 33, 47, 64, 77, 130})
                for (const Index depth : {0, 1, 2, 3, 33, 256, 257}) {
                    check_shape(gemm_kernels(set), rows, columns, depth);
                    if (QTest::currentTestFailed())
                        return;
                }
    }
    void deep_products_against_double_data() { add_every_instruction_set(); }
    void deep_products_against_double()
    {
        QFETCH(InstructionSet, set);
        for (const Index depth : {511, 768, 1000, 3072, 4096})
            for (const auto &[rows, columns] : {std::pair<Index, Index>{1, 5}, {2, 130}, {7, 33}, {13, 48}, {33, 31}}) {
                check_shape(gemm_kernels(set), rows, columns, depth);
                if (QTest::currentTestFailed())
                    return;
            }
    }
    /// More rows than a block takes, more columns than a piece.
    void many_rows_and_columns_against_double_data() { add_every_instruction_set(); }
    void many_rows_and_columns_against_double()
    {
        QFETCH(InstructionSet, set);
        const GemmKernels &kernels = gemm_kernels(set);
        for (const Index rows : {kernels.block_rows - 1, kernels.block_rows, kernels.block_rows + 1,
                                 2 * kernels.block_rows - 1, 2 * kernels.block_rows + 7})
            for (const auto &[columns, depth] : {std::pair<Index, Index>{33, 257}, {1, 3}, {801, 5}}) {
                check_shape(kernels, rows, columns, depth);
                if (QTest::currentTestFailed())
                    return;
            }
    }
    void a_row_alone_has_the_bits_of_the_batch_data() { add_every_instruction_set(); }
    void a_row_alone_has_the_bits_of_the_batch()
    {
        QFETCH(InstructionSet, set);
        const Index columns = 161, depth = 300;
        const Framed x = random(40, depth, 5), weight = random(columns, depth, 6), bias = random(1, columns, 7);
        const PackedMatrix packed(weight.inner(), gemm_kernels(set));
        Framed batch(40, columns);
        multiply(x.inner(), packed, bias.inner().data(), batch.inner(), m_one);
        for (Index rows = 1; rows < 40; ++rows)
            for (const Index first : {Index(0), 40 - rows}) {
                Framed part(rows, columns);
                multiply(rows_of(x.inner(), first, rows), packed, bias.inner().data(), part.inner(), m_one);
                QVERIFY2(same_bits(part.inner(), rows_of(batch.inner(), first, rows)), shape(rows, columns, depth));
            }
    }
    void threads_change_no_bit_data() { add_every_instruction_set(); }
    void threads_change_no_bit()
    {
        QFETCH(InstructionSet, set);
        for (const auto &[rows, columns, depth] :
             {std::tuple<Index, Index, Index>{1, 1000, 300}, {50, 100, 300}, {450, 70, 40}, {800, 17, 30}}) {
            const Framed x = random(rows, depth, 8), weight = random(columns, depth, 9);
            const PackedMatrix packed(weight.inner(), gemm_kernels(set));
            Framed one(rows, columns), two(rows, columns), three(rows, columns);
            multiply(x.inner(), packed, nullptr, one.inner(), m_one);
            multiply(x.inner(), packed, nullptr, two.inner(), m_two);
            multiply(x.inner(), packed, nullptr, three.inner(), m_three);
            QVERIFY(same_bits(one.inner(), two.inner()) && same_bits(one.inner(), three.inner()));
            QVERIFY(one.frame_is_whole() && two.frame_is_whole() && three.frame_is_whole());
        }
    }
    void packing_keeps_every_bit_data() { add_every_instruction_set(); }
    void packing_keeps_every_bit()
    {
        QFETCH(InstructionSet, set);
        for (const Index rows : {1, 15, 33, 70})
            for (const Index columns : {1, 16, 37}) {
                Framed weight = random(rows, columns, 10);
                weight.inner()(0, 0) = -0.0f;
                weight.inner()(rows - 1, columns - 1) = std::numeric_limits<float>::quiet_NaN();
                weight.inner()(rows / 2, columns / 2) = std::numeric_limits<float>::denorm_min();
                const PackedMatrix packed(std::as_const(weight).inner(), gemm_kernels(set));
                Matrix back = packed.unpack();
                QCOMPARE(back.rows(), rows);
                QCOMPARE(back.cols(), columns);
                QVERIFY(same_bits(view(back), weight.inner()));
                for (Index row = 0; row < rows; ++row) {
                    RowVector values = packed.row(row);
                    QVERIFY(same_bits({values.data(), 1, columns, Eigen::OuterStride<>(columns)},
                                      rows_of(weight.inner(), row, 1)));
                }
            }
        QCOMPARE(PackedMatrix().unpack().size(), Index(0));
    }
    void not_a_number_spreads_to_its_row_or_column_only_data() { add_every_instruction_set(); }
    void not_a_number_spreads_to_its_row_or_column_only()
    {
        QFETCH(InstructionSet, set);
        const Index rows = 14, columns = 35, depth = 270;
        const float infinity = std::numeric_limits<float>::infinity();
        Framed x = random(rows, depth, 11), weight = random(columns, depth, 12);
        x.inner()(3, 260) = std::numeric_limits<float>::quiet_NaN();
        x.inner()(5, 4) = infinity;
        weight.inner().col(4).setConstant(0.5f);
        weight.inner()(34, 7) = std::numeric_limits<float>::quiet_NaN();
        Framed y(rows, columns);
        multiply(std::as_const(x).inner(), PackedMatrix(std::as_const(weight).inner(), gemm_kernels(set)), nullptr,
                 y.inner(), m_two);
        for (Index row = 0; row < rows; ++row)
            for (Index column = 0; column < columns; ++column) {
                const float value = y.inner()(row, column);
                if (row == 3 || column == 34)
                    QVERIFY(std::isnan(value));
                else if (row == 5)
                    QVERIFY(value == infinity);
                else
                    QVERIFY(std::isfinite(value));
            }
    }
    void nothing_in_gives_bias_or_zero_out_data() { add_every_instruction_set(); }
    void nothing_in_gives_bias_or_zero_out()
    {
        QFETCH(InstructionSet, set);
        const GemmKernels &kernels = gemm_kernels(set);
        const Framed bias = random(1, 37, 13), some = random(3, 5, 14);
        const Matrix no_columns(4, 0), weight(37, 0), no_rows(0, 5);
        Framed y(4, 37);
        multiply(view(no_columns), PackedMatrix(view(weight), kernels), bias.inner().data(), y.inner(), m_two);
        for (Index row = 0; row < 4; ++row)
            QVERIFY(y.inner().row(row) == bias.inner().row(0));
        multiply(view(no_columns), PackedMatrix(view(weight), kernels), nullptr, y.inner(), m_two);
        QVERIFY((y.inner().array() == 0).all());
        Matrix nothing(0, 3);
        multiply(view(no_rows), PackedMatrix(some.inner(), kernels), nullptr, view(nothing), m_two);
        kernels.multiply_views_transposed(view(no_rows), some.inner(), 1, view(nothing));
    }
    void scores_are_scaled_data() { add_every_instruction_set(); }
    void scores_are_scaled()
    {
        QFETCH(InstructionSet, set);
        for (const Index depth : {64, 300}) {
            const Framed queries = random(19, depth, 15), keys = random(70, depth, 16);
            Framed y(19, 70);
            gemm_kernels(set).multiply_views_transposed(queries.inner(), keys.inner(), 0.3f, y.inner());
            const double difference = worst(queries.inner(), keys.inner(), nullptr, 0.3f, y.inner());
            QVERIFY2(difference <= 1, QByteArray::number(difference));
        }
    }
    void public_functions_use_the_chosen_set()
    {
        const Framed x = random(9, 50, 17), weight = random(40, 50, 18);
        Framed packed(9, 40), views(9, 40);
        multiply(x.inner(), PackedMatrix(weight.inner()), nullptr, packed.inner(), m_one);
        multiply_views_transposed(x.inner(), weight.inner(), 1, views.inner());
        QVERIFY(same_bits(packed.inner(), views.inner()));
        QVERIFY(measure_peak_gflops(m_one, 0) > 0.01);
    }
};

QTEST_GUILESS_MAIN(GemmTest)
#include "gemm_test.moc"
