#pragma once

#include "plots/view.h"

namespace bertlab {

/// A sequence and how it is masked, a column a token, five rows: the token, its turn in the shuffle, what became of
/// it, what the model sees there, the label.
struct MaskingGridData
{
    enum class Candidate { none, open, chosen, skipped, givenBack };
    enum class Sight { hidden, same, mask, random, kept };
    struct Column
    {
        TokenLabel token;
        QString turn = {};   ///< "3"; empty inside a candidate of several pieces
        bool joined = false; ///< belongs to the same candidate as the column before
        Candidate candidate = Candidate::none;
        QString roll = {};   ///< "u=.14"
        QString reason = {}; ///< why it was skipped or given back, on the first column of its candidate
        QString seen = {};   ///< the piece that the model reads
        Sight sight = Sight::same;
        QString label = {};                      ///< empty: does not count
        double turnNumber = -1, rollNumber = -1; ///< for CSV
    };
    QStringList rowNames; ///< five
    QList<Column> columns;
};

/// Wraps into lines of five rows where the columns do not fit beside each other; lines that do not fit below each other
/// are scrolled, and the picture says which positions are seen.
class MaskingGridView : public View
{
    Q_OBJECT

public:
    explicit MaskingGridView(const QString &id, QWidget *parent = nullptr);

    void setData(const MaskingGridData &data);
    const MaskingGridData &data() const { return m_data; }
    void setSelected(int first, int last); ///< marks these columns and scrolls to them; -1: none
    /// A cell (row 0 … 4) in the widget; empty while it is scrolled away.
    QRectF cellRect(int row, int column) const;

    NumberTable numbers() const override;
    QString description() const override;
    bool hasContent() const override { return !m_data.columns.isEmpty(); }

signals:
    void columnClicked(int column);
    void columnHovered(int column); ///< -1 when the pointer leaves

protected:
    void paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const override;
    void paintPointer(QCPPainter &painter, const QRectF &body) const override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    struct Line
    {
        int first = 0, end = 0;
        QList<double> lefts; ///< of its columns and the right end of the last, from the left of the body
    };
    struct Layout
    {
        QList<Line> lines;
        double pitch = 0;       ///< height of a row
        int first = 0, end = 0; ///< lines that are seen
    };
    Layout layoutIn(const QRectF &body) const;
    void spread(Layout &layout, double width) const;
    QRectF cellIn(const QRectF &body, const Layout &layout, int row, int column) const;
    QRectF wordIn(const QRectF &body, const Layout &layout, int row, int column) const;
    bool isJoined(int column) const;
    int columnAt(const QPointF &position) const;
    void paintColumn(QPainter &painter, const QRectF &body, const Layout &layout, int column,
                     const Palette &palette) const;
    void paintCandidate(QPainter &painter, const QRectF &body, const Layout &layout, int column,
                        const Palette &palette) const;
    void paintSeen(QPainter &painter, const QRectF &cell, const MaskingGridData::Column &column,
                   const Palette &palette) const;
    void setHovered(int column);

    MaskingGridData m_data;
    QList<double> m_widths; ///< of its columns; to measure the texts of 512 at every move would take 10 ms
    double m_heading = 0;   ///< room for the names of the rows
    int m_selectedFirst = -1, m_selectedLast = -1, m_hovered = -1, m_firstLine = 0;
};

} // namespace bertlab
