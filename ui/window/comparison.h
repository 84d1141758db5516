#pragma once

#include "pages/page.h"

#include <QFrame>
#include <QTimer>

class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;

namespace bertlab {

class BarListView;
class HeatMapView;
class SegmentedControl;
class TakenPictureView;

/// Before, now and difference of one picture of the page. pin() takes the pictures of the page as they are; a line
/// above the pages says so and chooses between the page itself and the three side by side, which follow every change.
class Comparison : public QFrame
{
    Q_OBJECT

public:
    /// This widget is the line; the pictures lie over `pages`.
    Comparison(Session &session, QWidget &pages, QWidget *parent = nullptr);
    ~Comparison() override;

    /// The page's pictures become 'before'. `wanted` is shown first, if it is one of them.
    void pin(Page &page, const View *wanted);
    void unpin();
    bool isPinned() const { return m_page; }
    /// The page that is seen; another page hides the pictures until its own comes back.
    void setCurrentPage(Page &page);
    void setColors(const Palette &palette);
    /// The panel with the three pictures.
    QWidget *pictures() const { return m_pictures; }

signals:
    void exportRequested(bertlab::View *view, const QString &format);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Before
    {
        const View *view;
        TakenPictureView *picture;
    };
    void retranslate();
    void arrange();
    /// Columns and rows of places for the three pictures: one above the other, side by side, or a square.
    static QSize placesFor(const View &view);
    void place(const QSize &places);
    /// The square's last place has what changed most.
    bool listsChanges() const { return m_places == QSize(2, 2); }
    QSizeF room(const View &view) const;
    void showOnly(int index);
    void chooseView(int index);
    void showText();
    static QString nameOf(const View &view);
    void renew();
    void showDifference(const View &view, const NumberTable &before, const NumberTable &now);
    TakenPictureView *before() const;

    Session &m_session;
    QWidget &m_pages;
    Page *m_page = nullptr, *m_current = nullptr;
    QString m_sentence; ///< what was read when it was pinned
    QLabel *m_text;
    QComboBox *m_views;
    SegmentedControl *m_mode;
    QPushButton *m_again, *m_close;
    QWidget *m_pictures;
    QGridLayout *m_grid;
    QSize m_places = {3, 1};
    QList<Before> m_before;
    TakenPictureView *m_now;
    HeatMapView *m_map;
    BarListView *m_bars; ///< a difference of one column, or what changed most in the map
    QLabel *m_same;      ///< instead of a difference
    QTimer m_later;      ///< after the page has renewed its pictures
    Palette m_palette = Palette::light();
};

} // namespace bertlab
