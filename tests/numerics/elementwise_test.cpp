#include "numerics/elementwise_kernels.h"

#include "every_instruction_set.h"
#include "numerics/activations.h"
#include "numerics/softmax.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <utility>
#include <vector>

using namespace bertlab;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();

double exact_gelu(double x)
{
    return 0.5 * x * std::erfc(-x * std::sqrt(0.5));
}
double exact_gelu_tanh(double x)
{
    const double pi = 3.14159265358979323846;
    return x / (1 + std::exp(-2 * std::sqrt(2 / pi) * (x + 0.044715 * x * x * x)));
}
double exact_relu(double x)
{
    return x < 0 ? 0 : x;
}

/// Both signs of every exponent, denormals too, densely where the functions bend; a length that fits no vector.
std::vector<float> arguments()
{
    std::vector<float> x{0.0f, -0.0f, 1e-45f, -1e-45f, 3.4e38f, -3.4e38f};
    for (float size = 1e-44f; size < 1e38f; size = std::max(size * 1.07f, std::nextafter(size, 1.0f))) {
        x.push_back(size);
        x.push_back(-size);
    }
    for (int i = -150'000; i <= 150'000; ++i)
        x.push_back(static_cast<float>(i) * 1e-4f + 3.3e-6f);
    return x;
}

/// |found - exact| in units in the last place of the exact value as a float.
double ulps(double found, double exact)
{
    int exponent = 0;
    std::frexp(exact, &exponent);
    return std::abs(found - exact) / std::ldexp(1.0, std::max(exponent - 24, -149));
}

} // namespace

class ElementwiseTest : public QObject
{
    Q_OBJECT

private:
    void check(const char *name, ElementwiseKernels::Function function, double (*exact)(double), double allowed_ulps,
               double allowed_difference)
    {
        const std::vector<float> x = arguments();
        std::vector<float> y(x.size());
        function(x.data(), y.data(), static_cast<Index>(x.size()));
        double worst_ulps = 0, worst_difference = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            const double wanted = exact(x[i]), difference = std::abs(y[i] - wanted), steps = ulps(y[i], wanted);
            if (!(steps <= allowed_ulps || difference <= allowed_difference))
                QFAIL(qPrintable(QString("%1(%2) = %3, exactly %4: %5 ulp")
                                     .arg(name)
                                     .arg(double(x[i]), 0, 'g', 9)
                                     .arg(double(y[i]), 0, 'g', 9)
                                     .arg(wanted, 0, 'g', 12)
                                     .arg(steps)));
            if (difference > allowed_difference)
                worst_ulps = std::max(worst_ulps, steps);
            if (steps > allowed_ulps)
                worst_difference = std::max(worst_difference, difference);
        }
        qInfo("%s: %.2f ulp where the difference is above %.0e; %.1e where it is above %.0f ulp", name, worst_ulps,
              allowed_difference, worst_difference, allowed_ulps);
    }
    static float at(ElementwiseKernels::Function function, float x)
    {
        float y = 77;
        function(&x, &y, 1);
        return y;
    }

private slots:
    void activations_within_their_bounds_data() { add_every_instruction_set(); }
    void activations_within_their_bounds()
    {
        QFETCH(InstructionSet, set);
        const ElementwiseKernels &kernels = elementwise_kernels(set);
        check("gelu", kernels.gelu, exact_gelu, 4, 1e-7);
        check("gelu_tanh", kernels.gelu_tanh, exact_gelu_tanh, 4, 1e-7);
        check("relu", kernels.relu, exact_relu, 0, 0);
        check("tanh", kernels.tanh, std::tanh, 4, 0);
    }
    void ends_of_the_number_line_data() { add_every_instruction_set(); }
    void ends_of_the_number_line()
    {
        QFETCH(InstructionSet, set);
        const ElementwiseKernels &kernels = elementwise_kernels(set);
        for (const auto function : {kernels.gelu, kernels.gelu_tanh, kernels.relu}) {
            QVERIFY(at(function, infinity) == infinity);
            QVERIFY(at(function, -infinity) == 0);
            QVERIFY(at(function, 0) == 0);
            QVERIFY(std::isnan(at(function, not_a_number)));
            QVERIFY(std::isnan(at(function, -not_a_number)));
        }
        QVERIFY(at(kernels.tanh, infinity) == 1);
        QVERIFY(at(kernels.tanh, -infinity) == -1);
        QVERIFY(std::signbit(at(kernels.tanh, -0.0f)));
        QVERIFY(std::isnan(at(kernels.tanh, not_a_number)));
    }
    void bits_do_not_depend_on_the_place_data() { add_every_instruction_set(); }
    void bits_do_not_depend_on_the_place()
    {
        QFETCH(InstructionSet, set);
        const ElementwiseKernels &kernels = elementwise_kernels(set);
        std::minstd_rand generator(3);
        std::vector<float> x(101);
        for (float &value : x)
            value = static_cast<float>(generator() % 16000) / 1000.0f - 8;
        for (const auto function : {kernels.gelu, kernels.gelu_tanh, kernels.relu, kernels.tanh})
            for (std::size_t length = 1; length <= x.size(); ++length) {
                std::vector<float> in_place(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(length));
                in_place.push_back(1234.5f);
                function(in_place.data(), in_place.data(), static_cast<Index>(length));
                QCOMPARE(in_place.back(), 1234.5f);
                for (std::size_t i = 0; i < length; ++i) {
                    const float alone = at(function, x[i]);
                    QVERIFY(std::memcmp(&alone, &in_place[i], sizeof alone) == 0);
                }
            }
    }
    void softmax_against_double_data() { add_every_instruction_set(); }
    void softmax_against_double()
    {
        QFETCH(InstructionSet, set);
        const auto softmax = elementwise_kernels(set).softmax;
        std::minstd_rand generator(4);
        double worst = 0;
        for (const std::size_t count : {1u, 2u, 3u, 7u, 8u, 9u, 15u, 16u, 17u, 33u, 128u, 500u, 30522u})
            for (const float spread : {0.0f, 1e-3f, 1.0f, 20.0f, 300.0f, 1e30f})
                for (const float shift : {0.0f, 90.0f, -1e6f}) {
                    std::vector<float> x(count), y(count + 1, 1234.5f);
                    for (float &value : x)
                        value = shift + spread * (static_cast<float>(generator() % 2001) / 1000.0f - 1);
                    softmax(x.data(), y.data(), static_cast<Index>(count));
                    QCOMPARE(y.back(), 1234.5f);
                    const double max = *std::max_element(x.begin(), x.end());
                    double sum = 0, found_sum = 0;
                    for (const float value : x)
                        sum += std::exp(value - max);
                    for (std::size_t i = 0; i < count; ++i) {
                        const double wanted = std::exp(x[i] - max) / sum;
                        // rounding x - max and its multiple of log2(e) costs in proportion to it
                        const double allowed = (8 + 2 * std::min(max - x[i], 100.0)) * 6e-8 * wanted + 1.2e-38;
                        const double share = std::abs(y[i] - wanted) / allowed;
                        if (!(share <= 1))
                            QFAIL(qPrintable(QString("%1 columns, %2: %3 instead of %4")
                                                 .arg(count)
                                                 .arg(double(x[i]))
                                                 .arg(double(y[i]), 0, 'g', 9)
                                                 .arg(wanted, 0, 'g', 9)));
                        worst = std::max(worst, share);
                        found_sum += y[i];
                    }
                    QVERIFY(std::abs(found_sum - 1) <= 2e-6);
                }
        qInfo("worst: %.2f of what is allowed", worst);
    }
    void softmax_of_special_rows_data() { add_every_instruction_set(); }
    void softmax_of_special_rows()
    {
        QFETCH(InstructionSet, set);
        const auto softmax = elementwise_kernels(set).softmax;
        for (const std::size_t count : {1u, 5u, 16u, 37u}) {
            std::vector<float> x(count, -3.4e38f), y(count);
            softmax(x.data(), y.data(), static_cast<Index>(count)); // all equal and as small as can be
            for (const float value : y)
                QVERIFY(std::abs(value * static_cast<float>(count) - 1) <= 1e-6f);
            x.back() = 3.4e38f;
            softmax(x.data(), x.data(), static_cast<Index>(count));
            QCOMPARE(x.back(), 1.0f);
            for (std::size_t i = 0; i + 1 < count; ++i)
                QCOMPARE(x[i], 0.0f);
            x[count / 2] = not_a_number;
            softmax(x.data(), y.data(), static_cast<Index>(count));
            for (const float value : y)
                QVERIFY(std::isnan(value));
        }
    }
    void views_go_row_by_row()
    {
        Matrix x = Matrix::Random(6, 50), y = Matrix::Constant(6, 50, 1234.5f);
        const ConstMatrixView columns = columns_of(view(std::as_const(x)), 3, 21);
        activate(Activation::relu, columns, columns_of(view(y), 2, 21));
        for (Index row = 0; row < 6; ++row)
            for (Index column = 0; column < 50; ++column)
                QCOMPARE(y(row, column), column < 2 || column >= 23 ? 1234.5f : std::max(x(row, column + 1), 0.0f));
        softmax_rows(columns, columns_of(view(y), 2, 21));
        tanh_forward(rows_of(view(std::as_const(x)), 5, 1), rows_of(view(y), 0, 1));
        QVERIFY(std::abs(y.block(1, 2, 5, 21).sum() - 5) <= 1e-5f);
        QVERIFY((y.row(0).array() - x.row(5).array().tanh()).abs().maxCoeff() <= 1e-6f);
    }
};

QTEST_GUILESS_MAIN(ElementwiseTest)
#include "elementwise_test.moc"
