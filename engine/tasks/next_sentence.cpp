#include "tasks/next_sentence.h"

#include <cassert>
#include <cmath>

namespace bertlab {

NextSentencePrediction next_sentence_prediction(const ConstRowView &logits)
{
    assert(logits.size() == 2);
    const double difference = static_cast<double>(logits[1]) - static_cast<double>(logits[0]);
    return {{logits[0], logits[1]}, 1 / (1 + std::exp(difference)), 1 / (1 + std::exp(-difference))};
}

} // namespace bertlab
