#include "pages/step_pills.h"

#include "plots/fonts.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace bertlab {

namespace {

class Pill : public QAbstractButton
{
public:
    explicit Pill(QWidget *parent) : QAbstractButton(parent)
    {
        setCheckable(true);
        setCursor(Qt::PointingHandCursor);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setFocusPolicy(Qt::ClickFocus); // Tab leads to the current one only, the arrow keys from there
        connect(this, &QAbstractButton::toggled, this,
                [this](bool checked) { setFocusPolicy(checked ? Qt::StrongFocus : Qt::ClickFocus); });
    }

    Palette colors = Palette::light();

    QSize sizeHint() const override
    {
        return {QFontMetrics(fonts::text(13, QFont::DemiBold)).horizontalAdvance(text()) + 20, 30};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const double inset = hasFocus() ? 1 : .5;
        painter.setPen(
            QPen(isChecked() || underMouse() || hasFocus() ? colors.accent : colors.line, hasFocus() ? 2 : 1));
        painter.setBrush(isChecked() ? colors.accentFill : colors.panel);
        const QRectF shape = QRectF(rect()).adjusted(inset, inset, -inset, -inset);
        painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2);
        painter.setPen(isChecked() ? colors.accent : colors.text);
        painter.setFont(fonts::text(13, isChecked() ? QFont::DemiBold : QFont::Normal));
        painter.drawText(rect(), Qt::AlignCenter, text());
    }
};

constexpr int gap = 10;

} // namespace

StepPills::StepPills(int steps, QWidget *parent) : QWidget(parent), m_group(new QButtonGroup(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gap);
    for (int step = 0; step < steps; ++step) {
        auto *pill = new Pill(this);
        pill->setObjectName(QStringLiteral("step-%1").arg(step));
        m_group->addButton(pill, step);
        row->addWidget(pill);
    }
    m_group->setExclusive(true);
    m_group->button(0)->setChecked(true);
    setFixedHeight(30);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int step, bool checked) {
        if (checked)
            emit currentChanged(step);
    });
}

int StepPills::current() const
{
    return m_group->checkedId();
}

void StepPills::setCurrent(int step)
{
    m_group->button(step)->setChecked(true);
}

void StepPills::setTexts(const QStringList &texts)
{
    for (int step = 0; step < texts.size(); ++step) {
        m_group->button(step)->setText(texts[step]);
        m_group->button(step)->setAccessibleName(
            tr("Step %1 of %2: %3").arg(step + 1).arg(texts.size()).arg(texts[step]));
    }
}

void StepPills::setColors(const Palette &palette)
{
    m_palette = palette;
    for (QAbstractButton *button : m_group->buttons()) {
        static_cast<Pill *>(button)->colors = palette;
        button->update();
    }
    update();
}

QAbstractButton *StepPills::pill(int step) const
{
    return m_group->button(step);
}

void StepPills::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(QPen(m_palette.secondary, 1.5));
    for (int step = 0; step + 1 < m_group->buttons().size(); ++step) {
        const QRect before = m_group->button(step)->geometry(), after = m_group->button(step + 1)->geometry();
        painter.drawLine(before.right() + 2, before.center().y(), after.left() - 1, after.center().y());
    }
}

void StepPills::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_group->buttons().size()) - 1;
    int step = current();
    switch (event->key()) {
    case Qt::Key_Home:
        step = 0;
        break;
    case Qt::Key_End:
        step = last;
        break;
    default:
        return QWidget::keyPressEvent(event);
    }
    setCurrent(step);
    pill(step)->setFocus();
}

} // namespace bertlab
