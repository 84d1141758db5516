#include "session/document_history.h"

namespace bertlab {

namespace {

constexpr qsizetype mostStates = 200;

} // namespace

DocumentHistory::DocumentHistory(Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    connect(&session, &Session::readingChanged, this, &DocumentHistory::remember);
}

void DocumentHistory::remember()
{
    const QJsonObject now = m_session.documentToJson();
    if (m_position >= 0 && m_states[m_position] == now)
        return;
    m_states.resize(m_position + 1); // what was undone is gone
    m_states.append(now);
    if (m_states.size() > mostStates)
        m_states.removeFirst();
    m_position = m_states.size() - 1;
}

void DocumentHistory::show(qsizetype position)
{
    m_position = position;
    m_session.restoreDocument(m_states[position]);
}

void DocumentHistory::undo()
{
    if (canUndo())
        show(m_position - 1);
}

void DocumentHistory::redo()
{
    if (canRedo())
        show(m_position + 1);
}

} // namespace bertlab
