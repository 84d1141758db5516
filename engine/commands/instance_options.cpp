#include "commands/instance_options.h"

#include "commands/options.h"

#include <array>
#include <charconv>
#include <cmath>

namespace bertlab {

namespace {

constexpr Index shortest_sequence = 5; // [CLS] A [SEP] B [SEP]

MaskSplit parse_split(const std::string &text)
{
    std::array<double, 3> shares{};
    const char *from = text.data(), *end = text.data() + text.size();
    bool good = true;
    for (std::size_t i = 0; i < shares.size() && good; ++i) {
        const auto [rest, problem] = std::from_chars(from, end, shares[i]);
        const bool last = i + 1 == shares.size();
        good = problem == std::errc() && shares[i] >= 0 && (last ? rest == end : rest != end && *rest == ',');
        from = last ? rest : rest + 1;
    }
    if (!good || std::abs(shares[0] + shares[1] + shares[2] - 100) > 1e-9)
        throw_usage("--mask-split is " + text + "; expected three shares of 100: [MASK], random, kept, as in 80,10,10");
    return {shares[0], shares[1], shares[2]};
}

CLI::Validator one_of(std::vector<std::string> names)
{
    return CLI::IsMember(std::move(names)).description("");
}

} // namespace

void add_instance_settings(CLI::App &command, InstanceSettings &settings)
{
    command.add_option("--sequence", settings.sequence, "Tokens of an instance at most")
        ->type_name("N")
        ->capture_default_str()
        ->check(CLI::Range(shortest_sequence, Index(1) << 20).description(""));
    command.add_option("--seed", settings.seed, "Of everything that is drawn")->type_name("N")->capture_default_str();
    command
        .add_option("--objective", settings.objective,
                    "mlm+nsp; mlm: the same instances, without the loss on pairs; next-piece: as GPT")
        ->type_name("WHAT")
        ->capture_default_str()
        ->check(one_of({"mlm+nsp", "mlm", "next-piece"}));
    command
        .add_option("--masking", settings.masking,
                    "exact: a budget of 15 % a sequence; bernoulli: a coin a piece; complete-words: begun words are "
                    "finished, others un-masked")
        ->type_name("HOW")
        ->capture_default_str()
        ->check(one_of({"exact", "bernoulli", "complete-words"}));
    command.add_flag("--whole-word", settings.whole_word, "Choose words with all their pieces");
    command.add_option("--mask-split", settings.mask_split, "Percent that become [MASK], a random piece, or are kept")
        ->type_name("A,B,C")
        ->capture_default_str();
    command
        .add_option("--max-predictions", settings.max_predictions, "So many a sequence at most; 0: no limit but 15 %")
        ->type_name("N")
        ->capture_default_str()
        ->check(CLI::Range(Index(0), Index(1) << 20).description(""));
    command.add_flag("--static", settings.is_static, "The same pairs and masks in every epoch");
}

InstanceOptions instance_options(const InstanceSettings &settings)
{
    if (settings.whole_word && settings.masking == "complete-words")
        throw_usage("--whole-word chooses whole words already: --masking complete-words has nothing to finish");
    InstanceOptions options;
    options.objective = settings.objective == "mlm"          ? Objective::masked_lm
                        : settings.objective == "next-piece" ? Objective::next_piece
                                                             : Objective::masked_lm_and_next_sentence;
    options.pairs.length = settings.sequence;
    options.masking.method = settings.masking == "bernoulli"        ? MaskingMethod::bernoulli
                             : settings.masking == "complete-words" ? MaskingMethod::complete_words
                                                                    : MaskingMethod::exact;
    options.masking.whole_word = settings.whole_word;
    options.masking.split = parse_split(settings.mask_split);
    options.masking.max_predictions = settings.max_predictions;
    options.is_static = settings.is_static;
    return options;
}

} // namespace bertlab
