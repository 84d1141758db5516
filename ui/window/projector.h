#pragma once

#include "pages/page.h"

#include <QLabel>
#include <QObject>

class QVBoxLayout;

namespace bertlab {

class SentenceBar;
class TokenStrip;

/// For a projector: one picture of the page at a time, so large that its smallest text has 2.5 % of the window's
/// height; sentences and tokens grow with it, the explanation becomes a caption below.
class Projector : public QObject
{
    Q_OBJECT

public:
    /// `column` holds the page and gets the caption; `lines` above the page grow, `others` are hidden meanwhile.
    Projector(QWidget &window, SentenceBar &bar, TokenStrip &strip, QVBoxLayout &column, const QList<QWidget *> &lines,
              const QList<QWidget *> &others);

    bool isOn() const { return m_on; }
    void setOn(bool on);
    void setPage(Page &page);
    /// One picture of the page alone, or, if there is one, the whole page again. `wanted` null: the largest.
    void toggleEnlarged(View *wanted);
    /// The next picture of the page in its order, around the end.
    void step(int by);
    void setExplanation(const Explanation &explanation);
    /// So many times as large are buttons and fields while it is on; 1: it is off.
    double controlZoom() const;

signals:
    void changed(bool on);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    double zoom() const;
    void renew();
    void leavePage();
    void enlarge(View *view);
    static View *largest(const Page &page);

    QWidget &m_window;
    SentenceBar &m_bar;
    TokenStrip &m_strip;
    QList<QWidget *> m_lines, m_others, m_hidden;
    QLabel *m_caption;
    Page *m_page = nullptr;
    bool m_on = false;
    bool m_wholePage = false; ///< asked for while it is on
};

} // namespace bertlab
