#pragma once

#include "plots/palette.h"
#include "tasks/reading.h"

#include <QList>
#include <QRectF>
#include <QString>

class QPainter;

namespace bertlab {

/// The tokens of a reading as a row of chips: where each lies and how it is painted. In units of the whole row, before
/// scrolling; the strip's height is 84.
class TokenChips
{
public:
    struct Chip
    {
        double left, width;
        QString piece;              ///< as the model reads it
        QString below;              ///< the id, or the piece that is covered
        bool special;               ///< [CLS], [SEP]
        bool masked;                ///< covered, or a typed [MASK]
        bool showsCovered;          ///< `below` is what is covered
        bool joinsLeft, joinsRight; ///< a piece of the same word beside it
        int sentence;               ///< 0: A, 1: B
        int typeId;                 ///< the segment that the model read it as: 0 in B too with one segment
    };

    TokenChips() = default;
    explicit TokenChips(const Reading &reading);

    int count() const { return static_cast<int>(m_chips.size()); }
    const Chip &operator[](int token) const { return m_chips[token]; }
    double width() const; ///< with a margin at both ends
    QRectF rect(int token) const;

    /// 'A (0)' and 'B (1)', sentence and segment, over what is seen of their tokens, [left, right).
    void paintBrackets(QPainter &painter, const Palette &palette, double left, double right) const;
    void paintChip(QPainter &painter, const Palette &palette, int token) const;
    /// A frame around a chip.
    void paintMark(QPainter &painter, const Palette &palette, int token, double penWidth) const;
    /// The whole row made small, with what is seen of it, [left, right), framed.
    void paintMap(QPainter &painter, const Palette &palette, const QRectF &area, int selected, double left,
                  double right) const;

    static constexpr double margin = 24, top = 32, height = 28;

private:
    struct Segment
    {
        double left, right;
        int sentence, typeId;
    };
    QList<Chip> m_chips;
    QList<Segment> m_segments;
};

} // namespace bertlab
