#pragma once

#include "base/views.h"
#include "plots/view.h"

#include <QPointer>

#include <optional>
#include <utility>

namespace bertlab {

class HeatMapView;

/// One head as lines from the tokens that look ('from') to those looked at ('to'), as strong as the weight. With a
/// token selected its lines stand out; above 64 tokens only the 20 strongest of the selected row are drawn, and 'n
/// more'.
class LinkDiagramView : public View
{
    Q_OBJECT

public:
    explicit LinkDiagramView(const QString &id, QWidget *parent = nullptr);

    void setData(const Matrix &weights, const QList<TokenLabel> &tokens, double max, const QString &tensor);
    void setSelected(int from, int to); ///< -1: none
    /// Puts the tokens at the height of this map's rows while it is seen beside this view and has as many; the labels
    /// of its rows then serve for 'from'. nullptr: on its own.
    void alignWith(HeatMapView *map);
    QPointF anchor(bool to, int token) const; ///< the dot of a token, in the widget

    NumberTable numbers() const override;
    QString description() const override;
    bool hasContent() const override { return m_weights.size() > 0; }

signals:
    void tokenClicked(int token); ///< on the 'from' side
    void linkClicked(int from, int to);
    void tokenHovered(int token); ///< -1 when the pointer leaves

protected:
    void paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const override;
    void paintPointer(QCPPainter &painter, const QRectF &body) const override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Link
    {
        int from, to;
        double weight;
    };
    struct Links
    {
        QList<Link> shown; ///< the weakest first
        int more = 0;      ///< left out
    };
    struct Sides
    {
        double from, to; ///< x of the dots
        double label;    ///< room for a label
        bool fromLabels; ///< there is room for labels on the left too
    };
    struct Rows
    {
        double first, pitch; ///< of the dots, downwards
    };
    Links linksOf(int from) const;
    Sides sidesIn(const QRectF &body) const;
    QFont labelFont(bool strong) const;
    Rows rowsIn(const QRectF &body) const;
    bool aligned() const;
    QPointF anchorIn(const QRectF &body, bool to, int token) const;
    void paintLinks(QPainter &painter, const QRectF &body, const QList<Link> &links, int chosen,
                    const Palette &palette) const;
    void paintTokens(QPainter &painter, const QRectF &body, bool to, int chosen, const Palette &palette) const;
    std::optional<std::pair<bool, int>> tokenAt(const QPointF &position) const; ///< first: on the 'to' side
    void setHovered(int token);

    Matrix m_weights;
    QList<TokenLabel> m_tokens;
    double m_max = 1, m_widestLabel = 0, m_smallestLabel = 11;
    QString m_tensor;
    QPointer<HeatMapView> m_alignedWith;
    int m_from = -1, m_to = -1, m_hovered = -1;
};

} // namespace bertlab
