#include "session/saved_training.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/mapped_file.h"
#include "io/safetensors.h"
#include "training/checkpoint.h"
#include "training/fingerprint.h"
#include "training/recipe_json.h"
#include "training/run_directory.h"

#include <QDir>
#include <QJsonDocument>

#include <map>

namespace bertlab {

namespace {

namespace fs = std::filesystem;

fs::path pathOf(const QString &folder)
{
    return path_from_utf8(folder.toStdString());
}

constexpr const char *momentsFile = "moments.safetensors";

QString unfinished(const QString &folder)
{
    return folder + QStringLiteral(".new");
}

void write(const fs::path &file, const QByteArray &text)
{
    write_file_atomically(file, std::as_bytes(std::span(text.constData(), static_cast<std::size_t>(text.size()))));
}

QJsonObject readJson(const fs::path &file)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(read_text_file(file)));
    if (!document.isObject())
        throw Error(display_name(file) + ": the file is damaged; expected what a saved training wrote.");
    return document.object();
}

QJsonArray inputsOf(const RunRecipe &recipe)
{
    QJsonArray inputs;
    for (const FileFingerprint &print : fingerprints(recipe))
        inputs.append(QJsonObject{{"file", QString::fromStdString(print.file)},
                                  {"bytes", static_cast<qint64>(print.bytes)},
                                  {"hash", QString::fromStdString(print.hash)}});
    return inputs;
}

void expectSameInputs(const RunRecipe &recipe, const QJsonArray &stored)
{
    const QJsonArray now = inputsOf(recipe);
    for (qsizetype i = 0; i < now.size(); ++i)
        if (now[i] != stored.at(i))
            throw Error(now[i].toObject()["file"].toString().toStdString() +
                        " has changed since the training was saved; it goes on with the same text only.");
}

/// One file, a row of all weights each, named by its step.
void writeMoments(const fs::path &file, const Moments &moments)
{
    TensorTable tensors;
    for (const Index step : moments.steps()) {
        const std::span<const float> weights = moments.at(step)->values();
        tensors.emplace(std::to_string(step),
                        TensorRef{DataType::f32, {static_cast<Index>(weights.size())}, std::as_bytes(weights)});
    }
    write_safetensors(file, tensors);
}

Moments readMoments(const fs::path &file, const Config &config)
{
    const MappedFile mapped(file);
    std::map<Index, const TensorRef *> ascending;
    const TensorTable tensors = read_safetensors(mapped.bytes(), display_name(file));
    for (const auto &[name, tensor] : tensors)
        ascending.emplace(QString::fromStdString(name).toLongLong(), &tensor);
    Moments moments;
    for (const auto &[step, tensor] : ascending) {
        Parameters weights(config);
        if (tensor->type != DataType::f32 || tensor->bytes.size() != weights.values().size_bytes())
            throw Error(display_name(file) + ": the weights behind step " + std::to_string(step) +
                        " are not of the run's model; the file is damaged.");
        copy_as_float(*tensor, std::to_string(step), weights.values());
        moments.keep(step, weights);
    }
    return moments;
}

} // namespace

std::optional<SavedTraining> savedTraining(const QString &folder)
{
    // Ended between the last two strokes of saving: what is whole gets its name now.
    if (!RunDirectory(pathOf(folder)).has_run() && RunDirectory(pathOf(unfinished(folder))).has_run())
        QDir().rename(unfinished(folder), folder);
    if (!RunDirectory(pathOf(folder)).has_run())
        return std::nullopt;
    try {
        const QJsonObject json = readJson(pathOf(folder) / "training.json");
        return SavedTraining{json["title"].toString(), json["step"].toInteger(), json["steps"].toInteger()};
    } catch (const Error &) {
        return std::nullopt;
    }
}

void saveTraining(const QString &folder, const QString &title, const RunRecipe &recipe, const RunData &data,
                  const TrainingState &state, const TrainingHistory &history, const Moments &moments)
{
    discardTraining(unfinished(folder));
    const RunDirectory run(pathOf(unfinished(folder)));
    run.make();
    save_checkpoint(run.checkpoints(), state, 1);
    write(run.folder() / "vocab.txt", QByteArray::fromStdString(data.tokenizer.vocabulary().to_text()));
    write(run.folder() / "recipe.json", QByteArray::fromStdString(write_recipe(recipe)));
    write(run.folder() / "history.json", QJsonDocument(history.toJson()).toJson(QJsonDocument::Compact));
    writeMoments(run.folder() / momentsFile, moments);
    const QJsonObject description{{"version", 1},
                                  {"title", title},
                                  {"step", static_cast<qint64>(state.step)},
                                  {"steps", static_cast<qint64>(recipe.steps)},
                                  {"inputs", inputsOf(recipe)}};
    run.write_description(QJsonDocument(description).toJson().toStdString()); // last: the folder is whole
    discardTraining(folder);
    if (!QDir().rename(unfinished(folder), folder))
        throw Error(display_name(pathOf(folder)) + ": the folder of the saved training cannot be renamed.");
}

StoredRun loadTraining(const QString &folder)
{
    const RunDirectory run(pathOf(folder));
    const QJsonObject description = readJson(run.folder() / "training.json");
    RunRecipe recipe = parse_recipe(read_text_file(run.folder() / "recipe.json"), "recipe.json");
    expectSameInputs(recipe, description["inputs"].toArray());
    Tokenizer tokenizer(Vocabulary::from_file(run.folder() / "vocab.txt"), recipe.lower_case);
    auto state = load_newest_checkpoint(run.checkpoints(), recipe.config);
    if (!state)
        throw Error(display_name(run.folder()) + ": no checkpoint is whole; the training cannot go on.");
    Moments moments = readMoments(run.folder() / momentsFile, recipe.config);
    return {description["title"].toString(),
            std::move(recipe),
            std::move(tokenizer),
            std::move(*state),
            TrainingHistory::fromJson(readJson(run.folder() / "history.json")),
            std::move(moments)};
}

void discardTraining(const QString &folder)
{
    QDir(folder).removeRecursively();
}

} // namespace bertlab
