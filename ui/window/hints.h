#pragma once

#include "window/sentence_bar.h"
#include "window/token_strip.h"

#include <QFrame>
#include <QPointer>
#include <QPushButton>

#include <functional>

class QAbstractButton;
class QHBoxLayout;
class QLabel;

namespace bertlab {

/// Three things to do first, for someone who opens the program for the first time. Each has a number that also stands
/// on the control it speaks of; it goes when it has been done or can no longer be done, all of them when dismissed.
class Hints : public QFrame
{
    Q_OBJECT

public:
    /// `reveal` shows the answers that are kept back, `attention` opens that page.
    Hints(Session &session, SentenceBar &bar, TokenStrip &strip, QAbstractButton &reveal, QAbstractButton &attention,
          QWidget *parent = nullptr);
    ~Hints() override;

signals:
    void pageRequested(const QString &id);
    void finished(); ///< all done or dismissed: they need not come again

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Hint
    {
        QPointer<QPushButton> card;
        QPointer<QWidget> control;
        QPointer<QLabel> badge; ///< on the control
    };
    void add(QWidget &control, const std::function<void()> &act);
    void retranslate();
    void done(int hint);
    void dropWhatCannotBeDone();
    void placeBadges();
    void makeRoomInEdit(int pixels); ///< for the badge
    int maskedToken() const;

    static constexpr int guess = 0, change = 1, look = 2;
    Session &m_session;
    SentenceBar &m_bar;
    TokenStrip &m_strip;
    QHBoxLayout *m_row;
    QPushButton *m_dismiss;
    QList<Hint> m_hints;
};

} // namespace bertlab
