#include "commands/console.h"

#include <QTest>

#include <sstream>

using namespace bertlab;
using namespace std::string_literals;

class ConsoleTest : public QObject
{
    Q_OBJECT

private slots:
    void numbers()
    {
        QCOMPARE(short_number(0.97), "0.970"s);
        QCOMPARE(short_number(99.96), "100"s);
        QCOMPARE(short_number(-3.5), "-3.50"s);
        QCOMPARE(short_number(999.7), "1000"s);
        QCOMPARE(short_number(12345.6), "12346"s);
        QCOMPARE(short_number(1.234e9), "1.23e+09"s);
        QCOMPARE(short_number(0.000012345), "1.23e-05"s);
        QCOMPARE(percent(0.97), "97.0 %"s);
        QCOMPARE(percent(1), "100 %"s);
        QCOMPARE(grouped(0), "0"s);
        QCOMPARE(grouped(999), "999"s);
        QCOMPARE(grouped(-1000), "-1,000"s);
        QCOMPARE(grouped(4867442), "4,867,442"s);
    }
    void columns_line_up()
    {
        Table table({Table::Align::left, Table::Align::right});
        table.add({"中文", "1"});
        table.add({"e\u0301", "23"});
        table.add({"last", ""});
        std::ostringstream out;
        table.print(out);
        QCOMPARE(out.str(), "  中文   1\n  e\u0301     23\n  last\n"s);
    }
};

QTEST_GUILESS_MAIN(ConsoleTest)
#include "console_test.moc"
