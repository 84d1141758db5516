#include "plots/sheet.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/mapped_file.h"
#include "plots/fonts.h"
#include "plots/number_archive.h"
#include "plots/painting.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

constexpr double edge = 16, titleLine = 24, captionLine = 16, captionGap = 10;

double captionHeight(const Sheet &sheet)
{
    const double title = sheet.title.isEmpty() ? 0 : titleLine;
    const double lines = captionLine * static_cast<double>(sheet.caption.size());
    return title + lines > 0 ? title + lines + captionGap : 0;
}

/// Of the whole sheet: the page, the caption on top, an edge around.
QSize sheetSize(const Sheet &sheet)
{
    return QSizeF(sheet.size.width() + 2 * edge, sheet.size.height() + 2 * edge + captionHeight(sheet))
        .toSize()
        .expandedTo(QSize(1, 1));
}

void paintCaption(QPainter &painter, const Sheet &sheet)
{
    const double width = sheet.size.width();
    double top = edge;
    if (!sheet.title.isEmpty()) {
        painting::drawText(painter, QRectF(edge, top, width, titleLine), Qt::AlignLeft | Qt::AlignTop,
                           painting::elided(fonts::title(), sheet.title, width), fonts::title(), sheet.palette.text);
        top += titleLine;
    }
    const QFont font = fonts::text(11);
    for (const QString &line : sheet.caption) {
        painting::drawText(painter, QRectF(edge, top, width, captionLine), Qt::AlignLeft | Qt::AlignTop,
                           painting::elided(font, line, width), font, sheet.palette.secondary);
        top += captionLine;
    }
}

void paintSheet(QCPPainter &painter, const Sheet &sheet)
{
    QPainter &plain = painter;
    plain.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::LosslessImageRendering);
    plain.fillRect(QRectF(QPointF(0, 0), sheetSize(sheet)), sheet.palette.background);
    paintCaption(plain, sheet);
    const QPointF page(edge, edge + captionHeight(sheet));
    for (const Sheet::Item &item : sheet.items)
        if (item.view->hasContent())
            item.view->paint(painter, item.area.translated(page), sheet.palette);
}

struct SheetWords
{
    Q_DECLARE_TR_FUNCTIONS(Sheet)
};

/// Begins on `device`, paints and ends; throws if the device cannot be painted on.
void paintOn(QPaintDevice &device, const Sheet &sheet, const QString &path, bool vectors)
{
    QCPPainter painter;
    if (!painter.begin(&device))
        throw Error(SheetWords::tr("%1: the picture cannot be painted in this size.").arg(path).toStdString());
    painter.setMode(QCPPainter::pmNoCaching);
    painter.setMode(QCPPainter::pmVectorized, vectors);
    paintSheet(painter, sheet);
    if (!painter.end())
        throw Error(SheetWords::tr("%1: the picture could not be finished.").arg(path).toStdString());
}

void write(const QString &path, const QByteArray &bytes)
{
    write_file_atomically(path_from_utf8(path.toStdString()), std::as_bytes(std::span(bytes.data(), bytes.size())));
}

QList<NamedTable> tablesOf(const Sheet &sheet)
{
    QList<NamedTable> tables;
    for (const Sheet::Item &item : sheet.items)
        if (const NumberTable numbers = item.view->numbers(); item.view->hasContent() && !numbers.rows.isEmpty())
            tables.append({item.view->id(), numbers}); // a roll that has no bars yet is a text
    return tables;
}

void saveNumbers(const Sheet &sheet, const QString &path)
{
    const QList<NamedTable> tables = tablesOf(sheet);
    if (tables.isEmpty())
        throw Error(SheetWords::tr("%1: there are no numbers to write.").arg(path).toStdString());
    saveNpz(tables, path);
}

} // namespace

Sheet Sheet::ofView(const View &view, const QString &title, const QStringList &caption)
{
    QSizeF size = view.size();
    if (view.preferredRatio() > 0) // of square cells, which leave all height empty that they have no width for
        size.setHeight(std::min(size.height(), size.width()));
    return {title, caption, size, {{&view, QRectF(QPointF(0, 0), size)}}, view.colors()};
}

QImage toImage(const Sheet &sheet, double scale)
{
    const QSize size = (QSizeF(sheetSize(sheet)) * scale).toSize();
    QImage image(size, QImage::Format_RGB32);
    if (image.isNull())
        throw Error(SheetWords::tr("A picture of %1 × %2 pixels does not fit into memory.")
                        .arg(size.width())
                        .arg(size.height())
                        .toStdString());
    image.setDevicePixelRatio(scale);
    paintOn(image, sheet, sheet.title, false);
    return image;
}

void savePng(const Sheet &sheet, const QString &path, double scale)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!toImage(sheet, scale).save(&buffer, "PNG"))
        throw Error(SheetWords::tr("%1: the picture could not be written as PNG.").arg(path).toStdString());
    write(path, buffer.data());
}

void saveSvg(const Sheet &sheet, const QString &path)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const QSize size = sheetSize(sheet);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    generator.setResolution(96); // a unit is a pixel of the window
    generator.setTitle(sheet.title);
    generator.setDescription(sheet.caption.join(QLatin1Char('\n')));
    paintOn(generator, sheet, path, true);
    write(path, buffer.data());
}

void savePdf(const Sheet &sheet, const QString &path)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(sheet.title);
        writer.setCreator(QStringLiteral("BertLab"));
        writer.setResolution(96); // pens and fonts as wide as on the screen
        writer.setPageSize(QPageSize(QSizeF(sheetSize(sheet)) * 0.75, QPageSize::Point, {}, QPageSize::ExactMatch));
        writer.setPageMargins(QMarginsF());
        paintOn(writer, sheet, path, true);
    }
    write(path, buffer.data());
}

void saveSheet(const Sheet &sheet, const QString &format, const QString &path, double scale)
{
    if (format == QLatin1String("png"))
        return savePng(sheet, path, scale);
    if (format == QLatin1String("svg"))
        return saveSvg(sheet, path);
    if (format == QLatin1String("pdf"))
        return savePdf(sheet, path);
    if (format == QLatin1String("npz"))
        return saveNumbers(sheet, path);
    if (format != QLatin1String("csv"))
        throw Error(SheetWords::tr("%1: '%2' is not a format of pictures; png, svg, pdf, csv and npz are.")
                        .arg(path, format)
                        .toStdString());
    QByteArray csv;
    for (const NamedTable &item : tablesOf(sheet)) {
        if (!csv.isEmpty())
            csv += "\r\n";
        csv += item.table.toCsv();
    }
    write(path, csv);
}

} // namespace bertlab
