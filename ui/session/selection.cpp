#include "session/selection.h"

#include <algorithm>

namespace bertlab {

namespace {

bool isCell(const Selection &selection)
{
    return selection.key >= 0 || selection.dimension >= 0 || selection.piece >= 0;
}

/// A selection without an end of its own is one token long.
Selection withEnd(Selection selection)
{
    if (selection.token < 0 || selection.lastToken < 0)
        selection.lastToken = selection.token;
    return selection;
}

} // namespace

void SelectionModel::hold(const Selection &selection)
{
    const Selection wanted = withEnd(selection);
    if (wanted == m_held)
        return;
    m_history.resize(m_position + 1);
    m_history.append(wanted);
    ++m_position;
    show(wanted);
}

void SelectionModel::preview(const std::optional<Selection> &selection)
{
    std::optional<Selection> wanted;
    if (selection && !isCell(m_held))
        wanted = withEnd(*selection);
    if (wanted == m_preview)
        return;
    m_preview = wanted;
    emit currentChanged();
}

void SelectionModel::release()
{
    m_preview.reset();
    Selection nothing;
    nothing.layer = m_held.layer;
    nothing.head = m_held.head;
    hold(nothing);
}

void SelectionModel::back()
{
    if (canGoBack())
        show(m_history[--m_position]);
}

void SelectionModel::forward()
{
    if (canGoForward())
        show(m_history[++m_position]);
}

bool SelectionModel::transform(const std::function<Selection(const Selection &)> &change)
{
    const Selection before = m_held;
    const bool hadPreview = m_preview.has_value();
    m_preview.reset();
    m_held = change(m_held);
    for (Selection &selection : m_history)
        selection = change(selection);
    // Steps that have become equal would make back() a key that does nothing.
    QList<Selection> distinct;
    qsizetype position = 0;
    for (qsizetype i = 0; i < m_history.size(); ++i) {
        if (distinct.isEmpty() || m_history[i] != distinct.last())
            distinct.append(m_history[i]);
        if (i == m_position)
            position = distinct.size() - 1;
    }
    m_history = distinct;
    m_position = position;
    return m_held != before || hadPreview;
}

void SelectionModel::announce()
{
    emit heldChanged();
    emit currentChanged();
}

void SelectionModel::show(const Selection &selection)
{
    m_preview.reset();
    m_held = selection;
    announce();
}

} // namespace bertlab
