#include "training/ignorance.h"

#include <algorithm>
#include <cmath>

namespace bertlab {

Ignorance ignorance_of(const EncodedCorpus &corpus, Index vocab_size)
{
    const std::vector<std::uint64_t> counts = piece_counts(corpus, vocab_size);
    const auto all = static_cast<double>(corpus.pieces().size());
    Ignorance ignorance;
    ignorance.uniform_loss = std::log(static_cast<double>(vocab_size));
    for (const std::uint64_t count : counts)
        if (count > 0)
            ignorance.frequency_loss -= static_cast<double>(count) / all * std::log(static_cast<double>(count) / all);
    const auto most = std::ranges::max_element(counts);
    ignorance.most_frequent_piece = static_cast<std::int32_t>(most - counts.begin());
    ignorance.most_frequent_share = static_cast<double>(*most) / all;
    return ignorance;
}

} // namespace bertlab
