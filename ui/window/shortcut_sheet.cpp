#include "window/shortcut_sheet.h"

#include "plots/fonts.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace bertlab {

ShortcutSheet::ShortcutSheet(const QList<QAction *> &actions, QWidget *parent) : QDialog(parent)
{
    setObjectName("shortcut-sheet");
    setWindowTitle(tr("Shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(24, 20, 24, 20);
    grid->setHorizontalSpacing(28);
    grid->setVerticalSpacing(8);
    int row = 0;
    const auto add = [&](const QString &keys, const QString &text) {
        auto *key = new QLabel(keys);
        key->setFont(fonts::mono(12));
        grid->addWidget(key, row, 0);
        grid->addWidget(new QLabel(text), row++, 1);
    };
    for (const QAction *action : actions) {
        QStringList keys;
        for (const QKeySequence &sequence : action->shortcuts())
            keys.append(sequence.toString(QKeySequence::NativeText));
        add(keys.join(QStringLiteral(", ")), action->text());
    }
    const auto keys = [](int key) { return QKeySequence(key).toString(QKeySequence::NativeText); };
    add(keys(Qt::Key_M), tr("Cover or uncover what is selected, in the strip and the pictures"));
    add(keys(Qt::Key_Left) + u' ' + keys(Qt::Key_Right), tr("Move the selection in the strip; with Shift extend it"));
    add(tr("Click"), tr("Select; a click on a cell holds it until Esc"));
    add(tr("Double click"), tr("Cover or uncover a piece"));
    add(tr("Right click"), tr("Take one picture away"));

    auto *close = new QPushButton(tr("Close"));
    close->setObjectName("shortcut-sheet-close");
    close->setAccessibleName(tr("Close"));
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    grid->addWidget(close, row, 1, Qt::AlignRight);
}

} // namespace bertlab
