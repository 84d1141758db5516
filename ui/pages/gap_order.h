#pragma once

#include "pages/explanation.h"
#include "plots/palette.h"
#include "session/latest_job.h"
#include "tasks/fill_in_order.h"
#include "tasks/put_in.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace bertlab {

class BarListView;
class SegmentedControl;
class TokenFlowView;

/// All gaps filled, each by its best guess: at once, or one after the other in a chosen order, step by step and beside
/// the result at once. Runs off the GUI thread, the newest reading and order win; the old result stays until then.
class GapOrder : public QWidget
{
    Q_OBJECT

public:
    enum Order { atOnce, leftToRight, rightToLeft, surestFirst, orders };
    /// Also of what stands in the place of the pictures: the controls above do not move when an order is chosen.
    static constexpr int picturesHeight = 160;

    explicit GapOrder(std::shared_ptr<Workers> workers, QWidget *parent = nullptr);

    /// Expects predictions at the gaps. The same reading again does nothing.
    void showReading(const std::shared_ptr<const Reading> &reading);
    Order order() const;
    QWidget *pictures() const { return m_pictures; } ///< for the page to show unless all is filled at once
    bool isBusy() const { return m_job.isBusy(); }
    /// Puts the steps into the words on the right, unless all gaps are filled at once.
    void explain(Explanation &explanation) const;
    void setColors(const Palette &palette); ///< of the controls; the page colours the views
    void retranslate();

signals:
    void orderChanged();
    void resultChanged();
    void pieceClicked(int position, int piece);
    /// Of what is shown now: these sentences belong to `reading`.
    void putInRequested(const std::shared_ptr<const Reading> &reading, const FilledSentences &filled);

private:
    struct Filled
    {
        std::weak_ptr<const Reading> of;
        std::shared_ptr<const Reading> reading; ///< a light one
        Order order;
        std::vector<FillStep> steps, at_once;
        std::optional<FilledSentences> sentences; ///< none where they would be split in another way
    };
    static Filled fill(const std::shared_ptr<const Reading> &light, Order order, Workers &workers,
                       const IsCancelled &isCancelled);
    void build();
    void ask();
    void take();
    void showSteps();
    void showSentences();

    /// What was asked for last. This widget is hidden while other pages read on: it must not keep a trace alive.
    std::weak_ptr<const Reading> m_asked;
    std::shared_ptr<const Reading> m_reading; ///< a light one
    std::shared_ptr<const Filled> m_filled;   ///< what is shown
    QLabel *m_label;
    SegmentedControl *m_choice;
    QPushButton *m_putIn;
    QWidget *m_pictures;
    TokenFlowView *m_sentences;
    BarListView *m_steps;
    std::shared_ptr<Workers> m_workers;
    LatestJob<std::shared_ptr<const Filled>> m_job;
};

} // namespace bertlab
