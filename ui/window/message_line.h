#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace bertlab {

/// A line above the page that says in words what went wrong or what must be known, with a way out if there is one. It
/// stays until it is dismissed or cleared.
class MessageLine : public QFrame
{
    Q_OBJECT

public:
    enum class Kind { error, notice };

    MessageLine(const QString &id, Kind kind, QWidget *parent = nullptr);

    /// `action` is the text of a button that emits actionTriggered(); empty: none.
    void showMessage(const QString &text, const QString &action = {});
    /// The cause is gone.
    void clear();
    QString text() const;

signals:
    void actionTriggered();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    QPushButton *m_dismiss;
    QLabel *m_text;
    QPushButton *m_action;
    QString m_dismissed; ///< not shown again until it was cleared
};

} // namespace bertlab
