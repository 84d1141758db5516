#include "pages/training_race.h"

#include "pages/controls.h"
#include "pages/race_curves.h"
#include "pages/recipe_wording.h"
#include "pages/training_layout.h"
#include "plots/number_table.h"
#include "plots/timeline.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

namespace bertlab {

namespace {

constexpr int timelineHeight = 76, leastProbes = 172;

} // namespace

TrainingRace::TrainingRace(QWidget *parent)
    : QWidget(parent), m_words(new QLabel), m_report(new QPushButton),
      m_masked(new CurvePlotView(QStringLiteral("race-masked"))),
      m_next(new CurvePlotView(QStringLiteral("race-next"))),
      m_accuracy(new CurvePlotView(QStringLiteral("race-accuracy"))),
      m_probes(new ProbeListView(QStringLiteral("race-probes"))),
      m_timeline(new TimelineView(QStringLiteral("race-timeline")))
{
    m_words->setObjectName(QStringLiteral("race-words"));
    m_words->setWordWrap(true);
    m_report->setObjectName(QStringLiteral("race-report"));
    auto *formats = new QMenu(m_report);
    m_html = formats->addAction({}, this, [this] { emit reportWanted(QStringLiteral("html")); });
    m_pdf = formats->addAction({}, this, [this] { emit reportWanted(QStringLiteral("pdf")); });
    m_html->setObjectName(QStringLiteral("race-report-html"));
    m_pdf->setObjectName(QStringLiteral("race-report-pdf"));
    m_report->setMenu(formats);
    m_probes->setMinimumHeight(leastProbes);
    m_timeline->setFixedHeight(timelineHeight);
    auto *foot = panelsInARow({m_timeline}); // beside each other: every row that is saved goes to the curves
    foot->addWidget(m_words, 1);
    foot->addWidget(m_report);
    layOutTab(*this, panelsInARow({m_masked, m_next, m_accuracy}), *m_probes, foot);
    connect(m_timeline, &TimelineView::momentChosen, this, &TrainingRace::showProbes);
}

void TrainingRace::begin(const std::shared_ptr<const RunRecord> &first)
{
    m_first = first;
    m_second.reset();
    m_timeline->setData({});
    m_timeline->setCurrent(-1);
    m_probes->setData({});
    for (CurvePlotView *view : {m_masked, m_next, m_accuracy})
        view->setData({});
    showWords();
}

void TrainingRace::setProgress(const TrainingProgress &second)
{
    if (!m_first)
        return;
    m_second = std::make_shared<const TrainingProgress>(second);
    const RaceCurves curves = raceCurves(m_first->course, second);
    m_masked->setData(curves.masked);
    m_next->setData(curves.next);
    m_accuracy->setData(curves.accuracy);
    m_next->setVisible(m_next->hasContent());
    TimelineData timeline;
    for (const Index step : stepsAskedInBoth(m_first->course.history, second.history))
        timeline.moments.append(double(step));
    timeline.now = double(second.step);
    timeline.end = double(second.steps);
    m_timeline->setData(timeline);
    showProbes();
    showWords();
}

/// At the handle; without one behind the last step at which both were asked.
void TrainingRace::showProbes()
{
    const QList<double> &moments = m_timeline->data().moments;
    if (!m_second || moments.isEmpty())
        return;
    const auto step = Index(m_timeline->current() < 0 ? moments.last() : moments[m_timeline->current()]);
    const QList<Setting> differing = differences(*m_first->course.recipe, *m_second->recipe);
    const auto side = [&](const QString &name, const RunRecipe &recipe) {
        return differing.isEmpty()
                   ? name
                   : tr("%1: %2 %3").arg(name, nameOf(differing.first()), valueOf(differing.first(), recipe));
    };
    m_probes->setData(raceProbes(m_first->course, *m_second, step,
                                 {side(tr("First"), *m_first->course.recipe), side(tr("Second"), *m_second->recipe)}));
    m_probes->setTitle(tr("Probe sentences of both"), tr("behind step %1").arg(grouped(step)));
}

void TrainingRace::showWords()
{
    QString words;
    if (m_first && m_second) {
        for (const Setting setting : differences(*m_first->course.recipe, *m_second->recipe))
            words +=
                tr("Differs: %1.").arg(differenceInWords(setting, *m_first->course.recipe, *m_second->recipe)) + u' ';
        words += caveatOfRace(*m_first->course.recipe, *m_second->recipe);
    }
    m_words->setText(words);
    m_report->setEnabled(m_second && !m_timeline->data().moments.isEmpty());
}

void TrainingRace::setColors(const Palette &palette)
{
    m_words->setStyleSheet(QStringLiteral("color: %1;").arg(palette.text.name()));
    styleButton(*m_report, palette);
}

void TrainingRace::retranslate()
{
    m_report->setText(tr("Report"));
    m_html->setText(tr("Web page (HTML)…"));
    m_pdf->setText(tr("PDF…"));
    m_masked->setTitle(tr("Masked words: loss"), raceLegend());
    m_next->setTitle(tr("Next sentence: loss"), raceLegend());
    m_accuracy->setTitle(tr("Held-out accuracy, %"), raceLegend());
    m_probes->setTitle(tr("Probe sentences of both"), m_probes->subtitle());
    m_timeline->setTitle(tr("Steps at which both were asked"));
    showProbes();
    showWords();
}

} // namespace bertlab
