#pragma once

#include "plots/view.h"

namespace bertlab {

/// A calculation with its real numbers, a step a line: the formula left, its value right, in the fixed font.
struct FormulaData
{
    struct Line
    {
        QString formula;
        double value = 0;
        bool strong = false; ///< the result
        bool exact = false;  ///< a float with all its digits: what changes little is seen to change
        bool operator==(const Line &) const = default;
    };
    QList<Line> lines;
    QString quantity; ///< for CSV
    bool operator==(const FormulaData &) const = default;
};

/// Lines that do not fit are left out from the end, and the picture says how many.
class FormulaView : public View
{
    Q_OBJECT

public:
    explicit FormulaView(const QString &id, QWidget *parent = nullptr);

    void setData(const FormulaData &data);
    const FormulaData &data() const { return m_data; }

    NumberTable numbers() const override;
    QString description() const override;
    bool hasContent() const override { return !m_data.lines.isEmpty(); }

protected:
    void paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const override;

private:
    FormulaData m_data;
};

} // namespace bertlab
