#pragma once

#include "plots/view.h"

#include <optional>

namespace bertlab {

/// Text, words or pieces in the order of reading, wrapped into rows, in blocks (sentence A, sentence B).
struct TokenFlowData
{
    enum class Look {
        text,    ///< as written
        changed, ///< text that became something else, marked
        dropped, ///< text that went, struck through
        chip,    ///< a word or piece in the colours of its sentence
        tried,   ///< a chip struck through: it was looked up and not found
        found    ///< a chip with a check mark: it was looked up and found
    };
    struct Item
    {
        QString text = {};
        Look look = Look::chip;
        bool special = false;           ///< [CLS], [SEP]
        bool covered = false;           ///< [MASK]
        bool glued = false;             ///< touches the item before: pieces of one word, runs of one text
        QString above = {}, below = {}; ///< small, over and under the chip
        QList<double> values = {};      ///< for CSV, one for each of `columns`
    };
    struct Block
    {
        QString heading = {}; ///< on the left, beside the first row
        QString note = {};    ///< under the heading, secondary
        int typeId = 0;       ///< the colours of its chips
        QList<Item> items = {};
    };
    QList<Block> blocks;
    QString quantity; ///< "ids": for CSV
    QStringList columns;
};

/// As large as the room allows, up to the largest letters; what does not fit with the smallest is scrolled by rows, and
/// the picture says which rows are seen.
class TokenFlowView : public View
{
    Q_OBJECT

public:
    explicit TokenFlowView(const QString &id, QWidget *parent = nullptr);

    void setData(const TokenFlowData &data);
    const TokenFlowData &data() const { return m_data; }
    /// Marks items [first, last] of a block and scrolls to them. -1: none.
    void setSelected(int block, int first, int last);
    /// How high a widget of this width would be if it showed everything at its largest.
    int largestHeight(int width) const;
    /// Where an item lies in the widget; empty while it is scrolled away.
    QRectF itemRect(int block, int item) const;
    /// Items that a click does nothing with are not pointed at: text, or the attempts of a search.
    void setClickable(bool clickable);

    NumberTable numbers() const override;
    QString description() const override;
    bool hasContent() const override { return !m_data.blocks.isEmpty(); }

signals:
    void itemClicked(int block, int item);
    void itemDoubleClicked(int block, int item);
    void itemHovered(int block, int item); ///< -1, -1 when the pointer leaves

protected:
    void paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const override;
    void paintPointer(QCPPainter &painter, const QRectF &body) const override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Place
    {
        int block = -1, item = -1;
        bool operator==(const Place &) const = default;
    };
    struct Placed
    {
        Place place;
        QRectF rect; ///< of the chip or text, from the top left of its row's block
    };
    struct Row
    {
        double top = 0, height = 0; ///< from the top of the whole flow
        int heading = -1;           ///< the block that begins here
        QList<Placed> items;
    };
    struct Layout
    {
        QSizeF size;      ///< it was made for this body
        double scale = 1; ///< of letters and chips
        double headingWidth = 0;
        QList<Row> rows;
    };
    struct Window
    {
        qsizetype first = 0, end = 0; ///< rows that are seen
        double shift = 0;             ///< what is taken from their tops
    };

    const Layout &layoutFor(const QSizeF &size) const;
    Layout makeLayout(double width, double scale) const;
    void placeBlock(int block, double room, Layout &layout, double &top) const;
    void paintHeading(QCPPainter &painter, const Row &row, const QPointF &corner, const Palette &palette) const;
    Window windowIn(const QRectF &body) const;
    void paintItem(QCPPainter &painter, const TokenFlowData::Item &item, int typeId, const QRectF &rect,
                   const Palette &palette) const;
    std::optional<Place> placeAt(const QPointF &position) const;
    void scrollTo(const Place &place);
    void scrollBy(qsizetype rows);
    void pointAt(const std::optional<Place> &place);
    bool isSelected(const Place &place) const;

    TokenFlowData m_data;
    int m_selectedBlock = -1, m_selectedFirst = -1, m_selectedLast = -1;
    std::optional<Place> m_hovered;
    qsizetype m_firstRow = 0;
    bool m_clickable = true;
    mutable Layout m_layout; ///< of the last body asked for
};

} // namespace bertlab
