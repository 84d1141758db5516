#pragma once

#include "numerics/parallel.h"
#include "pretraining/corpus.h"
#include "text/wordpiece_trainer.h"

namespace bertlab {

/// The words of all sentences: what a vocabulary is trained on. Asks once a document; throws Cancelled if asked to
/// stop.
WordCounter count_words(const Corpus &corpus, bool lower_case, const IsCancelled &is_cancelled);

} // namespace bertlab
