#pragma once

#include "session/session.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QPushButton;

namespace bertlab {

/// A line in which a token is looked for, by a part of its text or by its id; the selection goes to it.
class TokenFinder : public QFrame
{
    Q_OBJECT

public:
    explicit TokenFinder(Session &session, QWidget *parent = nullptr);

    /// Shows the line and takes the focus.
    void begin();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void retranslate();
    void find();
    void go(int step);
    void showPlace();

    Session &m_session;
    QLineEdit *m_typed;
    QLabel *m_place;
    QPushButton *m_before, *m_next, *m_close;
    QList<int> m_found; ///< tokens
    int m_current = -1;
};

} // namespace bertlab
