#include "plots/link_diagram.h"

#include "plots/fonts.h"
#include "plots/heat_map.h"
#include "plots/link_raster.h"
#include "plots/number_table.h"
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

/// Links are any that have a weight.
void keepStrongest(auto &links)
{
    if (links.size() <= strongestShown)
        return;
    std::partial_sort(links.begin(), links.begin() + strongestShown, links.end(),
                      [](const auto &a, const auto &b) { return a.weight > b.weight; });
    links.resize(strongestShown);
}

/// The weakest first, so that the strong ones lie on top.
void sortByWeight(auto &links)
{
    std::stable_sort(links.begin(), links.end(), [](const auto &a, const auto &b) { return a.weight < b.weight; });
}

} // namespace

LinkDiagramView::LinkDiagramView(const QString &id, QWidget *parent) : View(id, parent)
{
    setKind([] { return tr("Links"); });
}

void LinkDiagramView::setData(const Matrix &weights, const QList<TokenLabel> &tokens, double max, const QString &tensor)
{
    Q_ASSERT(weights.rows() == tokens.size() && weights.cols() == tokens.size());
    m_weights = weights;
    m_tokens = tokens;
    m_max = max;
    m_tensor = tensor;
    m_background.reset();
    m_layer = {};
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
    contentChanged();
}

bool LinkDiagramView::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Move:
    case QEvent::Show:
    case QEvent::Hide:
        contentChanged();
        break;
    default:
        break;
    }
    return View::eventFilter(watched, event);
}

bool LinkDiagramView::aligned() const
{
    return m_alignedWith && m_alignedWith->window() == window() && m_alignedWith->isVisibleTo(window()) &&
           m_alignedWith->zoom() == zoom() && m_alignedWith->data().values.rows() == m_weights.rows();
}

LinkDiagramView::Places LinkDiagramView::placesIn(const QRectF &body) const
{
    Places places;
    const bool besideMap = aligned() && body.size() == bodyRect().size();
    if (besideMap) { // on a sheet the views lie as they do on the page
        const HeatMapView &map = *m_alignedWith;
        const QPoint offset = map.mapTo(window(), QPoint(0, 0)) - mapTo(window(), QPoint(0, 0));
        const QRectF row = map.cellRect(0, 0).translated(offset + body.topLeft() - bodyRect().topLeft());
        places.first = row.center().y();
        places.pitch = row.height();
    } else {
        const double count = std::max(1.0, static_cast<double>(m_tokens.size()));
        places.pitch = std::min(40.0, std::max(1.0, body.height() - headLine - footLine) / count);
        places.first = body.top() + headLine + places.pitch / 2;
    }
    places.labelPixels = std::clamp(std::floor(places.pitch * 0.35), m_smallestLabel, 14.0);
    places.label = std::min(std::ceil(m_widestLabel * places.labelPixels / m_smallestLabel), body.width() * 0.42);
    places.fromLabels = body.width() >= 200 && !besideMap;
    const double fromWord = painting::textWidth(fonts::text(11), tr("from")) / 2; // stands over the dots
    places.from = body.left() + (places.fromLabels ? places.label + labelGap : fromWord);
    places.to = body.right() - places.label - labelGap;
    return places;
}

QPointF LinkDiagramView::anchor(bool to, int token) const
{
    return placesIn(bodyRect()).dot(to, token);
}

bool LinkDiagramView::few() const
{
    return m_tokens.size() <= mostTokensWithAllLinks;
}

const QList<LinkDiagramView::Link> &LinkDiagramView::background() const
{
    if (m_background)
        return *m_background;
    QList<Link> links;
    const double least = few() ? faintest * m_max : -1;
    for (int row = 0; row < m_weights.rows(); ++row)
        for (int column = 0; column < m_weights.cols(); ++column)
            if (const auto weight = static_cast<double>(m_weights(row, column)); weight >= least)
                links.append({row, column, weight});
    if (!few())
        keepStrongest(links);
    sortByWeight(links);
    m_background = links;
    return *m_background;
}

QList<LinkDiagramView::Link> LinkDiagramView::linksOf(int from) const
{
    QList<Link> links;
    for (int column = 0; column < m_weights.cols(); ++column)
        links.append({from, column, static_cast<double>(m_weights(from, column))});
    if (!few())
        keepStrongest(links);
    sortByWeight(links);
    return links;
}

int LinkDiagramView::leftOut() const
{
    const auto count = static_cast<int>(m_tokens.size());
    return few() ? 0 : (m_from >= 0 ? count : count * count) - strongestShown;
}

void LinkDiagramView::paintBackground(QCPPainter &painter, const QRectF &body, const Places &places,
                                      const Palette &palette) const
{
    if (!few() && m_from >= 0)
        return;
    const Strength strength = m_from >= 0 ? Strength::aside : Strength::alone;
    if (painter.modes().testFlag(QCPPainter::pmNoCaching))
        return paintLinks(painter, places, background(), strength, palette);
    const double ratio = painter.device()->devicePixelRatio();
    if (m_layer.image.size() != (body.size() * ratio).toSize() || m_layer.strength != strength ||
        m_layer.places != places || m_layer.palette != palette)
        m_layer = {rasterOf(background(), strength, body, ratio, places, palette), strength, places, palette};
    painter.drawImage(body.topLeft(), m_layer.image);
}

void LinkDiagramView::paintChosen(QCPPainter &painter, const QRectF &body, const Places &places,
                                  const Palette &palette) const
{
    if (painter.modes().testFlag(QCPPainter::pmNoCaching))
        return paintLinks(painter, places, linksOf(m_from), Strength::chosen, palette);
    const double ratio = painter.device()->devicePixelRatio();
    painter.drawImage(body.topLeft(), rasterOf(linksOf(m_from), Strength::chosen, body, ratio, places, palette));
}

/// On the screen links are accumulated in an image: QPainter's strokes cost some tenths of a millisecond each.
QImage LinkDiagramView::rasterOf(const QList<Link> &links, Strength strength, const QRectF &body, double ratio,
                                 const Places &places, const Palette &palette) const
{
    QImage image((body.size() * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    QList<LinkStroke> strokes;
    for (const Link &link : links)
        if (const std::optional<QPen> pen = penOf(link, strength, palette))
            strokes.append({(places.dot(false, link.from).y() - body.top()) * ratio,
                            (places.dot(true, link.to).y() - body.top()) * ratio, pen->widthF() * ratio, pen->color()});
    paintLinkStrokes(image, (places.from - body.left()) * ratio, (places.to - body.left()) * ratio, strokes);
    return image;
}

/// None for what is too faint to be seen.
std::optional<QPen> LinkDiagramView::penOf(const Link &link, Strength strength, const Palette &palette) const
{
    const double share = m_max > 0 ? std::clamp(link.weight / m_max, 0.0, 1.0) : 0;
    const double opacity = strength == Strength::chosen  ? 0.3 + 0.7 * share
                           : strength == Strength::aside ? 0.3 * share
                                                         : share;
    if (!(share >= faintest) || opacity < faintest)
        return std::nullopt;
    QColor color = palette.token(m_tokens[link.from].typeId, false);
    color.setAlphaF(static_cast<float>(opacity));
    const bool marked = strength == Strength::chosen && link.to == m_to && link.from == m_from;
    return QPen(color, (marked ? 1.5 : 0.75) + 2 * share, Qt::SolidLine, Qt::FlatCap);
}

void LinkDiagramView::paintLinks(QPainter &painter, const Places &places, const QList<Link> &links, Strength strength,
                                 const Palette &palette) const
{
    painter.setBrush(Qt::NoBrush);
    for (const Link &link : links) {
        const std::optional<QPen> pen = penOf(link, strength, palette);
        if (!pen)
            continue;
        painter.setPen(*pen);
        painter.drawPath(curve(places.dot(false, link.from), places.dot(true, link.to)));
    }
}

void LinkDiagramView::paintTokens(QPainter &painter, const Places &places, bool to, int chosen,
                                  const Palette &palette) const
{
    const int count = static_cast<int>(m_tokens.size());
    const double radius = std::min(dotRadius, std::max(0.8, places.pitch * 0.35));
    painter.setPen(Qt::NoPen);
    for (const int token : painting::thinned(count, places.pitch, 2, chosen)) {
        painter.setBrush(token == chosen ? palette.accent : palette.secondary);
        painter.drawEllipse(places.dot(to, token), radius, radius);
    }
    if (!to && !places.fromLabels)
        return;
    const QFont normal = fonts::mono(places.labelPixels), strong = fonts::mono(places.labelPixels, QFont::Bold);
    for (const int token : painting::thinned(count, places.pitch, places.labelPixels + 1, chosen)) {
        const TokenLabel &label = m_tokens[token];
        const QFont &font = token == chosen ? strong : normal;
        const QPointF dot = places.dot(to, token);
        const QRectF box(to ? dot.x() + labelGap : dot.x() - labelGap - places.label, dot.y() - 7, places.label, 14);
        painting::drawText(painter, box, (to ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter,
                           painting::elided(font, label.text, places.label + 1), font,
                           token == chosen ? palette.accent : palette.token(label.typeId, label.special));
    }
}

void LinkDiagramView::paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    QPainter &plain = painter;
    const Places places = placesIn(body);
    paintBackground(painter, body, places, palette);
    if (m_from >= 0)
        paintChosen(painter, body, places, palette);
    paintTokens(plain, places, false, m_from, palette);
    paintTokens(plain, places, true, m_to, palette);

    const QFont font = fonts::text(11);
    const double headTop = std::max(body.top(), places.first - std::min(places.pitch / 2, 12.0) - headLine);
    const QRectF head(-0.5, headTop, 1, headLine - 4);
    painting::drawText(plain, head.translated(places.from, 0), Qt::AlignCenter, tr("from"), font, palette.secondary);
    painting::drawText(plain, head.translated(places.to, 0), Qt::AlignCenter, tr("to"), font, palette.secondary);
    if (leftOut() > 0) {
        const QString text = tr("%1 strongest, %2 more").arg(strongestShown).arg(grouped(leftOut()));
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
    const Places places = placesIn(body);
    paintLinks(plain, places, linksOf(m_hovered), Strength::chosen, colors());
    const QPointF dot = places.dot(false, m_hovered);
    plain.setPen(Qt::NoPen);
    plain.setBrush(colors().accent);
    plain.drawEllipse(dot, dotRadius + 1, dotRadius + 1);
    painting::drawValueLabel(plain, QRectF(dot, QSizeF(1, 1)), canvas(),
                             QStringLiteral("%1 (%2)").arg(painting::inLine(m_tokens[m_hovered].text)).arg(m_hovered),
                             colors());
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
    const Places places = placesIn(body);
    const int token = static_cast<int>(std::floor((position.y() - places.first) / places.pitch + 0.5));
    if (token < 0 || token >= count)
        return std::nullopt;
    const double third = (places.to - places.from) / 3;
    if (position.x() <= places.from + third)
        return std::pair(false, token);
    if (position.x() >= places.to - third)
        return std::pair(true, token);
    return std::nullopt;
}

void LinkDiagramView::setHovered(int token)
{
    if (token == m_hovered)
        return;
    m_hovered = token;
    pointerChanged();
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
