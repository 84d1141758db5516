#pragma once

#include "plots/palette.h"
#include "training/opened_step.h"

#include <QWidget>

#include <memory>

namespace bertlab {

class ProbeListView;
class TokenFlowView;

/// What one step read: its batch with masks and losses, and what the model guesses at a masked piece before and after.
class StepBatch : public QWidget
{
    Q_OBJECT

public:
    explicit StepBatch(QWidget *parent = nullptr);

    void setStep(std::shared_ptr<const OpenedStep> opened, std::shared_ptr<const Vocabulary> vocabulary);
    void retranslate();

private:
    void choose(int label);
    bool isCausal() const;

    TokenFlowView *m_batch;
    ProbeListView *m_answers;
    std::shared_ptr<const OpenedStep> m_opened;
    std::shared_ptr<const Vocabulary> m_vocabulary;
};

} // namespace bertlab
