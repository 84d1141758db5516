#pragma once

#include "plots/number_table.h"
#include "plots/palette.h"

#include <QPixmap>
#include <QWidget>

#include <functional>
#include <optional>

class QCPPainter;

namespace bertlab {

/// A token as an axis or a row shows it.
struct TokenLabel
{
    QString text;
    int typeId = 0;       ///< 0 and 1: sentence A and B; -1: not a token, plain text
    bool special = false; ///< [CLS], [SEP]
    bool covered = false; ///< [MASK]
    bool operator==(const TokenLabel &) const = default;
};

/// A picture on a page that can be taken away. One routine, paint(), serves the screen and every file; marks of the
/// pointer are painted on top by the widget alone. The picture has its own title line, so that it can stand alone.
class View : public QWidget
{
    Q_OBJECT

public:
    /// `id` names the view in files ("attention-map") and is its objectName.
    explicit View(const QString &id, QWidget *parent = nullptr);

    QString id() const { return objectName(); }
    QString title() const { return m_title; }       ///< left, semibold
    QString subtitle() const { return m_subtitle; } ///< right, secondary: "64 columns × 4 dimensions"
    void setTitle(const QString &title, const QString &subtitle = {});
    /// The picture is painted this many times as large, with less room: for a projector. Places of cells and of the
    /// pointer stay in the picture's own units.
    void setZoom(double zoom);
    double zoom() const { return m_zoom; }
    /// Width by height that the content wants where it has all the room; 0: any.
    virtual double preferredRatio() const { return 0; }
    /// Below so many of its own units the picture's parts would overlap.
    virtual double smallestHeight() const { return 0; }
    /// A white panel with rounded corners behind the picture, or the bare background.
    void setPanel(bool panel);

    const Palette &colors() const { return m_palette; }
    virtual void setColors(const Palette &palette); ///< the whole window changes theme at once

    /// The same picture for equal content: panel, title line and body, enlarged by zoom().
    void paint(QCPPainter &painter, const QRectF &place, const Palette &palette) const;
    /// The same without panel and title line: the body alone fills the place.
    void paintBare(QCPPainter &painter, const QRectF &place, const Palette &palette) const;
    /// The numbers that are seen, for CSV and npz.
    virtual NumberTable numbers() const = 0;
    /// What the picture shows, in words, following the selection (screen readers).
    virtual QString description() const = 0;
    /// False while there is nothing to show: it is left out of exports.
    virtual bool hasContent() const = 0;

signals:
    /// From the context menu; "copy", "png", "svg", "pdf", "csv", "npz".
    void exportRequested(bertlab::View *view, const QString &format);

protected:
    /// The picture below the title line.
    virtual void paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const = 0;
    /// Marks of the pointer, screen only.
    virtual void paintPointer(QCPPainter &, const QRectF &) const {}
    /// The widget in the picture's own units.
    QRectF canvas() const { return {0, 0, width() / m_zoom, height() / m_zoom}; }
    /// Where paintBody paints in it.
    QRectF bodyRect() const;
    /// Where an arrow key leads from a cell (x = column, y = row) of a grid, kept inside; from nowhere to the first
    /// cell. nullopt for other keys and in an empty grid.
    static std::optional<QPoint> moved(QPoint cell, const QSize &grid, int key);
    /// What it is called while it has no title, in the current language; a constructor's work.
    void setKind(const std::function<QString()> &name);
    void contentChanged(); ///< repaint and renew the accessible description
    /// The pointer's marks alone have changed: they are painted on the picture that is there, which costs a copy
    /// however much it shows.
    void pointerChanged();

    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    const QPixmap &picture();
    QRectF bodyIn(const QRectF &area) const;
    QRectF beginPainting(QPainter &painter, const QRectF &place) const;
    void paintContent(QCPPainter &painter, const QRectF &body, const Palette &palette) const;
    std::function<QString()> m_kind;
    QString m_title, m_subtitle;
    Palette m_palette = Palette::light();
    double m_zoom = 1;
    bool m_panel = false;
    QPixmap m_picture;           ///< as it was painted last, without the pointer's marks; null: it has to be painted
    bool m_pointerAlone = false; ///< nothing else has changed since the last paint event
    bool m_focusMark = false;    ///< the focus came by key
};

} // namespace bertlab
