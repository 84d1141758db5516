#pragma once

#include "base/views.h"

namespace bertlab {

/// The NSP head's answer: softmax of its two logits; index 0 means IsNext.
struct NextSentencePrediction
{
    float logits[2];
    double is_next;
    double not_next;
};

NextSentencePrediction next_sentence_prediction(const ConstRowView &logits);

} // namespace bertlab
