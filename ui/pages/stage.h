#pragma once

#include <QPointer>
#include <QSize>
#include <QWidget>

namespace bertlab {

class Page;
class View;

/// One picture of a page alone, over all others and larger, below the page's controls. Its place on the page is kept
/// for it.
class Stage : public QWidget
{
    Q_OBJECT

public:
    explicit Stage(Page &page);
    ~Stage() override;

    /// Null: the picture goes back to its place.
    void show(View *view, double zoom);
    View *view() const { return m_view; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void putBack();
    void layOut();
    Page &m_page;
    QPointer<View> m_view;
    QPointer<QWidget> m_place; ///< keeps the room of the picture on the page
    QSize m_smallest, m_largest;
    bool m_isGone = false; ///< the page has hidden the picture
};

} // namespace bertlab
