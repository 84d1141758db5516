#include "window/field_style.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QStyledItemDelegate>

namespace bertlab {

namespace {

constexpr double radius = 6, boxRadius = 4, focusWidth = 2;
constexpr int padding = 8, fieldHeight = 30, rowHeight = 24, buttonWidth = 24,
              usualLetters = 16; ///< height of a line of the usual text

/// So many times as large as with the usual letters.
double scaleOf(const QStyleOption &option)
{
    return std::max(1., double(option.fontMetrics.height()) / usualLetters);
}

bool isOn(const QStyleOption &option, QStyle::StateFlag flag)
{
    return option.state.testFlag(QStyle::State_Enabled) && option.state.testFlag(flag);
}

/// Of a line of text: the one in a spin box has none of its own.
bool hasFrame(const QStyleOption &option)
{
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(&option);
    return frame && frame->lineWidth > 0;
}

QColor color(const QStyleOption &option, QPalette::ColorRole role)
{
    return option.palette.color(role);
}

/// The accent's fill: a breath of it over whatever is there.
QColor breath(const QStyleOption &option)
{
    QColor accent = color(option, QPalette::Highlight);
    accent.setAlphaF(0.14F);
    return accent;
}

void drawBox(QPainter &painter, const QStyleOption &option, const QRectF &rect, double corner, const QColor &fill)
{
    const bool focused = isOn(option, QStyle::State_HasFocus);
    const double width = focused ? focusWidth : 1, inset = width / 2;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(
        color(option, focused || isOn(option, QStyle::State_MouseOver) ? QPalette::Highlight : QPalette::Mid), width));
    painter.setBrush(fill);
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), corner, corner);
}

void drawField(QPainter &painter, const QStyleOption &option)
{
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    drawBox(painter, option, option.rect, radius, enabled ? color(option, QPalette::Base) : QColor(Qt::transparent));
}

/// A small angle that points down, or up; `reach` from its tip to the side.
void drawAngle(QPainter &painter, const QPointF &middle, double reach, bool up, const QColor &ink)
{
    const double tip = up ? -reach / 2 : reach / 2;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, reach * 0.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(
        QPolygonF{middle + QPointF(-reach, -tip), middle + QPointF(0, tip), middle + QPointF(reach, -tip)});
}

void drawCheckBox(QPainter &painter, const QStyleOption &option)
{
    const QRectF box(option.rect);
    const bool checked = option.state.testFlag(QStyle::State_On);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    drawBox(painter, option, box, boxRadius,
            checked && enabled ? color(option, QPalette::Highlight)
                               : color(option, enabled ? QPalette::Base : QPalette::Window));
    if (!checked)
        return;
    const auto at = [&box](double x, double y) { return box.topLeft() + QPointF(x * box.width(), y * box.height()); };
    painter.setPen(QPen(color(option, enabled ? QPalette::HighlightedText : QPalette::Dark), box.width() / 8,
                        Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF{at(.26, .53), at(.43, .7), at(.75, .33)});
}

void drawButton(QPainter &painter, const QStyleOption &option)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    const bool main = button && button->features.testFlag(QStyleOptionButton::DefaultButton);
    drawBox(painter, option, option.rect, radius, color(option, main ? QPalette::Highlight : QPalette::Base));
    if (!main && (isOn(option, QStyle::State_MouseOver) || isOn(option, QStyle::State_Sunken)))
        drawBox(painter, option, option.rect, radius, breath(option));
}

void drawComboBox(QPainter &painter, const QStyleOption &option, const QRectF &arrow)
{
    drawField(painter, option);
    const bool isUsable = option.state.testFlag(QStyle::State_Enabled);
    drawAngle(painter, arrow.center(), 4.5 * scaleOf(option), false,
              color(option, isUsable ? QPalette::Dark : QPalette::Mid));
}

void drawSpinBox(QPainter &painter, const QStyleOptionSpinBox &option, const QRectF &up, const QRectF &down)
{
    drawField(painter, option);
    const auto inkOf = [&option](QStyle::SubControl part, QAbstractSpinBox::StepEnabledFlag step) {
        if (!option.state.testFlag(QStyle::State_Enabled) || !option.stepEnabled.testFlag(step))
            return color(option, QPalette::Mid);
        return color(option, option.activeSubControls.testFlag(part) ? QPalette::Highlight : QPalette::Dark);
    };
    const double reach = 3.5 * scaleOf(option);
    drawAngle(painter, up.center(), reach, true, inkOf(QStyle::SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled));
    drawAngle(painter, down.center(), reach, false, inkOf(QStyle::SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled));
}

void drawSlider(QPainter &painter, const QStyleOption &option, const QRectF &groove, const QRectF &handle)
{
    constexpr double thickness = 4;
    const QRectF line(groove.left(), groove.center().y() - thickness / 2, groove.width(), thickness);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const QColor ink = color(option, enabled ? QPalette::Highlight : QPalette::Mid);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(option, QPalette::Mid));
    painter.drawRoundedRect(line, thickness / 2, thickness / 2);
    painter.setBrush(ink);
    painter.drawRoundedRect(QRectF(line.topLeft(), QPointF(handle.center().x(), line.bottom())), thickness / 2,
                            thickness / 2);
    painter.setPen(QPen(ink, isOn(option, QStyle::State_HasFocus) ? 3 : 2));
    painter.setBrush(color(option, QPalette::Base));
    painter.drawEllipse(handle.adjusted(2, 2, -2, -2));
}

} // namespace

FieldStyle::FieldStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void FieldStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QLineEdit *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (auto *box = qobject_cast<QComboBox *>(widget)) // its own delegate does not ask how high a row is
        box->setItemDelegate(new QStyledItemDelegate(box));
}

void FieldStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const
{
    painter->save();
    switch (element) {
    case PE_PanelLineEdit:
        if (hasFrame(*option))
            drawField(*painter, *option);
        break;
    case PE_IndicatorCheckBox:
        drawCheckBox(*painter, *option);
        break;
    case PE_PanelButtonCommand:
        drawButton(*painter, *option);
        break;
    case PE_PanelItemViewItem:
    case PE_PanelItemViewRow:
        if (option->state.testFlag(State_Selected) || isOn(*option, State_MouseOver))
            painter->fillRect(option->rect, breath(*option));
        break;
    case PE_Frame:
    case PE_FrameMenu:
        painter->setPen(color(*option, QPalette::Mid));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        break;
    case PE_IndicatorArrowDown:
        drawAngle(*painter, QRectF(option->rect).center(), 4 * scaleOf(*option), false, color(*option, QPalette::Dark));
        break;
    case PE_FrameFocusRect: // what has the focus says so by its border
        break;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
    painter->restore();
}

void FieldStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                             const QWidget *widget) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    const auto *list = qstyleoption_cast<const QStyleOptionComboBox *>(option);
    if (element == CE_ComboBoxLabel && list) { // Qt cuts a long text in the middle of a letter
        QStyleOptionComboBox shown = *list;
        const int room = subControlRect(CC_ComboBox, list, SC_ComboBoxEditField, widget).width();
        shown.currentText = list->fontMetrics.elidedText(list->currentText, Qt::ElideRight, room - 2);
        QProxyStyle::drawControl(element, &shown, painter, widget);
    } else if (element == CE_ItemViewItem && item) { // chosen: the accent on its fill
        QStyleOptionViewItem chosen = *item;
        chosen.palette.setColor(QPalette::HighlightedText, color(*option, QPalette::Highlight));
        QProxyStyle::drawControl(element, &chosen, painter, widget);
    } else if (element == CE_PushButtonLabel && button &&
               button->features.testFlag(QStyleOptionButton::DefaultButton)) {
        QStyleOptionButton main = *button;
        main.palette.setColor(QPalette::ButtonText, color(*option, QPalette::HighlightedText));
        QProxyStyle::drawControl(element, &main, painter, widget);
    } else {
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void FieldStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                    const QWidget *widget) const
{
    const auto rectOf = [&](SubControl part) { return QRectF(subControlRect(control, option, part, widget)); };
    painter->save();
    if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option); control == CC_SpinBox && spin) {
        drawSpinBox(*painter, *spin, rectOf(SC_SpinBoxUp), rectOf(SC_SpinBoxDown));
    } else if (control == CC_ComboBox) {
        drawComboBox(*painter, *option, rectOf(SC_ComboBoxArrow));
    } else if (control == CC_Slider) {
        drawSlider(*painter, *option, rectOf(SC_SliderGroove), rectOf(SC_SliderHandle));
    } else {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
    painter->restore();
}

QRect FieldStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                 const QWidget *widget) const
{
    const QRect &field = option->rect;
    const int buttons = qRound(buttonWidth * scaleOf(*option)), inset = qRound(padding * scaleOf(*option));
    const QRect button(field.right() - buttons, field.top() + 2, buttons, field.height() - 4);
    const int half = button.height() / 2;
    switch (control) {
    case CC_ComboBox:
        if (part == SC_ComboBoxEditField)
            return field.adjusted(inset, 1, -buttons - 2, -1);
        if (part == SC_ComboBoxArrow)
            return button;
        break;
    case CC_SpinBox:
        if (part == SC_SpinBoxEditField)
            return field.adjusted(inset - 2, 2, -buttons - 2, -2);
        if (part == SC_SpinBoxUp)
            return QRect(button.left(), button.top(), buttons, half);
        if (part == SC_SpinBoxDown)
            return QRect(button.left(), button.top() + half, buttons, half);
        break;
    default:
        break;
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QRect FieldStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_LineEditContents && hasFrame(*option))
        return rect.adjusted(padding - 3, 0, 3 - padding, 0);
    return rect;
}

QSize FieldStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                                   const QWidget *widget) const
{
    const QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    const auto atLeast = [&](int height) { return size.expandedTo(QSize(0, qRound(height * scaleOf(*option)))); };
    switch (type) {
    case CT_LineEdit:
        return hasFrame(*option) ? atLeast(fieldHeight) : size;
    case CT_ComboBox:
        return QSize(contents.width() + qRound((padding + buttonWidth + 4) * scaleOf(*option)),
                     atLeast(fieldHeight).height());
    case CT_SpinBox:
        return atLeast(fieldHeight);
    case CT_PushButton:
        return atLeast(fieldHeight) + QSize(2 * padding, 0);
    case CT_ItemViewItem:
        return atLeast(rowHeight);
    default:
        return size;
    }
}

int FieldStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return qRound(16 * (option ? scaleOf(*option) : 1));
    case PM_CheckBoxLabelSpacing:
        return padding;
    case PM_SliderLength:
    case PM_SliderThickness:
    case PM_SliderControlThickness:
        return 18;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int FieldStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                          QStyleHintReturn *answer) const
{
    return hint == SH_ComboBox_Popup ? 0 : QProxyStyle::styleHint(hint, option, widget, answer);
}

} // namespace bertlab
