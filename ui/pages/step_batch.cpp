#include "pages/step_batch.h"

#include "pages/step_wording.h"
#include "pages/wording.h"

#include <QVBoxLayout>

namespace bertlab {

namespace {

constexpr int spacing = 12, answersHeight = 138;

} // namespace

StepBatch::StepBatch(QWidget *parent)
    : QWidget(parent), m_batch(new TokenFlowView(QStringLiteral("step-batch"))),
      m_answers(new ProbeListView(QStringLiteral("step-answers")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    for (View *view : {static_cast<View *>(m_batch), static_cast<View *>(m_answers)})
        view->setPanel(true);
    m_answers->setFixedHeight(answersHeight);
    column->addWidget(m_batch, 1);
    column->addWidget(m_answers);
    connect(m_batch, &TokenFlowView::itemClicked, this, [this](int block, int item) {
        if (const int label = m_opened ? labelAt(*m_opened, m_batch->data(), block, item) : -1; label >= 0)
            choose(label);
    });
}

void StepBatch::setStep(std::shared_ptr<const OpenedStep> opened, std::shared_ptr<const Vocabulary> vocabulary)
{
    if (opened == m_opened)
        return;
    m_opened = std::move(opened);
    m_vocabulary = std::move(vocabulary);
    m_batch->setData(m_opened ? batchFlow(*m_opened, *m_vocabulary) : TokenFlowData());
    retranslate();
    m_answers->setData({});
    if (m_opened && !m_opened->step->batch.labels.masked_rows.empty())
        choose(0);
}

void StepBatch::choose(int label)
{
    const auto [block, item] = placeOfLabel(*m_opened, m_batch->data(), label);
    m_batch->setSelected(block, item, item);
    m_answers->setData(answersOf(*m_opened, label, *m_vocabulary));
    const std::int32_t right = m_opened->step->batch.labels.masked_ids[std::size_t(label)];
    if (isCausal())
        m_answers->setTitle(tr("Guesses where “%1” comes next").arg(toQString(m_vocabulary->piece(right))),
                            tr("without dropout; click another piece"));
    else
        m_answers->setTitle(tr("Guesses where “%1” is right").arg(toQString(m_vocabulary->piece(right))),
                            tr("without dropout; click another masked piece"));
}

bool StepBatch::isCausal() const
{
    return m_opened && m_opened->objective == Objective::next_piece;
}

void StepBatch::retranslate()
{
    const Index all = m_opened ? m_opened->step->batch.batch.sequences() : 0;
    const Index shown = std::min(all, mostShownSequences);
    m_batch->setTitle(isCausal() ? tr("The batch: over a piece what comes next, under it the loss of that guess")
                                 : tr("The batch: over a piece what is right, under it its loss"),
                      shown < all ? tr("%1 of %2 sequences").arg(shown).arg(all) : tr("%1 sequences").arg(all));
    if (m_answers->title().isEmpty())
        m_answers->setTitle(tr("Guesses at a piece"));
}

} // namespace bertlab
