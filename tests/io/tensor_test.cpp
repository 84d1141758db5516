#include "io/tensor.h"

#include "io/reading.h"

#include <bit>
#include <cmath>
#include <limits>

using namespace bertlab;
using namespace bertlab::test;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

std::vector<float> floats_of(const OwnedTensor &tensor)
{
    std::vector<float> values(tensor.bytes.size() / size_of(tensor.type));
    copy_as_float({tensor.type, tensor.shape, tensor.bytes}, "x", values);
    return values;
}

std::uint16_t half_bits(float value)
{
    const OwnedTensor tensor = OwnedTensor::from_floats(std::span(&value, 1), {1}, DataType::f16);
    std::uint16_t bits;
    std::memcpy(&bits, tensor.bytes.data(), sizeof bits);
    return bits;
}

/// The value of a half by its definition, in double.
double half_by_definition(std::uint16_t bits)
{
    const int exponent = (bits >> 10) & 31;
    const int mantissa = bits & 1023;
    const double sign = bits & 0x8000 ? -1 : 1;
    if (exponent == 31)
        return mantissa ? std::nan("") : sign * static_cast<double>(infinity);
    return sign * (exponent ? std::ldexp(1024 + mantissa, exponent - 25) : std::ldexp(mantissa, -24));
}

} // namespace

class TensorTest : public QObject
{
    Q_OBJECT

private slots:
    void every_half_becomes_its_float_and_back()
    {
        std::vector<std::uint16_t> all(65536);
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = static_cast<std::uint16_t>(i);
        std::vector<float> values(all.size());
        copy_as_float({DataType::f16, {65536}, std::as_bytes(std::span(all))}, "x", values);
        for (std::size_t i = 0; i < all.size(); ++i) {
            const double expected = half_by_definition(all[i]);
            if (std::isnan(expected)) {
                QVERIFY2(std::isnan(values[i]), qPrintable(QString::number(i, 16)));
                QVERIFY((half_bits(values[i]) & 0x7fff) > 0x7c00);
                continue;
            }
            QVERIFY2(static_cast<double>(values[i]) == expected && std::signbit(values[i]) == std::signbit(expected),
                     qPrintable(QString::number(i, 16)));
            QCOMPARE(half_bits(values[i]), all[i]);
        }
    }
    void halves_round_to_nearest_even_data()
    {
        QTest::addColumn<float>("value");
        QTest::addColumn<int>("bits");
        const auto row = [](const char *name, double value, int bits) {
            QTest::newRow(name) << static_cast<float>(value) << bits;
        };
        row("tie to even, down", 1 + std::ldexp(1, -11), 0x3c00);
        row("just above the tie", 1 + std::ldexp(1, -11) + std::ldexp(1, -23), 0x3c01);
        row("tie to even, up", 1 + 3 * std::ldexp(1, -11), 0x3c02);
        row("largest", 65504, 0x7bff);
        row("rounds down to the largest", 65519.996, 0x7bff);
        row("tie into infinity", 65520, 0x7c00);
        row("far too large", 1e30, 0x7c00);
        row("infinity", infinity, 0x7c00);
        row("minus infinity", -infinity, 0xfc00);
        row("smallest normal", std::ldexp(1, -14), 0x0400);
        row("tie at the border of the denormals", std::ldexp(2047, -25), 0x0400);
        row("largest denormal", std::ldexp(1023, -24), 0x03ff);
        row("smallest denormal", std::ldexp(1, -24), 0x0001);
        row("half of the smallest: to even", std::ldexp(1, -25), 0x0000);
        row("above half of the smallest", std::ldexp(1, -25) * 1.001, 0x0001);
        row("three halves of the smallest: to even", std::ldexp(3, -25), 0x0002);
        row("denormal float", 1e-40, 0x0000);
        row("minus zero", -0.0, 0x8000);
    }
    void halves_round_to_nearest_even()
    {
        QFETCH(float, value);
        QFETCH(int, bits);
        QCOMPARE(static_cast<int>(half_bits(value)), bits);
    }
    void other_types_become_floats()
    {
        const std::vector<std::uint16_t> brain{0x3f80, 0xc049, 0x0001, 0x7f80};
        std::vector<float> values(4);
        copy_as_float({DataType::bf16, {2, 2}, std::as_bytes(std::span(brain))}, "x", values);
        QCOMPARE(values, (std::vector<float>{1.0f, -3.140625f, std::bit_cast<float>(0x00010000u), infinity}));
        const std::vector<double> doubles{0.1, -1e300, 1e-46, 3};
        copy_as_float({DataType::f64, {4}, std::as_bytes(std::span(doubles))}, "x", values);
        QCOMPARE(values, (std::vector<float>{0.1f, -infinity, 0.0f, 3.0f}));
    }
    void unaligned_bytes_are_read()
    {
        Bytes bytes(1);
        append_number(bytes, 1.5f);
        append_number(bytes, -2.5f);
        std::vector<float> values(2);
        copy_as_float({DataType::f32, {2}, std::span(bytes).subspan(1)}, "x", values);
        QCOMPARE(values, (std::vector<float>{1.5f, -2.5f}));
        Bytes numbers(3);
        append_number(numbers, std::int64_t{-7});
        QCOMPARE(copy_as_int64({DataType::i64, {1}, std::span(numbers).subspan(3)}), std::vector<std::int64_t>{-7});
    }
    void whole_numbers_are_no_weights()
    {
        const std::int64_t number = 1;
        float value = 0;
        COMPARE_SENTENCE(sentence_of([&] {
                             copy_as_float({DataType::i64, {1}, std::as_bytes(std::span(&number, 1))}, "file: x",
                                           std::span(&value, 1));
                         }),
                         "file: x holds whole numbers (I64), expected F32, F16, BF16 or F64.");
    }
    void what_is_not_finite_is_found()
    {
        std::vector<float> values(20000, std::numeric_limits<float>::max());
        QVERIFY(!first_not_finite(values));
        QVERIFY(!first_not_finite({}));
        for (const float bad : {infinity, -infinity, std::nanf("")}) {
            for (const std::size_t place : {0u, 4095u, 4096u, 12345u, 19999u}) {
                auto copy = values;
                copy[place] = bad;
                QCOMPARE(first_not_finite(copy).value_or(0) + 1, place + 1);
                QVERIFY(first_not_finite(copy));
            }
        }
    }
    void sizes_do_not_overflow()
    {
        const Index large = Index{1} << 31;
        QCOMPARE(byte_count(std::vector<Index>{large, large}, DataType::f32), std::nullopt);
        QCOMPARE(byte_count(std::vector<Index>{large, large / 2}, DataType::f32), std::nullopt);
        QCOMPARE(byte_count(std::vector<Index>{large, large / 4}, DataType::f32),
                 std::optional<std::size_t>(1ull << 62));
        QCOMPARE(byte_count(std::vector<Index>{large, large, large, 0}, DataType::f64), std::optional<std::size_t>(0));
        QCOMPARE(byte_count(std::vector<Index>{-1}, DataType::f32), std::nullopt);
        QCOMPARE(byte_count({}, DataType::f16), std::optional<std::size_t>(2));
    }
    void shapes_in_words()
    {
        QCOMPARE(describe_shape(std::vector<Index>{4, 21, 64}), std::string("4 x 21 x 64"));
        QCOMPARE(describe_shape({}), std::string("scalar"));
    }
    void a_tensor_keeps_its_values()
    {
        const std::vector<float> values{0.1f, -0.0f, 1e-40f, infinity};
        const auto copy = floats_of(OwnedTensor::from_floats(values, {2, 2}));
        QVERIFY(std::memcmp(copy.data(), values.data(), sizeof(float) * values.size()) == 0);
        const std::vector<std::int64_t> numbers{1, -1};
        const OwnedTensor tensor = OwnedTensor::from_int64(numbers, {2});
        QCOMPARE(copy_as_int64({tensor.type, tensor.shape, tensor.bytes}), numbers);
    }
};

QTEST_GUILESS_MAIN(TensorTest)
#include "tensor_test.moc"
