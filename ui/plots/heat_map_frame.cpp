#include "plots/heat_map_frame.h"

#include "plots/color_map.h"
#include "plots/fonts.h"
#include "plots/painting.h"

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

constexpr double turn = 55;
const double turnSin = std::sin(turn * 3.14159265358979 / 180), turnCos = std::cos(turn * 3.14159265358979 / 180);
constexpr double labelGap = 7, titleGap = 7, lineHeight = 14;
constexpr double scaleGap = 14, scaleThickness = 10;

double widest(const QList<TokenLabel> &labels, const QFont &font)
{
    double width = 0;
    for (const TokenLabel &label : labels)
        width = std::max(width, painting::textWidth(font, label.text));
    return std::ceil(width);
}

/// Says how many rows and columns a pixel stands for.
QString noteOf(const QSize &block)
{
    return HeatMapView::tr("max of %1 × %2").arg(block.height()).arg(block.width());
}

bool anyDense(const QList<TokenLabel> &labels)
{
    return std::any_of(labels.begin(), labels.end(),
                       [](const TokenLabel &label) { return painting::hasDenseSigns(label.text); });
}

} // namespace

HeatMapFrame::HeatMapFrame(QCustomPlot &plot, ColorMap &map)
    : QCPLayerable(&plot, QStringLiteral("overlay")), m_map(map)
{}

HeatMapFrame *HeatMapFrame::of(const QCustomPlot &plot)
{
    for (QCPLayerable *child : plot.layer(QStringLiteral("overlay"))->children())
        if (auto *frame = dynamic_cast<HeatMapFrame *>(child))
            return frame;
    return nullptr;
}

void HeatMapFrame::setContent(const HeatMapData &data, const Palette &palette)
{
    m_data = data;
    m_data.values.resize(0, 0);
    m_palette = palette;
    m_map.setValues(data.values, data.scale, palette);
    m_smallestLabel = anyDense(data.rowLabels) || anyDense(data.columnLabels) ? 13 : 11;
    m_widestRowLabel = widest(data.rowLabels, fonts::mono(m_smallestLabel));
    m_longestColumnLabel = widest(data.columnLabels, fonts::mono(m_smallestLabel));
    m_map.keyAxis()->setRange(0, static_cast<double>(data.values.cols()));
    m_map.valueAxis()->setRange(0, static_cast<double>(data.values.rows()));
}

void HeatMapFrame::setSelected(int row, QPoint cell)
{
    m_selectedRow = row;
    m_selectedCell = cell;
}

QFont HeatMapFrame::labelFont(bool strong) const
{
    return fonts::mono(m_labelPixels, strong ? QFont::Bold : QFont::Normal);
}

/// Decides how large labels are and which texts there is room for; then the rest is the map's.
QRectF HeatMapFrame::roomForMap(double columns, double rows)
{
    const QSizeF size = mParentPlot->viewport().size();
    const bool small = size.width() < 230 || size.height() < 140;
    m_columnLabels = !m_data.columnLabels.isEmpty() && !small;
    m_titles = !small && !(m_data.rowsTitle.isEmpty() && m_data.columnsTitle.isEmpty());
    // Cells that a room can see from afar get labels that it can read.
    const double pitch = std::min(size.height() / rows, m_columnLabels ? size.width() / columns : size.height()) * 0.75;
    m_labelPixels = std::clamp(std::floor(pitch * 0.35), m_smallestLabel, std::max(14.0, m_smallestLabel));
    const double grown = m_labelPixels / m_smallestLabel;
    m_rowLabelWidth = std::min(std::ceil(m_widestRowLabel * grown), std::max(20.0, size.width() * 0.24));
    m_columnLabelLength =
        std::min(std::ceil(m_longestColumnLabel * grown), std::clamp(size.height() * 0.2, 20.0, 84.0) / turnSin);

    m_scaleName = m_data.showScale && !m_data.scale.name.isEmpty() && !small;
    const double left = m_data.rowLabels.isEmpty() ? 2 : m_rowLabelWidth + labelGap;
    const double top = m_columnLabels ? m_columnLabelLength * turnSin + m_labelPixels * 0.6 + labelGap : 3;
    const double scale = m_data.showScale ? scaleGap + scaleThickness + uprightScaleNumbersWidth(m_data.scale) : 3;
    const double overhang = m_columnLabels ? m_columnLabelLength * turnCos : 0;
    const auto linesBelow = [&](bool pooled) {
        const int underScale = (m_scaleName ? 1 : 0) + (pooled && !m_noteBesideTitles ? 1 : 0);
        return std::max(m_titles ? 1 : 0, m_data.showScale ? underScale : pooled ? 1 : 0);
    };
    const auto roomAbove = [&](int lines) {
        const double bottom = lines > 0 ? titleGap + lines * lineHeight : 3;
        return QRectF(QPointF(left, top), QPointF(size.width() - std::max(scale, overhang), size.height() - bottom));
    };
    QRectF room = roomAbove(linesBelow(false));
    const double end = m_data.squareCells ? left + room.height() * columns / rows * m_data.mostStretch : room.right();
    m_noteBesideTitles = !m_data.showScale || (m_titles && hasRoomBesideTitles(std::min(room.right(), end)));
    if (columns > room.width() || rows > room.height())
        room = roomAbove(linesBelow(true));
    room.setSize(room.size().expandedTo(QSizeF(4, 4)));
    return room;
}

/// Whether the note on pooling fits on the line of the titles of a map that ends at `right`, off the scale's name.
bool HeatMapFrame::hasRoomBesideTitles(double right) const
{
    const auto wide = [](const QString &text) { return painting::textWidth(fonts::small(), text) + titleGap; };
    const double scaleName = m_scaleName ? mParentPlot->viewport().width() - wide(m_data.scale.name) : right;
    return wide(m_data.rowsTitle) + wide(m_data.columnsTitle) + wide(noteOf({9, 9})) + titleGap <
           std::min(right, scaleName);
}

void HeatMapFrame::layOut()
{
    const double columns = std::max(1.0, m_map.keyAxis()->range().size());
    const double rows = std::max(1.0, m_map.valueAxis()->range().size());
    QRectF room = roomForMap(columns, rows);
    if (m_data.squareCells) {
        const double most = m_data.mostStretch, width = room.width() / columns, height = room.height() / rows;
        const auto even = [](double size) { return size >= 4 ? std::floor(size) : size; }; // all cells of one size
        room.setSize(
            QSizeF(even(std::min(width, height * most)) * columns, even(std::min(height, width * most)) * rows));
    }
    const QPoint corner(qRound(room.left()), qRound(room.top()));
    const QSize axes(qRound(room.width()), qRound(room.height()));
    const QRect viewport = mParentPlot->viewport();
    // An axis begins a pixel above its rectangle: QCustomPlot reckons from QRect::bottom().
    mParentPlot->axisRect()->setMargins(QMargins(corner.x(), corner.y() + 1,
                                                 viewport.width() - corner.x() - axes.width(),
                                                 viewport.height() - corner.y() - axes.height() - 1));
    for (const auto phase : {QCPLayoutElement::upPreparation, QCPLayoutElement::upMargins, QCPLayoutElement::upLayout})
        mParentPlot->plotLayout()->update(phase);
}

QRectF HeatMapFrame::cellRect(int row, int column) const
{
    const QCPAxis &keys = *m_map.keyAxis(), &values = *m_map.valueAxis();
    return QRectF(QPointF(keys.coordToPixel(column), values.coordToPixel(row)),
                  QPointF(keys.coordToPixel(column + 1), values.coordToPixel(row + 1)));
}

void HeatMapFrame::draw(QCPPainter *painter)
{
    QPainter &plain = *painter;
    plain.save();
    plain.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painting::drawFrame(plain, m_map.area(), m_palette.line);
    drawRowLabels(plain);
    drawColumnLabels(plain);
    const QString note = poolingNote(*painter);
    drawTitles(plain, note);
    if (m_data.showScale)
        drawScale(plain, note);
    drawSelection(plain);
    plain.restore();
}

QRectF HeatMapFrame::rowLabelBox(int row) const
{
    const QRectF cell = cellRect(row, 0);
    return QRectF(cell.left() - labelGap - m_rowLabelWidth, cell.center().y() - lineHeight / 2, m_rowLabelWidth,
                  lineHeight);
}

QPointF HeatMapFrame::columnLabelFoot(int column) const
{
    const QRectF cell = cellRect(0, column);
    return QPointF(cell.center().x(), cell.top() - labelGap);
}

void HeatMapFrame::drawRowLabels(QPainter &painter) const
{
    const int count = static_cast<int>(m_data.rowLabels.size());
    for (const int row : painting::thinned(count, cellRect(0, 0).height(), m_labelPixels + 1, m_selectedRow)) {
        const TokenLabel &label = m_data.rowLabels[row];
        const bool strong = row == m_selectedRow;
        painting::drawText(painter, rowLabelBox(row), Qt::AlignRight | Qt::AlignVCenter,
                           painting::elided(labelFont(strong), label.text, m_rowLabelWidth + 1), labelFont(strong),
                           strong ? m_palette.accent : m_palette.token(label.typeId, label.special));
    }
}

void HeatMapFrame::drawColumnLabels(QPainter &painter) const
{
    const int count = m_columnLabels ? static_cast<int>(m_data.columnLabels.size()) : 0;
    const double needed = (m_labelPixels + 2) / turnSin;
    for (const int column : painting::thinned(count, cellRect(0, 0).width(), needed, m_selectedCell.x())) {
        const TokenLabel &label = m_data.columnLabels[column];
        const bool strong = column == m_selectedCell.x();
        painting::drawTurnedText(painter, columnLabelFoot(column), turn,
                                 painting::elided(labelFont(strong), label.text, m_columnLabelLength + 1),
                                 labelFont(strong),
                                 strong ? m_palette.accent : m_palette.token(label.typeId, label.special));
    }
}

QString HeatMapFrame::poolingNote(const QCPPainter &painter) const
{
    if (painter.modes().testFlag(QCPPainter::pmVectorized))
        return {};
    const QSize block = m_map.pooling(m_map.area().size() * painter.device()->devicePixelRatio());
    return block == QSize(1, 1) ? QString() : noteOf(block);
}

QRectF HeatMapFrame::scaleBar() const
{
    const QRectF area = m_map.area();
    return QRectF(area.right() + scaleGap, area.top(), scaleThickness, area.height());
}

QRectF HeatMapFrame::scaleNameBox(const QString &note) const
{
    const QRectF bar = scaleBar();
    const double width = std::ceil(std::max(painting::textWidth(fonts::small(), m_data.scale.name),
                                            m_noteBesideTitles ? 0 : painting::textWidth(fonts::small(), note)));
    const double left = std::max(0.0, std::min(bar.left(), mParentPlot->viewport().width() - width));
    return QRectF(left, bar.bottom() + titleGap, width, lineHeight);
}

void HeatMapFrame::drawTitles(QPainter &painter, const QString &note) const
{
    const QFont font = fonts::small();
    const QRectF area = m_map.area();
    if (!m_titles && note.isEmpty())
        return;
    QRectF line(0, area.bottom() + titleGap, area.right(), lineHeight);
    if (m_data.showScale)
        line.setRight(std::min(line.right(), scaleNameBox(note).left() - 10));
    QStringList right{m_titles ? m_data.columnsTitle : QString()};
    if (m_noteBesideTitles)
        right.prepend(note);
    right.removeAll(QString());
    const QString columns = painting::elided(font, right.join(QStringLiteral(" · ")), line.width());
    painting::drawText(painter, line, Qt::AlignRight | Qt::AlignVCenter, columns, font, m_palette.secondary);
    const double rest = line.width() - painting::textWidth(font, columns) - 10;
    if (m_titles && rest > 20)
        painting::drawText(painter, line, Qt::AlignLeft | Qt::AlignVCenter,
                           painting::elided(font, m_data.rowsTitle, rest), font, m_palette.secondary);
}

void HeatMapFrame::drawScale(QPainter &painter, const QString &note) const
{
    paintUprightScale(painter, scaleBar(), m_data.scale, m_palette);
    QRectF box = scaleNameBox(note);
    for (const QString &text : {m_scaleName ? m_data.scale.name : QString(), m_noteBesideTitles ? QString() : note}) {
        if (text.isEmpty())
            continue;
        painting::drawText(painter, box, Qt::AlignLeft | Qt::AlignVCenter, text, fonts::small(), m_palette.secondary);
        box.translate(0, lineHeight);
    }
}

void HeatMapFrame::drawSelection(QPainter &painter) const
{
    const int rows = static_cast<int>(m_map.valueAxis()->range().size());
    const int columns = static_cast<int>(m_map.keyAxis()->range().size());
    if (m_selectedRow >= 0 && m_selectedRow < rows)
        painting::drawDoubleLine(painter, cellRect(m_selectedRow, 0).united(cellRect(m_selectedRow, columns - 1)),
                                 m_palette, 2);
    if (m_selectedCell.y() >= 0 && m_selectedCell.y() < rows && m_selectedCell.x() >= 0 && m_selectedCell.x() < columns)
        painting::drawDoubleLine(painter, cellRect(m_selectedCell.y(), m_selectedCell.x()), m_palette, 3);
}

void HeatMapFrame::drawHovered(QPainter &painter, int row, int column) const
{
    painter.setPen(Qt::NoPen);
    if (row < m_data.rowLabels.size()) {
        const QString text = painting::elided(labelFont(false), m_data.rowLabels[row].text, m_rowLabelWidth + 1);
        QRectF box = rowLabelBox(row);
        box.setLeft(box.right() - painting::textWidth(labelFont(false), text));
        painter.setBrush(m_palette.accentFill);
        painter.drawRoundedRect(box.adjusted(-3, -1, 3, 1), 3, 3);
        painting::drawText(painter, box, Qt::AlignRight | Qt::AlignVCenter, text, labelFont(false), m_palette.text);
    }
    if (m_columnLabels && column < m_data.columnLabels.size()) {
        const QString text =
            painting::elided(labelFont(false), m_data.columnLabels[column].text, m_columnLabelLength + 1);
        painter.save();
        painter.translate(columnLabelFoot(column));
        painter.rotate(-turn);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_palette.accentFill);
        painter.drawRoundedRect(QRectF(-3, -8, painting::textWidth(labelFont(false), text) + 6, 16), 3, 3);
        painter.restore();
        painting::drawTurnedText(painter, columnLabelFoot(column), turn, text, labelFont(false), m_palette.text);
    }
    painting::drawDoubleLine(painter, cellRect(row, column), m_palette, 1);
}

} // namespace bertlab
