#include "plots/fonts.h"
#include "plots/formula_view.h"

#include "pictures.h"

#include <QTest>

using namespace bertlab;

class FormulaViewTest : public QObject
{
    Q_OBJECT

    static FormulaData data(int lines)
    {
        FormulaData data;
        data.quantity = QStringLiteral("weight");
        for (int i = 0; i < lines; ++i)
            data.lines.append({QString("line %1").arg(i), 0.5 + i, i == lines - 1});
        return data;
    }
    /// Whether some pixel of a row of pixels has this colour.
    static bool has(const QImage &image, int top, int bottom, const QColor &color)
    {
        for (int y = top; y < bottom; ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixelColor(x, y) == color)
                    return true;
        return false;
    }

private slots:
    void initTestCase() { fonts::load(); }

    void the_result_stands_out_and_numbers_come_back()
    {
        FormulaView view(QStringLiteral("update"));
        QVERIFY(!view.hasContent());
        view.resize(300, 200);
        view.setData(data(4));
        const QImage image = pictures::shot(view);
        QVERIFY(has(image, 0, 200, view.colors().accent));
        QCOMPARE(view.numbers().values.last(), QList<double>{3.5});
        QCOMPARE(view.numbers().rows.size(), qsizetype(4));
        QVERIFY(view.description().contains("line 2: 2.5"));
        FormulaData plain = data(4);
        plain.lines.last().strong = false;
        view.setData(plain);
        QVERIFY(!has(pictures::shot(view), 0, 200, view.colors().accent));
    }

    void every_size_can_be_painted()
    {
        FormulaView view(QStringLiteral("update"));
        view.setData(data(30));
        for (const QSize &size : {QSize(1, 1), QSize(120, 80), QSize(300, 600)}) {
            view.resize(size);
            pictures::shot(view);
        }
    }
};

QTEST_MAIN(FormulaViewTest)
#include "formula_view_test.moc"
