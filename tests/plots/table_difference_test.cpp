#include "plots/table_difference.h"

#include <QTest>

using namespace bertlab;

class TableDifferenceTest : public QObject
{
    Q_OBJECT

private slots:
    void a_covered_piece_is_the_same_row();
    void rows_behind_an_inserted_word_find_each_other();
    void guesses_are_found_wherever_they_stand();
    void columns_are_matched_too();
    void nothing_in_common_is_empty();
};

void TableDifferenceTest::a_covered_piece_is_the_same_row()
{
    const NumberTable before{"p", {"x", "y"}, {"0 the", "1 leaves"}, {{1, 2}, {3, 4}}};
    const NumberTable now{"p", {"x", "y"}, {"0 the", "1 [MASK]"}, {{1, 5}, {7, 4}}};
    const TableDifference difference = differenceOf(before, now);
    QCOMPARE(difference.change.rows, QStringList({"0 the", "1 [MASK]"}));
    QCOMPARE(difference.change.values, QList<QList<double>>({{0, 3}, {4, 0}}));
    QCOMPARE(difference.before.values, before.values);
    QCOMPARE(difference.shareInWords(), QString());
}

void TableDifferenceTest::rows_behind_an_inserted_word_find_each_other()
{
    const NumberTable before{"p", {"x"}, {"the (0)", "the (1)", "falls (2)"}, {{1}, {2}, {3}}};
    const NumberTable now{"p", {"x"}, {"the (0)", "red (1)", "the (2)", "falls (3)"}, {{10}, {20}, {30}, {40}}};
    const TableDifference difference = differenceOf(before, now);
    QCOMPARE(difference.change.rows, QStringList({"the (0)", "the (2)", "falls (3)"}));
    QCOMPARE(difference.change.values, QList<QList<double>>({{9}, {28}, {37}}));
    QCOMPARE(difference.shareInWords(), QString("3 of 4 rows in both"));
}

void TableDifferenceTest::guesses_are_found_wherever_they_stand()
{
    const NumberTable before{"p", {"value"}, {"birds", "leaves", "snow"}, {{.5}, {.3}, {.2}}};
    const NumberTable now{"p", {"value"}, {"leaves", "rain", "birds"}, {{.75}, {.15}, {.125}}};
    const TableDifference difference = differenceOf(before, now);
    QCOMPARE(difference.change.rows, QStringList({"leaves", "birds"}));
    QCOMPARE(difference.change.values[0][0], .75 - .3);
    QCOMPARE(difference.change.values[1][0], .125 - .5);
}

void TableDifferenceTest::columns_are_matched_too()
{
    const NumberTable before{"p", {"the (0)", "leaves (1)"}, {"the (0)", "leaves (1)"}, {{1, 2}, {3, 4}}};
    const NumberTable now{"p",
                          {"in (0)", "the (1)", "leaves (2)"},
                          {"in (0)", "the (1)", "leaves (2)"},
                          {{0, 0, 0}, {0, 2, 4}, {0, 6, 8}}};
    const TableDifference difference = differenceOf(before, now);
    QCOMPARE(difference.change.columns, QStringList({"the (1)", "leaves (2)"}));
    QCOMPARE(difference.change.values, QList<QList<double>>({{1, 2}, {3, 4}}));
    QCOMPARE(difference.shareInWords(), QString("2 of 3 rows in both, 2 of 3 columns in both"));
}

void TableDifferenceTest::nothing_in_common_is_empty()
{
    const TableDifference difference =
        differenceOf({"p", {"x"}, {"birds"}, {{1}}}, {"p", {"x"}, {"leaves", "rain"}, {{1}, {2}}});
    QVERIFY(difference.change.rows.isEmpty());
}

QTEST_APPLESS_MAIN(TableDifferenceTest)
#include "table_difference_test.moc"
