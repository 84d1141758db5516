#pragma once

#include "plots/view.h"

#include <QPointF>

#include <memory>

class QCustomPlot;

namespace bertlab {

/// Curves over steps, each with its name at its end instead of a legend, dotted lines for what is known beforehand, and
/// upright ones for moments.
struct CurvePlotData
{
    struct Curve
    {
        QString label;         ///< at the end of the curve; empty: none
        QList<QPointF> points; ///< x ascending
        bool thick = true;     ///< thin: what is measured at every step and jumps
        Qt::PenStyle style = Qt::SolidLine;
        QString name = {}; ///< for CSV and descriptions where there is no label; empty too: training
        bool operator==(const Curve &) const = default;
    };
    struct Line
    {
        QString label;
        double value;
        bool operator==(const Line &) const = default;
    };
    struct Mark
    {
        QString label;
        double x;
        bool operator==(const Mark &) const = default;
    };
    QList<Curve> curves;
    QList<Line> lines;
    double xMax = 0;           ///< 0: as far as the curves go
    double yMin = 0, yMax = 0; ///< equal: from 0 to what is highest
    QString quantity;          ///< "loss": for CSV and descriptions
    QList<Mark> marks = {};    ///< upright lines: moments
    QString across = {};       ///< "layer": for descriptions; empty: step
    bool powersOfTen = false;  ///< x are logarithms of whole numbers; those numbers are shown and exported
    double nameRoom = 0;       ///< the share of the width behind xMax that is left for the names of curves
    bool operator==(const CurvePlotData &) const = default;
};

/// Puts the content into a fresh or used plot that has its viewport; equal arguments give an equal picture. Thousands
/// of points are drawn as the extremes of each pixel (QCPGraph's adaptive sampling). No name stands over another.
void fillCurvePlot(QCustomPlot &plot, const CurvePlotData &data, const Palette &palette);

class CurvePlotView : public View
{
    Q_OBJECT

public:
    explicit CurvePlotView(const QString &id, QWidget *parent = nullptr);
    ~CurvePlotView() override;

    void setData(const CurvePlotData &data);
    const CurvePlotData &data() const { return m_data; }
    void setColors(const Palette &palette) override;
    /// Where a point lies in the widget.
    QPointF pointAt(double x, double y) const;

    NumberTable numbers() const override;
    QString description() const override;
    bool hasContent() const override;

protected:
    void paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const override;
    void paintPointer(QCPPainter &painter, const QRectF &body) const override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QCustomPlot &laidOut(const QSize &size) const;
    static QString nameOf(const CurvePlotData::Curve &curve);
    QList<double> steps() const; ///< all x of all curves, ascending
    void setHovered(std::optional<double> x);

    CurvePlotData m_data;
    std::optional<double> m_hovered; ///< x of the point that is read
    mutable std::unique_ptr<QCustomPlot> m_plot;
    mutable bool m_filled = false;
};

} // namespace bertlab
