#pragma once

#include "plots/view.h"

namespace bertlab {

/// The moments of a training that can be gone back to, on a line from its first step to its last.
struct TimelineData
{
    struct Mark
    {
        QString label;
        double step;
        bool operator==(const Mark &) const = default;
    };
    QList<double> moments; ///< steps, ascending
    QList<Mark> marks;     ///< what happened and when, below the line
    double now = 0, end = 1;
    bool operator==(const TimelineData &) const = default;
};

/// A handle that jumps from moment to moment, by pointer and by arrow keys.
class TimelineView : public View
{
    Q_OBJECT

public:
    explicit TimelineView(const QString &id, QWidget *parent = nullptr);

    void setData(const TimelineData &data);
    const TimelineData &data() const { return m_data; }
    /// Where the handle stands: the number of a moment, or -1 at `now`.
    int current() const { return m_current; }
    void setCurrent(int moment);
    double xOf(double step) const; ///< in the widget

    NumberTable numbers() const override;
    QString description() const override;
    bool hasContent() const override { return !m_data.moments.isEmpty(); }

signals:
    void momentChosen(int moment); ///< by the user; -1: now

protected:
    void paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    static double xIn(const QRectF &body, double step, double end);
    static QString labelOf(const TimelineData::Mark &mark);
    void paintMarks(QPainter &painter, const QRectF &body, const Palette &palette) const;
    void choose(int moment);
    void chooseAt(double x);

    TimelineData m_data;
    int m_current = -1;
};

} // namespace bertlab
