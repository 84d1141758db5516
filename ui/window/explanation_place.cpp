#include "window/explanation_place.h"

#include <QAbstractButton>
#include <QEvent>
#include <QHBoxLayout>

namespace bertlab {

namespace {

constexpr int smallestPage = 882, navigation = 176; ///< every page works in this width

} // namespace

ExplanationPlace::ExplanationPlace(Settings &settings, QWidget &panel, QWidget &body, QHBoxLayout &row,
                                   QAbstractButton &button)
    : QObject(&body), m_settings(settings), m_panel(panel), m_body(body), m_row(row), m_button(button)
{
    body.installEventFilter(this);
    place();
}

bool ExplanationPlace::floats() const
{
    return m_body.width() - navigation - m_panel.width() < smallestPage;
}

void ExplanationPlace::toggle()
{
    if (floats())
        m_floatingShown = !m_floatingShown;
    else
        m_settings.setExplanationShown(!m_settings.explanationShown());
    place();
}

void ExplanationPlace::setAway(bool away)
{
    m_away = away;
    place();
}

bool ExplanationPlace::hideFloating()
{
    if (!floats() || !m_floatingShown)
        return false;
    toggle();
    return true;
}

void ExplanationPlace::place()
{
    const bool shown = !m_away && (floats() ? m_floatingShown : m_settings.explanationShown());
    const bool docked = m_row.indexOf(&m_panel) >= 0;
    if (floats() && docked)
        m_row.removeWidget(&m_panel);
    else if (!floats() && !docked)
        m_row.addWidget(&m_panel);
    if (floats()) {
        m_panel.setGeometry(m_body.width() - m_panel.width(), 0, m_panel.width(), m_body.height());
        m_panel.raise();
    }
    m_panel.setVisible(shown);
    m_row.activate(); // the page takes its width now, not one event later
    m_button.setChecked(shown);
}

bool ExplanationPlace::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        place();
    return QObject::eventFilter(watched, event);
}

} // namespace bertlab
