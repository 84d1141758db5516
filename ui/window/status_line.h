#pragma once

#include "session/session.h"
#include "window/settings.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;
class QProgressBar;

namespace bertlab {

/// "4 layers · 256 wide · 4 heads · 6,000 pieces · 4.87 M with both heads"
QString sizeInWords(const Model &model);

/// The model with its size in words, the time of the last pass, what is going on, and the theme.
class StatusLine : public QFrame
{
    Q_OBJECT

public:
    explicit StatusLine(Session &session, QWidget *parent = nullptr);

    /// What is chosen in its menu.
    void setLook(Theme theme, DataColors colors, Language language);
    /// Says for some seconds what has just been done: "Copied."
    void announce(const QString &sentence);
    QString text() const;

signals:
    void themeChosen(bertlab::Theme theme);
    void dataColorsChosen(bertlab::DataColors colors);
    void languageChosen(bertlab::Language language);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void fillLookMenu();
    void showLook();
    void renew();
    Session &m_session;
    QLabel *m_model, *m_done;
    QProgressBar *m_progress;
    QPushButton *m_look;
    Theme m_theme = Theme::system;
    DataColors m_colors = DataColors::blues;
    Language m_language = Language::system;
    QTimer m_patience; ///< until it is worth saying that something takes its time
    QTimer m_doneTime;
};

} // namespace bertlab
