#pragma once

#include <QPointer>
#include <QSize>
#include <QWidget>

namespace bertlab {

class View;

/// One picture of a page alone, over all others and larger, below the page's controls. Its place on the page is kept
/// for it.
class Stage : public QWidget
{
    Q_OBJECT

public:
    explicit Stage(QWidget &page);
    ~Stage() override;

    /// A null view: the picture goes back to its place. `controls` stay in sight above; null: there are none.
    void show(View *view, double zoom, QWidget *controls);
    View *view() const { return m_view; }

signals:
    void left(); ///< by itself: the page no longer shows the picture, or what it is a part of

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void putBack();
    void leave();
    void layOut();
    QWidget &m_page;
    QPointer<QWidget> m_controls; ///< of the page, above the picture
    QPointer<View> m_view;
    QPointer<QWidget> m_place; ///< keeps the room of the picture on the page
    QSize m_smallest, m_largest;
    bool m_isGone = false; ///< the page has hidden the picture
};

} // namespace bertlab
