#include "window/guess_cover.h"

#include "plots/fonts.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace bertlab {

GuessCover::GuessCover(Session &session, QWidget &over)
    : QWidget(&over), m_over(over), m_text(new QLabel), m_reveal(new QPushButton)
{
    setObjectName("guess-cover");
    setAttribute(Qt::WA_StyledBackground);
    m_text->setFont(fonts::title());
    m_reveal->setObjectName("guess-reveal");
    m_reveal->setFocusPolicy(Qt::NoFocus);
    auto *column = new QVBoxLayout(this);
    column->addStretch();
    column->addWidget(m_text, 0, Qt::AlignHCenter);
    column->addWidget(m_reveal, 0, Qt::AlignHCenter);
    column->addStretch();
    retranslate();
    hide();
    over.installEventFilter(this);
    connect(m_reveal, &QPushButton::clicked, this, &GuessCover::reveal);
    connect(&session, &Session::readingChanged, this, [this] {
        m_revealed = false;
        renew();
    });
}

void GuessCover::retranslate()
{
    m_text->setText(tr("What will it say? Guess first."));
    m_reveal->setText(tr("Show it (Space)"));
}

void GuessCover::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void GuessCover::setOn(bool on)
{
    m_on = on;
    m_revealed = false;
    renew();
}

void GuessCover::setPageCoversItself(bool covers)
{
    m_pageCoversItself = covers;
    renew();
}

void GuessCover::reveal()
{
    m_revealed = true;
    renew();
}

void GuessCover::renew()
{
    setVisible(m_on && !m_revealed && !m_pageCoversItself);
    setGeometry(m_over.rect());
    raise();
}

bool GuessCover::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_over && event->type() == QEvent::Resize)
        setGeometry(m_over.rect());
    return QWidget::eventFilter(watched, event);
}

} // namespace bertlab
