#pragma once

#include "session/session.h"

#include <QJsonObject>
#include <QList>

namespace bertlab {

/// Undo and redo for sentences, covers and the way of reading. A step is what was read: a word typed in one go is one.
class DocumentHistory : public QObject
{
    Q_OBJECT

public:
    explicit DocumentHistory(Session &session, QObject *parent = nullptr);

    bool canUndo() const { return m_position > 0; }
    bool canRedo() const { return m_position + 1 < m_states.size(); }
    void undo();
    void redo();

private:
    void remember();
    void show(qsizetype position);

    Session &m_session;
    QList<QJsonObject> m_states;
    qsizetype m_position = -1;
};

} // namespace bertlab
