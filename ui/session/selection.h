#pragma once

#include <QList>
#include <QObject>

#include <functional>
#include <optional>

namespace bertlab {

/// What is looked at, the same everywhere: a token (the row, the query), another (the key), a layer and head, a
/// dimension, a piece of the vocabulary. Layers and heads count from 0 here and from 1 on screen. -1: none.
struct Selection
{
    int token = -1;
    int lastToken = -1; ///< end of a range made with Shift, else equal to token
    int key = -1;
    int layer = 0;
    int head = 0;
    int dimension = -1;
    int piece = -1;
    bool operator==(const Selection &) const = default;
};

/// Owns the selection, previews and their history. Pages read current(), which is the preview while the pointer rests
/// on something and no cell (key, dimension or piece) is held: a click on a cell holds it until Esc.
class SelectionModel : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// What was clicked.
    const Selection &held() const { return m_held; }
    /// What the pointer is over while no cell is held, else what was clicked.
    const Selection &current() const { return m_preview ? *m_preview : m_held; }

    /// A click: changes what is held and remembers it for back(). A lastToken that is not set becomes token.
    void hold(const Selection &selection);
    /// The pointer moves over something; nullopt when it leaves.
    void preview(const std::optional<Selection> &selection);
    /// Esc: no token, key, dimension or piece; layer and head stay.
    void release();

    bool canGoBack() const { return m_position > 0; }
    bool canGoForward() const { return m_position + 1 < m_history.size(); }
    void back();
    void forward();

    /// The sentences or the model have changed: puts what `change` makes of it in the place of every selection, also of
    /// the history, and drops the preview. Says whether current() may differ; announce() must follow when the reading
    /// is there, since a page must not mark a new selection in an old picture.
    bool transform(const std::function<Selection(const Selection &)> &change);
    void announce();

signals:
    void heldChanged();
    void currentChanged(); ///< also when only the preview changes

private:
    void show(const Selection &selection);
    Selection m_held;
    std::optional<Selection> m_preview;
    QList<Selection> m_history{Selection{}};
    qsizetype m_position = 0;
};

} // namespace bertlab
