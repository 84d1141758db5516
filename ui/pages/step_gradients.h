#pragma once

#include "plots/palette.h"
#include "training/opened_step.h"

#include <QWidget>

#include <memory>

class QScrollArea;

namespace bertlab {

class BarListView;
class FormulaView;
class HeatMapView;

/// What one step changed: the gradient's norm through each tensor, one tensor's gradient as a map, and what AdamW did
/// with one weight.
class StepGradients : public QWidget
{
    Q_OBJECT

public:
    explicit StepGradients(QWidget *parent = nullptr);

    /// Both null: no step is open.
    void setStep(std::shared_ptr<const OpenedStep> opened, std::shared_ptr<const Vocabulary> vocabulary);
    void setColors(const Palette &palette);
    void retranslate();

private:
    void chooseTensor(int tensor);
    void chooseWeight(Index row, Index column);

    BarListView *m_bars;
    QScrollArea *m_scroll;
    HeatMapView *m_map;
    FormulaView *m_update;
    std::shared_ptr<const OpenedStep> m_opened;
    std::shared_ptr<const Vocabulary> m_vocabulary;
    int m_tensor = 0;
};

} // namespace bertlab
