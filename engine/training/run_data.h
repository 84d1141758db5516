#pragma once

#include "pretraining/corpus.h"
#include "text/tokenizer.h"
#include "training/recipe.h"

#include <memory>

namespace bertlab {

/// What is trained on, and what is held out (perhaps nothing).
struct RunText
{
    Corpus train, held_out;
};

/// A share of the documents leaves at least two on each side (one for the next piece); with fewer documents nothing is
/// held out. Throws Error as Corpus::read does.
RunText read_text(const RunRecipe &recipe);

/// The vocabulary's file, or one trained on the text. Throws Error, Cancelled.
Tokenizer make_tokenizer(const RunRecipe &recipe, const Corpus &train, const IsCancelled &is_cancelled);

/// All that the steps of a run read, in pieces. The batches of a run refer to it.
struct RunData
{
    Tokenizer tokenizer;
    EncodedCorpus train;
    std::shared_ptr<const HeldOut> held_out; ///< null: nothing is held out
};

/// Throws Error (HeldOut), Cancelled.
std::unique_ptr<const RunData> encode(const RunRecipe &recipe, const RunText &text, Tokenizer tokenizer,
                                      Workers &workers, const IsCancelled &is_cancelled);

/// Where a run begins. `train` may be null: then biases know no frequencies.
TrainingState first_state(const RunRecipe &recipe, const EncodedCorpus *train);

/// Instances of the run's text, in the order of its seed.
std::unique_ptr<BatchSource> batches_of(const RunRecipe &recipe, const RunData &data);

} // namespace bertlab
