#include "window/token_strip.h"

#include "plots/fonts.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

constexpr double margin = 24, gap = 8, sentenceGap = 22, chipPadding = 10, smallestChip = 26;
constexpr double chipTop = 32, chipHeight = 28, radius = 6, countWidth = 148;

QString toText(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

/// A rectangle whose left or right corners are square where a piece of the same word goes on.
QPainterPath chipShape(const QRectF &area, bool squareLeft, bool squareRight)
{
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    path.addRoundedRect(area, radius, radius);
    if (squareLeft)
        path.addRect(area.adjusted(0, 0, -area.width() / 2, 0));
    if (squareRight)
        path.addRect(area.adjusted(area.width() / 2, 0, 0, 0));
    return path.simplified();
}

} // namespace

TokenStrip::TokenStrip(Session &session, QWidget *parent) : QFrame(parent), m_session(session)
{
    setObjectName("token-strip");
    setFixedHeight(85); // 84 and the line below
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Tokens"));
    connect(&session, &Session::readingChanged, this, &TokenStrip::layOut);
    connect(&session.selection(), &SelectionModel::heldChanged, this, [this] {
        reveal(m_session.selection().held().lastToken);
        describe();
    });
    connect(&session.selection(), &SelectionModel::currentChanged, this, qOverload<>(&QWidget::update));
}

void TokenStrip::setColors(const Palette &palette)
{
    m_palette = palette;
    update();
}

void TokenStrip::layOut()
{
    m_chips.clear();
    m_segments.clear();
    const auto reading = m_session.reading();
    if (!reading)
        return;
    const Encoding &encoding = reading->encoding;
    const QFontMetricsF metrics(fonts::mono(13)), below(fonts::text(10));
    double left = margin;
    for (int token = 0; token < encoding.size(); ++token) {
        const auto i = static_cast<std::size_t>(token);
        const Gap *hidden = reading->gap_at(token);
        const bool joins =
            token > 0 && encoding.word_index[i] >= 0 && encoding.word_index[i] == encoding.word_index[i - 1];
        Chip chip{};
        chip.piece = toText(reading->token(token));
        chip.below = hidden && hidden->covered_id ? toText(encoding.tokens[i]) : QString::number(encoding.ids[i]);
        chip.special = encoding.is_added(i);
        chip.covered = hidden != nullptr;
        chip.joinsLeft = joins;
        chip.typeId = encoding.type_ids[i];
        chip.width = std::max({smallestChip, metrics.horizontalAdvance(chip.piece) + 2 * chipPadding,
                               below.horizontalAdvance(chip.below) + 4});
        if (token > 0 && !joins)
            left += encoding.type_ids[i] == encoding.type_ids[i - 1] ? gap : sentenceGap;
        if (joins)
            m_chips.last().joinsRight = true;
        chip.left = left;
        left += chip.width;
        if (m_segments.isEmpty() || m_segments.last().typeId != chip.typeId)
            m_segments.append({chip.left, left, chip.typeId});
        m_segments.last().right = left;
        m_chips.append(chip);
    }
    scrollTo(m_offset);
    reveal(m_session.selection().held().lastToken);
    describe();
    update();
}

double TokenStrip::stripWidth() const
{
    return width() - countWidth;
}

double TokenStrip::contentWidth() const
{
    return m_chips.isEmpty() ? 0 : m_chips.last().left + m_chips.last().width + margin;
}

QRectF TokenStrip::chipRect(int token) const
{
    if (token < 0 || token >= m_chips.size())
        return {};
    return {m_chips[token].left - m_offset, chipTop, m_chips[token].width, chipHeight};
}

int TokenStrip::tokenAt(const QPointF &position) const
{
    for (int token = 0; token < m_chips.size() && position.x() < stripWidth(); ++token) {
        if (chipRect(token).adjusted(0, -14, 0, 14).contains(position))
            return token;
    }
    return -1;
}

void TokenStrip::scrollTo(double offset)
{
    m_offset = std::clamp(offset, 0., std::max(0., contentWidth() - stripWidth()));
    update();
}

void TokenStrip::reveal(int token)
{
    const QRectF chip = chipRect(token);
    if (chip.isNull())
        return;
    if (chip.left() < margin)
        scrollTo(m_offset + chip.left() - margin);
    else if (chip.right() > stripWidth() - margin)
        scrollTo(m_offset + chip.right() - stripWidth() + margin);
}

void TokenStrip::select(int token, bool extend)
{
    if (m_chips.isEmpty())
        return;
    Selection selection = m_session.selection().held();
    const int wanted = std::clamp(token, 0, static_cast<int>(m_chips.size()) - 1);
    if (!extend || selection.token < 0)
        selection.token = wanted;
    selection.lastToken = wanted;
    selection.key = selection.dimension = selection.piece = -1;
    m_session.selection().hold(selection);
}

void TokenStrip::toggleSelected()
{
    const Selection &selection = m_session.selection().current();
    if (selection.token < 0) {
        emit coverRefused(tr("Select a token first: click it in the strip."));
        return;
    }
    QList<int> tokens;
    const auto [first, last] = std::minmax(selection.token, selection.lastToken);
    for (int token = first; token <= last; ++token) {
        if (m_session.canCover(token))
            tokens.append(token);
    }
    if (tokens.isEmpty())
        emit coverRefused(tr("%1 cannot be covered: it is not a piece of a sentence.").arg(m_chips[first].piece));
    const bool all =
        std::all_of(tokens.begin(), tokens.end(), [this](int t) { return m_session.covered().contains(t); });
    for (const int token : tokens)
        m_session.setCovered(token, !all);
}

QString TokenStrip::count() const
{
    const auto reading = m_session.reading();
    if (!reading)
        return {};
    return tr("%1 of %2 tokens").arg(m_chips.size()).arg(reading->model->bert.config().max_position_embeddings);
}

QString TokenStrip::describeToken(int token) const
{
    const auto reading = m_session.reading();
    const auto i = static_cast<std::size_t>(token);
    const Gap *hidden = reading->gap_at(token);
    QString text = tr("Position %1: %2, id %3").arg(token).arg(m_chips[token].piece).arg(reading->input_ids[i]);
    if (hidden)
        text += hidden->covered_id ? tr(", covers %1").arg(m_chips[token].below) : tr(", truth unknown");
    return text + (m_chips[token].typeId == 0 ? tr(", sentence A (segment 0)") : tr(", sentence B (segment 1)"));
}

void TokenStrip::describe()
{
    const int token = m_session.selection().held().lastToken;
    setAccessibleDescription(token >= 0 && token < m_chips.size() ? describeToken(token) : count());
}

void TokenStrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (overflows() && mapRect().contains(event->position())) {
        m_draggingMap = true;
        mouseMoveEvent(event);
        return;
    }
    const int token = tokenAt(event->position());
    if (token >= 0)
        select(token, event->modifiers() & Qt::ShiftModifier);
}

void TokenStrip::mouseMoveEvent(QMouseEvent *event)
{
    m_draggingMap = m_draggingMap && event->buttons() & Qt::LeftButton;
    if (!m_draggingMap)
        return;
    const QRectF map = mapRect();
    scrollTo((event->position().x() - map.left()) / map.width() * contentWidth() - stripWidth() / 2);
}

void TokenStrip::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && tokenAt(event->position()) >= 0)
        toggleSelected(); // the press before has selected it
}

void TokenStrip::wheelEvent(QWheelEvent *event)
{
    const QPoint delta = event->angleDelta();
    scrollTo(m_offset - (delta.x() != 0 ? delta.x() : delta.y()));
    event->accept();
}

void TokenStrip::keyPressEvent(QKeyEvent *event)
{
    const int now = m_session.selection().held().lastToken;
    const bool extend = event->modifiers() & Qt::ShiftModifier;
    const bool plain = !(event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
    if (plain && event->key() == Qt::Key_Left)
        select(now - 1, extend);
    else if (plain && event->key() == Qt::Key_Right)
        select(now + 1, extend);
    else if (plain && event->key() == Qt::Key_Home)
        select(0, extend);
    else if (plain && event->key() == Qt::Key_End)
        select(static_cast<int>(m_chips.size()) - 1, extend);
    else
        QFrame::keyPressEvent(event);
}

void TokenStrip::resizeEvent(QResizeEvent *)
{
    scrollTo(m_offset);
}

void TokenStrip::focusInEvent(QFocusEvent *event)
{
    m_showsFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    QFrame::focusInEvent(event);
    update();
}

void TokenStrip::focusOutEvent(QFocusEvent *event)
{
    m_showsFocus = false;
    QFrame::focusOutEvent(event);
    update();
}

bool TokenStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int token = tokenAt(help->pos());
        if (token >= 0)
            QToolTip::showText(help->globalPos(), describeToken(token), this, chipRect(token).toAlignedRect());
        else
            QToolTip::hideText();
        return true;
    }
    return QFrame::event(event);
}

void TokenStrip::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_palette.secondary);
    painter.setFont(fonts::text(11));
    painter.drawText(QRectF(width() - countWidth, chipTop, countWidth - margin, chipHeight),
                     Qt::AlignRight | Qt::AlignVCenter, count());
    if (m_chips.isEmpty())
        return;
    painter.setClipRect(QRectF(0, 0, stripWidth(), height() - 1));
    painter.save();
    painter.translate(-m_offset, 0);
    paintBrackets(painter);
    for (int token = 0; token < m_chips.size(); ++token) {
        const QRectF chip = chipRect(token);
        if (chip.right() > 0 && chip.left() < stripWidth())
            paintChip(painter, token);
    }
    paintMarks(painter);
    painter.restore();
    if (overflows())
        paintMap(painter);
}

void TokenStrip::paintBrackets(QPainter &painter) const
{
    painter.setFont(fonts::text(10, QFont::DemiBold));
    for (const Segment &segment : m_segments) {
        painter.setPen(QPen(segment.typeId == 0 ? m_palette.segmentA : m_palette.segmentB, 1.2));
        painter.drawPolyline(
            QPolygonF{{segment.left, 11.}, {segment.left, 7.}, {segment.right, 7.}, {segment.right, 11.}});
        // The name stays in sight while its bracket does.
        const double left = std::max(segment.left, m_offset), right = std::min(segment.right, m_offset + stripWidth());
        const QRectF label((left + right) / 2 - 20, 1, 40, 12);
        if (right - left < label.width())
            continue;
        painter.fillRect(label, m_palette.panel);
        painter.drawText(label, Qt::AlignCenter, segment.typeId == 0 ? tr("A (0)") : tr("B (1)"));
    }
}

void TokenStrip::paintChip(QPainter &painter, int token) const
{
    const Chip &chip = m_chips[token];
    const QRectF area(chip.left, chipTop, chip.width, chipHeight);
    const QColor line = chip.covered ? m_palette.accent : m_palette.token(chip.typeId, chip.special);
    QColor fill = chip.typeId == 0 ? m_palette.segmentAFill : m_palette.segmentBFill;
    if (chip.special)
        fill = m_palette.specialFill;
    if (chip.covered)
        fill = m_palette.panel;

    QPen pen(line, chip.covered ? 2 : 1);
    if (chip.covered)
        pen.setDashPattern({2, 1.5});
    painter.setPen(pen);
    painter.setBrush(fill);
    const double inset = chip.covered ? 1 : .5;
    // Neighbours of one word share a border, so that they read as one.
    const QRectF shape =
        area.adjusted(inset - (chip.joinsLeft ? .5 : 0), inset, -inset + (chip.joinsRight ? .5 : 0), -inset);
    painter.drawPath(chipShape(shape, chip.joinsLeft, chip.joinsRight));

    painter.setFont(fonts::mono(13, chip.special || chip.covered ? QFont::Bold : QFont::Normal));
    painter.setPen(chip.special || chip.covered ? line : m_palette.text);
    painter.drawText(area, Qt::AlignCenter, chip.piece);

    painter.setFont(fonts::text(10));
    painter.setPen(m_palette.secondary);
    painter.drawText(QRectF(area.left() - 10, 16, area.width() + 20, 13), Qt::AlignCenter, QString::number(token));
    if (m_session.covered().contains(token) && chip.covered) {
        QFont italic = fonts::text(10);
        italic.setItalic(true);
        painter.setFont(italic);
        painter.setPen(m_palette.accent);
    }
    painter.drawText(QRectF(area.left() - 10, 63, area.width() + 20, 13), Qt::AlignCenter, chip.below);
}

void TokenStrip::paintMarks(QPainter &painter) const
{
    const auto mark = [&](int token, double width) {
        if (token < 0 || token >= m_chips.size())
            return;
        painter.setPen(QPen(m_palette.accent, width));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(
            QRectF(m_chips[token].left - 2.5, chipTop - 2.5, m_chips[token].width + 5, chipHeight + 5), radius + 2,
            radius + 2);
    };
    const Selection &held = m_session.selection().held(), &current = m_session.selection().current();
    const auto [first, last] = std::minmax(held.token, held.lastToken);
    for (int token = first; token <= last; ++token)
        mark(token, 2);
    if (!(current == held)) {
        mark(current.token, 1);
        mark(current.key, 1);
    } else if (held.key >= 0) {
        mark(held.key, 1);
    }
    if (m_showsFocus && held.token < 0)
        mark(0, 1); // where the arrow keys begin
}

QRectF TokenStrip::mapRect() const
{
    return {margin, height() - 9., stripWidth() - margin, 6};
}

void TokenStrip::paintMap(QPainter &painter) const
{
    const QRectF map = mapRect();
    const double scale = map.width() / contentWidth();
    painter.setPen(Qt::NoPen);
    for (const Segment &segment : m_segments) {
        painter.setBrush(segment.typeId == 0 ? m_palette.segmentAFill : m_palette.segmentBFill);
        painter.drawRect(
            QRectF(map.left() + segment.left * scale, map.top(), (segment.right - segment.left) * scale, 6));
    }
    const int selected = m_session.selection().held().token;
    for (int token = 0; token < m_chips.size(); ++token) {
        if (m_chips[token].covered || token == selected) {
            painter.setBrush(m_palette.accent);
            const double width = std::max(2., m_chips[token].width * scale);
            painter.drawRect(QRectF(map.left() + m_chips[token].left * scale, map.top(), width, 6));
        }
    }
    painter.setPen(QPen(m_palette.secondary, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(map.left() + m_offset * scale, map.top() - .5, stripWidth() * scale, 7), 2, 2);
}

} // namespace bertlab
