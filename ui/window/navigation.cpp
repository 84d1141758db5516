#include "window/navigation.h"

#include "plots/fonts.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace bertlab {

namespace {

class PageButton : public QAbstractButton
{
public:
    PageButton(int number, const QString &name, QWidget *parent) : QAbstractButton(parent), m_number(number)
    {
        setText(name);
        setCheckable(true);
        setCursor(Qt::PointingHandCursor);
        setFocusPolicy(Qt::TabFocus); // a click opens a page, and its keys go there
        setAttribute(Qt::WA_Hover);
        setFixedHeight(36);
        setAccessibleName(name);
    }

    void setColors(const Palette &palette)
    {
        m_palette = palette;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF area(0, 2, width(), 32);
        painter.setPen(hasFocus() ? QPen(m_palette.accent, 1) : QPen(Qt::NoPen));
        painter.setBrush(isChecked() ? m_palette.accentFill : underMouse() ? m_palette.background : m_palette.panel);
        painter.drawRoundedRect(area.adjusted(.5, .5, -.5, -.5), 7, 7);
        if (isChecked()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_palette.accent);
            painter.drawRoundedRect(QRectF(0, 8, 3, 20), 1.5, 1.5);
        }
        painter.setPen(isChecked() ? m_palette.accent : m_palette.secondary);
        painter.setFont(fonts::text(12, QFont::DemiBold));
        painter.drawText(QRectF(16, 2, 20, 32), Qt::AlignVCenter, QString::number(m_number));
        if (!isChecked())
            painter.setPen(m_palette.text);
        painter.setFont(fonts::text(13.5, isChecked() ? QFont::DemiBold : QFont::Medium));
        painter.drawText(QRectF(36, 2, width() - 40, 32), Qt::AlignVCenter, text());
    }

private:
    int m_number;
    Palette m_palette = Palette::light();
};

} // namespace

Navigation::Navigation(QWidget *parent) : QFrame(parent), m_buttons(new QButtonGroup(this)), m_column(new QVBoxLayout)
{
    setObjectName("navigation");
    setFixedWidth(176);
    setAccessibleName(tr("Pages"));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(8, 14, 8, 8);
    m_column->setSpacing(0);
    outer->addLayout(m_column);
    outer->addStretch();
    m_buttons->setExclusive(true);
    connect(m_buttons, &QButtonGroup::buttonToggled, this, [this](QAbstractButton *button, bool checked) {
        if (checked)
            emit pageChosen(button->objectName().mid(9)); // "navigate-"
    });
    connect(m_buttons, &QButtonGroup::buttonClicked, this, [this](const QAbstractButton *button) {
        if (!button->hasFocus())
            emit clickedByMouse();
    });
}

void Navigation::addGroup(const QString &name)
{
    auto *label = new QLabel(name.toUpper());
    label->setFont(fonts::text(10.5, QFont::DemiBold));
    label->setProperty("tone", "secondary");
    label->setContentsMargins(16, 8, 0, 4);
    m_column->addWidget(label);
    m_groups.append(label);
}

void Navigation::setGroupName(int group, const QString &name)
{
    m_groups[group]->setText(name.toUpper());
}

void Navigation::setPageName(const QString &id, const QString &name)
{
    button(id)->setText(name);
    button(id)->setAccessibleName(name);
}

void Navigation::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Pages"));
}

void Navigation::addPage(const QString &id, int number, const QString &name)
{
    auto *button = new PageButton(number, name, this);
    button->setObjectName("navigate-" + id);
    m_buttons->addButton(button);
    m_column->addWidget(button);
}

QAbstractButton *Navigation::button(const QString &id) const
{
    return findChild<QAbstractButton *>("navigate-" + id);
}

void Navigation::setCurrent(const QString &id)
{
    if (QAbstractButton *wanted = button(id))
        wanted->setChecked(true);
}

QString Navigation::current() const
{
    const QAbstractButton *checked = m_buttons->checkedButton();
    return checked ? checked->objectName().mid(9) : QString();
}

void Navigation::setColors(const Palette &palette)
{
    for (QAbstractButton *button : m_buttons->buttons())
        static_cast<PageButton *>(button)->setColors(palette);
}

void Navigation::next()
{
    step(1);
}

void Navigation::previous()
{
    step(-1);
}

void Navigation::step(qsizetype by)
{
    const QList<QAbstractButton *> buttons = m_buttons->buttons();
    const qsizetype now = buttons.indexOf(m_buttons->checkedButton());
    const qsizetype wanted = std::clamp<qsizetype>(now + by, 0, buttons.size() - 1);
    if (wanted >= 0 && wanted < buttons.size())
        buttons[wanted]->setChecked(true);
}

} // namespace bertlab
