#pragma once

#include "plots/view.h"

namespace bertlab {

/// Sentences whose answers are watched while a model learns: a row each, with its best guesses as bars; of one model,
/// or of two beside each other.
struct ProbeListData
{
    struct Guess
    {
        QString label;
        double probability;
        bool operator==(const Guess &) const = default;
    };
    struct Row
    {
        QString text;             ///< in the fixed font
        QString note;             ///< secondary: "in the training text: 71 times"
        QList<Guess> guesses;     ///< most probable first
        QString expected;         ///< the right one
        QList<Guess> others = {}; ///< of the second model
        bool operator==(const Row &) const = default;
    };
    QList<Row> rows;
    QStringList sides = {}; ///< the names of two models; empty: there is one
    bool operator==(const ProbeListData &) const = default;
};

class ProbeListView : public View
{
    Q_OBJECT

public:
    explicit ProbeListView(const QString &id, QWidget *parent = nullptr);

    void setData(const ProbeListData &data);
    const ProbeListData &data() const { return m_data; }

    NumberTable numbers() const override;
    QString description() const override;
    bool hasContent() const override { return !m_data.rows.isEmpty(); }

protected:
    void paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const override;

private:
    void paintSides(QPainter &painter, const QRectF &body, const Palette &palette) const;
    void paintText(QPainter &painter, const QRectF &box, const ProbeListData::Row &row, const Palette &palette) const;
    void paintGuesses(QPainter &painter, const QRectF &box, const QList<ProbeListData::Guess> &guesses,
                      const QString &expected, int columns, const Palette &palette) const;
    void paintGuess(QPainter &painter, const QRectF &box, const ProbeListData::Guess &guess, bool right, bool first,
                    const Palette &palette) const;

    ProbeListData m_data;
};

} // namespace bertlab
