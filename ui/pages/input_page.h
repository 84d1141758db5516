#pragma once

#include "pages/page.h"
#include "pages/text_steps.h"

class QPushButton;
class QStackedWidget;

namespace bertlab {

class EmbeddingMaps;
class NearestRows;
class PositionSimilarity;
class SegmentedControl;
class StepPills;
class TokenFlowView;

/// How the text becomes what the first layer reads, step by step.
class InputPage : public Page
{
    Q_OBJECT

public:
    enum Step { text, normalise, words, wordPiece, specials, ids, embeddings, steps };

    explicit InputPage(Session &session, QWidget *parent = nullptr);

    QString name() const override;
    bool canShow(const Example &) const override { return true; }
    bool canBringInSight(const QWidget &control) const override;
    void bringInSight(const QWidget &control) override;
    Explanation explanation() const override;
    void setColors(const Palette &palette) override;
    bool isBusy() const override;

    Step step() const { return m_step; }
    void setStep(Step step);

protected:
    void showReading(const Reading &reading) override;
    void showSelection(const Reading &reading) override;
    void retranslate() override;

private:
    QWidget *makeTextSteps();
    void connectMaps();
    void showFlow(const Reading &reading);
    void showAttempts(const Reading &reading);
    void showNearest(const Reading &reading);
    /// The word that is pointed at or selected, else the one chosen here.
    WordPlace shownWord() const;
    /// What an item of the flow stands for; nullopt for text.
    struct Target
    {
        int token = -1; ///< -1 for a word that was cut
        WordPlace word;
    };
    std::optional<Target> targetOf(int block, int item) const;
    void hold(const Target &target);
    void select(int token, int dimension, bool hold);

    Step m_step = embeddings;
    StepPills *m_pills;
    QStackedWidget *m_stack;
    TokenFlowView *m_flow, *m_attempts;
    NearestRows *m_nearest; ///< below the ids, which choose rows of the token table
    EmbeddingMaps *m_maps;
    SegmentedControl *m_positions;    ///< which are added
    PositionSimilarity *m_similarity; ///< in place of the maps while it is asked for
    QPushButton *m_compare;
    QList<SplitText> m_texts;
    WordPlace m_word; ///< chosen when no token says which
};

} // namespace bertlab
