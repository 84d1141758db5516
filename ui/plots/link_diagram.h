#pragma once

#include "base/views.h"
#include "plots/view.h"

#include <QImage>
#include <QPen>
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
    /// Where everything lies in a body.
    struct Places
    {
        double from, to;         ///< x of the dots
        double first, pitch;     ///< y of the first dot, and from one to the next
        double label;            ///< room for a label
        bool fromLabels = false; ///< there is room for labels on the left too
        double labelPixels = 11;
        bool operator==(const Places &) const = default;
        QPointF dot(bool toSide, int token) const { return {toSide ? to : from, first + pitch * token}; }
    };
    bool few() const; ///< tokens enough to draw every link
    /// The links drawn behind those of the chosen token, the weakest first: all, or the strongest of many.
    const QList<Link> &background() const;
    /// Those of one token, the weakest first; of many tokens only the strongest.
    QList<Link> linksOf(int from) const;
    int leftOut() const;
    Places placesIn(const QRectF &body) const;
    bool aligned() const;
    void paintBackground(QCPPainter &painter, const QRectF &body, const Places &places, const Palette &palette) const;
    void paintChosen(QCPPainter &painter, const QRectF &body, const Places &places, const Palette &palette) const;
    enum class Strength { alone, aside, chosen };
    QImage rasterOf(const QList<Link> &links, Strength strength, const QRectF &body, double ratio, const Places &places,
                    const Palette &palette) const;
    std::optional<QPen> penOf(const Link &link, Strength strength, const Palette &palette) const;
    void paintLinks(QPainter &painter, const Places &places, const QList<Link> &links, Strength strength,
                    const Palette &palette) const;
    void paintTokens(QPainter &painter, const Places &places, bool to, int chosen, const Palette &palette) const;
    std::optional<std::pair<bool, int>> tokenAt(const QPointF &position) const; ///< first: on the 'to' side
    void setHovered(int token);

    Matrix m_weights;
    QList<TokenLabel> m_tokens;
    double m_max = 1, m_widestLabel = 0, m_smallestLabel = 11;
    QString m_tensor;
    QPointer<HeatMapView> m_alignedWith;
    int m_from = -1, m_to = -1, m_hovered = -1;

    mutable std::optional<QList<Link>> m_background;
    /// Thousands of curves, kept while only the selection moves.
    struct Layer
    {
        QImage image;
        Strength strength = Strength::alone;
        Places places = {};
        Palette palette = {};
    };
    mutable Layer m_layer;
};

} // namespace bertlab
