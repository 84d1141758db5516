#include "pages/projection_tab.h"

#include "analysis/hidden_states.h"
#include "pages/controls.h"
#include "pages/wording.h"
#include "plots/scatter_view.h"

#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <cmath>

namespace bertlab {

namespace {

constexpr int spacing = 8, motionMilliseconds = 200, playMilliseconds = 700;

QString percentOf(double share)
{
    return QString::number(100 * share, 'f', 1);
}

} // namespace

ProjectionTab::ProjectionTab(Session &session, QWidget *parent)
    : LayersTab(session, parent), m_scatter(new ScatterView(QStringLiteral("layers-projection"))),
      m_play(new QPushButton), m_job(
                                   [this](std::shared_ptr<const Projection> result) {
                                       m_projection = std::move(result);
                                       if (const auto reading = m_reading.lock())
                                           take(*reading, *m_projection);
                                       emit resultChanged();
                                   },
                                   [](const QString &) {})
{
    m_play->setObjectName(QStringLiteral("layers-play"));
    m_play->setCheckable(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    column->addWidget(m_scatter, 1);
    column->addWidget(m_play, 0, Qt::AlignLeft);
    m_scatter->setPanel(true);
    m_motion.setDuration(motionMilliseconds);
    m_motion.setEasingCurve(QEasingCurve::InOutCubic);
    m_steps.setInterval(playMilliseconds);
    connect(&m_motion, &QVariantAnimation::valueChanged, this,
            [this](const QVariant &value) { m_scatter->setStep(value.toDouble()); });
    connect(&m_steps, &QTimer::timeout, this, &ProjectionTab::advance);
    connect(m_play, &QPushButton::toggled, this, &ProjectionTab::play);
    connect(m_scatter, &ScatterView::pointClicked, this, [this](int token) { select(token, -1, true); });
    connect(m_scatter, &ScatterView::pointHovered, this, [this](int token) { select(token, -1, false); });
}

void ProjectionTab::fill(const std::shared_ptr<const Reading> &reading)
{
    m_reading = reading;
    m_layers = static_cast<int>(reading->model->bert.config().num_hidden_layers);
    m_job.run([reading, layers = m_layers](const IsCancelled &isCancelled) {
        std::vector<ConstMatrixView> states;
        for (int layer = 0; layer <= layers; ++layer)
            states.push_back(hidden_state(*reading->result.trace, layer));
        return std::make_shared<const Projection>(principal_components(states, 2, isCancelled));
    });
}

void ProjectionTab::take(const Reading &reading, const Projection &projection)
{
    ScatterData data;
    for (const Matrix &points : projection.points)
        data.steps.append(points);
    data.labels = tokenLabels(reading);
    data.names = tokenNames(reading);
    data.across = tr("1st component, %1 % of the variance").arg(percentOf(projection.shares[0]));
    data.up = tr("2nd component, %1 %").arg(percentOf(projection.shares[1]));
    data.quantity = QStringLiteral("principal_components");
    m_scatter->setData(data);
    m_scatter->setStep(m_layer);
    m_scatter->setSelected(session().selection().current().token);
}

void ProjectionTab::showSelection(const Reading &reading, int layer)
{
    m_scatter->setTitle(tr("All tokens in one plane: %1").arg(layerName(layer)), tr("one projection for all layers"));
    const int token = session().selection().current().token;
    m_scatter->setSelected(token < reading.encoding.size() ? token : -1);
    if (layer == m_layer && m_motion.state() != QAbstractAnimation::Running) {
        m_scatter->setStep(layer);
        return;
    }
    if (layer == m_layer)
        return;
    m_layer = layer;
    m_motion.stop();
    if (!isVisible() || style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) == 0) {
        m_scatter->setStep(layer);
        return;
    }
    m_motion.setStartValue(m_scatter->step());
    m_motion.setEndValue(double(layer));
    m_motion.start();
}

void ProjectionTab::play(bool on)
{
    m_play->setText(on ? tr("Pause") : tr("Play the layers"));
    if (!on) {
        m_steps.stop();
        return;
    }
    if (m_layer >= m_layers)
        emit layerChosen(0);
    m_steps.start();
}

void ProjectionTab::advance()
{
    if (m_layer >= m_layers)
        m_play->setChecked(false);
    else
        emit layerChosen(m_layer + 1);
}

void ProjectionTab::hideEvent(QHideEvent *event)
{
    m_play->setChecked(false);
    QWidget::hideEvent(event);
}

Explanation ProjectionTab::explanation(const Reading &reading, int layer) const
{
    Explanation explanation{
        .title = tr("All tokens in one plane"),
        .what = tr("Each vector is projected on the two directions along which the tokens of all layers differ most "
                   "(principal components). One projection serves all layers, so that a token can be followed."),
        .tryThis = tr("Play the layers. Which tokens end near each other?"),
        .careful = tr("The plane shows only the stated share of the variance: what lies together here can be far "
                      "apart in the other dimensions.")};
    const int token = session().selection().current().token;
    const auto projected = m_reading.lock();
    if (!m_projection || token < 0 || token >= reading.encoding.size() || !projected ||
        projected->encoding.size() != reading.encoding.size())
        return explanation;
    const Eigen::RowVectorXd centred =
        hidden_state(*reading.result.trace, layer).row(token).cast<double>() - m_projection->mean;
    explanation.cellTitle = tr("%1, %2").arg(tokenName(reading, token), layerName(layer));
    QList<std::pair<QString, QString>> steps{{tr("|h − mean|"), withDecimals(centred.norm())}};
    for (Index d = 0; d < m_projection->directions.rows(); ++d)
        steps << std::pair{tr("(h − mean) · direction %1").arg(d + 1),
                           withDecimals(m_projection->directions.row(d).dot(centred))};
    const double inPlane = (m_projection->directions * centred.transpose()).norm();
    steps << std::pair{tr("length in the plane"), withDecimals(inPlane)};
    explanation.calculation = calculationLines(steps);
    return explanation;
}

void ProjectionTab::retranslate()
{
    m_play->setText(m_play->isChecked() ? tr("Pause") : tr("Play the layers"));
    forget();
}

void ProjectionTab::setColors(const Palette &palette)
{
    styleButton(*m_play, palette);
}

} // namespace bertlab
