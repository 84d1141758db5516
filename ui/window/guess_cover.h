#pragma once

#include "session/session.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace bertlab {

/// 'Guess first': lies over a page after each change until someone asks to see the result.
class GuessCover : public QWidget
{
    Q_OBJECT

public:
    /// `over`: what is covered.
    GuessCover(Session &session, QWidget &over);

    bool isOn() const { return m_on; }
    void setOn(bool on);
    /// The page that is seen covers its answers itself.
    void setPageCoversItself(bool covers);
    void reveal();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void renew();

    QWidget &m_over;
    QLabel *m_text;
    QPushButton *m_reveal;
    bool m_on = false, m_revealed = false, m_pageCoversItself = false;
};

} // namespace bertlab
