#include "training/probe_changes.h"

#include <algorithm>
#include <set>

namespace bertlab {

namespace {

constexpr Index best_pieces = 3;

std::shared_ptr<const Reading> reading_of(const Probe &probe, const std::shared_ptr<const Model> &model,
                                          Workers &workers, const IsCancelled &is_cancelled)
{
    ReadingRequest request;
    request.text = probe.text;
    request.pair = probe.pair.empty() ? std::nullopt : std::optional(probe.pair);
    request.is_cancelled = is_cancelled;
    return read(model, request, workers);
}

std::vector<ProbeChange::Answer> gap_answers(const Probe &probe, const Reading &before, const Reading &after)
{
    if (before.gaps.empty() || !before.gaps.front().prediction || !after.gaps.front().prediction)
        return {};
    const MaskPrediction &first = *before.gaps.front().prediction, &second = *after.gaps.front().prediction;
    const Vocabulary &vocabulary = before.model->tokenizer.vocabulary();
    std::set<std::int32_t> ids;
    if (const auto right = vocabulary.find(probe.expected))
        ids.insert(*right);
    for (const MaskPrediction *prediction : {&first, &second})
        for (const PiecePrediction &piece : prediction->top(best_pieces))
            ids.insert(piece.id);
    std::vector<ProbeChange::Answer> answers;
    for (const std::int32_t id : ids)
        answers.push_back({vocabulary.piece(id), first.of(id).probability, second.of(id).probability});
    return answers;
}

} // namespace

std::vector<ProbeChange> compare(const std::vector<Probe> &probes, const std::shared_ptr<const Model> &before,
                                 const std::shared_ptr<const Model> &after, Workers &workers,
                                 const IsCancelled &is_cancelled)
{
    std::vector<ProbeChange> changes;
    for (const Probe &probe : probes) {
        const auto first = reading_of(probe, before, workers, is_cancelled),
                   second = reading_of(probe, after, workers, is_cancelled);
        ProbeChange change{probe, {}};
        if (probe.pair.empty())
            change.answers = gap_answers(probe, *first, *second);
        else if (first->next_sentence && second->next_sentence)
            change.answers = {{"IsNext", first->next_sentence->is_next, second->next_sentence->is_next},
                              {"NotNext", first->next_sentence->not_next, second->next_sentence->not_next}};
        std::ranges::stable_sort(change.answers, std::greater(), [&probe](const ProbeChange::Answer &answer) {
            return std::pair(answer.token == probe.expected, std::max(answer.before, answer.after));
        });
        changes.push_back(std::move(change));
    }
    return changes;
}

} // namespace bertlab
