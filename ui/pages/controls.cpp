#include "pages/controls.h"

#include "plots/fonts.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QFontInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace bertlab {

namespace {

QString nameOf(const QColor &color)
{
    return color.name();
}

/// `corners`: style of the corners; `height` is without the border.
QString buttonSheet(const Palette &palette, const QString &corners, int height)
{
    return QStringLiteral("QAbstractButton { background: %1; border: 1px solid %2; color: %3; padding: 0 12px; "
                          "min-height: %8px; %7 }"
                          "QAbstractButton:hover { background: %4; }"
                          "QAbstractButton:checked { background: %4; color: %5; font-weight: 600; }"
                          "QAbstractButton:focus { border-color: %5; }"
                          "QAbstractButton:disabled { color: %6; background: transparent; }")
        .arg(nameOf(palette.panel), nameOf(palette.line), nameOf(palette.text), nameOf(palette.accentFill),
             nameOf(palette.accent), nameOf(palette.secondary), corners)
        .arg(height);
}

QString segmentCorners(bool first, bool last)
{
    QString corners;
    if (first)
        corners += QStringLiteral("border-top-left-radius: 6px; border-bottom-left-radius: 6px; ");
    else
        corners += QStringLiteral("margin-left: -1px; ");
    if (last)
        corners += QStringLiteral("border-top-right-radius: 6px; border-bottom-right-radius: 6px; ");
    return corners;
}

} // namespace

void styleButton(QAbstractButton &button, const Palette &palette)
{
    button.setFont(fonts::text());
    button.setStyleSheet(buttonSheet(palette, QStringLiteral("border-radius: 6px;"), 28));
    if (const auto *opening = qobject_cast<QPushButton *>(&button); opening && opening->menu())
        button.setStyleSheet(
            button.styleSheet() +
            QStringLiteral("QPushButton { padding-right: 24px; } QPushButton::menu-indicator { "
                           "subcontrol-origin: border; subcontrol-position: center right; right: 8px; }"));
}

void styleMainButton(QAbstractButton &button, const Palette &palette)
{
    styleButton(button, palette);
    button.setStyleSheet(button.styleSheet() +
                         QStringLiteral("QAbstractButton:enabled { background: %1; color: %2; font-weight: 600; }")
                             .arg(nameOf(palette.accent), nameOf(palette.panel)));
}

void styleText(QPlainTextEdit &text, const Palette &palette)
{
    text.setStyleSheet(QStringLiteral("background: %1; color: %2; border: 1px solid %3; border-radius: 7px;")
                           .arg(palette.panel.name(), palette.text.name(), palette.line.name()));
}

void magnify(QWidget &root, double zoom)
{
    QList<QWidget *> all = root.findChildren<QWidget *>();
    all.append(&root);
    for (QWidget *widget : std::as_const(all)) {
        widget->ensurePolished(); // a style sheet sets least sizes
        // What it is without is kept while it is larger.
        const auto scaled = [widget, zoom](const char *name, int now) {
            const QVariant kept = widget->property(name);
            const int own = kept.isValid() ? kept.toInt() : now;
            widget->setProperty(name, zoom == 1 ? QVariant() : own);
            return qRound(own * zoom);
        };
        const int fixed = widget->minimumWidth() == widget->maximumWidth() ? widget->minimumWidth() : 0;
        const bool isButton = qobject_cast<QPushButton *>(widget) != nullptr;
        const int width = scaled("own-width", isButton ? widget->sizeHint().width() : fixed);
        QFont font = widget->font();
        font.setPixelSize(scaled("own-font", QFontInfo(font).pixelSize()));
        widget->setFont(font);
        if (isButton)
            widget->setMinimumWidth(zoom == 1 ? 0 : width);
        else if (width > 0)
            widget->setFixedWidth(width);
        widget->setMinimumHeight(scaled("own-height", widget->minimumHeight()));
    }
}

QFormLayout *fieldColumn()
{
    auto *column = new QFormLayout;
    column->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    column->setHorizontalSpacing(14);
    column->setVerticalSpacing(9);
    return column;
}

QLabel *addField(QFormLayout &column, QWidget *field)
{
    constexpr int fieldWidth = 240, fieldHeight = 30;
    field->setMinimumHeight(fieldHeight);
    if (!qobject_cast<SegmentedControl *>(field))
        field->setFixedWidth(fieldWidth);
    auto *label = new QLabel;
    label->setBuddy(field);
    column.addRow(label, field);
    return label;
}

SegmentedControl::SegmentedControl(const QString &id, int choices, QWidget *parent)
    : QWidget(parent), m_buttons(new QButtonGroup(this))
{
    setObjectName(id);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (int choice = 0; choice < choices; ++choice) {
        auto *button = new QPushButton(this);
        button->setObjectName(id + u'-' + QString::number(choice));
        button->setCheckable(true);
        button->setFont(fonts::text(12));
        m_buttons->addButton(button, choice);
        row->addWidget(button);
    }
    m_buttons->setExclusive(true);
    setCurrent(0);
    connect(m_buttons, &QButtonGroup::idClicked, this, &SegmentedControl::currentChanged);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void SegmentedControl::setTexts(const QString &name, const QStringList &texts)
{
    setAccessibleName(name);
    for (int choice = 0; choice < texts.size(); ++choice) {
        segment(choice)->setText(texts[choice]);
        segment(choice)->setAccessibleName(name + QStringLiteral(": ") + texts[choice]);
        segment(choice)->setToolTip(segment(choice)->accessibleName());
    }
}

void SegmentedControl::setColors(const Palette &palette)
{
    const auto buttons = m_buttons->buttons();
    for (qsizetype i = 0; i < buttons.size(); ++i)
        buttons[i]->setStyleSheet(buttonSheet(palette, segmentCorners(i == 0, i + 1 == buttons.size()), 22));
}

int SegmentedControl::current() const
{
    return m_buttons->checkedId();
}

void SegmentedControl::setCurrent(int choice)
{
    segment(choice)->setChecked(true);
}

QAbstractButton *SegmentedControl::segment(int choice) const
{
    return m_buttons->button(choice);
}

EmptyState::EmptyState(const QString &id, QWidget *parent)
    : QWidget(parent), m_title(new QLabel(this)), m_advice(new QLabel(this))
{
    setObjectName(id);
    auto *column = new QVBoxLayout(this);
    column->addStretch();
    for (QLabel *label : {m_title, m_advice}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    column->addStretch();
    m_title->setFont(fonts::title());
    m_advice->setFont(fonts::text());
}

void EmptyState::setTexts(const QString &title, const QString &advice)
{
    m_title->setText(title);
    m_advice->setText(advice);
    setAccessibleName(title);
    setAccessibleDescription(advice);
}

QString EmptyState::text() const
{
    return m_title->text() + u'\n' + m_advice->text();
}

void EmptyState::setColors(const Palette &palette)
{
    const auto sheet = [](const QColor &color) { return QStringLiteral("color: %1;").arg(nameOf(color)); };
    m_title->setStyleSheet(sheet(palette.text));
    m_advice->setStyleSheet(sheet(palette.secondary));
}

} // namespace bertlab
