#include "window/sentence_edit.h"

#include "plots/fonts.h"

#include <QEvent>
#include <QPainter>

namespace bertlab {

SentenceEdit::SentenceEdit(int sentence, QWidget *parent) : QLineEdit(parent), m_sentence(sentence)
{
    setObjectName(sentence == 0 ? "sentence-a" : "sentence-b");
    retranslate();
    setZoom(1);
    setAcceptDrops(false); // a model folder may fall anywhere on the window
}

void SentenceEdit::setZoom(double zoom)
{
    m_zoom = zoom;
    setFont(fonts::text(14 * zoom));
    setFixedHeight(qRound(32 * zoom));
    setTextMargins(qRound(32 * zoom), 0, 4, 0);
}

void SentenceEdit::retranslate()
{
    setAccessibleName(m_sentence == 0 ? tr("Sentence A") : tr("Sentence B"));
    setPlaceholderText(m_sentence == 0 ? tr("Type a sentence") : tr("A second sentence, if you like"));
}

void SentenceEdit::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void SentenceEdit::setColors(const Palette &palette)
{
    m_palette = palette;
    update();
}

void SentenceEdit::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(m_zoom, m_zoom);
    const QRectF badge(6, 6, 20, 20);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_sentence == 0 ? m_palette.segmentA : m_palette.segmentB);
    painter.drawRoundedRect(badge, 5, 5);
    painter.setPen(m_palette.panel);
    painter.setFont(fonts::text(12, QFont::Bold));
    painter.drawText(badge, Qt::AlignCenter, m_sentence == 0 ? QStringLiteral("A") : QStringLiteral("B"));
}

PickerButton::PickerButton(const QString &id, QWidget *parent) : QPushButton(parent)
{
    setObjectName(id);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setFont(fonts::text(13));
    setFixedHeight(32);
}

void PickerButton::setColors(const Palette &palette)
{
    m_palette = palette;
    update();
}

void PickerButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() || underMouse() || isDown() ? m_palette.accent : m_palette.line);
    painter.setBrush(m_palette.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), 7, 7);
    painter.setPen(m_palette.text);
    painter.drawText(rect().adjusted(13, 0, -28, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
    painter.setPen(QPen(m_palette.secondary, 1.5));
    const QPointF tip(width() - 17, height() / 2. + 3);
    painter.drawPolyline(QPolygonF{tip + QPointF(-5, -6), tip, tip + QPointF(5, -6)});
}

} // namespace bertlab
