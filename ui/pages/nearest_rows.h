#pragma once

#include "analysis/nearest_pieces.h"
#include "pages/explanation.h"
#include "session/latest_job.h"
#include "tasks/reading.h"

#include <QWidget>

namespace bertlab {

class BarListView;

/// The pieces whose rows of the token table lie nearest to the row of one token, by their cosine. The old list stays
/// until the new one is there.
class NearestRows : public QWidget
{
    Q_OBJECT

public:
    explicit NearestRows(QWidget *parent = nullptr);

    /// Of what the model reads at the token: [MASK] where a piece is covered.
    void showToken(const Reading &reading, int token);
    void retranslate();
    bool isBusy() const { return m_job.isBusy(); }
    /// Puts the numbers of the piece under the pointer into the formula; false without one.
    bool explain(Explanation &explanation) const;

signals:
    void pieceHovered();

private:
    struct Asked
    {
        std::shared_ptr<const Model> model;
        std::int32_t id = -1;
        bool operator==(const Asked &) const = default;
    };
    void take(const Asked &asked, const NearestPieces &nearest);

    BarListView *m_list;
    Asked m_asked, m_shown; ///< the newest question; whose answer is seen
    NearestPieces m_nearest;
    int m_hovered = -1;
    LatestJob<std::shared_ptr<const NearestPieces>> m_job;
};

} // namespace bertlab
