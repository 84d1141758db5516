#include "window/token_strip.h"

#include "plots/fonts.h"
#include "plots/zoom.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace bertlab {

namespace {

constexpr int ownHeight = 84;
constexpr double countWidth = 148; ///< of "13 of 128 tokens" on the right

} // namespace

TokenStrip::TokenStrip(Session &session, QWidget *parent) : QFrame(parent), m_session(session)
{
    setObjectName("token-strip");
    setZoom(1);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    connect(&session, &Session::readingChanged, this, &TokenStrip::layOut);
    connect(&session.selection(), &SelectionModel::heldChanged, this, [this] {
        reveal(m_session.selection().held().lastToken);
        describe();
    });
    connect(&session.selection(), &SelectionModel::currentChanged, this, qOverload<>(&QWidget::update));
    retranslate();
}

void TokenStrip::retranslate()
{
    setAccessibleName(tr("Tokens"));
    describe();
    contentChanged();
}

void TokenStrip::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void TokenStrip::setColors(const Palette &palette)
{
    m_palette = palette;
    contentChanged();
}

void TokenStrip::setZoom(double zoom)
{
    m_zoom = zoom;
    setFixedHeight(qRound(ownHeight * zoom) + 1); // and the line below
    scrollTo(m_offset);
}

void TokenStrip::layOut()
{
    const auto reading = m_session.reading();
    m_chips = reading ? TokenChips(*reading) : TokenChips();
    scrollTo(m_offset);
    reveal(m_session.selection().held().lastToken);
    describe();
    contentChanged();
}

void TokenStrip::contentChanged()
{
    m_picture = {};
    update();
}

double TokenStrip::stripWidth() const
{
    return width() / m_zoom - countWidth;
}

QRectF TokenStrip::chipRect(int token) const
{
    return m_chips.rect(token).translated(-m_offset, 0);
}

int TokenStrip::tokenAt(const QPointF &position) const
{
    for (int token = 0; token < m_chips.count() && position.x() < stripWidth(); ++token) {
        if (chipRect(token).adjusted(0, -14, 0, 14).contains(position))
            return token;
    }
    return -1;
}

void TokenStrip::scrollTo(double offset)
{
    m_offset = std::clamp(offset, 0., std::max(0., m_chips.width() - stripWidth()));
    contentChanged();
}

void TokenStrip::reveal(int token)
{
    if (token < 0 || token >= m_chips.count())
        return;
    const QRectF chip = chipRect(token).adjusted(-TokenChips::margin, 0, TokenChips::margin, 0);
    if (chip.left() < 0)
        scrollTo(m_offset + chip.left());
    else if (chip.right() > stripWidth())
        scrollTo(m_offset + chip.right() - stripWidth());
}

void TokenStrip::select(int token, bool extend)
{
    if (m_chips.count() == 0)
        return;
    Selection selection = m_session.selection().held();
    const int wanted = std::clamp(token, 0, m_chips.count() - 1);
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
    return tr("%1 of %2 tokens").arg(m_chips.count()).arg(reading->model->bert.config().max_position_embeddings);
}

QString TokenStrip::describeToken(int token) const
{
    const auto reading = m_session.reading();
    const auto i = static_cast<std::size_t>(token);
    const Gap *hidden = reading->gap_at(token);
    QString text = tr("Position %1: %2, id %3").arg(token).arg(m_chips[token].piece).arg(reading->input_ids[i]);
    if (hidden)
        text += hidden->covered_id ? tr(", covers %1").arg(m_chips[token].below) : tr(", truth unknown");
    const int segment = m_chips[token].typeId;
    return text + (m_chips[token].sentence == 0 ? tr(", sentence A (segment %1)").arg(segment)
                                                : tr(", sentence B (segment %1)").arg(segment));
}

void TokenStrip::describe()
{
    const int token = m_session.selection().held().lastToken;
    setAccessibleDescription(token >= 0 && token < m_chips.count() ? describeToken(token) : count());
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
    scrollTo((event->position().x() - map.left()) / map.width() * m_chips.width() - stripWidth() / 2);
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
        select(m_chips.count() - 1, extend);
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
        const int token = tokenAt(QPointF(help->pos()) / m_zoom);
        if (token >= 0)
            QToolTip::showText(help->globalPos(), describeToken(token), this);
        else
            QToolTip::hideText();
        return true;
    }
    if (const auto own = zoom::inPictureUnits(*event, m_zoom)) {
        const bool known = QFrame::event(own.get());
        event->setAccepted(own->isAccepted());
        return known;
    }
    return QFrame::event(event);
}

/// Chips, brackets and count: all but the marks, which follow the pointer.
void TokenStrip::paintPicture()
{
    const double ratio = devicePixelRatioF();
    m_picture = QPixmap((QSizeF(size()) * ratio).toSize());
    m_picture.setDevicePixelRatio(ratio);
    m_picture.fill(Qt::transparent);
    QPainter painter(&m_picture);
    painter.setLayoutDirection(Qt::LeftToRight); // as pieces lie, whatever their letters are
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(m_zoom, m_zoom);
    painter.setPen(m_palette.secondary);
    painter.setFont(fonts::text(11));
    painter.drawText(QRectF(stripWidth(), TokenChips::top, countWidth - TokenChips::margin, TokenChips::height),
                     Qt::AlignRight | Qt::AlignVCenter, count());
    const double left = m_offset, right = m_offset + stripWidth();
    painter.setClipRect(QRectF(0, 0, stripWidth(), ownHeight));
    painter.translate(-m_offset, 0);
    m_chips.paintBrackets(painter, m_palette, left, right);
    for (int token = 0; token < m_chips.count(); ++token) {
        if (m_chips.rect(token).right() > left && m_chips.rect(token).left() < right)
            m_chips.paintChip(painter, m_palette, token);
    }
}

void TokenStrip::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    if (m_picture.isNull() || m_picture.devicePixelRatio() != devicePixelRatioF())
        paintPicture();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    if (m_chips.count() == 0)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(m_zoom, m_zoom);
    painter.setClipRect(QRectF(0, 0, stripWidth(), ownHeight));
    painter.translate(-m_offset, 0);
    paintMarks(painter);
    painter.translate(m_offset, 0);
    if (overflows())
        m_chips.paintMap(painter, m_palette, mapRect(), m_session.selection().held().token, m_offset,
                         m_offset + stripWidth());
}

void TokenStrip::paintMarks(QPainter &painter) const
{
    const Selection &held = m_session.selection().held(), &current = m_session.selection().current();
    const auto [first, last] = std::minmax(held.token, held.lastToken);
    for (int token = first; token <= last; ++token)
        m_chips.paintMark(painter, m_palette, token, 2);
    if (current.token != held.token)
        m_chips.paintMark(painter, m_palette, current.token, 1);
    m_chips.paintMark(painter, m_palette, current.key, 1);
    if (m_showsFocus && held.token < 0)
        m_chips.paintMark(painter, m_palette, 0, 1); // where the arrow keys begin
}

QRectF TokenStrip::mapRect() const
{
    return {TokenChips::margin, ownHeight - 8., stripWidth() - TokenChips::margin, 6};
}

} // namespace bertlab
