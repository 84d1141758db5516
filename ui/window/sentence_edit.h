#pragma once

#include "plots/palette.h"

#include <QLineEdit>
#include <QPushButton>

namespace bertlab {

/// A line for one sentence with its letter in its colour.
class SentenceEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit SentenceEdit(int sentence, QWidget *parent = nullptr); ///< 0: A, 1: B
    void setColors(const Palette &palette);
    void setZoom(double zoom);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    int m_sentence;
    double m_zoom = 1;
    Palette m_palette = Palette::light();
};

/// A button that opens a list, with a mark that says so.
class PickerButton : public QPushButton
{
    Q_OBJECT

public:
    explicit PickerButton(const QString &id, QWidget *parent = nullptr);
    void setColors(const Palette &palette);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Palette m_palette = Palette::light();
};

} // namespace bertlab
