#include "plots/curve_plot.h"
#include "plots/fonts.h"
#include "plots/probe_list.h"
#include "plots/text_places.h"
#include "plots/timeline.h"

#include "pictures.h"

#include <QSignalSpy>
#include <QTest>

#include <qcustomplot.h>

using namespace bertlab;

/// Curves, time machine and probe sentences: what goes in must be seen, be read out and come back as numbers.
class TrainingPlotsTest : public QObject
{
    Q_OBJECT

private:
    static CurvePlotData curves()
    {
        CurvePlotData data;
        data.curves = {{QString(), {{1, 4}, {2, 3}, {3, 1}}, false}, {QStringLiteral("held out"), {{1, 4}, {3, 2}}}};
        data.lines = {{QStringLiteral("ln V 5"), 5}};
        data.xMax = 10;
        data.quantity = QStringLiteral("loss");
        return data;
    }

private slots:
    void initTestCase() { fonts::load(); }

    void points_lie_where_their_values_say()
    {
        CurvePlotView view(QStringLiteral("curves"));
        view.resize(400, 240);
        QVERIFY(!view.hasContent());
        view.setData(curves());
        QVERIFY(view.hasContent());
        const QPointF low = view.pointAt(0, 0), high = view.pointAt(10, 5);
        QVERIFY(low.x() < 60 && low.y() > 190 && high.x() > 380 && high.y() < 40);
        QVERIFY(std::abs(view.pointAt(5, 2.5).x() - (low.x() + high.x()) / 2) < 1);
        QVERIFY(std::abs(view.pointAt(5, 2.5).y() - (low.y() + high.y()) / 2) < 1);
        const QImage image = view.grab().toImage(); // the thick curve is painted in the text's colour
        const QPointF middle = (view.pointAt(1, 4) + view.pointAt(3, 2)) / 2;
        QVERIFY(qGray(image.pixel(middle.toPoint())) < 100);
        QVERIFY(qGray(image.pixel(view.pointAt(8, 3).toPoint())) > 200); // and nothing where nothing is
    }

    void a_single_point_is_seen()
    {
        CurvePlotView view(QStringLiteral("curves"));
        view.resize(400, 240);
        CurvePlotData data;
        data.curves = {{QString(), {{5, 2}}}};
        data.xMax = data.yMax = 10;
        view.setData(data);
        QVERIFY(qGray(view.grab().toImage().pixel(view.pointAt(5, 2).toPoint())) < 100);
    }

    void the_name_of_a_mark_gives_way_to_the_curve()
    {
        CurvePlotView view("scores");
        view.resize(400, 200);
        const auto nameIn = [&view](const QList<double> &levels, double value) { // right of the mark, from there down
            CurvePlotData data;
            for (const double level : levels)
                data.curves.append({.label = {}, .points = {{0, level}, {1, level}}});
            data.yMin = 0;
            data.yMax = 10;
            data.marks = {{"leaves", 0.}};
            view.setData(data);
            const QImage image = pictures::shot(view);
            const QPoint corner = view.pointAt(0, value).toPoint();
            for (int y = corner.y(); y < corner.y() + 20; ++y)
                for (int x = corner.x() + 4; x < image.width() / 3; ++x)
                    if (image.pixelColor(x, y) == view.colors().accent)
                        return true;
            return false;
        };
        constexpr double above = 10, below = 1.5;
        const QList<double> low{1, 2}, high{9, 9.7};
        QVERIFY(nameIn(low, above) && !nameIn(low, below));
        QVERIFY(!nameIn(high, above) && nameIn(high, below));
    }

    void below_zero_stands_a_minus_sign()
    {
        CurvePlotView view(QStringLiteral("scores"));
        view.resize(400, 200);
        CurvePlotData data;
        data.curves = {{{}, {{0, 15}, {4, -15}}}};
        data.yMin = -15;
        data.yMax = 15;
        view.setData(data);
        const QByteArray svg = pictures::svgOf(view);
        QVERIFY(svg.contains("−10"));
        QVERIFY(!svg.contains(">-10"));
    }

    void marks_of_the_time_machine_have_their_step()
    {
        TimelineView view(QStringLiteral("time"));
        view.setTitle(QStringLiteral("Time machine"));
        view.setData({{0, 1600}, {{QStringLiteral("leaves"), 1120}}, 1600, 1600});
        QVERIFY2(view.description().contains("leaves (1,120)"), qPrintable(view.description()));
        const auto marked = [&](const QList<TimelineData::Mark> &marks) { // columns with ink in the labels' colour
            view.resize(900, 100);
            view.setData({{0, 1600}, marks, 1600, 1600});
            const QImage image = view.grab().toImage();
            int columns = 0;
            for (int x = 0; x < image.width(); ++x)
                for (int y = 0; y < image.height(); ++y)
                    if (image.pixelColor(x, y) == Palette::light().warning) {
                        ++columns;
                        break;
                    }
            return columns;
        };
        QVERIFY(marked({{QStringLiteral("leaves"), 11200}}) > marked({{QStringLiteral("leaves"), 1}})); // more digits
    }

    void layers_are_counted_whole_and_to_the_last_data()
    {
        QTest::addColumn<double>("layers");
        QTest::newRow("tiny") << 2.;
        QTest::newRow("base") << 12.;
    }
    void layers_are_counted_whole_and_to_the_last()
    {
        QFETCH(double, layers);
        CurvePlotData data;
        data.curves = {{QStringLiteral("the vector"), {{0, 1}, {layers, 2}}}};
        data.nameRoom = 0.3;
        QCustomPlot plot;
        plot.setViewport(QRect(0, 0, 500, 200));
        fillCurvePlot(plot, data, Palette::light());
        QVERIFY(std::abs(plot.xAxis->range().upper * 0.7 - layers) < 1e-9);
        QVector<double> ticks;
        plot.xAxis->ticker()->generate(plot.xAxis->range(), QLocale::c(), QLatin1Char('g'), 6, ticks, nullptr, nullptr);
        QVERIFY(ticks.size() >= 3);
        for (const double tick : ticks)
            QVERIFY(tick == std::floor(tick) && tick <= layers);
    }

    void numbers_and_words_of_curves()
    {
        CurvePlotView view(QStringLiteral("curves"));
        view.setTitle(QStringLiteral("Loss"));
        view.setData(curves());
        const NumberTable table = view.numbers();
        QCOMPARE(table.rows, QStringList({"1", "2", "3"}));
        QCOMPARE(table.values[2], QList<double>({1, 2}));
        QVERIFY(std::isnan(table.values[1][1])); // held out was not measured at step 2
        QVERIFY2(view.description().contains("held out is 2 at step 3"), qPrintable(view.description()));
    }

    void names_do_not_overlap_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("end");         // of the curves, of 1000 steps
        QTest::addColumn<QList<double>>("ends"); // their values there
        for (const QSize size : {QSize(280, 220), QSize(250, 120), QSize(180, 96)})
            for (const double end : {10., 500., 900., 1000.})
                for (const QList<double> &ends :
                     {QList<double>{62, 55.5, 52}, {100, 100, 100}, {0, 0, 1}, {59, 59, 15}})
                    QTest::addRow("%d x %d, step %g, %g %% first", size.width(), size.height(), end, ends[0])
                        << size << end << ends;
    }
    void names_do_not_overlap()
    {
        QFETCH(QSize, size);
        QFETCH(double, end);
        QFETCH(QList<double>, ends);
        CurvePlotData data;
        data.curves = {{QStringLiteral("pairs 62 %"), {{0, 58}, {end, ends[0]}}},
                       {QStringLiteral("seen 56 %"), {{0, 15}, {end, ends[1]}}},
                       {QStringLiteral("new 52 %"), {{0, 12}, {end, ends[2]}}}};
        data.lines = {{QStringLiteral("always NotNext 59 %"), 59}, {QStringLiteral("always \"the\" 15 %"), 15}};
        data.marks = {{QStringLiteral("step %1").arg(end), end}};
        data.xMax = 1000;
        data.yMax = 114;
        QCustomPlot plot;
        plot.setViewport(QRect(QPoint(), size));
        fillCurvePlot(plot, data, Palette::light());
        plot.toPixmap(size.width(), size.height());
        QList<QCPItemText *> names;
        for (int i = 0; i < plot.itemCount(); ++i)
            if (auto *name = qobject_cast<QCPItemText *>(plot.item(i)))
                names.append(name);
        QVERIFY(names.size() == 6 || size.height() < 100); // in a low one some are left out
        for (int curve = 0; curve < 3; ++curve)
            QVERIFY(std::any_of(names.begin(), names.end(),
                                [&](const QCPItemText *name) { return name->text() == data.curves[curve].label; }));
        const auto place = [](const QCPItemText *name) {
            return QRectF(name->topLeft->pixelPosition(), name->bottomRight->pixelPosition())
                .adjusted(.5, .5, -.5, -.5);
        };
        for (qsizetype one = 0; one < names.size(); ++one) {
            QVERIFY2(QRectF(QPointF(), size).contains(place(names[one])), qPrintable(names[one]->text()));
            for (qsizetype other = 0; other < one; ++other)
                QVERIFY2(!place(names[one]).intersects(place(names[other])),
                         qPrintable(names[one]->text() + ", " + names[other]->text()));
        }
    }

    void names_stand_in_the_order_of_the_ends()
    {
        CurvePlotData data;
        for (const double end : {12., 16., 14., 59.}) // three of them crowd
            data.curves.append({QStringLiteral("ends at %1").arg(end), {{0, 15}, {500, end}, {1000, end}}});
        data.yMax = 114;
        QCustomPlot plot;
        plot.setViewport(QRect(0, 0, 250, 140));
        fillCurvePlot(plot, data, Palette::light());
        QMap<double, double> heights; // by the value at the end
        for (int i = 0; i < plot.itemCount(); ++i)
            if (const auto *name = qobject_cast<QCPItemText *>(plot.item(i)))
                heights[name->text().section(u' ', -1).toDouble()] = name->topLeft->pixelPosition().y();
        QCOMPARE(heights.keys(), QList<double>({12, 14, 16, 59}));
        for (auto name = heights.cbegin(); std::next(name) != heights.cend(); ++name)
            QVERIFY2(name.value() > std::next(name).value(), qPrintable(QString::number(name.key())));
    }

    void a_name_stands_behind_the_end_of_its_curve()
    {
        QCustomPlot plot;
        plot.setViewport(QRect(0, 0, 300, 200));
        CurvePlotData data = curves();
        fillCurvePlot(plot, data, Palette::light());
        const QPointF end(plot.xAxis->coordToPixel(3), plot.yAxis->coordToPixel(2));
        const auto *name = qobject_cast<QCPItemText *>(plot.item(1));
        QVERIFY(name && name->text() == "held out");
        const QPointF corner = name->topLeft->pixelPosition();
        QVERIFY(corner.x() > end.x() && corner.x() < end.x() + 8);
        QVERIFY(corner.y() < end.y() && name->bottomRight->pixelPosition().y() > end.y());
    }

    void a_text_avoids_lines_where_it_can()
    {
        TextPlaces places(QRectF(0, 0, 200, 100));
        places.addLine({{0, 50}, {200, 50}});
        const QPointF place = *places.take({60, 12}, {{20, 44}});
        QVERIFY2(place.x() == 20 && (place.y() >= 50 || place.y() <= 38), qPrintable(QString::number(place.y())));
        const QPointF other = *places.take({60, 12}, {place}); // taken
        QVERIFY(std::abs(other.y() - place.y()) >= 12);
        QVERIFY(!places.take({60, 101}, {{20, 0}}) && !places.take({201, 12}, {{0, 0}}));
    }

    void the_time_machine_jumps_from_moment_to_moment()
    {
        TimelineView view(QStringLiteral("time"));
        view.resize(600, 100);
        view.setData({{0, 1, 10, 50}, {{QStringLiteral("leaves"), 10}}, 60, 100});
        QSignalSpy chosen(&view, &TimelineView::momentChosen);
        QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(int(view.xOf(10)) + 2, 20));
        QCOMPARE(chosen.takeLast()[0].toInt(), 2);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(chosen.takeLast()[0].toInt(), 3);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(chosen.takeLast()[0].toInt(), -1); // now
        QTest::keyClick(&view, Qt::Key_Right);
        QVERIFY(chosen.isEmpty()); // there is nothing behind
        QTest::keyClick(&view, Qt::Key_Home);
        QCOMPARE(chosen.takeLast()[0].toInt(), 0);
        view.setData({{0, 10, 50}, {}, 70, 100}); // thinned out: the handle stays where it was
        QCOMPARE(view.current(), 0);
        view.setCurrent(1);
        view.setData({{0, 50}, {}, 70, 100});
        QCOMPARE(view.current(), -1); // its moment is gone
    }

    /// Whatever stands above it and beside it, in any list of this width: half of the column.
    void bars_of_probes_have_one_scale()
    {
        const auto widthOfBar = [](const QString &label, const QString &beside) {
            ProbeListView view(QStringLiteral("probes"));
            view.resize(900, 120);
            view.setData({{{QStringLiteral("one"), {}, {{label, 0.5}}, label},
                           {QStringLiteral("other"), {}, {{beside, 0.5}}, {}}}});
            const QImage image = view.grab().toImage();
            const QRgb green = Palette::light().right.rgb();
            int most = 0;
            for (int y = 0; y < image.height(); ++y) {
                int run = 0; // the bar is the one long run of its colour
                for (int x = 0; x < image.width(); ++x) {
                    run = image.pixel(x, y) == green ? run + 1 : 0;
                    most = std::max(most, run);
                }
            }
            return most;
        };
        const int column = int(900 * 0.54 / 3) - 12;
        QVERIFY(std::abs(widthOfBar("a", "b") - column / 2) < 6);
        QCOMPARE(widthOfBar("a", "b"), widthOfBar("cat", "cucumbers"));
        QCOMPARE(widthOfBar("a", "b"), widthOfBar("incomprehensibilities of all kinds", "b"));
    }

    void probes_are_read_out()
    {
        ProbeListView view(QStringLiteral("probes"));
        view.resize(700, 120);
        view.setData({{{QStringLiteral("the [MASK] barked ."),
                        {},
                        {{QStringLiteral("dog"), 0.8}, {QStringLiteral("cat"), 0.1}},
                        QStringLiteral("dog")}}});
        QVERIFY2(view.description().contains("dog, 0.8"), qPrintable(view.description()));
        QCOMPARE(view.numbers().rows.size(), qsizetype(2));
        const QImage image = view.grab().toImage(); // the right guess is green
        int green = 0;
        for (int x = 0; x < image.width(); ++x)
            for (int y = 0; y < image.height(); ++y)
                green += image.pixelColor(x, y) == Palette::light().right;
        QVERIFY(green > 500);
    }

    void two_models_answer_beside_each_other()
    {
        ProbeListView view(QStringLiteral("probes"));
        view.resize(900, 120);
        ProbeListData data{{{QStringLiteral("the [MASK] barked ."), {}, {}, QStringLiteral("dog")}},
                           {"first", "second"}};
        data.rows[0].guesses = {{QStringLiteral("cat"), 0.5}, {QStringLiteral("dog"), 0.25}};
        data.rows[0].others = {{QStringLiteral("dog"), 0.75}, {QStringLiteral("sun"), 0.125}};
        view.setData(data);
        const NumberTable table = view.numbers();
        QCOMPARE(table.columns, QStringList({"first", "second"}));
        QCOMPARE(table.rows.size(), qsizetype(3)); // cat, dog, sun
        QCOMPARE(table.values[1], QList<double>({0.25, 0.75}));
        QVERIFY(table.values[0][0] == 0.5 && std::isnan(table.values[0][1])); // not asked for: no number
        QVERIFY2(view.description().contains("first cat 0.5, second dog 0.75"), qPrintable(view.description()));
        const QImage image = view.grab().toImage();
        const auto greenIn = [&](int left, int right) {
            int longest = 0; // the bar
            for (int y = 0; y < image.height(); ++y) {
                int green = 0;
                for (int x = left; x < right; ++x)
                    green += image.pixelColor(x, y) == Palette::light().right;
                longest = std::max(longest, green);
            }
            return longest;
        };
        const int middle = int(0.36 * 900 + 0.64 * 450);
        QVERIFY(greenIn(0, middle) > 5 && greenIn(middle, 900) > 2 * greenIn(0, middle));
    }

    void a_curve_without_a_label_has_a_name()
    {
        CurvePlotView view(QStringLiteral("curves"));
        CurvePlotData data;
        data.curves = {{{}, {{1, 2}}, false}, {{}, {{1, 3}}, true, Qt::DashLine, QStringLiteral("first")}};
        view.setData(data);
        QCOMPARE(view.numbers().columns, QStringList({"training", "first"}));
        QVERIFY2(view.description().contains("first is 3"), qPrintable(view.description()));
    }
};

QTEST_MAIN(TrainingPlotsTest)
#include "training_plots_test.moc"
