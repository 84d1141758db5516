#include "window_fixture.h"

#include "plots/heat_map.h"
#include "window/export_command.h"

#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include <sstream>

using namespace bertlab;

/// Takes pictures away by menu and by command line, and reads what was written.
class WindowExportTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_fixture.reset(); }
    void svg();
    void png();
    void pdf();
    void csv();
    void npz();
    void copy();
    void a_failure_is_said();
    void one_view_by_its_own_menu();
    void by_command();
    void command_faults();

private:
    QByteArray take(const QString &what, const QString &format);
    static QByteArray contentOf(const QString &path);
    std::unique_ptr<WindowFixture> m_fixture;
    QTemporaryDir m_folder;
};

void WindowExportTest::initTestCase()
{
    prepareApplication();
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->remember("Paris is a beautiful city.", "I love Paris.", "attention");
    m_fixture->open();
    QTRY_VERIFY(m_fixture->isReady());
}

QByteArray WindowExportTest::contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Through the Export menu: `what` names the page or view, `format` the action.
QByteArray WindowExportTest::take(const QString &what, const QString &format)
{
    QMenu *menu = m_fixture->control<QPushButton>("export")->menu();
    emit menu->aboutToShow();
    auto *formats = menu->findChild<QMenu *>("export-" + what);
    auto *action = formats ? formats->findChild<QAction *>(format) : nullptr;
    if (!action)
        qFatal("no export of %s as %s", qUtf8Printable(what), qUtf8Printable(format));
    m_fixture->dialogs.nextFile = m_folder.filePath(what + '.' + format.section('-', 0, 0));
    QFile::remove(m_fixture->dialogs.nextFile);
    action->trigger();
    return contentOf(m_fixture->dialogs.nextFile);
}

void WindowExportTest::svg()
{
    const QByteArray svg = take("attention", "svg-1");
    QCOMPARE(m_fixture->dialogs.filter, QString("SVG picture (*.svg)"));
    QVERIFY(m_fixture->dialogs.suggestion.endsWith("/attention.svg"));
    QXmlStreamReader xml(svg);
    QStringList texts;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == u"text")
            texts.append(xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed());
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY(texts.contains("Attention"));
    QVERIFY(texts.filter("Classroom").size() >= 1);
    QVERIFY(texts.filter("Paris is a beautiful city.").size() >= 1);
    QVERIFY(texts.filter("I love Paris.").size() >= 1);
    QVERIFY(texts.contains("beautiful")); // an axis label, as text
    QVERIFY(m_fixture->control<QLabel>("status-done")->text().contains("attention.svg"));
}

void WindowExportTest::png()
{
    const QImage one = QImage::fromData(take("attention-map", "png-1"));
    const QImage four = QImage::fromData(take("attention-map", "png-4"));
    const auto *map = m_fixture->control<HeatMapView>("attention-map");
    QVERIFY(one.width() >= map->width());
    QCOMPARE(four.size(), one.size() * 4);

    // The colours are those of the traced weights.
    const auto trace = m_fixture->window->session().reading()->result.trace;
    const ConstMatrixView weights = trace->attention("encoder.layer.0.attention.probabilities", 0, 0);
    const Sheet sheet = Sheet::ofView(*map, m_fixture->window->currentPage()->name(),
                                      m_fixture->window->currentPage()->sheet().caption);
    const double left = (one.width() - sheet.size.width()) / 2, top = one.height() - left - sheet.size.height();
    for (const QPoint cell : {QPoint(1, 10), QPoint(5, 5), QPoint(12, 0)}) { // column, row
        const QPointF center = map->cellRect(cell.y(), cell.x()).center() + QPointF(left, top);
        const QColor expected = Palette::light().weight(weights(cell.y(), cell.x()) / map->data().scale.max);
        const QColor found = one.pixelColor(center.toPoint());
        const int worst = std::max({std::abs(found.red() - expected.red()), std::abs(found.green() - expected.green()),
                                    std::abs(found.blue() - expected.blue())});
        QVERIFY2(worst <= 2, qPrintable(found.name() + " instead of " + expected.name()));
    }
}

void WindowExportTest::pdf()
{
    const QByteArray pdf = take("attention", "pdf-1");
    QVERIFY(pdf.startsWith("%PDF-"));
    QVERIFY(pdf.contains("Inter") && pdf.contains("DejaVuSansMono")); // fonts, not outlines
    QVERIFY(!pdf.contains("/DCTDecode"));                             // no JPEG

    // For paper, white from the dark theme too: the same ink, so as many bytes.
    m_fixture->window->setTheme(Theme::dark);
    const QByteArray ofDark = take("attention", "pdf-1");
    const QByteArray png = take("attention", "png-1");
    m_fixture->window->setTheme(Theme::light);
    QCOMPARE(ofDark.size(), pdf.size());
    QCOMPARE(QImage::fromData(png).pixelColor(2, 2), Palette::darkTheme().background); // a picture is as it is seen
}

void WindowExportTest::csv()
{
    const QByteArray csv = take("attention-map", "csv-1");
    const QList<QByteArray> lines = csv.trimmed().split('\n');
    QCOMPARE(lines.size(), 14);
    QVERIFY(lines[0].startsWith("encoder.layer.0.attention.probabilities"));
    const auto trace = m_fixture->window->session().reading()->result.trace;
    const ConstMatrixView weights = trace->attention("encoder.layer.0.attention.probabilities", 0, 0);
    for (int row = 0; row < 13; ++row) {
        const QList<QByteArray> fields = lines[row + 1].trimmed().split(',');
        QCOMPARE(fields.last().toFloat(), weights(row, 12)); // every digit
    }
}

void WindowExportTest::npz()
{
    const QByteArray npz = take("attention-map", "npz-1");
    QCOMPARE(m_fixture->dialogs.filter, QString("Numbers for NumPy (*.npz)"));
    const auto trace = m_fixture->window->session().reading()->result.trace;
    const ConstMatrixView weights = trace->attention("encoder.layer.0.attention.probabilities", 0, 0);
    QVERIFY(npz.startsWith("PK") && npz.contains("encoder.layer.0.attention.probabilities.npy"));
    QVERIFY(npz.contains("rows.npy") && npz.contains("columns.npy") && npz.contains("'shape': (13, 13)"));
    const Matrix copy = weights; // stored, so its bytes lie there
    QVERIFY(
        npz.contains(QByteArray(reinterpret_cast<const char *>(copy.data()), copy.size() * qsizetype(sizeof(float)))));
    QVERIFY(take("attention", "npz-1").contains("attention-map/encoder.layer.0.attention.probabilities.npy"));
}

void WindowExportTest::copy()
{
    take("attention-map", "copy-2");
    const QImage image = QGuiApplication::clipboard()->image();
    QVERIFY(image.width() >= 2 * m_fixture->control("attention-map")->width());
}

void WindowExportTest::a_failure_is_said()
{
    QMenu *menu = m_fixture->control<QPushButton>("export")->menu();
    emit menu->aboutToShow();
    m_fixture->dialogs.nextFile = m_folder.filePath("no/such/folder/picture.svg");
    menu->findChild<QMenu *>("export-attention")->findChild<QAction *>("svg-1")->trigger();
    QVERIFY(m_fixture->control("error-line")->isVisible());
    QVERIFY(m_fixture->control<QLabel>("error-line-text")->text().contains("picture.svg"));
}

void WindowExportTest::one_view_by_its_own_menu()
{
    auto *map = m_fixture->control<HeatMapView>("attention-map");
    m_fixture->dialogs.nextFile = m_folder.filePath("own.svg");
    emit map->exportRequested(map, "svg");
    QVERIFY(m_fixture->dialogs.suggestion.endsWith("/attention-map.svg"));
    QVERIFY(contentOf(m_fixture->dialogs.nextFile).contains("beautiful"));
}

void WindowExportTest::by_command()
{
    ExportOptions options;
    options.directory = m_folder.filePath("new/pictures");
    options.model = "classroom";
    std::ostringstream error;
    QCOMPARE(runExport(options, error), 0);
    QCOMPARE(error.str(), std::string());
    for (const char *page : {"attention", "fill"}) {
        const QByteArray svg = contentOf(options.directory + '/' + page + ".svg");
        QVERIFY2(svg.contains("Paris is a beautiful city."), page);
        QVERIFY2(svg.contains("[MASK]"), page);
    }
    options.format = "png";
    options.scale = 2;
    options.dark = true;
    options.pages = QStringList{"fill"};
    options.text = "In autumn the [MASK] fall from the trees.";
    QCOMPARE(runExport(options, error), 0);
    QVERIFY(!QFile::exists(options.directory + "/attention.png"));
    const QImage picture(options.directory + "/fill.png");
    QVERIFY(picture.width() > 1600);
    QCOMPARE(picture.pixelColor(2, 2), Palette::darkTheme().background);
}

void WindowExportTest::command_faults()
{
    ExportOptions options;
    options.directory = m_folder.path();
    options.model = "/no/such/model";
    std::ostringstream error;
    QCOMPARE(runExport(options, error), 1);
    QVERIFY(QString::fromStdString(error.str()).contains("/no/such/model"));
    QCOMPARE(QString::fromStdString(error.str()).count('\n'), 1);

    QFile file(m_folder.filePath("file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    options.model = "classroom";
    options.directory = m_folder.filePath("file/below");
    std::ostringstream second;
    QCOMPARE(runExport(options, second), 1);
    QVERIFY(QString::fromStdString(second.str()).contains("file/below"));
}

QTEST_MAIN(WindowExportTest)
#include "window_export_test.moc"
