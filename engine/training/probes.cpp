#include "training/probes.h"

#include <algorithm>

namespace bertlab {

namespace {

constexpr Index shown_guesses = 3;

ProbeAnswer answer_of(const Probe &probe, const Reading &reading)
{
    ProbeAnswer answer{probe, {}, false};
    if (probe.pair.empty()) {
        for (const Gap &gap : reading.gaps)
            if (gap.prediction && answer.guesses.empty())
                for (const PiecePrediction &piece : gap.prediction->top(shown_guesses))
                    answer.guesses.push_back(
                        {reading.model->tokenizer.vocabulary().piece(piece.id), piece.probability});
    } else if (reading.next_sentence) {
        answer.guesses = {{"IsNext", reading.next_sentence->is_next}, {"NotNext", reading.next_sentence->not_next}};
        std::ranges::stable_sort(answer.guesses, std::greater(), &ProbeAnswer::Guess::probability);
    }
    answer.is_right = !answer.guesses.empty() && answer.guesses.front().token == probe.expected;
    return answer;
}

} // namespace

std::vector<Probe> classroom_probes()
{
    return {{"in autumn the [MASK] fall from the trees .", "", "leaves"},
            {"paris is a beautiful [MASK] . i love paris .", "", "city"},
            {"the [MASK] purred on the sofa .", "", "cat"},
            {"she cooked pasta .", "it was delicious .", "IsNext"},
            {"turn the radio on .", "she bought a new hat .", "NotNext"}};
}

std::vector<ProbeAnswer> ask(const std::vector<Probe> &probes, const std::shared_ptr<const Model> &model,
                             Workers &workers, const IsCancelled &is_cancelled)
{
    std::vector<ProbeAnswer> answers;
    for (const Probe &probe : probes) {
        ReadingRequest request;
        request.text = probe.text;
        request.pair = probe.pair.empty() ? std::nullopt : std::optional(probe.pair);
        request.is_cancelled = is_cancelled;
        answers.push_back(answer_of(probe, *read(model, request, workers)));
    }
    return answers;
}

Index count_in(const EncodedCorpus &corpus, const Tokenizer &tokenizer, const Probe &probe)
{
    std::string text = probe.text;
    constexpr std::string_view mask = "[MASK]";
    if (const std::size_t place = text.find(mask); place != std::string::npos)
        text.replace(place, mask.size(), probe.expected);
    const std::vector<std::int32_t> ids = tokenizer.encode(text).ids; // with [CLS] and [SEP]
    const auto wanted = std::span(ids).subspan(1, ids.size() - 2);
    Index count = 0;
    for (Index document = 0; document < corpus.documents(); ++document)
        for (Index sentence = 0; sentence < corpus.sentences(document); ++sentence)
            count += std::ranges::equal(corpus.sentence(document, sentence), wanted);
    return count;
}

} // namespace bertlab
