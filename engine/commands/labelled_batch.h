#pragma once

#include "commands/padded_batch.h"
#include "model/training_pass.h"

#include <string>

namespace bertlab {

/// A batch with what its hidden pieces were and whether its pairs follow each other.
struct LabelledBatch
{
    PaddedBatch padded;
    PretrainingLabels labels;
};

/// The tensors of read_padded_batch, labels [B, S] (-100: nothing to predict) and next_sentence_label [B] (0 or 1),
/// I64. Throws Error naming file, tensor and place, also for a label that is no piece of the model or stands where the
/// mask is 0, and for labels that are all -100.
LabelledBatch read_labelled_batch(const std::string &path, const Config &config);

} // namespace bertlab
