#pragma once

#include "plots/palette.h"

#include <QFont>
#include <QPainter>
#include <QRectF>
#include <QString>

/// Small strokes that every picture is made of.
namespace bertlab::painting {

double textWidth(const QFont &font, const QString &text);
/// Shortened in the middle to at most `width`: both ends of a long piece tell it apart.
QString elided(const QFont &font, const QString &text, double width);
/// One line of text in a box, never broken. Left and right are meant as written, also for right-to-left text.
void drawText(QPainter &painter, const QRectF &box, Qt::Alignment alignment, const QString &text, const QFont &font,
              const QColor &color);
/// Text that starts at `foot` and climbs to the right by `degrees`.
void drawTurnedText(QPainter &painter, const QPointF &foot, double degrees, const QString &text, const QFont &font,
                    const QColor &color);

/// Which of `count` labels at a distance of `pitch` are shown when each needs `needed`: evenly thinned out from the
/// first; `kept` (-1: none) is always there and pushes out those too near to it.
QList<int> thinned(int count, double pitch, double needed, int kept);

/// The mark of a selection: text colour inside panel colour, seen on every data colour. Thin for what is hovered.
void drawDoubleLine(QPainter &painter, const QRectF &rect, const Palette &palette, double width);
/// Whether a text has Chinese, Japanese or Korean signs, which need larger letters than Latin ones to be read.
bool hasDenseSigns(const QString &text);
/// A piece or sentence as a part of a line that reads from left to right: what stands behind one that is written from
/// right to left (an arrow, a number in brackets) stays behind it.
QString inLine(const QString &piece);
/// A small label near `target`, kept inside `within`.
void drawValueLabel(QPainter &painter, const QRectF &target, const QRectF &within, const QString &text,
                    const Palette &palette);
/// A hairline frame.
void drawFrame(QPainter &painter, const QRectF &rect, const QColor &color);

} // namespace bertlab::painting
