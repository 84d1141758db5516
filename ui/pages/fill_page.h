#pragma once

#include "pages/fill_gap.h"
#include "pages/page.h"

#include <QList>

#include <array>
#include <optional>
#include <string>
#include <vector>

class QLabel;
class QPushButton;

namespace bertlab {

class EmptyState;

/// The guesses for every gap, the score of one piece opened, and where the gap looks. The answers can be kept back
/// until someone has guessed.
class FillPage : public Page
{
    Q_OBJECT

public:
    explicit FillPage(Session &session, QWidget *parent = nullptr);

    QString name() const override;
    Explanation explanation() const override;
    void setColors(const Palette &palette) override;

protected:
    void showReading(const Reading &reading) override;
    void showSelection(const Reading &reading) override;
    void retranslate() override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    static constexpr int maxColumns = 4;

    QWidget *buildControls();
    void build();
    void connectViews();
    void arrange(const Reading &reading);
    void showGuesses(const Reading &reading);
    void fillLists(const Reading &reading);
    void showScore(const Reading &reading);
    void showAttention(const Reading &reading);
    void showEmptyState(const Reading &reading);
    void showPutIn(const Reading &reading);
    void choose(int column, int row, bool hold);
    void step(int by);
    void putIn();
    bool answersHidden() const;
    const Gap *currentGap(const Reading &reading) const;
    std::int32_t currentPiece(const Reading &reading, const Gap &gap, const Selection &selection) const;

    QWidget *m_content, *m_lists;
    EmptyState *m_empty, *m_secret;
    std::array<BarListView *, maxColumns> m_guesses;
    BarListView *m_attention;
    VectorRowsView *m_score;
    QLabel *m_heading;
    QPushButton *m_previous, *m_next, *m_putIn, *m_guessFirst, *m_reveal, *m_openAttention;

    std::array<QList<std::int32_t>, maxColumns> m_pieces; ///< of the rows of each list
    QList<int> m_lookedAt;                                ///< tokens of the rows of m_attention
    int m_columns = 1, m_firstGap = 0, m_rows = 8;
    int m_filledFrom = -1;      ///< first gap in the lists now; -1: they must be filled again
    Selection m_shownAttention; ///< gap, layer and head in the list of what it looks at
    int m_position = -1;        ///< of the gap that was looked at last

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
