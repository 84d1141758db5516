#include "window/token_finder.h"

#include "plots/fonts.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace bertlab {

TokenFinder::TokenFinder(Session &session, QWidget *parent)
    : QFrame(parent), m_session(session), m_typed(new QLineEdit), m_place(new QLabel),
      m_before(new QPushButton(QStringLiteral("↑"))), m_next(new QPushButton(QStringLiteral("↓"))),
      m_close(new QPushButton(QStringLiteral("×")))
{
    setObjectName("token-finder");
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 0);
    row->addWidget(m_typed);
    row->addWidget(m_before);
    row->addWidget(m_next);
    row->addWidget(m_place);
    row->addStretch();
    row->addWidget(m_close);
    m_typed->setObjectName("token-finder-text");
    m_typed->setFixedWidth(260);
    m_place->setObjectName("token-finder-place");
    m_place->setProperty("tone", "secondary");
    for (QPushButton *button : {m_before, m_next, m_close}) {
        button->setProperty("kind", "link");
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    hide();
    retranslate();
    connect(m_typed, &QLineEdit::textChanged, this, &TokenFinder::find);
    connect(m_before, &QPushButton::clicked, this, [this] { go(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { go(1); });
    connect(m_close, &QPushButton::clicked, this, &QWidget::hide);
    connect(&session, &Session::readingChanged, this, [this] {
        if (isVisible())
            find();
    });
}

void TokenFinder::retranslate()
{
    m_typed->setAccessibleName(tr("Find a token"));
    m_typed->setPlaceholderText(tr("A piece or an id"));
    m_before->setAccessibleName(tr("The one before"));
    m_next->setAccessibleName(tr("The next one"));
    m_close->setAccessibleName(tr("Close"));
    showPlace();
}

void TokenFinder::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void TokenFinder::begin()
{
    show();
    m_typed->setFocus();
    m_typed->selectAll();
    find();
}

void TokenFinder::find()
{
    m_found.clear();
    m_current = -1;
    const auto reading = m_session.reading();
    const QString typed = m_typed->text().trimmed();
    if (reading && !typed.isEmpty()) {
        for (int token = 0; token < reading->encoding.size(); ++token) {
            const auto at = static_cast<std::size_t>(token);
            if (QString::fromStdString(reading->encoding.tokens[at]).contains(typed, Qt::CaseInsensitive) ||
                QString::number(reading->encoding.ids[at]) == typed)
                m_found.append(token);
        }
    }
    if (m_found.isEmpty())
        showPlace();
    else
        go(1);
}

void TokenFinder::go(int step)
{
    if (m_found.isEmpty())
        return;
    const auto count = static_cast<int>(m_found.size());
    m_current = m_current < 0 ? 0 : (m_current + step + count) % count;
    Selection chosen = m_session.selection().held();
    chosen.token = chosen.lastToken = m_found[m_current];
    chosen.key = -1;
    m_session.selection().hold(chosen);
    showPlace();
}

void TokenFinder::showPlace()
{
    if (m_typed->text().trimmed().isEmpty())
        m_place->clear();
    else if (m_found.isEmpty())
        m_place->setText(tr("not found"));
    else
        m_place->setText(tr("%1 of %2, position %3").arg(m_current + 1).arg(m_found.size()).arg(m_found[m_current]));
}

void TokenFinder::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        go(event->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
    else
        QFrame::keyPressEvent(event);
}

} // namespace bertlab
