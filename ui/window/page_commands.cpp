#include "window/page_commands.h"

#include "pages/page.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QMenu>
#include <QPointer>
#include <QPushButton>

namespace bertlab {

namespace {

QString withoutMnemonic(QString text)
{
    return text.remove(u'&');
}

/// A button that opens a menu stands for the choices in it.
QMenu *menuOf(const QWidget &widget)
{
    const auto *button = qobject_cast<const QPushButton *>(&widget);
    return button ? button->menu() : nullptr;
}

/// What stands on it, and what it is called for screen readers where that says more.
QString nameOf(const QWidget &control)
{
    constexpr qsizetype shortestWord = 3; // arrows and signs do not speak for themselves
    const QString name = control.accessibleName();
    const auto *button = qobject_cast<const QAbstractButton *>(&control);
    const QString text = button ? withoutMnemonic(button->text()) : QString();
    if (name.isEmpty())
        return text;
    return text.size() < shortestWord || name.contains(text) ? name : text + QStringLiteral(": ") + name;
}

bool isControl(const QWidget &widget)
{
    return qobject_cast<const QAbstractButton *>(&widget) || qobject_cast<const QComboBox *>(&widget) ||
           widget.inherits("QLineEdit") || widget.inherits("QAbstractSpinBox");
}

/// Not the arrows of a spin box or the line of an editable list, which belong to it.
bool isPartOfControl(const QWidget &widget)
{
    const QWidget *parent = widget.parentWidget();
    return parent && (parent->inherits("QAbstractSpinBox") || qobject_cast<const QComboBox *>(parent));
}

} // namespace

QList<CommandPalette::Command> pageCommands(const Page &page, const std::function<void(QObject *control)> &act)
{
    QList<CommandPalette::Command> commands;
    const auto add = [&](const QString &name, bool on, QObject *control) {
        if (!name.isEmpty())
            commands.append(
                {page.name(), on ? QStringLiteral("✓ ") + name : name, {}, [act, control = QPointer<QObject>(control)] {
                     if (control)
                         act(control);
                 }});
    };
    for (QWidget *widget : page.findChildren<QWidget *>()) {
        const bool seen = widget->isVisibleTo(&page) || (!widget->isHidden() && page.canBringInSight(*widget));
        if (!isControl(*widget) || isPartOfControl(*widget) || !seen)
            continue;
        if (const QMenu *menu = menuOf(*widget)) {
            for (QAction *action : menu->actions())
                if (!action->isSeparator() && action->isVisible())
                    add(withoutMnemonic(action->text()), action->isChecked(), action);
            continue;
        }
        const auto *button = qobject_cast<QAbstractButton *>(widget);
        add(nameOf(*widget), button && button->isChecked(), widget);
    }
    return commands;
}

bool useControl(Page &page, QObject &control)
{
    if (auto *action = qobject_cast<QAction *>(&control)) {
        action->trigger();
        return action->isEnabled();
    }
    auto &widget = static_cast<QWidget &>(control);
    page.bringInSight(widget);
    if (!widget.isEnabled() || !widget.isVisibleTo(&page))
        return false;
    if (auto *button = qobject_cast<QAbstractButton *>(&control)) {
        button->click();
        return true;
    }
    widget.setFocus(Qt::ShortcutFocusReason);
    if (auto *list = qobject_cast<QComboBox *>(&control))
        list->showPopup();
    return true;
}

} // namespace bertlab
