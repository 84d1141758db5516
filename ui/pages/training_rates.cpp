#include "pages/training_rates.h"

#include "pages/training_layout.h"
#include "plots/curve_plot.h"

#include <QHBoxLayout>

namespace bertlab {

TrainingRates::TrainingRates(QWidget *parent)
    : QWidget(parent), m_rate(new CurvePlotView(QStringLiteral("training-learning-rate"))),
      m_norm(new CurvePlotView(QStringLiteral("training-gradient-norm"))),
      m_pace(new CurvePlotView(QStringLiteral("training-pace")))
{
    auto *row = panelsInARow({m_rate, m_norm, m_pace});
    row->setContentsMargins(0, 0, 0, 0);
    setLayout(row);
}

void TrainingRates::setProgress(const TrainingProgress &progress, qlonglong moment)
{
    const auto curve = [&](const CurveHistory &history, bool thick, const QString &quantity) {
        CurvePlotData data;
        data.curves = {{{}, history.points(), thick}};
        data.xMax = double(progress.steps);
        data.quantity = quantity;
        if (moment >= 0)
            data.marks = {{tr("step %1").arg(grouped(moment)), double(moment)}};
        return data;
    };
    m_rate->setData(curve(progress.history.learningRate, true, tr("learning rate")));
    CurvePlotData norm = curve(progress.history.gradientNorm, false, tr("gradient norm"));
    if (progress.clipNorm > 0)
        norm.lines = {{tr("clipped to %1").arg(shortNumber(progress.clipNorm)), progress.clipNorm}};
    m_norm->setData(norm);
    m_pace->setData(curve(progress.history.tokensPerSecond, true, tr("tokens/s")));
}

void TrainingRates::retranslate()
{
    m_rate->setTitle(tr("Learning rate"));
    m_norm->setTitle(tr("Gradient norm"), tr("before clipping"));
    m_pace->setTitle(tr("Tokens a second"), tr("pauses left out"));
}

} // namespace bertlab
