#pragma once

#include "pages/explanation.h"
#include "plots/palette.h"
#include "session/session.h"

#include <QWidget>

namespace bertlab {

/// One way to look through the layers. The page shows one tab at a time and calls it only while it is seen, so that
/// nothing is computed that nobody looks at.
class LayersTab : public QWidget
{
    Q_OBJECT

public:
    explicit LayersTab(Session &session, QWidget *parent = nullptr) : QWidget(parent), m_session(session) {}

    /// A new reading; the same one again does nothing.
    void renew(const std::shared_ptr<const Reading> &reading);
    /// The selection, and the layer that is looked at: 0 for the embeddings.
    virtual void showSelection(const Reading &reading, int layer) = 0;
    virtual Explanation explanation(const Reading &reading, int layer) const = 0;
    virtual void retranslate() = 0;
    virtual void setColors(const Palette &) {}
    virtual bool isBusy() const { return false; }
    /// Whether it shows one layer at a time.
    virtual bool hasLayer() const { return false; }

signals:
    void resultChanged(); ///< what was on its way is there
    void layerChosen(int layer);

protected:
    virtual void fill(const std::shared_ptr<const Reading> &reading) = 0;
    /// Asks for fill() at the next renew().
    void forget() { m_shown.reset(); }
    Session &session() { return m_session; }
    const Session &session() const { return m_session; }
    /// The token that is looked at: the selected one, else the first gap, else the first piece.
    static int tokenOf(const Reading &reading, const Selection &selection);
    void select(int token, int key, bool hold);

private:
    Session &m_session;
    std::weak_ptr<const Reading> m_shown;
};

/// "embeddings", "layer 3".
QString layerName(int layer);

} // namespace bertlab
