#pragma once

#include "plots/view.h"

namespace bertlab {

/// Sentences and how their answers differ between two moments: a row each, the probabilities before and after as two
/// bars with their difference.
struct ChangeListData
{
    struct Answer
    {
        QString label;
        double before, after;
        bool operator==(const Answer &) const = default;
    };
    struct Row
    {
        QString text;          ///< in the fixed font
        QList<Answer> answers; ///< most probable first; those without room are left out
        QString expected;      ///< the right one
        bool operator==(const Row &) const = default;
    };
    QList<Row> rows;
    QString before, after; ///< what the bars stand for: "A", "B"
    bool operator==(const ChangeListData &) const = default;
};

class ChangeListView : public View
{
    Q_OBJECT

public:
    explicit ChangeListView(const QString &id, QWidget *parent = nullptr);

    void setData(const ChangeListData &data);
    const ChangeListData &data() const { return m_data; }
    /// The two bars of an answer in the widget: before and after.
    std::pair<QRectF, QRectF> bars(int row, int answer) const;

    NumberTable numbers() const override;
    QString description() const override;
    bool hasContent() const override { return !m_data.rows.isEmpty(); }

protected:
    void paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const override;

private:
    QRectF answerIn(const QRectF &body, int row, int answer) const;
    std::pair<QRectF, QRectF> barsIn(const QRectF &box, const ChangeListData::Answer &answer) const;
    void paintAnswer(QPainter &painter, const QRectF &box, const ChangeListData::Answer &answer, bool right,
                     const Palette &palette) const;

    ChangeListData m_data;
};

} // namespace bertlab
