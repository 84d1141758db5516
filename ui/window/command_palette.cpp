#include "window/command_palette.h"

#include "plots/fonts.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace bertlab {

namespace {

constexpr QSize usualSize{560, 420};

/// Every word that was typed stands in the text, in any order.
bool fits(const QString &text, const QString &typed)
{
    const QStringList words = typed.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(),
                       [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace

CommandPalette::CommandPalette(const QList<Command> &commands, QWidget *parent)
    : QDialog(parent), m_commands(commands), m_typed(new QLineEdit), m_list(new QListWidget)
{
    setObjectName("command-palette");
    setWindowTitle(tr("Commands"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(usualSize);
    m_typed->setObjectName("command-palette-text");
    m_typed->setAccessibleName(tr("Command"));
    m_typed->setPlaceholderText(tr("A command, a page, an example, a model"));
    m_typed->installEventFilter(this);
    m_list->setObjectName("command-palette-list");
    m_list->setAccessibleName(tr("Commands"));
    m_list->setUniformItemSizes(true);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_typed);
    column->addWidget(m_list, 1);
    connect(m_typed, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_typed, &QLineEdit::returnPressed, this, &CommandPalette::run);
    connect(m_list, &QListWidget::itemActivated, this, &CommandPalette::run);
    filter({});
    m_typed->setFocus();
}

void CommandPalette::filter(const QString &typed)
{
    m_list->clear();
    for (int i = 0; i < m_commands.size(); ++i) {
        const Command &command = m_commands[i];
        const QString text = command.group + QStringLiteral(" · ") + command.text;
        if (!fits(text, typed))
            continue;
        auto *item = new QListWidgetItem(command.keys.isEmpty() ? text : text + QStringLiteral("   ") + command.keys);
        item->setData(Qt::UserRole, i);
        m_list->addItem(item);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::run()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    // What is done may open a dialog of its own: this one goes first.
    const auto act = m_commands[item->data(Qt::UserRole).toInt()].act;
    QTimer::singleShot(0, parentWidget(), act);
    accept();
}

/// The arrows move through the list while the text keeps the focus.
bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_typed && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            const int last = m_list->count() - 1;
            m_list->setCurrentRow(
                std::clamp(m_list->currentRow() + (key == Qt::Key_Down ? 1 : -1), 0, std::max(0, last)));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace bertlab
