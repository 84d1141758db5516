#pragma once

#include "tasks/reading.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bertlab {

/// The sentences of a reading after one of their pieces was replaced.
struct FilledSentences
{
    std::string text;
    std::optional<std::string> pair;
};

/// Writes a piece into the sentence at a token's place, so that the tokenizer gives the same tokens as before with this
/// one replaced: "wind" for "leaves", "##s" joined to the word before it. None for a [CLS] or [SEP] that was added, and
/// where no spelling is split in that way (a rare piece beside another of the same word).
std::optional<FilledSentences> put_in(const Reading &reading, std::int32_t position, std::int32_t piece);

/// A piece and the token's place where it goes.
struct Placement
{
    std::int32_t position, piece;
};
/// The same for several at once: one after the other, from the left or, where that leads nowhere, from the right.
std::optional<FilledSentences> put_in(const Reading &reading, std::vector<Placement> placements);

} // namespace bertlab
