#include "commands/pretrain_data.h"

#include "base/error.h"
#include "base/mapped_file.h"
#include "commands/corpus_options.h"
#include "commands/interruption.h"
#include "io/config_json.h"
#include "pretraining/corpus_words.h"

namespace bertlab {

namespace {

std::string hash_of(std::span<const std::byte> bytes)
{
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const std::byte byte : bytes)
        hash = (hash ^ static_cast<std::uint64_t>(byte)) * 0x100000001B3;
    std::string text(16, '0');
    for (std::size_t digit = text.size(); digit-- > 0; hash >>= 4)
        text[digit] = "0123456789abcdef"[hash & 15];
    return text;
}

} // namespace

RunText read_run_text(const PretrainOptions &options)
{
    RunText text{read_corpus(options.corpus), {}};
    const auto fraction = held_out_fraction(options.held_out);
    if (!fraction) {
        text.held_out = read_corpus({options.held_out});
        return text;
    }
    const std::size_t least = options.instances.objective == "next-piece" ? 1 : 2;
    if (*fraction > 0)
        text.held_out = hold_out(text.train, *fraction, least, options.instances.seed);
    return text;
}

Vocabulary make_vocabulary(const PretrainOptions &options, const RunText &text)
{
    if (!options.vocabulary.empty())
        return Vocabulary::from_file(path_from_utf8(options.vocabulary));
    WordPieceTrainerOptions trainer;
    const bool tiny = options.config.empty() && (options.shape.empty() || options.shape == "tiny");
    trainer.vocab_size = static_cast<std::size_t>(options.vocab_size.value_or(tiny ? 1000 : 6000));
    trainer.is_cancelled = Interruption::requested;
    return train_wordpiece(count_words(text.train, !options.cased, Interruption::requested).counts(), trainer);
}

Config make_config(const PretrainOptions &options, const Model *model, Index vocab_size)
{
    Config config;
    if (model) {
        config = model->bert.config();
        return config;
    }
    if (!options.config.empty()) {
        const std::filesystem::path file = path_from_utf8(options.config);
        config = parse_config(read_text_file(file), display_name(file));
    } else {
        const std::string shape = options.shape.empty() ? "tiny" : options.shape;
        config = Config::of_shape(shape);
        config.max_position_embeddings = shape == "tiny" || shape == "mini" ? 128 : 512;
    }
    config.vocab_size = vocab_size;
    return config;
}

Parameters weights_of(const Model &model, const PretrainOptions &options)
{
    Parameters weights = initial_parameters(model.bert.config(), Initialization::standard, PositionStart::random, {},
                                            options.instances.seed);
    for (const TensorInfo &info : weights.layout().tensors())
        if (model.bert.has(info.spec->part))
            MatrixView(weights.tensor(info.name)) = model.bert.tensor(info.name);
    return weights;
}

nlohmann::ordered_json fingerprints(const PretrainOptions &options)
{
    std::vector<std::string> files = options.corpus;
    for (const std::string &file : {options.batch, options.vocabulary, options.config})
        if (!file.empty())
            files.push_back(file);
    if (!options.corpus.empty() && !held_out_fraction(options.held_out))
        files.push_back(options.held_out);
    auto all = nlohmann::ordered_json::array();
    for (const std::string &file : files) {
        const MappedFile mapped(path_from_utf8(file));
        all.push_back({{"file", file}, {"bytes", mapped.bytes().size()}, {"hash", hash_of(mapped.bytes())}});
    }
    return all;
}

} // namespace bertlab
