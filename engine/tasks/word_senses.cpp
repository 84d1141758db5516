#include "tasks/word_senses.h"

#include "analysis/hidden_states.h"
#include "analysis/similarity.h"
#include "base/error.h"
#include "tasks/reading.h"

#include <algorithm>

namespace bertlab {

namespace {

/// A sentence in the batch: the rows of the word's pieces, and of the other tokens that are not [CLS] or [SEP].
struct Place
{
    std::size_t sense;
    Index first, pieces;
    std::vector<Index> others;
};

Place place_of(const std::vector<std::int32_t> &word, const Encoding &encoding, const std::string &sentence,
               const std::string &name)
{
    const auto found = std::ranges::search(encoding.ids, word);
    if (word.empty() || found.empty())
        throw Error("The sentence \"" + sentence + "\" does not have the word \"" + name + "\".");
    Place place{0, found.begin() - encoding.ids.begin(), static_cast<Index>(word.size()), {}};
    for (Index token = 0; token < encoding.size(); ++token)
        if (!encoding.is_added(static_cast<std::size_t>(token)) &&
            (token < place.first || token >= place.first + place.pieces))
            place.others.push_back(token);
    return place;
}

Matrix word_vectors(const ConstMatrixView &states, const Trace &trace, const std::vector<Place> &places,
                    std::size_t sense)
{
    std::vector<RowVector> rows;
    for (std::size_t i = 0; i < places.size(); ++i)
        if (places[i].sense == sense)
            rows.emplace_back(states.middleRows(trace.start(static_cast<Index>(i)) + places[i].first, places[i].pieces)
                                  .colwise()
                                  .mean());
    Matrix vectors(static_cast<Index>(rows.size()), states.cols());
    for (std::size_t i = 0; i < rows.size(); ++i)
        vectors.row(static_cast<Index>(i)) = rows[i];
    return vectors;
}

/// One other token of each sentence, a different one each time around: neighbours would share their sentence.
Matrix other_vectors(const ConstMatrixView &states, const Trace &trace, const std::vector<Place> &places)
{
    std::vector<Index> rows;
    for (std::size_t i = 0; i < places.size(); ++i)
        if (const auto &others = places[i].others; !others.empty())
            rows.push_back(trace.start(static_cast<Index>(i)) + others[(i * 7 + 3) % others.size()]);
    Matrix vectors(static_cast<Index>(rows.size()), states.cols());
    for (std::size_t i = 0; i < rows.size(); ++i)
        vectors.row(static_cast<Index>(i)) = states.row(rows[i]);
    return vectors;
}

SenseSimilarity compare(const std::vector<Matrix> &senses, const Matrix &others)
{
    double within = 0, within_pairs = 0, between = 0, between_pairs = 0;
    for (std::size_t a = 0; a < senses.size(); ++a) {
        const double rows = static_cast<double>(senses[a].rows()), pairs = rows * (rows - 1) / 2;
        within += pairs * mean_similarity(view(senses[a]));
        within_pairs += pairs;
        for (std::size_t b = a + 1; b < senses.size(); ++b) {
            const double across = rows * static_cast<double>(senses[b].rows());
            between += across * mean_similarity(view(senses[a]), view(senses[b]));
            between_pairs += across;
        }
    }
    return {within / within_pairs, between / between_pairs, mean_similarity(view(others))};
}

bool is_state(std::string_view name)
{
    return name == trace_name::embeddings_output ||
           (name.starts_with("encoder.layer.") && name.ends_with(".output") && !name.ends_with("attention.output") &&
            !name.ends_with("intermediate.output"));
}

} // namespace

bool WordSenseStudy::at_one_position() const
{
    const Index first = positions.front().front();
    return std::ranges::all_of(positions, [first](const std::vector<Index> &sense) {
        return std::ranges::all_of(sense, [first](Index position) { return position == first; });
    });
}

WordSenseStudy study_word_senses(const Model &model, const WordSenses &what, Workers &workers,
                                 const IsCancelled &is_cancelled)
{
    const auto enough = std::ranges::count_if(what.senses, [](const auto &sense) { return sense.size() >= 2; });
    if (enough < 2 || enough != static_cast<std::ptrdiff_t>(what.senses.size()))
        throw Error("To compare senses, each of at least two needs two sentences or more.");
    const Encoding alone = model.tokenizer.encode(what.word);
    const std::vector<std::int32_t> word(alone.ids.begin() + 1, alone.ids.end() - 1);

    WordSenseStudy study;
    study.positions.resize(what.senses.size());
    Batch batch;
    std::vector<Place> places;
    for (std::size_t sense = 0; sense < what.senses.size(); ++sense)
        for (const std::string &sentence : what.senses[sense]) {
            const Encoding encoding = encode_to_fit(model, sentence, std::nullopt);
            places.push_back(place_of(word, encoding, sentence, what.word));
            places.back().sense = sense;
            study.positions[sense].push_back(places.back().first);
            batch.add(encoding.ids, encoding.type_ids);
        }

    ForwardOptions options;
    options.trace = is_state;
    options.is_cancelled = is_cancelled;
    const auto trace = model.bert.forward(batch, options, workers).trace;
    for (Index layer = 0; layer <= model.bert.config().num_hidden_layers; ++layer) {
        const ConstMatrixView states = hidden_state(*trace, layer);
        std::vector<Matrix> &vectors = study.vectors.emplace_back();
        for (std::size_t sense = 0; sense < what.senses.size(); ++sense)
            vectors.push_back(word_vectors(states, *trace, places, sense));
        study.layers.push_back(compare(vectors, other_vectors(states, *trace, places)));
    }
    return study;
}

} // namespace bertlab
