#pragma once

#include "commands/pretrain_options.h"
#include "pretraining/encoded_corpus.h"
#include "tasks/reading.h"
#include "training/held_out.h"
#include "training/trainer.h"

#include <memory>
#include <optional>

namespace bertlab {

/// The text of a run: what is trained on, and what is held out.
struct RunText
{
    Corpus train, held_out; ///< held_out may be empty
};

/// Reads --corpus and --held-out. A share of the documents leaves at least two on each side (one for the next piece);
/// with fewer documents nothing is held out. Throws Error as Corpus::read does.
RunText read_run_text(const PretrainOptions &options);

/// --vocabulary, or one trained on the text. Throws Error, Cancelled.
Vocabulary make_vocabulary(const PretrainOptions &options, const RunText &text);

/// --model, --config or --shape (tiny where nothing is given), with the vocabulary's size; its dropout as that says.
Config make_config(const PretrainOptions &options, const Model *model, Index vocab_size);

/// The weights of a model in an arena; parts that it does not have begin at random.
Parameters weights_of(const Model &model, const PretrainOptions &options);

/// Size and hash (FNV-1a, 64 bits) of each file that the run reads: when it goes on, they must be the same.
nlohmann::ordered_json fingerprints(const PretrainOptions &options);

} // namespace bertlab
