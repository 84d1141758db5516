#include "pretraining/instances.h"
#include "base/atomic_file.h"
#include "base/error.h"
#include "base/mapped_file.h"
#include "builtin_models.h"
#include "commands/commands.h"
#include "commands/corpus_options.h"
#include "commands/instance_options.h"
#include "commands/interruption.h"
#include "commands/json_output.h"
#include "commands/options.h"

#include <ostream>
#include <sstream>

namespace bertlab {

namespace {

struct InstancesOptions
{
    CommonOptions common;
    InstanceSettings settings;
    std::vector<std::string> corpus;
    std::string out, vocabulary;
    bool cased = false;
    Index count = 0; ///< 0: one epoch
};

Vocabulary read_vocabulary(const std::string &path)
{
    if (path.empty())
        return Vocabulary::from_text(builtin_models().front().vocabulary, "vocab.txt");
    return Vocabulary::from_file(path_from_utf8(path));
}

Json json_of_tokens(const std::vector<std::int32_t> &ids, const Vocabulary &vocabulary)
{
    Json tokens = Json::array();
    for (const std::int32_t id : ids)
        tokens.push_back(vocabulary.piece(id));
    return tokens;
}

template <typename Value>
Json or_null(const std::optional<Value> &value)
{
    return value ? Json(*value) : Json();
}

Json json_of_pair(const PairRolls &rolls)
{
    Json truncations = Json::array();
    for (const Truncation &truncation : rolls.truncations)
        truncations.push_back({{"from", truncation.from_first ? "A" : "B"},
                               {"roll", truncation.roll},
                               {"end", truncation.from_front() ? "front" : "back"}});
    return {{"document", rolls.document},
            {"short_roll", rolls.short_roll},
            {"target_length", rolls.target_length},
            {"first_sentence", rolls.first_sentence},
            {"chunk_sentences", rolls.chunk_sentences},
            {"sentences_of_a", rolls.sentences_of_first},
            {"next_roll", or_null(rolls.next_roll)},
            {"second_document", rolls.second_document},
            {"second_sentence", rolls.second_sentence},
            {"sentences_of_b", rolls.sentences_of_second},
            {"put_back", rolls.put_back},
            {"truncations", std::move(truncations)}};
}

const char *name_of(MaskingCandidate::Outcome outcome)
{
    switch (outcome) {
    case MaskingCandidate::Outcome::chosen:
        return "chosen";
    case MaskingCandidate::Outcome::does_not_fit:
        return "does not fit";
    case MaskingCandidate::Outcome::unmasked:
        return "unmasked";
    case MaskingCandidate::Outcome::not_reached:
        break;
    }
    return "not reached";
}

const char *name_of(MaskedPiece::Treatment treatment)
{
    switch (treatment) {
    case MaskedPiece::Treatment::mask:
        return "mask";
    case MaskedPiece::Treatment::random:
        return "random";
    case MaskedPiece::Treatment::keep:
        break;
    }
    return "keep";
}

Json json_of_masking(const Masking &masking, const Vocabulary &vocabulary, bool has_coins)
{
    Json candidates = Json::array(), pieces = Json::array();
    for (const MaskingCandidate &candidate : masking.candidates) {
        candidates.push_back({{"positions", candidate.positions}, {"outcome", name_of(candidate.outcome)}});
        if (has_coins)
            candidates.back()["roll"] = candidate.roll;
        else
            candidates.back()["budget_left"] = candidate.budget_left;
    }
    for (const MaskedPiece &piece : masking.pieces)
        pieces.push_back({{"position", piece.position},
                          {"mask_roll", piece.mask_roll},
                          {"second_roll", or_null(piece.second_roll)},
                          {"treatment", name_of(piece.treatment)},
                          {"shown", vocabulary.piece(piece.shown)}});
    return {{"budget", masking.budget}, {"candidates", std::move(candidates)}, {"pieces", std::move(pieces)}};
}

Json json_of_instance(const PretrainingInstance &instance, const Vocabulary &vocabulary, const InstanceOptions &options)
{
    Json json{{"tokens", json_of_tokens(instance.input_ids, vocabulary)},
              {"type_ids", instance.token_type_ids},
              {"is_random_next", instance.is_random_next},
              {"masked_positions", instance.masked_positions},
              {"masked_labels", json_of_tokens(instance.masked_ids, vocabulary)},
              {"pair_rolls", json_of_pair(instance.pair)}};
    if (options.objective != Objective::next_piece)
        json["masking_rolls"] =
            json_of_masking(instance.masking, vocabulary, options.masking.method == MaskingMethod::bernoulli);
    return json;
}

/// Corpus, pieces, instances; and how many of them have a random next segment.
void write_instances(const InstancesOptions &options, Console console)
{
    const InstanceOptions instance = instance_options(options.settings);
    const Vocabulary vocabulary = read_vocabulary(options.vocabulary);
    Workers workers(options.common.threads);
    const EncodedCorpus corpus(read_corpus(options.corpus), Tokenizer(vocabulary, !options.cased), workers,
                               Interruption::requested);
    InstanceStream stream(corpus, vocabulary, instance, options.settings.seed);
    const std::uint64_t count = options.count > 0 ? static_cast<std::uint64_t>(options.count) : stream.size(0);
    std::ostringstream lines;
    DataPosition position;
    std::uint64_t random_next = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        if (Interruption::requested())
            throw Cancelled();
        const PretrainingInstance made = stream.next(position);
        random_next += made.is_random_next;
        print_json_line(lines, json_of_instance(made, vocabulary, instance));
    }
    const std::string text = lines.str();
    write_file_atomically(path_from_utf8(options.out), std::as_bytes(std::span(text)));
    const double share = static_cast<double>(random_next) / static_cast<double>(count);
    if (options.common.json)
        print_json_line(console.out, {{"out", options.out}, {"instances", count}, {"random_next", share}});
    else
        console.out << count << " instances written to " << options.out << ", " << percent(share)
                    << " of them with a random next segment\n";
}

} // namespace

void add_instances(CLI::App &program, Console console)
{
    auto options = std::make_shared<InstancesOptions>();
    CLI::App *command = program.add_subcommand("instances", "Draw pre-training instances, with every roll");
    add_corpus(*command, options->corpus)->required();
    command->add_option("--out", options->out, "Write the instances to this file, a JSON object a line")
        ->type_name("X.jsonl")
        ->required();
    add_count(*command, "--count", options->count, "So many; by default one epoch")->default_str("");
    command->add_option("--vocabulary", options->vocabulary, "A vocab.txt; by default that of the built-in model")
        ->type_name("F");
    command->add_flag("--cased", options->cased, "Keep upper case and accents");
    add_instance_settings(*command, options->settings);
    add_common_options(*command, options->common);
    add_example(*command, "instances --corpus resources/corpora/classroom/heldout.txt --out instances.jsonl --count 3");
    command->callback([=] { write_instances(*options, console); });
}

} // namespace bertlab
