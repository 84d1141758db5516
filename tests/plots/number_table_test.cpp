#include "plots/number_table.h"

#include <QTest>

#include <limits>

using namespace bertlab;

class NumberTableTest : public QObject
{
    Q_OBJECT

private slots:
    void threeDigitsInViews_data();
    void threeDigitsInViews();
    void allDigitsOfAFloat_data();
    void allDigitsOfAFloat();
    void csvQuotesAndKeepsAllDigits();
};

void NumberTableTest::threeDigitsInViews_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("small") << 0.012345 << "0.0123";
    QTest::newRow("negative") << -1.2094 << "−1.21";
    QTest::newRow("tiny") << 1.2e-5 << "1.2×10⁻⁵";
    QTest::newRow("huge") << 4.867e6 << "4.87×10⁶";
    QTest::newRow("whole") << 1174.0 << "1174";
    QTest::newRow("just below a thousand") << 999.7 << "1000";
    QTest::newRow("zero") << 0.0 << "0";
    QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN() << "NaN";
    QTest::newRow("infinite") << -std::numeric_limits<double>::infinity() << "−∞";
}

void NumberTableTest::threeDigitsInViews()
{
    QFETCH(double, value);
    QFETCH(QString, text);
    QCOMPARE(shortNumber(value), text);
}

void NumberTableTest::allDigitsOfAFloat_data()
{
    QTest::addColumn<float>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("few") << 0.31f << "0.31";
    QTest::newRow("many") << 0.123456789f << "0.12345679";
    QTest::newRow("negative") << -2.5f << "−2.5";
}

void NumberTableTest::allDigitsOfAFloat()
{
    QFETCH(float, value);
    QFETCH(QString, text);
    QCOMPARE(fullNumber(value), text);
    QCOMPARE(fullNumber(value).replace(QChar(0x2212), '-').toFloat(), value);
}

void NumberTableTest::csvQuotesAndKeepsAllDigits()
{
    const float third = 1.0f / 3.0f;
    const NumberTable table{"attention_probs",
                            {"is (1)", ", (2)", "\" (3)"},
                            {"城 (0)", "two\nlines"},
                            {{static_cast<double>(third), -1.0, 0.0}, {1e-9, 2.0, 12345678.0}}};
    const QByteArray csv = table.toCsv();
    QCOMPARE(csv, QByteArray("attention_probs,is (1),\", (2)\",\"\"\" (3)\"\r\n"
                             "城 (0),0.333333343,-1,0\r\n"
                             "\"two\nlines\",1e-09,2,12345678\r\n"));
    QCOMPARE(csv.split('\n')[1].split(',')[1].toFloat(), third);
}

QTEST_GUILESS_MAIN(NumberTableTest)
#include "number_table_test.moc"
