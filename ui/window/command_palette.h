#pragma once

#include <QDialog>
#include <QList>

#include <functional>

class QLineEdit;
class QListWidget;

namespace bertlab {

/// Everything that can be done, found by typing a part of its name: actions, pages, examples, models.
class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    struct Command
    {
        QString group, text;
        QString keys = {};
        std::function<void()> act;
    };

    explicit CommandPalette(const QList<Command> &commands, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter(const QString &typed);
    void run();

    QList<Command> m_commands;
    QLineEdit *m_typed;
    QListWidget *m_list;
};

} // namespace bertlab
