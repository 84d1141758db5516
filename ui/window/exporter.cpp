#include "window/exporter.h"

#include "base/error.h"
#include "plots/paper.h"

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QPointer>
#include <QStandardPaths>

namespace bertlab {

namespace {

struct Format
{
    const char *id;
    double scale;
    const char *text;
};

constexpr Format formats[] = {
    {"copy", 2, QT_TRANSLATE_NOOP("Exporter", "Copy")},
    {"png", 1, QT_TRANSLATE_NOOP("Exporter", "PNG")},
    {"png", 2, QT_TRANSLATE_NOOP("Exporter", "PNG, 2 × as large")},
    {"png", 4, QT_TRANSLATE_NOOP("Exporter", "PNG, 4 × as large")},
    {"svg", 1, QT_TRANSLATE_NOOP("Exporter", "SVG")},
    {"pdf", 1, QT_TRANSLATE_NOOP("Exporter", "PDF")},
    {"csv", 1, QT_TRANSLATE_NOOP("Exporter", "CSV: the numbers")},
    {"npz", 1, QT_TRANSLATE_NOOP("Exporter", "NPZ: the numbers, for NumPy")},
};

/// As it is seen; a PDF is for paper, whatever the theme.
Sheet sheetOf(const Page &page, const View *view, const QString &format)
{
    const Sheet whole = page.sheet();
    Sheet sheet = view ? Sheet::ofView(*view, page.name(), whole.caption) : whole;
    sheet.palette = format == QLatin1String("pdf") ? onPaper(whole.palette) : whole.palette;
    return sheet;
}

QString filterOf(const QString &format)
{
    if (format == "csv")
        return Exporter::tr("Numbers (*.csv)");
    if (format == "npz")
        return Exporter::tr("Numbers for NumPy (*.npz)");
    return Exporter::tr("%1 picture (*.%2)").arg(format.toUpper(), format);
}

} // namespace

Exporter::Exporter(Settings &settings, Dialogs &dialogs, QWidget *window)
    : QObject(window), m_settings(settings), m_dialogs(dialogs), m_window(window)
{}

void Exporter::fillMenu(QMenu &menu, Page &page)
{
    menu.clear();
    const QList<View *> views = page.views();
    if (views.isEmpty()) {
        menu.addAction(tr("There is no picture on this page yet"))->setEnabled(false);
        return;
    }
    QMenu *whole = menu.addMenu(tr("Whole page: %1").arg(page.name()));
    whole->setObjectName("export-" + page.id());
    addFormats(*whole, page, nullptr);
    menu.addSeparator();
    for (View *view : views) {
        QMenu *one = menu.addMenu(view->title().isEmpty() ? view->accessibleName() : view->title());
        one->setObjectName("export-" + view->id());
        addFormats(*one, page, view);
    }
}

void Exporter::addFormats(QMenu &menu, Page &page, View *view)
{
    for (const Format &format : formats) {
        QAction *action = menu.addAction(tr(format.text));
        action->setObjectName(QStringLiteral("%1-%2").arg(format.id).arg(format.scale));
        connect(action, &QAction::triggered, &page, [this, &page, view = QPointer<View>(view), whole = !view, format] {
            if (whole || view)
                exportPicture(page, view, format.id, format.scale);
        });
    }
}

void Exporter::exportPicture(Page &page, View *view, const QString &format, double scale)
{
    if (format == "copy") {
        attempt([&] { QGuiApplication::clipboard()->setImage(toImage(sheetOf(page, view, format), scale)); },
                tr("Copied."));
        return;
    }
    QString folder = m_settings.folder();
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    const QString suggestion = QDir(folder).filePath((view ? view->id() : page.id()) + u'.' + format);
    // The picture is that of the moment at which it was asked for only as long as the page lives.
    m_dialogs.chooseFileToSave(m_window, suggestion, filterOf(format),
                               [this, page = QPointer<Page>(&page), view = QPointer<View>(view), whole = !view, format,
                                scale](const QString &path) {
                                   if (!page || (!whole && !view) || path.isEmpty())
                                       return;
                                   attempt(
                                       [&] {
                                           saveSheet(sheetOf(*page, view, format), format, path, scale);
                                           m_settings.setFolder(QFileInfo(path).absolutePath());
                                       },
                                       tr("%1 was written.").arg(QDir::toNativeSeparators(path)));
                               });
}

void Exporter::attempt(const std::function<void()> &work, const QString &success)
{
    try {
        work();
    } catch (const Error &error) {
        emit failed(tr("The picture was not taken. %1").arg(QString::fromUtf8(error.what())));
        return;
    }
    emit done(success);
}

} // namespace bertlab
