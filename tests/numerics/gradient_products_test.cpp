#include "numerics/gemm.h"

#include "every_instruction_set.h"
#include "numerics/gemm_kernels.h"

#include <cmath>
#include <cstring>
#include <random>
#include <tuple>
#include <utility>

using namespace bertlab;

namespace {

Matrix random(Index rows, Index columns, unsigned seed)
{
    Matrix result(rows, columns);
    std::mt19937 generator(seed); // streams of a linear generator would be correlated
    for (Index i = 0; i < result.size(); ++i)
        result.data()[i] = static_cast<float>(generator() % 20001) / 10000.0f - 1;
    return result;
}

bool same_bits(const Matrix &a, const Matrix &b)
{
    return a.rows() == b.rows() && a.cols() == b.cols() &&
           std::memcmp(a.data(), b.data(), sizeof(float) * static_cast<std::size_t>(a.size())) == 0;
}

PackedMatrix packed_transposed(const Matrix &transposed, const GemmKernels &kernels, Workers &workers)
{
    PackedMatrix packed(view(Matrix()), kernels);
    packed.assign_transposed(view(transposed), workers);
    return packed;
}

} // namespace

/// The products of a backward pass: those that add, those of a transposed matrix, and panels that are filled anew.
class GradientProductsTest : public QObject
{
    Q_OBJECT

private:
    Workers m_one{1}, m_two{2}, m_three{3};

    /// With P = xᵀ b from numerics that are tested elsewhere, y + P must come out of each way to add it. An element of
    /// P + y is one chain that starts from y, so a y that is an earlier part of the chain gives the bits of the whole.
    void check_shape(const GemmKernels &kernels, Index rows, Index columns, Index depth)
    {
        const Index before = depth / 3;
        const Matrix x = random(depth, rows, 1), b = random(depth, columns, 2);
        const Matrix upright = x.transpose();
        Matrix whole(rows, columns);
        multiply(view(upright), packed_transposed(b, kernels, m_two), nullptr, view(whole), m_one);

        Matrix first = Matrix::Zero(rows, columns);
        kernels.multiply_transposed_views_add(rows_of(view(x), 0, before), rows_of(view(b), 0, before), view(first));
        const Matrix rest_of_b = b.bottomRows(depth - before), rest_of_x = upright.rightCols(depth - before);
        const PackedMatrix rest = packed_transposed(rest_of_b, kernels, m_two);
        Matrix added = first, added_transposed = first, added_views = first;
        multiply_add(view(rest_of_x), rest, view(added), m_two);
        multiply_transposed_add(rows_of(view(x), before, depth - before), rest, view(added_transposed), m_two);
        kernels.multiply_transposed_views_add(rows_of(view(x), before, depth - before), view(rest_of_b),
                                              view(added_views));
        const QByteArray shape =
            QByteArray::number(rows) + " x " + QByteArray::number(columns) + " x " + QByteArray::number(depth);
        QVERIFY2(same_bits(added, whole), shape + ": multiply_add");
        QVERIFY2(same_bits(added_transposed, whole), shape + ": multiply_transposed_add");
        QVERIFY2(same_bits(added_views, whole), shape + ": multiply_transposed_views_add");
    }

private slots:
    void go_on_with_the_chain_data() { add_every_instruction_set(); }
    void go_on_with_the_chain()
    {
        QFETCH(InstructionSet, set);
        for (const Index rows : {1, 2, 3, 5, 6, 7, 8, 11, 12, 13, 25, 40})
            for (const Index columns : {1, 15, 16, 31, 32, 33, 77, 130})
                for (const Index depth : {0, 1, 2, 33, 257, 600}) {
                    check_shape(gemm_kernels(set), rows, columns, depth);
                    if (QTest::currentTestFailed())
                        return;
                }
        const Index block = gemm_kernels(set).block_rows; // more rows than a block takes, more columns than a piece
        for (const auto &[rows, columns] :
             {std::pair{block - 1, Index(33)}, {2 * block - 1, Index(17)}, {7, Index(801)}}) {
            check_shape(gemm_kernels(set), rows, columns, 40);
            if (QTest::currentTestFailed())
                return;
        }
    }
    void equal_the_sum_in_double()
    {
        const Matrix x = random(300, 29, 3), b = random(300, 50, 4), y = random(29, 50, 5);
        PackedMatrix packed;
        packed.assign_transposed(view(b), m_two);
        Matrix sum = y;
        multiply_transposed_add(view(x), packed, view(sum), m_two);
        const auto expected = (y.cast<double>() + x.cast<double>().transpose() * b.cast<double>()).eval();
        QVERIFY((sum.cast<double>() - expected).cwiseAbs().maxCoeff() <= 2e-5);
    }
    void leave_what_stands_around_their_views()
    {
        const Matrix x = random(40, 30, 6), b = random(40, 33, 7);
        PackedMatrix packed;
        packed.assign_transposed(view(b), m_two);
        Matrix frame = Matrix::Constant(19, 50, 1234.5f);
        multiply_transposed_add(columns_of(view(x), 5, 17), packed, rows_of(columns_of(view(frame), 4, 33), 1, 17),
                                m_two);
        multiply_transposed_views_add(columns_of(view(x), 5, 17), view(b),
                                      rows_of(columns_of(view(frame), 4, 33), 1, 17));
        QVERIFY((frame.block(1, 4, 17, 33).array() != 1234.5f).all());
        frame.block(1, 4, 17, 33).setConstant(1234.5f);
        QVERIFY((frame.array() == 1234.5f).all());
    }
    void threads_change_no_bit_data() { add_every_instruction_set(); }
    void threads_change_no_bit()
    {
        QFETCH(InstructionSet, set);
        for (const auto &[rows, columns, depth] :
             {std::tuple<Index, Index, Index>{1, 1000, 300}, {450, 70, 40}, {800, 17, 300}}) {
            const Matrix x = random(depth, rows, 8), b = random(depth, columns, 9), y = random(rows, columns, 10);
            const PackedMatrix packed = packed_transposed(b, gemm_kernels(set), m_three);
            Matrix one = y, two = y, three = y;
            multiply_transposed_add(view(x), packed, view(one), m_one);
            multiply_transposed_add(view(x), packed, view(two), m_two);
            multiply_transposed_add(view(x), packed, view(three), m_three);
            QVERIFY(same_bits(one, two) && same_bits(one, three));
        }
    }
    void panels_can_be_filled_anew_data() { add_every_instruction_set(); }
    void panels_can_be_filled_anew()
    {
        QFETCH(InstructionSet, set);
        PackedMatrix packed(view(random(40, 300, 1)), gemm_kernels(set));
        for (const auto &[rows, columns] : {std::pair<Index, Index>{40, 300}, {33, 270}, {3, 5}, {70, 500}, {1, 1}}) {
            const Matrix weight = random(rows, columns, 2), transposed = weight.transpose();
            packed.assign(view(weight), m_two);
            QVERIFY(same_bits(packed.unpack(), weight));
            const PackedMatrix copy = packed; // keeps its values
            packed.assign(view(random(rows, columns, 3)), m_two);
            packed.assign_transposed(view(transposed), m_two);
            QVERIFY(same_bits(packed.unpack(), weight));
            packed.assign(view(random(columns, rows, 4)), m_one);
            QVERIFY(same_bits(copy.unpack(), weight));
        }
    }
    void panels_filled_anew_compute_as_new_ones()
    {
        PackedMatrix packed(view(random(100, 300, 1))); // what stays in the room must not show
        const Matrix weight = random(35, 20, 2), x = random(9, 20, 3);
        packed.assign(view(weight), m_two);
        Matrix again(9, 35), anew(9, 35);
        multiply(view(x), packed, nullptr, view(again), m_one);
        multiply(view(x), PackedMatrix(view(weight)), nullptr, view(anew), m_one);
        QVERIFY(same_bits(again, anew));
    }
};

QTEST_GUILESS_MAIN(GradientProductsTest)
#include "gradient_products_test.moc"
