#pragma once

#include "plots/view.h"

#include <QList>
#include <QString>

namespace bertlab {

/// What goes to a file: one view, or all views of a page as they lie on it, under a caption of title, model and
/// sentence.
struct Sheet
{
    struct Item
    {
        const View *view;
        QRectF area; ///< in pixels of the page
    };
    QString title;
    QStringList caption; ///< model; sentence A; sentence B
    QSizeF size;         ///< of the items' page, without the caption
    QList<Item> items;
    Palette palette;

    static Sheet ofView(const View &view, const QString &title, const QStringList &caption);
};

/// Paints a sheet as the page shows it. PNG: `scale` pixels a unit; SVG and PDF: text as text, maps up to 100 x 100
/// cells as rectangles, larger ones as lossless images. Each writes atomically and throws bertlab::Error naming file
/// and reason.
void savePng(const Sheet &sheet, const QString &path, double scale = 1);
void saveSvg(const Sheet &sheet, const QString &path);
void savePdf(const Sheet &sheet, const QString &path);
QImage toImage(const Sheet &sheet, double scale = 1);

/// `format`: "png", "svg", "pdf", "csv" or "npz" (the numbers of all items; Error if there are none).
void saveSheet(const Sheet &sheet, const QString &format, const QString &path, double scale = 1);

} // namespace bertlab
