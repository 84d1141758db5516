#pragma once

#include "plots/palette.h"
#include "session/session.h"
#include "window/token_chips.h"

#include <QFrame>
#include <QPixmap>
#include <QRectF>

namespace bertlab {

/// What the model reads, one chip a token: position above, piece, id below; pieces of one word joined, the segments as
/// brackets over the strip. Click selects, Shift extends, double click covers; arrow keys, Home and End move. Where the
/// chips do not fit, a map of all of them below shows the part that is seen and scrolls.
class TokenStrip : public QFrame
{
    Q_OBJECT

public:
    explicit TokenStrip(Session &session, QWidget *parent = nullptr);

    void setColors(const Palette &palette);
    /// Everything this many times as large; places of chips stay in the strip's own units.
    void setZoom(double zoom);
    QRectF chipRect(int token) const;           ///< in the widget, after scrolling
    int tokenAt(const QPointF &position) const; ///< -1: none
    /// "13 of 128 tokens"
    QString count() const;
    /// Covers what is selected, or uncovers it if all of it is covered.
    void toggleSelected();
    /// Takes the focus and selects a token.
    void select(int token, bool extend = false);

signals:
    void coverRefused(const QString &sentence); ///< why a token cannot be covered

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    void reveal(int token);
    void scrollTo(double offset);
    void describe();
    void retranslate();
    QString describeToken(int token) const;
    double stripWidth() const; ///< of the part left of the count
    bool overflows() const { return m_chips.width() > stripWidth(); }
    QRectF mapRect() const;
    void contentChanged(); ///< all but the marks
    void paintPicture();
    void paintMarks(QPainter &painter) const;

    Session &m_session;
    Palette m_palette = Palette::light();
    TokenChips m_chips;
    QPixmap m_picture; ///< the strip without its marks; null: to be painted
    double m_zoom = 1;
    double m_offset = 0;
    bool m_draggingMap = false;
    bool m_showsFocus = false; ///< it came by Tab: someone works with the keys
};

} // namespace bertlab
