#pragma once

#include <QAction>
#include <QDialog>
#include <QList>

namespace bertlab {

/// Every key and gesture there is: those of the actions, and those of the strip and the plots.
class ShortcutSheet : public QDialog
{
    Q_OBJECT

public:
    ShortcutSheet(const QList<QAction *> &actions, QWidget *parent);
};

} // namespace bertlab
