#pragma once

#include "session/training_progress.h"

#include <QWidget>

namespace bertlab {

class CurvePlotView;

/// How fast a training goes: learning rate, gradient norm, tokens a second.
class TrainingRates : public QWidget
{
    Q_OBJECT

public:
    explicit TrainingRates(QWidget *parent = nullptr);

    /// `moment`: the step at the handle of the time machine, -1 at now.
    void setProgress(const TrainingProgress &progress, qlonglong moment);
    void retranslate();

private:
    CurvePlotView *m_rate, *m_norm, *m_pace;
};

} // namespace bertlab
