#pragma once

#include "base/views.h"
#include "plots/heat_map.h"
#include "plots/sheet.h"

#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QWidget>

#include <cmath>

/// Content for the tests of pictures, and what they ask of a picture.
namespace bertlab::pictures {

/// Rows that sum to 1, every cell another value.
inline Matrix attention(int tokens)
{
    Matrix weights(tokens, tokens);
    for (int row = 0; row < tokens; ++row) {
        for (int column = 0; column < tokens; ++column)
            weights(row, column) = std::exp(2.0f * std::sin(static_cast<float>(1 + row * 7 + column * 13)));
        weights.row(row) /= weights.row(row).sum();
    }
    return weights;
}

/// [CLS] … [SEP] … [SEP], of two sentences.
inline QList<TokenLabel> tokens(int count)
{
    QList<TokenLabel> labels;
    for (int i = 0; i < count; ++i) {
        const bool special = i == 0 || i == count / 2 || i == count - 1;
        const QString text = i == 0    ? QStringLiteral("[CLS]")
                             : special ? QStringLiteral("[SEP]")
                                       : QString("piece%1").arg(i);
        labels.append({text, i > count / 2 ? 1 : 0, special, false});
    }
    return labels;
}

inline HeatMapData attentionMap(int count)
{
    HeatMapData data;
    data.values = attention(count);
    data.rowLabels = data.columnLabels = tokens(count);
    data.rowsTitle = QStringLiteral("looks (query) ↓");
    data.columnsTitle = QStringLiteral("is looked at (key) →");
    data.tensor = QStringLiteral("encoder.layer.2.attention_probs");
    data.scale.max = static_cast<double>(data.values.maxCoeff());
    data.scale.name = QStringLiteral("this head");
    data.squareCells = true;
    return data;
}

/// What the widget paints, pointer marks included; magenta where it paints nothing.
inline QImage shot(QWidget &widget)
{
    QImage image(widget.size(), QImage::Format_RGB32);
    image.fill(Qt::magenta);
    widget.render(&image, {}, {}, QWidget::DrawChildren);
    return image;
}

/// What a file of it holds, with its text as text.
inline QByteArray svgOf(const View &view)
{
    const QTemporaryDir directory;
    QFile file(directory.filePath("view.svg"));
    saveSvg(Sheet::ofView(view, {}, {}), file.fileName());
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

/// The arguments of the last signal since this was asked before; empty if none came.
inline QVariantList last(QSignalSpy &spy)
{
    const QVariantList arguments = spy.isEmpty() ? QVariantList() : spy.last();
    spy.clear();
    return arguments;
}

inline QColor colorAt(const QImage &image, const QPointF &place)
{
    return image.pixelColor(place.toPoint());
}

} // namespace bertlab::pictures
