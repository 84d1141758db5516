#pragma once

#include "pages/example_steps.h"
#include "pages/page.h"
#include "session/example_runner.h"

#include <QTimer>

class QPushButton;

namespace bertlab {

class BarListView;
class EmptyState;
class MaskingGridView;
class RollView;
class SegmentedControl;
class TokenFlowView;

/// From documents to one example of pre-training, or the current sentences masked: every roll, one after the other.
class TrainingExamplePage : public Page
{
    Q_OBJECT

public:
    explicit TrainingExamplePage(Session &session, QWidget *parent = nullptr);

    QString name() const override;
    bool canShow(const Example &) const override; ///< while it masks the sentences that stand there
    Explanation explanation() const override;
    bool showsAnswersOfReading() const override { return false; }
    void setColors(const Palette &palette) override;
    bool isBusy() const override { return m_runner.isDrawing(); }
    QWidget *controls() const override { return m_walk; }

    /// Null before the first one is drawn.
    std::shared_ptr<const TrainingExample> example() const { return m_example; }
    const QList<ExampleStep> &steps() const { return m_steps; }
    int step() const { return m_step; } ///< the one that is shown

protected:
    void showReading(const Reading &reading) override;
    void showSelection(const Reading &) override {}
    void retranslate() override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void buildWalk();
    QWidget *buildVariants();
    void connectParts();
    void draw();
    void followSentences();
    ExampleOptions options() const;
    void take(std::shared_ptr<const TrainingExample> example);
    void fail(const QString &sentence);
    void goTo(int step);
    void showStep();
    void placeParts();
    int shownStep() const { return m_hovered >= 0 ? m_hovered : m_step; }
    void run();
    void showMoreRuns();
    void showTally(const ExampleTally &tally);

    QPushButton *m_back, *m_next, *m_end, *m_seedButton, *m_run;
    SegmentedControl *m_length, *m_source, *m_method;
    QPushButton *m_wholeWords, *m_alwaysMask, *m_perWord;
    TokenFlowView *m_flow;
    MaskingGridView *m_grid;
    RollView *m_roll;
    BarListView *m_runs;
    EmptyState *m_fault;
    QWidget *m_content, *m_walk;

    ExampleRunner m_runner;
    std::shared_ptr<const TrainingExample> m_example;
    QList<ExampleStep> m_steps;
    int m_step = 0, m_hovered = -1;
    QString m_sentences; ///< when they were last read
    bool m_toEnd = true; ///< a new example is shown at its end, unless someone steps through
    std::uint64_t m_seed = 1;
    std::vector<ExampleTally> m_tallies;
    std::size_t m_shownRuns = 0;
    QTimer m_growth;
};

} // namespace bertlab
