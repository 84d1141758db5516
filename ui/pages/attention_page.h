#pragma once

#include "pages/attention_cell.h"
#include "pages/attention_picture.h"
#include "pages/page.h"
#include "session/latest_job.h"

#include <optional>

class QHBoxLayout;
class QPushButton;

namespace bertlab {

class AttentionMenu;
class CellPanel;
class HeadGridView;
struct HeadThumbnails;
class HeatMapView;
class LinkDiagramView;
class SegmentedControl;

/// All heads at a glance, one of them as map and as links, one of its weights down to q · k.
class AttentionPage : public Page
{
    Q_OBJECT

public:
    explicit AttentionPage(Session &session, QWidget *parent = nullptr);

    QString name() const override;
    bool canShow(const Example &) const override { return true; }
    Explanation explanation() const override;
    bool isBusy() const override { return m_thumbnails.isBusy() || m_rollout.isBusy(); }
    void setColors(const Palette &palette) override;

    enum class Picture { map, links, both };
    enum class Scale { thisHead, allHeads, one }; ///< what the darkest colour stands for

protected:
    void showReading(const Reading &reading) override;
    void showSelection(const Reading &reading) override;
    void retranslate() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void connectViews();
    void hold(int token, int key);
    void preview(int token, int key);
    void takeThumbnails(const HeadThumbnails &thumbnails);
    void showHead(const Reading &reading, const Selection &current);
    void showMap(const Reading &reading, const ConstMatrixView &weights, const QString &tensor);
    void redraw();
    void markSelection(const Reading &reading);
    double scaleEnd(const ConstMatrixView &weights) const;
    void arrange();

    HeadGridView *m_grid;
    HeatMapView *m_map;
    LinkDiagramView *m_links;
    CellPanel *m_inside;
    SegmentedControl *m_picture, *m_scale;
    AttentionMenu *m_options;
    QPushButton *m_enlarge; ///< gives the page to the grid of a model with many heads
    QWidget *m_head;
    QHBoxLayout *m_pictures; ///< map and links

    AttentionPicture m_shown;                                      ///< on the map now
    LatestJob<std::shared_ptr<const HeadThumbnails>> m_thumbnails; ///< the old ones stay until the new ones are there
    LatestJob<std::shared_ptr<const Matrix>> m_rollout;
    int m_layers = 0, m_heads = 0;
    int m_shownLayer = -1, m_shownHead = -1; ///< on the map now; -1: it must be filled again
    std::optional<double> m_largest;         ///< weight of all heads, known with the thumbnails
    bool m_pointerOnMap = false;
};

} // namespace bertlab
