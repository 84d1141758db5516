#include "window/message_line.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace bertlab {

MessageLine::MessageLine(const QString &id, Kind kind, QWidget *parent)
    : QFrame(parent), m_dismiss(new QPushButton(QStringLiteral("×"))), m_text(new QLabel), m_action(new QPushButton)
{
    setObjectName(id);
    setProperty("message", kind == Kind::error ? "error" : "notice");
    m_text->setObjectName(id + "-text");
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action->setObjectName(id + "-action");
    m_action->setProperty("kind", "link");
    m_dismiss->setObjectName(id + "-dismiss");
    m_dismiss->setProperty("kind", "link");

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 10, 6);
    row->setSpacing(12);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_dismiss);

    connect(m_action, &QPushButton::clicked, this, &MessageLine::actionTriggered);
    connect(m_dismiss, &QPushButton::clicked, this, [this] {
        m_dismissed = m_text->text();
        hide();
    });
    retranslate();
    hide();
}

void MessageLine::retranslate()
{
    m_dismiss->setAccessibleName(tr("Dismiss this message"));
    m_dismiss->setToolTip(m_dismiss->accessibleName());
    if (!m_text->text().isEmpty())
        return; // they are called as they read
    m_text->setAccessibleName(tr("Message"));
    m_action->setAccessibleName(tr("What can be done"));
}

void MessageLine::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void MessageLine::showMessage(const QString &text, const QString &action)
{
    m_text->setText(text);
    m_text->setAccessibleName(text);
    setAccessibleName(text);
    m_action->setText(action);
    m_action->setAccessibleName(action);
    m_action->setVisible(!action.isEmpty());
    setVisible(property("message") == "error" || text != m_dismissed);
}

void MessageLine::clear()
{
    m_text->clear();
    m_dismissed.clear();
    hide();
}

QString MessageLine::text() const
{
    return m_text->text();
}

} // namespace bertlab
