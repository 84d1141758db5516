#include "plots/fonts.h"
#include "plots/masking_grid.h"

#include "pictures.h"

#include <QTest>

using namespace bertlab;

class MaskingGridTest : public QObject
{
    Q_OBJECT

    static MaskingGridData sequence(int count)
    {
        MaskingGridData data;
        data.rowNames = QStringList{"Tokens", "Candidates", "Chosen", "BERT sees", "Label"};
        const QList<TokenLabel> tokens = pictures::tokens(count);
        for (int i = 0; i < count; ++i) {
            MaskingGridData::Column column{.token = tokens[i]};
            column.seen = column.token.text;
            if (!column.token.special)
                column.candidate = MaskingGridData::Candidate::open;
            data.columns.append(column);
        }
        return data;
    }

    static void choose(MaskingGridData::Column &column)
    {
        column.candidate = MaskingGridData::Candidate::chosen;
        column.roll = "u=.14";
        column.rollNumber = .14;
        column.label = column.token.text;
        column.seen = "[MASK]";
        column.sight = MaskingGridData::Sight::mask;
    }

    static bool has(const QImage &image, const QRectF &area, const QColor &color)
    {
        const QRect pixels = area.toRect() & image.rect();
        for (int y = pixels.top(); y <= pixels.bottom(); ++y)
            for (int x = pixels.left(); x <= pixels.right(); ++x)
                if (image.pixelColor(x, y) == color)
                    return true;
        return false;
    }

private slots:
    void initTestCase() { fonts::load(); }

    void whatIsChosenIsMarked()
    {
        MaskingGridView grid("grid");
        grid.resize(900, 220);
        MaskingGridData data = sequence(8);
        choose(data.columns[2]);
        grid.setData(data);
        const QImage image = pictures::shot(grid);
        const Palette &palette = grid.colors();
        QVERIFY(has(image, grid.cellRect(1, 2), palette.accentFill) &&
                has(image, grid.cellRect(2, 2), palette.accentFill));
        QVERIFY(has(image, grid.cellRect(4, 2), palette.right));
        for (int row = 1; row < 5; ++row)
            QVERIFY(!has(image, grid.cellRect(row, 3), palette.accentFill) &&
                    !has(image, grid.cellRect(row, 3), palette.right));
    }

    /// One capsule over the pieces of a word: no gap between its columns.
    void wordsAreOneCapsule()
    {
        MaskingGridView grid("grid");
        grid.resize(900, 220);
        MaskingGridData data = sequence(9);
        for (const bool joined : {false, true}) {
            choose(data.columns[1]);
            choose(data.columns[2]);
            data.columns[2].joined = joined;
            grid.setData(data);
            const QPointF border = grid.cellRect(1, 2).center() - QPointF(grid.cellRect(1, 2).width() / 2, 0);
            QCOMPARE(pictures::colorAt(pictures::shot(grid), border) == grid.colors().accentFill, joined);
        }
    }

    void theNumberOfAWordStandsInItsMiddle()
    {
        MaskingGridView grid("grid");
        grid.resize(900, 220);
        MaskingGridData data = sequence(9);
        for (const int column : {1, 2}) {
            choose(data.columns[column]);
            data.columns[column].roll.clear();
        }
        data.columns[1].turn = "1";
        data.columns[2].joined = true;
        grid.setData(data);
        const QImage image = pictures::shot(grid);
        const QRectF word = grid.cellRect(1, 1).united(grid.cellRect(1, 2));
        const auto hasNumber = [&](double x) {
            return has(image, QRectF(x - 4, word.center().y() - 4, 8, 8), grid.colors().accent);
        };
        QVERIFY(hasNumber(word.center().x()));
        QVERIFY(!hasNumber(grid.cellRect(1, 1).center().x()));
    }

    /// Columns take the room that is left beside them, up to half as much again.
    void aShortSentenceIsSpreadOverItsPanel()
    {
        MaskingGridView grid("grid");
        grid.setData(sequence(8));
        const auto widthIn = [&grid](int width) {
            grid.resize(width, 220);
            return grid.cellRect(0, 7).right() - grid.cellRect(0, 0).left();
        };
        grid.resize(2000, 220);
        const double heading = grid.cellRect(0, 0).left(), most = widthIn(2000), own = most / 1.5;
        for (const double share : {1.02, 1.2, 1.4})
            QCOMPARE(std::round(widthIn(qRound(heading + own * share)) / own * 50), std::round(share * 50));
        QCOMPARE(widthIn(3000), most);
    }

    void linesThatDoNotFitAreScrolledTo()
    {
        MaskingGridView grid("grid");
        grid.resize(500, 220);
        grid.setData(sequence(60));
        QVERIFY(!grid.cellRect(0, 0).isEmpty());
        QVERIFY(grid.cellRect(0, 59).isEmpty());
        grid.setSelected(59, 59);
        QVERIFY(!grid.cellRect(4, 59).isEmpty());
        QVERIFY(grid.cellRect(0, 0).isEmpty());
        QVERIFY(grid.cellRect(4, 59).bottom() <= grid.height());
        grid.resize(1400, 1000);
        for (int column = 0; column < 60; ++column)
            QVERIFY(QRectF(grid.rect()).contains(grid.cellRect(4, column)));
    }

    void everySizeCanBePainted()
    {
        for (const QSize size : {QSize(120, 80), QSize(882, 230), QSize(1600, 1000)})
            for (const int count : {0, 1, 9, 128}) {
                MaskingGridView grid("grid");
                grid.setPanel(true);
                grid.setTitle("Masking");
                grid.resize(size);
                grid.setData(sequence(count));
                QVERIFY(!pictures::shot(grid).isNull());
                QCOMPARE(grid.hasContent(), count > 0);
            }
    }

    void pointerWordsAndNumbers()
    {
        MaskingGridView grid("grid");
        grid.resize(900, 220);
        MaskingGridData data = sequence(8);
        choose(data.columns[2]);
        data.columns[3].reason = "3 pieces, 2 left";
        grid.setData(data);
        QVERIFY(grid.accessibleDescription().contains("piece2 is seen as [MASK]"));
        QVERIFY(grid.accessibleDescription().contains("piece3: 3 pieces, 2 left"));
        QCOMPARE(grid.numbers().values[2], QList<double>({-1, .14, 1}));
        QCOMPARE(grid.numbers().values[3].last(), 0.);
        grid.show();
        QSignalSpy clicked(&grid, &MaskingGridView::columnClicked), hovered(&grid, &MaskingGridView::columnHovered);
        QTest::mouseMove(&grid, grid.cellRect(3, 5).center().toPoint());
        QCOMPARE(pictures::last(hovered), QVariantList({5}));
        QTest::mouseClick(&grid, Qt::LeftButton, {}, grid.cellRect(1, 4).center().toPoint());
        QCOMPARE(pictures::last(clicked), QVariantList({4}));
    }
};

QTEST_MAIN(MaskingGridTest)
#include "masking_grid_test.moc"
