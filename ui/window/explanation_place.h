#pragma once

#include "window/settings.h"

#include <QObject>

class QAbstractButton;
class QHBoxLayout;
class QWidget;

namespace bertlab {

/// Where the explanation lies: beside the page, or over it where the window leaves the page too little room. Each of
/// the two is shown or hidden on its own; only the first is remembered.
class ExplanationPlace : public QObject
{
    Q_OBJECT

public:
    /// `row` of `body` holds the page and, beside it, the panel; `button` shows whether it is seen.
    ExplanationPlace(Settings &settings, QWidget &panel, QWidget &body, QHBoxLayout &row, QAbstractButton &button);

    void toggle();
    /// Hidden whatever was chosen (a projector has a caption instead).
    void setAway(bool away);
    /// Whether it lay over the page; it does not any more.
    bool hideFloating();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool floats() const;
    void place();
    Settings &m_settings;
    QWidget &m_panel, &m_body;
    QHBoxLayout &m_row;
    QAbstractButton &m_button;
    bool m_floatingShown = false, m_away = false;
};

} // namespace bertlab
