#include "numerics/gradient_kernels.h"

#include "every_instruction_set.h"
#include "numerics/activations.h"
#include "numerics/dropout.h"
#include "numerics/softmax.h"
#include "numerics/sums.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

using namespace bertlab;

namespace {

double normal_density(double x)
{
    return std::exp(-x * x / 2) / std::sqrt(2 * std::acos(-1.0));
}
double gelu_slope(double x)
{
    return 0.5 * std::erfc(-x * std::sqrt(0.5)) + x * normal_density(x);
}
double gelu_tanh_slope(double x)
{
    const double factor = std::sqrt(2 / std::acos(-1.0)), t = std::tanh(factor * (x + 0.044715 * x * x * x));
    return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * factor * (1 + 3 * 0.044715 * x * x);
}
double relu_slope(double x)
{
    return x > 0;
}

std::vector<float> random(std::size_t count, unsigned seed, float scale = 1)
{
    std::mt19937 generator(seed);
    std::vector<float> values(count);
    for (float &value : values)
        value = scale * (static_cast<float>(generator() % 20001) / 10000.0f - 1);
    return values;
}

using Slopes = GradientKernels::Function;

float at(Slopes function, float x, float dy = 1)
{
    float dx = 77;
    function(&x, &dy, &dx, 1);
    return dx;
}

} // namespace

class GradientKernelsTest : public QObject
{
    Q_OBJECT

private:
    void check(const char *name, Slopes function, double (*exact)(double), double allowed)
    {
        std::vector<float> x{0.0f, -0.0f, 1e-30f, -1e-30f, 3e38f, -3e38f, 9.1f, -9.1f, 40.0f, -40.0f};
        for (int i = -120'000; i <= 120'000; ++i)
            x.push_back(static_cast<float>(i) * 1e-4f + 3.3e-6f);
        std::vector<float> dx(x.size(), 1.0f);
        function(x.data(), dx.data(), dx.data(), static_cast<Index>(x.size()));
        double worst = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            const double wanted =
                std::abs(x[i]) > 30 ? static_cast<double>(x[i] > 0) : exact(static_cast<double>(x[i]));
            const double difference = std::abs(static_cast<double>(dx[i]) - wanted);
            if (!(difference <= allowed))
                QFAIL(qPrintable(QString("%1'(%2) = %3, exactly %4")
                                     .arg(name)
                                     .arg(double(x[i]), 0, 'g', 9)
                                     .arg(double(dx[i]), 0, 'g', 9)
                                     .arg(wanted, 0, 'g', 12)));
            worst = std::max(worst, difference);
        }
        qInfo("%s': worst %.1e", name, worst);
    }

private slots:
    void slopes_within_their_bounds_data() { add_every_instruction_set(); }
    void slopes_within_their_bounds()
    {
        QFETCH(InstructionSet, set);
        const GradientKernels &kernels = gradient_kernels(set);
        check("gelu", kernels.gelu, gelu_slope, 4e-7);
        check("gelu_tanh", kernels.gelu_tanh, gelu_tanh_slope, 4e-7);
        check("relu", kernels.relu, relu_slope, 0);
        for (const float y : {-1.0f, -0.7f, 0.0f, 0.25f, 1.0f})
            QVERIFY(std::abs(at(kernels.tanh, y, 3) - 3 * (1 - y * y)) <= 4e-7f);
        for (const auto function : {kernels.gelu, kernels.gelu_tanh, kernels.tanh})
            QVERIFY(std::isnan(at(function, std::numeric_limits<float>::quiet_NaN())));
        QCOMPARE(at(kernels.gelu, std::numeric_limits<float>::infinity()), 1.0f);
        QCOMPARE(at(kernels.gelu_tanh, -std::numeric_limits<float>::infinity()), 0.0f);
    }
    void slopes_do_not_depend_on_the_place_data() { add_every_instruction_set(); }
    void slopes_do_not_depend_on_the_place()
    {
        QFETCH(InstructionSet, set);
        const GradientKernels &kernels = gradient_kernels(set);
        const std::vector<float> x = random(67, 1, 6), dy = random(67, 2);
        for (const auto function : {kernels.gelu, kernels.gelu_tanh, kernels.relu, kernels.tanh})
            for (std::size_t length = 1; length <= x.size(); ++length) {
                std::vector<float> dx(length + 1, 1234.5f);
                function(x.data(), dy.data(), dx.data(), static_cast<Index>(length));
                QCOMPARE(dx.back(), 1234.5f);
                for (std::size_t i = 0; i < length; ++i) {
                    const float alone = at(function, x[i], dy[i]);
                    QVERIFY(std::memcmp(&alone, &dx[i], sizeof alone) == 0);
                }
            }
    }
    void softmax_against_double_data() { add_every_instruction_set(); }
    void softmax_against_double()
    {
        QFETCH(InstructionSet, set);
        for (const std::size_t count : {1u, 2u, 7u, 16u, 17u, 63u, 130u}) {
            std::vector<float> p = random(count, 1), q = random(count, 2), dq = random(count, 3),
                               dx(count + 1, 1234.5f);
            gradient_kernels(set).softmax(p.data(), q.data(), dq.data(), 0.3f, dx.data(), static_cast<Index>(count));
            QCOMPARE(dx.back(), 1234.5f);
            double sum = 0;
            for (std::size_t i = 0; i < count; ++i)
                sum += static_cast<double>(q[i]) * dq[i];
            for (std::size_t i = 0; i < count; ++i)
                QVERIFY(std::abs(dx[i] - 0.3 * (static_cast<double>(q[i]) * dq[i] - p[i] * sum)) <= 1e-5);
        }
    }
    void rows_are_added_in_order_data() { add_every_instruction_set(); }
    void rows_are_added_in_order()
    {
        QFETCH(InstructionSet, set);
        for (const Index count : {1, 5, 16, 17, 64, 100}) {
            const std::vector<float> x = random(9 * 120, 1);
            std::vector<float> sum = random(static_cast<std::size_t>(count) + 1, 2), expected = sum;
            gradient_kernels(set).add_rows(x.data(), 120, 9, count, sum.data());
            for (Index row = 0; row < 9; ++row)
                for (Index column = 0; column < count; ++column)
                    expected[static_cast<std::size_t>(column)] += x[static_cast<std::size_t>(row * 120 + column)];
            QVERIFY(sum == expected);
        }
    }
    void long_columns_lose_little()
    {
        const Matrix x = Matrix::Constant(100'000, 3, 0.1f);
        RowVector sum = RowVector::Zero(3);
        add_rows(view(x), sum.data());
        QVERIFY(std::abs(static_cast<double>(sum[2]) - 100'000 * static_cast<double>(0.1f)) <= 0.2); // plainly: 1.7 off
    }
    void causal_rows_see_what_is_left_of_them()
    {
        const std::vector<float> numbers = random(5 * 9, 1);
        Matrix x = ConstMatrixView(numbers.data(), 5, 9, Eigen::OuterStride<>(9)), y = Matrix::Constant(5, 9, 1234.5f);
        for (Index row = 0; row < 5; ++row)
            x.row(row).tail(9 - 3 - row).setConstant(std::numeric_limits<float>::quiet_NaN());
        softmax_rows_left_of_diagonal(view(std::as_const(x)), 3, view(y));
        for (Index row = 0; row < 5; ++row) {
            Matrix alone = x.row(row).head(3 + row);
            softmax_rows(view(std::as_const(alone)), view(alone));
            QVERIFY(y.row(row).head(3 + row) == alone.row(0));
            QVERIFY((y.row(row).tail(9 - 3 - row).array() == 0).all());
        }
    }
    void the_same_elements_are_dropped_by_every_set()
    {
        const std::vector<float> x = random(77, 1);
        std::vector<std::vector<float>> results;
        for (const InstructionSet set : usable_instruction_sets()) {
            std::vector<float> y(78, 1234.5f);
            gradient_kernels(set).drop({0x1234567890abcdefu, 1u << 30, 1.5f}, x.data(), y.data(), 77);
            QCOMPARE(y.back(), 1234.5f);
            results.push_back(y);
        }
        for (const auto &result : results)
            QVERIFY(result == results.front());
    }
    void dropout_keeps_the_share_and_the_mean()
    {
        const Index rows = 500, columns = 1000;
        const Matrix ones = Matrix::Ones(rows, columns);
        Matrix y(rows, columns);
        for (const double probability : {0.1, 0.5, 0.9}) {
            drop_elements(view(ones), {probability, 1, 2, 3}, view(y));
            const auto dropped = (y.array() == 0).cast<double>().eval();
            const double count = static_cast<double>(y.size()),
                         sigma = std::sqrt(count * probability * (1 - probability));
            QVERIFY(std::abs(dropped.sum() - probability * count) <= 4 * sigma);
            QVERIFY(((y.array() == 0) || (y.array() == static_cast<float>(1 / (1 - probability)))).all());
            // neither rows nor columns nor neighbours hang together
            QVERIFY((dropped.rowwise().sum() - probability * columns).abs().maxCoeff() <= 5 * sigma / std::sqrt(rows));
            QVERIFY((dropped.colwise().sum() - probability * rows).abs().maxCoeff() <= 5 * sigma / std::sqrt(columns));
            const double both = (dropped.leftCols(columns - 1) * dropped.rightCols(columns - 1)).mean();
            QVERIFY(std::abs(both - probability * probability) <= 4 * std::sqrt(1 / count));
            const double below = (dropped.topRows(rows - 1) * dropped.bottomRows(rows - 1)).mean();
            QVERIFY(std::abs(below - probability * probability) <= 4 * std::sqrt(1 / count));
        }
    }
    void dropout_depends_on_its_key_and_place_alone()
    {
        const Matrix ones = Matrix::Ones(60, 50);
        const Dropout dropout{0.3, 11, 12, 13};
        const auto dropped = [&](const Dropout &key) {
            Matrix y = ones;
            drop_elements(view(std::as_const(y)), key, view(y));
            return y;
        };
        const Matrix all = dropped(dropout);
        QVERIFY(dropped(dropout) == all);
        for (const Dropout &other : {Dropout{0.3, 10, 12, 13}, {0.3, 11, 13, 13}, {0.3, 11, 12, 14}}) {
            const double agreement = (dropped(other).array() == all.array()).cast<double>().mean();
            QVERIFY(agreement < 0.7); // .58 by chance
        }
        Matrix part(20, 50);
        drop_elements(rows_of(view(ones), 0, 20), dropout.from_row(31), view(part));
        QVERIFY(part == all.middleRows(31, 20));
    }
};

QTEST_GUILESS_MAIN(GradientKernelsTest)
#include "gradient_kernels_test.moc"
