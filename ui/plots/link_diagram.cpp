#include "plots/link_diagram.h"

#include "plots/fonts.h"
#include "plots/heat_map.h"
#include "plots/painting.h"

#include <QMouseEvent>
#include <QPainterPath>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

constexpr int mostTokensWithAllLinks = 64, strongestShown = 20;
constexpr double headLine = 22, footLine = 20, labelGap = 9, dotRadius = 3;
constexpr double faintest = 0.02; ///< of the largest weight: what is weaker cannot be seen

QPainterPath curve(const QPointF &from, const QPointF &to)
{
    QPainterPath path(from);
    const double bend = (to.x() - from.x()) * 0.5;
    path.cubicTo(from + QPointF(bend, 0), to - QPointF(bend, 0), to);
    return path;
}

} // namespace

LinkDiagramView::LinkDiagramView(const QString &id, QWidget *parent) : View(id, parent)
{
    setAccessibleName(tr("Links"));
}

void LinkDiagramView::setData(const Matrix &weights, const QList<TokenLabel> &tokens, double max, const QString &tensor)
{
    Q_ASSERT(weights.rows() == tokens.size() && weights.cols() == tokens.size());
    m_weights = weights;
    m_tokens = tokens;
    m_max = max;
    m_tensor = tensor;
    if (m_hovered >= tokens.size())
        m_hovered = -1;
    if (m_from >= tokens.size() || m_to >= tokens.size())
        m_from = m_to = -1;
    const auto dense = [](const TokenLabel &token) { return painting::hasDenseSigns(token.text); };
    m_smallestLabel = std::any_of(tokens.begin(), tokens.end(), dense) ? 13 : 11;
    m_widestLabel = 0;
    for (const TokenLabel &token : tokens)
        m_widestLabel = std::max(m_widestLabel, painting::textWidth(fonts::mono(m_smallestLabel), token.text));
    contentChanged();
}

void LinkDiagramView::setSelected(int from, int to)
{
    if (from == m_from && to == m_to)
        return;
    m_from = from;
    m_to = to;
    contentChanged();
}

void LinkDiagramView::alignWith(HeatMapView *map)
{
    if (m_alignedWith)
        m_alignedWith->removeEventFilter(this);
    m_alignedWith = map;
    if (map)
        map->installEventFilter(this);
    update();
}

bool LinkDiagramView::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Move:
    case QEvent::Show:
    case QEvent::Hide:
        update();
        break;
    default:
        break;
    }
    return View::eventFilter(watched, event);
}

bool LinkDiagramView::aligned() const
{
    return m_alignedWith && m_alignedWith->window() == window() && m_alignedWith->isVisibleTo(window()) &&
           m_alignedWith->data().values.rows() == m_weights.rows();
}

QFont LinkDiagramView::labelFont(bool strong) const
{
    const double pixels = std::clamp(std::floor(rowsIn(bodyRect()).pitch * 0.35), m_smallestLabel, 14.0);
    return fonts::mono(pixels, strong ? QFont::Bold : QFont::Normal);
}

LinkDiagramView::Sides LinkDiagramView::sidesIn(const QRectF &body) const
{
    const double grown = labelFont(false).pixelSize() / m_smallestLabel;
    const double label = std::min(std::ceil(m_widestLabel * grown), body.width() * 0.32) + labelGap;
    const bool both = body.width() >= 200 && !aligned();
    const double fromWord = painting::textWidth(fonts::text(11), tr("from")) / 2; // stands over the dots
    return {body.left() + (both ? label : fromWord), body.right() - label, label - labelGap, both};
}

LinkDiagramView::Rows LinkDiagramView::rowsIn(const QRectF &body) const
{
    if (aligned() && body.size() == bodyRect().size()) { // on a sheet the views lie as they do on the page
        const HeatMapView &map = *m_alignedWith;
        const QPoint offset = map.mapTo(window(), QPoint(0, 0)) - mapTo(window(), QPoint(0, 0));
        const QRectF first = map.cellRect(0, 0).translated(offset + body.topLeft() - bodyRect().topLeft());
        return {first.center().y(), first.height()};
    }
    const double count = std::max(1.0, static_cast<double>(m_tokens.size()));
    const double pitch = std::min(40.0, std::max(1.0, body.height() - headLine - footLine) / count);
    return {body.top() + headLine + pitch / 2, pitch};
}

QPointF LinkDiagramView::anchorIn(const QRectF &body, bool to, int token) const
{
    const Sides sides = sidesIn(body);
    const Rows rows = rowsIn(body);
    return QPointF(to ? sides.to : sides.from, rows.first + rows.pitch * token);
}

QPointF LinkDiagramView::anchor(bool to, int token) const
{
    return anchorIn(bodyRect(), to, token);
}

LinkDiagramView::Links LinkDiagramView::linksOf(int from) const
{
    const int count = static_cast<int>(m_tokens.size());
    const bool all = count <= mostTokensWithAllLinks;
    Links links;
    for (int row = 0; row < count; ++row) {
        if (!all && from >= 0 && row != from)
            continue;
        for (int column = 0; column < count; ++column)
            links.shown.append({row, column, static_cast<double>(m_weights(row, column))});
    }
    const auto weaker = [](const Link &a, const Link &b) { return a.weight < b.weight; };
    if (!all && links.shown.size() > strongestShown) {
        const auto stronger = [](const Link &a, const Link &b) { return a.weight > b.weight; };
        std::partial_sort(links.shown.begin(), links.shown.begin() + strongestShown, links.shown.end(), stronger);
        links.more = static_cast<int>(links.shown.size()) - strongestShown;
        links.shown.resize(strongestShown);
    }
    std::stable_sort(links.shown.begin(), links.shown.end(), weaker); // the strong ones lie on top
    return links;
}

void LinkDiagramView::paintLinks(QPainter &painter, const QRectF &body, const QList<Link> &links, int chosen,
                                 const Palette &palette) const
{
    painter.setBrush(Qt::NoBrush);
    for (const bool front : {false, true}) { // the chosen token's lines in front of all others
        for (const Link &link : links) {
            const double share = m_max > 0 ? std::clamp(link.weight / m_max, 0.0, 1.0) : 0;
            if (!(share >= faintest) || (link.from == chosen) != front)
                continue;
            const bool aside = chosen >= 0 && !front;
            QColor color = palette.token(m_tokens[link.from].typeId, false);
            color.setAlphaF(static_cast<float>(aside        ? 0.3 * share
                                               : chosen < 0 ? 0.1 + 0.9 * share
                                                            : 0.3 + 0.7 * share));
            const bool marked = front && link.to == m_to && link.from == m_from;
            painter.setPen(QPen(color, (marked ? 1.5 : 0.75) + 2 * share, Qt::SolidLine, Qt::FlatCap));
            painter.drawPath(curve(anchorIn(body, false, link.from), anchorIn(body, true, link.to)));
        }
    }
}

void LinkDiagramView::paintTokens(QPainter &painter, const QRectF &body, bool to, int chosen,
                                  const Palette &palette) const
{
    const int count = static_cast<int>(m_tokens.size());
    const Sides sides = sidesIn(body);
    const double pitch = rowsIn(body).pitch;
    const double radius = std::min(dotRadius, std::max(0.8, pitch * 0.35));
    painter.setPen(Qt::NoPen);
    for (int token = 0; token < count; ++token) {
        painter.setBrush(token == chosen ? palette.accent : palette.secondary);
        painter.drawEllipse(anchorIn(body, to, token), radius, radius);
    }
    if (!to && !sides.fromLabels)
        return;
    for (const int token : painting::thinned(count, pitch, labelFont(false).pixelSize() + 1, chosen)) {
        const TokenLabel &label = m_tokens[token];
        const QPointF dot = anchorIn(body, to, token);
        const QRectF box(to ? dot.x() + labelGap : dot.x() - labelGap - sides.label, dot.y() - 7, sides.label, 14);
        const bool strong = token == chosen;
        painting::drawText(painter, box, (to ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter,
                           painting::elided(labelFont(strong), label.text, sides.label + 1), labelFont(strong),
                           strong ? palette.accent : palette.token(label.typeId, label.special));
    }
}

void LinkDiagramView::paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    QPainter &plain = painter;
    const Links links = linksOf(m_from);
    paintLinks(plain, body, links.shown, m_from, palette);
    paintTokens(plain, body, false, m_from, palette);
    paintTokens(plain, body, true, m_to, palette);

    const Sides sides = sidesIn(body);
    const QFont font = fonts::text(11);
    const Rows rows = rowsIn(body);
    const double headTop = std::max(body.top(), rows.first - std::min(rows.pitch / 2, 12.0) - headLine);
    const QRectF head(0, headTop, 1, headLine - 4);
    painting::drawText(plain, head.translated(sides.from - 0.5, 0), Qt::AlignCenter, tr("from"), font,
                       palette.secondary);
    painting::drawText(plain, head.translated(sides.to - 0.5, 0), Qt::AlignCenter, tr("to"), font, palette.secondary);
    if (links.more > 0) {
        const QString text = tr("%1 strongest and %n more", nullptr, links.more).arg(strongestShown);
        painting::drawText(plain, QRectF(body.left(), body.bottom() - footLine, body.width(), footLine),
                           Qt::AlignHCenter | Qt::AlignBottom, painting::elided(fonts::small(), text, body.width()),
                           fonts::small(), palette.secondary);
    }
}

void LinkDiagramView::paintPointer(QCPPainter &painter, const QRectF &body) const
{
    if (m_hovered < 0 || m_hovered == m_from)
        return;
    QPainter &plain = painter;
    QList<Link> own;
    for (const Link &link : linksOf(m_hovered).shown)
        if (link.from == m_hovered)
            own.append(link);
    paintLinks(plain, body, own, m_hovered, colors());
    plain.setPen(Qt::NoPen);
    plain.setBrush(colors().accent);
    plain.drawEllipse(anchorIn(body, false, m_hovered), dotRadius + 1, dotRadius + 1);
    painting::drawValueLabel(plain, QRectF(anchorIn(body, false, m_hovered), QSizeF(1, 1)), rect(),
                             QStringLiteral("%1 (%2)").arg(m_tokens[m_hovered].text).arg(m_hovered), colors());
}

NumberTable LinkDiagramView::numbers() const
{
    NumberTable table;
    table.tensor = m_tensor;
    for (int row = 0; row < m_tokens.size(); ++row) {
        const QString name = QStringLiteral("%1 (%2)").arg(m_tokens[row].text).arg(row);
        table.columns.append(name);
        table.rows.append(name);
        QList<double> values;
        for (int column = 0; column < m_tokens.size(); ++column)
            values.append(static_cast<double>(m_weights(row, column)));
        table.values.append(values);
    }
    return table;
}

QString LinkDiagramView::description() const
{
    if (!hasContent())
        return tr("Nothing to show yet.");
    if (m_from < 0)
        return tr("%1: links between %2 tokens.").arg(accessibleName()).arg(m_tokens.size());
    int strongest = m_to;
    if (strongest < 0)
        m_weights.row(m_from).maxCoeff(&strongest);
    return tr("%1: '%2' looks at '%3', %4.")
        .arg(accessibleName(), m_tokens[m_from].text, m_tokens[strongest].text,
             shortNumber(static_cast<double>(m_weights(m_from, strongest))));
}

std::optional<std::pair<bool, int>> LinkDiagramView::tokenAt(const QPointF &position) const
{
    const QRectF body = bodyRect();
    const int count = static_cast<int>(m_tokens.size());
    if (count == 0)
        return std::nullopt;
    const Rows rows = rowsIn(body);
    const int token = static_cast<int>(std::floor((position.y() - rows.first) / rows.pitch + 0.5));
    if (token < 0 || token >= count)
        return std::nullopt;
    const Sides sides = sidesIn(body);
    const double third = (sides.to - sides.from) / 3;
    if (position.x() <= sides.from + third)
        return std::pair(false, token);
    if (position.x() >= sides.to - third)
        return std::pair(true, token);
    return std::nullopt;
}

void LinkDiagramView::setHovered(int token)
{
    if (token == m_hovered)
        return;
    m_hovered = token;
    update();
    emit tokenHovered(token);
}

void LinkDiagramView::mouseMoveEvent(QMouseEvent *event)
{
    const auto token = tokenAt(event->position());
    setHovered(token && !token->first ? token->second : -1);
}

void LinkDiagramView::leaveEvent(QEvent *)
{
    setHovered(-1);
}

void LinkDiagramView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return View::mousePressEvent(event);
    const auto token = tokenAt(event->position());
    if (!token)
        return;
    if (!token->first)
        emit tokenClicked(token->second);
    else if (m_from >= 0)
        emit linkClicked(m_from, token->second);
}

void LinkDiagramView::keyPressEvent(QKeyEvent *event)
{
    const int count = static_cast<int>(m_tokens.size());
    const bool sideways = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (sideways && m_from >= 0 && count > 0) { // walks along the tokens looked at
        const int step = event->key() == Qt::Key_Left ? -1 : 1;
        return emit linkClicked(m_from, m_to < 0 ? 0 : std::clamp(m_to + step, 0, count - 1));
    }
    const auto cell = moved({0, m_from}, QSize(1, count), event->key());
    if (!cell || sideways)
        return View::keyPressEvent(event);
    emit tokenClicked(cell->y());
}

} // namespace bertlab
