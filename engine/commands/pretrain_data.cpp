#include "commands/pretrain_data.h"

#include "base/mapped_file.h"
#include "io/config_json.h"
#include "training/fingerprint.h"

namespace bertlab {

Config make_config(const PretrainOptions &options, const Model *model)
{
    if (model)
        return model->bert.config();
    if (options.config.empty())
        return training_shape(options.shape.empty() ? "tiny" : options.shape);
    const std::filesystem::path file = path_from_utf8(options.config);
    return parse_config(read_text_file(file), display_name(file));
}

RunRecipe recipe_of(const PretrainOptions &options, const Config &config)
{
    RunRecipe recipe;
    for (const std::string &file : options.corpus)
        recipe.corpus.push_back(path_from_utf8(file));
    if (const auto share = held_out_fraction(options.held_out))
        recipe.held_out_share = *share;
    else
        recipe.held_out = path_from_utf8(options.held_out);
    recipe.vocabulary = path_from_utf8(options.vocabulary);
    const bool tiny = options.config.empty() && (options.shape.empty() || options.shape == "tiny");
    recipe.vocab_size = options.vocab_size.value_or(tiny ? 1000 : 6000);
    recipe.lower_case = !options.cased;
    recipe.config = config;
    recipe.initialization = options.is_quick() ? Initialization::quick : Initialization::standard;
    recipe.positions = options.position_start == "sinusoidal" ? PositionStart::sinusoidal : PositionStart::random;
    recipe.instances = instance_options(options.instances);
    recipe.batch_size = options.batch_size;
    recipe.trainer = {options.schedule(), options.adamw(), recipe.instances.objective, options.instances.seed,
                      options.evaluate_every};
    recipe.seed = options.instances.seed;
    return recipe;
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
        const FileFingerprint print = fingerprint(path_from_utf8(file));
        all.push_back({{"file", file}, {"bytes", print.bytes}, {"hash", print.hash}});
    }
    return all;
}

} // namespace bertlab
