#pragma once

#include "commands/random_weights.h"
#include "io/model_writer.h"
#include "test_data.h"

#include <QString>

namespace bertlab::test {

/// Writes a folder with a model of BERT-base's shape, random weights, both heads and the released vocabulary: for
/// looking and measuring, where a real one is not at hand.
inline void writeRandomBase(const QString &folder)
{
    Workers workers(Workers::available());
    Parameters weights = random_weights(
        Config::of_shape("base"), [] { return false; }, workers);
    weights.set_has(Part::masked_lm, true);
    weights.set_has(Part::next_sentence, true);
    const std::filesystem::path vocabulary = test_file("vocabularies/bert-base-uncased.txt");
    write_model_directory(folder.toStdString(), weights, Vocabulary::from_file(vocabulary), true);
}

} // namespace bertlab::test
