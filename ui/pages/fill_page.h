#pragma once

#include "pages/fill_gap.h"
#include "pages/page.h"
#include "plots/curve_plot.h"

#include <QList>

#include <optional>
#include <string>
#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;

namespace bertlab {

class EmptyState;
class GapAttention;
class GapLists;
class GapOrder;
struct FilledSentences;

/// The guesses for every gap, the score of one piece opened, and where the gap looks. The answers can be kept back
/// until someone has guessed.
class FillPage : public Page
{
    Q_OBJECT

public:
    explicit FillPage(Session &session, QWidget *parent = nullptr);

    QString name() const override;
    bool canShow(const Example &example) const override { return !example.coveredWord.isEmpty(); }
    Explanation explanation() const override;
    bool showsAnswersOfReading() const override { return false; }
    bool isBusy() const override;
    QWidget *controls() const override; ///< what to do while there is no gap
    View *mainView() const override;    ///< the guesses for the current gap
    void setColors(const Palette &palette) override;

protected:
    void showReading(const Reading &reading) override;
    void showSelection(const Reading &reading) override;
    void retranslate() override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *buildControls();
    void build();
    void connectViews();
    void arrange(const Reading &reading);
    void showGuesses(const Reading &reading);
    void hideAnswers(const Reading &reading);
    void showScore(const Reading &reading);
    static CurvePlotData curveOf(const MaskPrediction &prediction);
    void showCurve(const Reading &reading, const PieceScore &score);
    void showEmptyState(const Reading &reading);
    void showPutIn(const Reading &reading);
    std::optional<Selection> selectionOf(int position, int piece) const;
    void holdKey(int key);
    void step(int by);
    void ask();
    void putIn();
    void putAllIn(const std::shared_ptr<const Reading> &reading, const FilledSentences &filled);
    bool fillsInOrder() const;
    bool isRead(const Reading &reading) const;
    bool answersHidden() const;
    const Gap *currentGap(const Reading &reading) const;
    std::int32_t currentPiece(const Reading &reading, const Gap &gap, const Selection &selection) const;

    QWidget *m_content;
    GapLists *m_guesses;
    EmptyState *m_empty, *m_secret;
    GapAttention *m_attention;
    GapOrder *m_order; ///< of two or more gaps
    VectorRowsView *m_score;
    CurvePlotView *m_curve; ///< the scores of all pieces, sorted
    QLabel *m_heading;
    QLineEdit *m_ask; ///< for a piece that is not among the best
    QPushButton *m_previous, *m_next, *m_putIn, *m_guessFirst, *m_reveal;

    int m_position = -1; ///< of the gap that was looked at last

    /// What is worked out once for a gap or a choice and not for every move of the pointer: the curve walks through the
    /// whole vocabulary, and a piece that is put in is split again.
    struct Kept
    {
        int gap = -1; ///< that `curve` belongs to
        CurvePlotData curve = {};
        int putInGap = -1, putInPiece = -1; ///< what the button says
    } m_kept;

    /// Another question hides the answers again.
    struct Question
    {
        std::string text;
        std::optional<std::string> pair;
        std::vector<std::int32_t> gaps;
        bool operator==(const Question &) const = default;
    } m_question;
    bool m_revealed = false;
};

} // namespace bertlab
