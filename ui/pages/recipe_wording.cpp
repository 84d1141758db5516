#include "pages/recipe_wording.h"

#include "plots/number_table.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace bertlab {

namespace {

struct RecipeWording
{
    Q_DECLARE_TR_FUNCTIONS(RecipeWording)
};

/// As someone would type it: no digit is lost that was typed.
QString plain(double number)
{
    return QLocale(QLocale::English).toString(number, 'g', 6);
}

QString fileName(const std::filesystem::path &file)
{
    const std::u8string name = file.filename().u8string();
    return QString::fromUtf8(reinterpret_cast<const char *>(name.data()), qsizetype(name.size()));
}

QString corpusOf(const RunRecipe &recipe)
{
    QStringList names;
    for (const auto &file : recipe.corpus)
        names.append(fileName(file));
    if (!recipe.held_out.empty())
        return RecipeWording::tr("%1; held out: %2").arg(names.join(QStringLiteral(", ")), fileName(recipe.held_out));
    return RecipeWording::tr("%1; held out: %2 % of the documents")
        .arg(names.join(QStringLiteral(", ")), plain(100 * recipe.held_out_share));
}

QString objectiveOf(const RunRecipe &recipe)
{
    switch (recipe.instances.objective) {
    case Objective::masked_lm_and_next_sentence:
        return RecipeWording::tr("masked pieces + next sentence");
    case Objective::masked_lm:
        return RecipeWording::tr("masked pieces");
    case Objective::next_piece:
        break;
    }
    return RecipeWording::tr("next piece (causal, as GPT)");
}

QString startOf(const RunRecipe &recipe)
{
    const QString deviation = plain(recipe.config.initializer_range);
    return recipe.initialization == Initialization::quick
               ? RecipeWording::tr("quick: normal of %1, keys as queries, biases at the pieces' frequencies")
                     .arg(deviation)
               : RecipeWording::tr("BERT's: truncated normal of %1").arg(deviation);
}

QString maskUnitOf(const MaskingOptions &masking)
{
    QString words = masking.whole_word ? RecipeWording::tr("whole words") : RecipeWording::tr("single pieces");
    if (masking.method == MaskingMethod::bernoulli)
        words += QStringLiteral(", ") + RecipeWording::tr("a coin each");
    if (masking.method == MaskingMethod::complete_words)
        words += QStringLiteral(", ") + RecipeWording::tr("begun words completed");
    if (masking.roll_per_word)
        words += QStringLiteral(", ") + RecipeWording::tr("one roll a word");
    return words;
}

QString optimizerOf(const RunRecipe &recipe)
{
    const AdamWOptions &options = recipe.trainer.optimizer;
    return (options.variant == OptimizerVariant::google
                ? RecipeWording::tr("AdamW without bias correction, betas %1 and %2")
                : RecipeWording::tr("AdamW, betas %1 and %2"))
        .arg(plain(options.beta1), plain(options.beta2));
}

} // namespace

QString nameOf(Setting setting)
{
    switch (setting) {
    case Setting::corpus:
        return RecipeWording::tr("corpus");
    case Setting::vocabulary:
        return RecipeWording::tr("vocabulary");
    case Setting::seed:
        return RecipeWording::tr("seed");
    case Setting::steps:
        return RecipeWording::tr("steps of the schedule");
    case Setting::evaluations:
        return RecipeWording::tr("held-out text is read");
    case Setting::objective:
        return RecipeWording::tr("objective");
    case Setting::layers:
        return RecipeWording::tr("layers");
    case Setting::width:
        return RecipeWording::tr("width");
    case Setting::form:
        return RecipeWording::tr("form of the model");
    case Setting::start:
        return RecipeWording::tr("start of the weights");
    case Setting::positions:
        return RecipeWording::tr("start of the positions");
    case Setting::batch:
        return RecipeWording::tr("batch");
    case Setting::length:
        return RecipeWording::tr("length");
    case Setting::learningRate:
        return RecipeWording::tr("learning rate");
    case Setting::warmup:
        return RecipeWording::tr("warm-up");
    case Setting::dropout:
        return RecipeWording::tr("dropout");
    case Setting::optimizer:
        return RecipeWording::tr("optimizer");
    case Setting::weightDecay:
        return RecipeWording::tr("weight decay");
    case Setting::clipping:
        return RecipeWording::tr("clipping");
    case Setting::maskShare:
        return RecipeWording::tr("pieces to predict");
    case Setting::maskSplit:
        return RecipeWording::tr("[MASK] / random / kept");
    case Setting::maskUnit:
        return RecipeWording::tr("what is masked");
    case Setting::epochs:
        return RecipeWording::tr("pairs and masks");
    }
    return {};
}

QString valueOf(Setting setting, const RunRecipe &recipe)
{
    const MaskingOptions &masking = recipe.instances.masking;
    switch (setting) {
    case Setting::corpus:
        return corpusOf(recipe);
    case Setting::vocabulary:
        return RecipeWording::tr("%1 pieces, %2")
            .arg(grouped(recipe.vocabulary.empty() ? recipe.vocab_size : recipe.config.vocab_size),
                 recipe.vocabulary.empty() ? RecipeWording::tr("trained on the text") : fileName(recipe.vocabulary));
    case Setting::seed:
        return QString::number(recipe.seed);
    case Setting::steps:
        return grouped(recipe.steps);
    case Setting::evaluations:
        return RecipeWording::tr("every %1 steps").arg(grouped(recipe.trainer.evaluate_every));
    case Setting::objective:
        return objectiveOf(recipe);
    case Setting::layers:
        return grouped(recipe.config.num_hidden_layers);
    case Setting::width:
        return RecipeWording::tr("%1 · %2 heads · feed-forward %3")
            .arg(grouped(recipe.config.hidden_size), grouped(recipe.config.num_attention_heads),
                 grouped(recipe.config.intermediate_size));
    case Setting::form:
        return RecipeWording::tr("%1 positions, %2 segments")
            .arg(grouped(recipe.config.max_position_embeddings), grouped(recipe.config.type_vocab_size));
    case Setting::start:
        return startOf(recipe);
    case Setting::positions:
        return recipe.positions == PositionStart::sinusoidal ? RecipeWording::tr("sinusoids")
                                                             : RecipeWording::tr("random");
    case Setting::batch:
        return RecipeWording::tr("%1 sequences").arg(grouped(recipe.batch_size));
    case Setting::length:
        return RecipeWording::tr("%1 tokens").arg(grouped(recipe.instances.pairs.length));
    case Setting::learningRate:
        return plain(recipe.trainer.schedule.peak);
    case Setting::warmup:
        return RecipeWording::tr("%1 steps").arg(grouped(recipe.trainer.schedule.warmup_steps));
    case Setting::dropout:
        return plain(recipe.config.hidden_dropout_prob);
    case Setting::optimizer:
        return optimizerOf(recipe);
    case Setting::weightDecay:
        return plain(recipe.trainer.optimizer.weight_decay);
    case Setting::clipping:
        return recipe.trainer.optimizer.clip_norm > 0
                   ? RecipeWording::tr("to a norm of %1").arg(plain(recipe.trainer.optimizer.clip_norm))
                   : RecipeWording::tr("none");
    case Setting::maskShare:
        return RecipeWording::tr("%1 %").arg(plain(100 * masking.probability));
    case Setting::maskSplit:
        return RecipeWording::tr("%1 / %2 / %3 %")
            .arg(plain(masking.split.mask), plain(masking.split.random), plain(masking.split.keep));
    case Setting::maskUnit:
        return maskUnitOf(masking);
    case Setting::epochs:
        return recipe.instances.is_static ? RecipeWording::tr("those of the first epoch")
                                          : RecipeWording::tr("drawn anew every epoch");
    }
    return {};
}

QString differenceInWords(Setting setting, const RunRecipe &first, const RunRecipe &second)
{
    return RecipeWording::tr("%1: %2 → %3").arg(nameOf(setting), valueOf(setting, first), valueOf(setting, second));
}

std::optional<QString> raceRefusal(const RunRecipe &first, const RunRecipe &second)
{
    const QList<Setting> differing = differences(first, second);
    if (differing.size() == 1)
        return std::nullopt;
    if (differing.isEmpty())
        return RecipeWording::tr(
            "Nothing differs: with the same seed the second run would be the first again, to the bit.");
    QStringList names;
    for (const Setting setting : differing)
        names.append(nameOf(setting));
    return RecipeWording::tr(
               "%1 settings differ (%2): nobody could tell which of them made the difference; put all but one back.")
        .arg(differing.size())
        .arg(names.join(QStringLiteral(", ")));
}

} // namespace bertlab
