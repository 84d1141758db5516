#pragma once

#include "plots/view.h"

#include <QPicture>

namespace bertlab {

/// The picture of another view at one moment, with its numbers. It keeps lines and text and follows the theme; when it
/// gets another size it is scaled as a whole.
class TakenPictureView : public View
{
    Q_OBJECT

public:
    explicit TakenPictureView(const QString &id, QWidget *parent = nullptr);

    /// As `view` would look in this size, without its title line.
    void take(const View &view, const QSizeF &size);
    void clear();
    /// What take() was given.
    QSizeF size() const { return m_size; }

    NumberTable numbers() const override { return m_numbers; }
    QString description() const override { return m_description; }
    bool hasContent() const override { return !m_light.isNull(); }

protected:
    void paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const override;

private:
    QPicture m_light, m_dark;
    QSizeF m_size;
    NumberTable m_numbers;
    QString m_description;
};

} // namespace bertlab
