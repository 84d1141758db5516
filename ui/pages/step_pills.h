#pragma once

#include "plots/palette.h"

#include <QList>
#include <QWidget>

class QAbstractButton;
class QButtonGroup;

namespace bertlab {

/// The steps of a way, as pills joined by a line; one is the current one. Mouse, arrow keys, Home and End.
class StepPills : public QWidget
{
    Q_OBJECT

public:
    explicit StepPills(int steps, QWidget *parent = nullptr);

    int current() const;
    void setCurrent(int step);
    void setTexts(const QStringList &texts);
    void setColors(const Palette &palette);
    QAbstractButton *pill(int step) const;

signals:
    void currentChanged(int step);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QButtonGroup *m_group;
    Palette m_palette = Palette::light();
};

} // namespace bertlab
