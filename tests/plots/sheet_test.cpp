#include "base/error.h"
#include "plots/bar_list.h"
#include "plots/fonts.h"
#include "plots/head_grid.h"
#include "plots/link_diagram.h"
#include "plots/number_archive.h"
#include "plots/sheet.h"
#include "plots/vector_rows.h"

#include "pictures.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTransform>
#include <QXmlStreamReader>

#include <memory>

using namespace bertlab;

namespace {

/// What an SVG file of QSvgGenerator says, in units of the sheet.
struct Svg
{
    QRectF sheet;
    QStringList texts;
    QStringList families;
    QList<QPointF> points; ///< every corner, also where a text ends
    int rectangles = 0, images = 0;
};

QList<QPointF> pairs(const QString &numbers)
{
    static const QRegularExpression number("-?[0-9.]+(e-?[0-9]+)?");
    QList<double> values;
    for (auto found = number.globalMatch(numbers); found.hasNext();)
        values.append(found.next().captured().toDouble());
    QList<QPointF> points;
    for (qsizetype i = 0; i + 1 < values.size(); i += 2)
        points.append({values[i], values[i + 1]});
    return points;
}

QTransform transformOf(const QString &matrix)
{
    const QList<QPointF> p = pairs(matrix.mid(matrix.indexOf('(')));
    return p.size() == 3 ? QTransform(p[0].x(), p[0].y(), p[1].x(), p[1].y(), p[2].x(), p[2].y()) : QTransform();
}

Svg readSvg(const QByteArray &bytes)
{
    Svg svg;
    QList<QTransform> transforms{QTransform()};
    QXmlStreamReader xml(bytes);
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isEndElement() && xml.name() == u"g")
            transforms.removeLast();
        if (!xml.isStartElement())
            continue;
        const auto attributes = xml.attributes();
        const auto number = [&attributes](const char *name) {
            return attributes.value(QLatin1String(name)).toDouble();
        };
        const auto add = [&](const QList<QPointF> &points) {
            for (const QPointF &point : points)
                svg.points.append(transforms.last().map(point));
        };
        const QPointF corner(number("x"), number("y"));
        if (xml.name() == u"svg") {
            const QList<QPointF> box = pairs(attributes.value("viewBox").toString());
            svg.sheet = QRectF(box[0], QSizeF(box[1].x(), box[1].y()));
        } else if (xml.name() == u"g") {
            transforms.append(transformOf(attributes.value("transform").toString()) * transforms.last());
        } else if (xml.name() == u"rect" || xml.name() == u"image") {
            (xml.name() == u"rect" ? svg.rectangles : svg.images) += 1;
            add({corner, corner + QPointF(number("width"), number("height"))});
        } else if (xml.name() == u"path" || xml.name() == u"polyline" || xml.name() == u"polygon") {
            add(pairs(attributes.value(xml.name() == u"path" ? "d" : "points").toString()));
        } else if (xml.name() == u"ellipse" || xml.name() == u"circle") {
            add({{number("cx"), number("cy")}});
        } else if (xml.name() == u"text") {
            QFont font(attributes.value("font-family").toString());
            font.setPixelSize(attributes.value("font-size").toInt());
            font.setWeight(QFont::Weight(attributes.value("font-weight").toInt()));
            const QString text = xml.readElementText();
            svg.texts.append(text);
            svg.families.append(font.family());
            add({corner, corner + QPointF(QFontMetricsF(font).horizontalAdvance(text), 0)});
        }
    }
    if (xml.hasError())
        qWarning("%s", qPrintable(xml.errorString()));
    return svg;
}

} // namespace

class SheetTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;
    QString path(const QString &name) const { return m_directory.filePath(name); }
    QByteArray bytes(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    static std::unique_ptr<HeatMapView> map(int tokens)
    {
        auto view = std::make_unique<HeatMapView>("attention-map");
        view->resize(540, 520);
        view->setTitle("Layer 3, head 2", QString("%1 tokens").arg(tokens));
        view->setData(pictures::attentionMap(tokens));
        return view;
    }
    static Sheet sheetOf(const View &view)
    {
        return Sheet::ofView(view, "Attention", {"Built-in 4 / 256 / 4", "A: Paris is a beautiful [MASK]."});
    }

private slots:
    void initTestCase() { fonts::load(); }
    void aSquareMapTakesNoMoreHeightThanItFills();
    void pngHasTheColoursOfTheCells_data();
    void pngHasTheColoursOfTheCells();
    void svgHasTextAndLiesOnTheSheet_data();
    void svgHasTextAndLiesOnTheSheet();
    void svgCellsAreRectanglesUpTo100();
    void pdfHasFontsAndNoJpeg();
    void csvHasTheNumbersOfEveryView();
    void npzHasTheNumbersOfEveryView();
    void aPageKeepsItsOrder();
    void whatCannotBeWrittenIsSaid();
};

void SheetTest::aSquareMapTakesNoMoreHeightThanItFills()
{
    const auto view = map(13);
    const Sheet low = sheetOf(*view);
    QCOMPARE(low.size, QSizeF(540, 520));
    view->resize(540, 900);
    const Sheet high = sheetOf(*view);
    QCOMPARE(high.size, QSizeF(540, 540));
    QCOMPARE(high.items[0].area, QRectF(0, 0, 540, 540));
}

void SheetTest::pngHasTheColoursOfTheCells_data()
{
    QTest::addColumn<double>("scale");
    QTest::newRow("1x") << 1.0;
    QTest::newRow("2x") << 2.0;
    QTest::newRow("4x") << 4.0;
}

void SheetTest::pngHasTheColoursOfTheCells()
{
    QFETCH(double, scale);
    const auto view = map(13);
    const Sheet sheet = sheetOf(*view);
    saveSheet(sheet, "png", path("map.png"), scale);
    const QImage image(path("map.png"));
    QCOMPARE(image.size(), toImage(sheet).size() * scale);
    // The picture lies at the bottom right of its sheet, an edge of 16 around.
    const QPointF page = QPointF(image.width(), image.height()) / scale - QPointF(540 + 16, 520 + 16);
    for (const QPoint cell : {QPoint(0, 0), QPoint(4, 7), QPoint(12, 12), QPoint(1, 11)}) {
        const double share = static_cast<double>(view->data().values(cell.y(), cell.x())) / view->data().scale.max;
        const QPointF center = (view->cellRect(cell.y(), cell.x()).center() + page) * scale;
        QCOMPARE(pictures::colorAt(image, center - QPointF(0.5, 0.5)), view->colors().weight(share));
    }
    QCOMPARE(image.pixelColor(0, 0), view->colors().background);
}

void SheetTest::svgHasTextAndLiesOnTheSheet_data()
{
    QTest::addColumn<int>("tokens");
    QTest::addColumn<QSize>("size");
    for (const int tokens : {3, 13, 128})
        for (const QSize size : {QSize(180, 120), QSize(540, 520), QSize(1200, 900)})
            QTest::addRow("%d in %d x %d", tokens, size.width(), size.height()) << tokens << size;
}

void SheetTest::svgHasTextAndLiesOnTheSheet()
{
    QFETCH(int, tokens);
    QFETCH(QSize, size);
    const Matrix weights = pictures::attention(tokens);
    HeadGridView grid("heads");
    grid.setData(headThumbnails(4, 4, [&weights](int, int) { return view(weights); }));
    LinkDiagramView links("links");
    links.setData(weights, pictures::tokens(tokens), 1, "attention_probs");
    links.setSelected(1, 1);
    BarListView bars("guesses");
    BarListData list;
    for (const TokenLabel &token : pictures::tokens(tokens))
        list.rows.append({token.text, 0.3, {}, "covered", true});
    bars.setData(list);
    VectorRowsView rows("cell");
    VectorRowsData vectors;
    vectors.rows.append({"q × k", RowVector::Random(64), "sum 41.07"});
    rows.setData(vectors);
    const auto heatMap = map(tokens);
    heatMap->setSelected(1, tokens - 1);
    for (View *view : {static_cast<View *>(heatMap.get()), static_cast<View *>(&grid), static_cast<View *>(&links),
                       static_cast<View *>(&bars), static_cast<View *>(&rows)}) {
        view->resize(size);
        view->setTitle("Layer 3, head 2", "what is seen here");
        saveSheet(sheetOf(*view), "svg", path("view.svg"));
        const Svg svg = readSvg(bytes("view.svg"));
        QVERIFY(svg.texts.contains("Attention") && svg.texts.contains("Layer 3, head 2"));
        QVERIFY(svg.families.contains("Inter"));
        QVERIFY(svg.points.size() > 10);
        for (const QPointF &point : svg.points)
            QVERIFY2(svg.sheet.adjusted(-0.01, -0.01, 0.01, 0.01).contains(point),
                     qPrintable(QString("%1: %2, %3").arg(view->id()).arg(point.x()).arg(point.y())));
    }
}

void SheetTest::svgCellsAreRectanglesUpTo100()
{
    saveSvg(sheetOf(*map(100)), path("100.svg"));
    const Svg cells = readSvg(bytes("100.svg"));
    QVERIFY(cells.rectangles >= 100 * 100);
    QCOMPARE(cells.images, 0);
    QVERIFY(cells.texts.contains("[CLS]"));
    QVERIFY(cells.families.contains("DejaVu Sans Mono"));

    saveSvg(sheetOf(*map(101)), path("101.svg"));
    const QByteArray file = bytes("101.svg");
    const Svg image = readSvg(file);
    QCOMPARE(image.images, 1);
    QVERIFY(image.rectangles < 101);
    QVERIFY(file.contains("data:image/png;base64,"));
}

void SheetTest::pdfHasFontsAndNoJpeg()
{
    for (const int tokens : {13, 128}) {
        saveSheet(sheetOf(*map(tokens)), "pdf", path("map.pdf"));
        const QByteArray pdf = bytes("map.pdf");
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.contains("Inter") && pdf.contains("DejaVuSansMono") && pdf.contains("/FontFile"));
        QVERIFY(!pdf.contains("DCTDecode"));
        QCOMPARE(pdf.contains("/Subtype /Image"), tokens > 100);
    }
}

void SheetTest::csvHasTheNumbersOfEveryView()
{
    const auto first = map(3), empty = std::make_unique<HeatMapView>("empty"), second = map(4);
    empty->setData({});
    Sheet sheet = sheetOf(*first);
    sheet.items.append(Sheet::Item{empty.get(), {}});
    sheet.items.append(Sheet::Item{second.get(), {}});
    saveSheet(sheet, "csv", path("numbers.csv"));
    QCOMPARE(bytes("numbers.csv"), first->numbers().toCsv() + "\r\n" + second->numbers().toCsv());
}

void SheetTest::npzHasTheNumbersOfEveryView()
{
    const auto first = map(3), empty = std::make_unique<HeatMapView>("empty"), second = map(4);
    empty->setData({});
    second->setObjectName("second");
    Sheet sheet = sheetOf(*first);
    sheet.items.append(Sheet::Item{empty.get(), {}});
    saveSheet(sheet, "npz", path("numbers.npz"));
    saveNpz({{"any", first->numbers()}}, path("expected.npz"));
    QVERIFY(bytes("numbers.npz") == bytes("expected.npz")); // one picture: without its name
    sheet.items.append(Sheet::Item{second.get(), {}});
    saveSheet(sheet, "npz", path("numbers.npz"));
    saveNpz({{first->id(), first->numbers()}, {"second", second->numbers()}}, path("expected.npz"));
    QVERIFY(bytes("numbers.npz") == bytes("expected.npz"));
    QVERIFY_EXCEPTION_THROWN(saveSheet(sheetOf(*empty), "npz", path("nothing.npz")), Error);
}

void SheetTest::aPageKeepsItsOrder()
{
    const auto left = map(3), right = map(4);
    left->setTitle("left");
    right->setTitle("right");
    Sheet sheet{"Page", {}, {1100, 520}, {{left.get(), {0, 0, 540, 520}}, {right.get(), {560, 0, 540, 520}}}, {}};
    sheet.palette = Palette::darkTheme();
    saveSheet(sheet, "png", path("page.png"));
    const QImage image(path("page.png"));
    QCOMPARE(image.pixelColor(2, 2), Palette::darkTheme().background);
    const QPointF page(16, image.height() - 16 - 520);
    for (const HeatMapView *view : {left.get(), right.get()}) {
        const QPointF corner = page + QPointF(view == left.get() ? 0 : 560, 0);
        const double share = static_cast<double>(view->data().values(2, 1)) / view->data().scale.max;
        QCOMPARE(pictures::colorAt(image, view->cellRect(2, 1).center() + corner - QPointF(0.5, 0.5)),
                 Palette::darkTheme().weight(share));
    }
}

void SheetTest::whatCannotBeWrittenIsSaid()
{
    const auto view = map(3);
    const auto saysPath = [](const Error &error) { return QString(error.what()).contains("picture"); };
    for (const QString format : {"png", "svg", "pdf", "csv", "npz"}) {
        try {
            saveSheet(sheetOf(*view), format, path("no such folder/picture." + format));
            QFAIL("an error was expected");
        } catch (const Error &error) {
            QVERIFY(saysPath(error));
        }
    }
    QVERIFY_EXCEPTION_THROWN(saveSheet(sheetOf(*view), "jpg", path("picture.jpg")), Error);
    QVERIFY(!QFile::exists(path("picture.jpg")));
}

QTEST_MAIN(SheetTest)
#include "sheet_test.moc"
