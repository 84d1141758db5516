#pragma once

#include "plots/view.h"

#include <optional>

namespace bertlab {

/// What a roll decides: bars from 0 to 1 cut into outcomes, with a mark where the number fell (a second bar is what the
/// first one led to), and words about it.
struct RollData
{
    struct Part
    {
        QString text;
        double share;        ///< of the bar; all are 1 together
        bool chosen = false; ///< what the roll came out as
        bool operator==(const Part &) const = default;
    };
    struct Bar
    {
        QList<Part> parts;
        std::optional<double> roll; ///< in [0, 1); none: drawn without a number worth showing
        bool operator==(const Bar &) const = default;
    };
    QList<Bar> bars;
    QStringList lines; ///< below the bars, each wrapped; the last ones are left out where there is no room
    bool operator==(const RollData &) const = default;
};

class RollView : public View
{
    Q_OBJECT

public:
    explicit RollView(const QString &id, QWidget *parent = nullptr);

    void setData(const RollData &data);
    const RollData &data() const { return m_data; }
    /// A part of a bar, in the widget.
    QRectF partRect(int bar, int part) const;

    NumberTable numbers() const override;
    QString description() const override;
    bool hasContent() const override { return !m_data.bars.isEmpty() || !m_data.lines.isEmpty(); }

protected:
    void paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const override;

private:
    QRectF barIn(const QRectF &body, int bar) const;
    void paintBar(QPainter &painter, const QRectF &box, const RollData::Bar &bar, const Palette &palette) const;

    RollData m_data;
};

} // namespace bertlab
