#include "session/recipe_settings.h"

#include <tuple>

namespace bertlab {

QList<Setting> differences(const RunRecipe &one, const RunRecipe &other)
{
    QList<Setting> found;
    const auto compare = [&](Setting setting, const auto &fieldsOf) {
        if (fieldsOf(one) != fieldsOf(other))
            found.append(setting);
    };
    compare(Setting::corpus, [](const RunRecipe &r) { return std::tie(r.corpus, r.held_out, r.held_out_share); });
    compare(Setting::vocabulary,
            [](const RunRecipe &r) { return std::tie(r.vocabulary, r.vocab_size, r.lower_case, r.config.vocab_size); });
    compare(Setting::seed, [](const RunRecipe &r) { return std::tie(r.seed, r.trainer.seed); });
    compare(Setting::steps, [](const RunRecipe &r) { return std::tie(r.steps, r.trainer.schedule.total_steps); });
    compare(Setting::evaluations, [](const RunRecipe &r) { return std::tie(r.trainer.evaluate_every); });
    compare(Setting::objective,
            [](const RunRecipe &r) { return std::tie(r.instances.objective, r.trainer.objective); });
    compare(Setting::layers, [](const RunRecipe &r) { return std::tie(r.config.num_hidden_layers); });
    compare(Setting::width, [](const RunRecipe &r) {
        return std::tie(r.config.hidden_size, r.config.num_attention_heads, r.config.intermediate_size);
    });
    compare(Setting::form, [](const RunRecipe &r) {
        return std::tie(r.config.max_position_embeddings, r.config.type_vocab_size, r.config.hidden_act,
                        r.config.layer_norm_eps);
    });
    compare(Setting::start, [](const RunRecipe &r) { return std::tie(r.initialization, r.config.initializer_range); });
    compare(Setting::positions, [](const RunRecipe &r) { return std::tie(r.positions); });
    compare(Setting::batch, [](const RunRecipe &r) { return std::tie(r.batch_size); });
    compare(Setting::length,
            [](const RunRecipe &r) { return std::tie(r.instances.pairs.length, r.instances.pairs.short_probability); });
    compare(Setting::learningRate, [](const RunRecipe &r) { return std::tie(r.trainer.schedule.peak); });
    compare(Setting::warmup, [](const RunRecipe &r) { return std::tie(r.trainer.schedule.warmup_steps); });
    compare(Setting::dropout, [](const RunRecipe &r) {
        return std::tie(r.config.hidden_dropout_prob, r.config.attention_probs_dropout_prob);
    });
    compare(Setting::optimizer, [](const RunRecipe &r) {
        const AdamWOptions &o = r.trainer.optimizer;
        return std::tie(r.trainer.schedule.variant, o.variant, o.beta1, o.beta2, o.epsilon);
    });
    compare(Setting::weightDecay, [](const RunRecipe &r) { return std::tie(r.trainer.optimizer.weight_decay); });
    compare(Setting::clipping, [](const RunRecipe &r) { return std::tie(r.trainer.optimizer.clip_norm); });
    compare(Setting::maskShare, [](const RunRecipe &r) {
        return std::tie(r.instances.masking.probability, r.instances.masking.max_predictions);
    });
    compare(Setting::maskSplit, [](const RunRecipe &r) {
        const MaskSplit &split = r.instances.masking.split;
        return std::tie(split.mask, split.random, split.keep);
    });
    compare(Setting::maskUnit, [](const RunRecipe &r) {
        const MaskingOptions &masking = r.instances.masking;
        return std::tie(masking.method, masking.whole_word, masking.roll_per_word);
    });
    compare(Setting::epochs, [](const RunRecipe &r) { return std::tie(r.instances.is_static); });
    return found;
}

bool changesHeldOut(Setting setting)
{
    switch (setting) {
    case Setting::corpus:
    case Setting::vocabulary:
    case Setting::objective:
    case Setting::length:
    case Setting::maskShare:
    case Setting::maskSplit:
    case Setting::maskUnit:
        return true;
    default:
        return false;
    }
}

} // namespace bertlab
