#include "session/saved_training.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/mapped_file.h"
#include "io/safetensors.h"
#include "session/training_setup.h"
#include "training/checkpoint.h"
#include "training/recipe_json.h"
#include "training/run_directory.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

namespace bertlab {

namespace {

namespace fs = std::filesystem;

const std::string rivalFile = "rival.json", ownMoments = "moments", rivalMoments = "rival-moments";

fs::path pathOf(const QString &folder)
{
    return path_from_utf8(folder.toStdString());
}

QString unfinished(const QString &folder)
{
    return folder + QStringLiteral(".new");
}

QString setAside(const QString &folder)
{
    return folder + QStringLiteral(".before");
}

bool hasRun(const QString &folder)
{
    return RunDirectory(pathOf(folder)).has_run();
}

fs::path momentFile(const fs::path &folder, Index step)
{
    return folder / (std::to_string(step) + ".safetensors");
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

QJsonArray toJson(const std::vector<FileFingerprint> &prints)
{
    QJsonArray inputs;
    for (const FileFingerprint &print : prints)
        inputs.append(QJsonObject{{"file", QString::fromStdString(print.file)},
                                  {"bytes", static_cast<qint64>(print.bytes)},
                                  {"hash", QString::fromStdString(print.hash)}});
    return inputs;
}

QJsonArray toJson(const QList<Index> &steps)
{
    QJsonArray json;
    for (const Index step : steps)
        json.append(static_cast<qint64>(step));
    return json;
}

std::vector<FileFingerprint> sameInputs(const RunRecipe &recipe, const QJsonArray &stored)
{
    std::vector<FileFingerprint> prints = fingerprints(recipe);
    const QJsonArray now = toJson(prints);
    for (qsizetype i = 0; i < now.size(); ++i)
        if (now[i] != stored.at(i))
            throw Error(now[i].toObject()["file"].toString().toStdString() +
                        " has changed since the training was saved; it goes on with the same text only.");
    return prints;
}

/// The id of the run that the folder holds; empty if there is none.
QString idOf(const QString &folder)
{
    try {
        return hasRun(folder) ? readJson(pathOf(folder) / "training.json")["id"].toString() : QString();
    } catch (const Error &) {
        return {};
    }
}

/// A file each, since it never changes: what `before`, an earlier state of the same run, holds already gets a second
/// name, where the file system can do that. Some hundred megabytes need not go to the disk every two minutes.
void writeMoments(const fs::path &folder, const Moments &moments, const std::optional<fs::path> &before)
{
    std::error_code problem;
    fs::create_directories(folder, problem);
    for (const Index step : moments.steps()) {
        if (before) {
            fs::create_hard_link(momentFile(*before, step), momentFile(folder, step), problem);
            if (!problem)
                continue;
        }
        const std::span<const float> weights = moments.at(step)->values();
        TensorTable tensors;
        tensors.emplace("weights",
                        TensorRef{DataType::f32, {static_cast<Index>(weights.size())}, std::as_bytes(weights)});
        write_safetensors(momentFile(folder, step), tensors);
    }
}

Moments readMoments(const fs::path &folder, const QJsonArray &steps, const Config &config)
{
    Moments moments;
    for (const QJsonValue &value : steps) {
        const Index step = value.toInteger();
        const MappedFile mapped(momentFile(folder, step));
        const std::string name = display_name(momentFile(folder, step));
        const TensorTable tensors = read_safetensors(mapped.bytes(), name);
        Parameters weights(config);
        const auto found = tensors.find("weights");
        if (found == tensors.end() || found->second.type != DataType::f32 ||
            found->second.bytes.size() != weights.values().size_bytes())
            throw Error(name + ": the weights are not of the run's model; the file is damaged.");
        copy_as_float(found->second, "weights", weights.values());
        moments.keep(step, weights);
    }
    return moments;
}

std::shared_ptr<const RunRecord> readRival(const fs::path &folder)
{
    const QJsonObject json = readJson(folder / rivalFile);
    RunRecord rival = recordFrom(json, rivalFile);
    rival.moments = readMoments(folder / rivalMoments, json["moments"].toArray(), rival.course.recipe->config);
    rival.course.noteMoments(rival.moments);
    return std::make_shared<const RunRecord>(std::move(rival));
}

/// An end between two strokes of saving or discarding left these states.
void tidy(const QString &folder)
{
    if (hasRun(unfinished(folder))) { // whole, and newer
        discardTraining(folder);
        QDir().rename(unfinished(folder), folder);
    }
    if (!hasRun(folder) && hasRun(setAside(folder))) {
        discardTraining(folder);
        QDir().rename(setAside(folder), folder);
    }
}

} // namespace

std::optional<SavedTraining> savedTraining(const QString &folder)
{
    tidy(folder);
    if (!hasRun(folder))
        return std::nullopt;
    try {
        const QJsonObject json = readJson(pathOf(folder) / "training.json");
        return SavedTraining{json["title"].toString(), json["step"].toInteger(), json["steps"].toInteger(),
                             json["race"].toBool()};
    } catch (const Error &) {
        return std::nullopt;
    }
}

void saveTraining(const QString &folder, const StoredRun &run)
{
    if (hasRun(unfinished(folder)))
        tidy(folder);
    discardTraining(unfinished(folder));
    const RunDirectory written(pathOf(unfinished(folder)));
    written.make();
    save_checkpoint(written.checkpoints(), run.state, 1);
    write(written.folder() / "vocab.txt", QByteArray::fromStdString(run.tokenizer.vocabulary().to_text()));
    write(written.folder() / "recipe.json", QByteArray::fromStdString(write_recipe(run.recipe)));
    write(written.folder() / "history.json", QJsonDocument(run.history.toJson()).toJson(QJsonDocument::Compact));
    const bool isSame = idOf(folder) == run.id;
    const auto keep = [&](const Moments &moments, const std::string &name) {
        writeMoments(written.folder() / name, moments, isSame ? std::optional(pathOf(folder) / name) : std::nullopt);
        return toJson(moments.steps());
    };
    if (run.rival) {
        QJsonObject rival = jsonOf(*run.rival);
        rival["moments"] = keep(run.rival->moments, rivalMoments);
        write(written.folder() / rivalFile, QJsonDocument(rival).toJson(QJsonDocument::Compact));
    }
    const QJsonObject description{{"version", 2},
                                  {"id", run.id},
                                  {"title", run.title},
                                  {"step", static_cast<qint64>(run.state.step)},
                                  {"steps", static_cast<qint64>(lastStepOf(run.recipe, run.rival.get()))},
                                  {"race", run.rival != nullptr},
                                  {"inputs", toJson(run.inputs)},
                                  {"moments", keep(run.moments, ownMoments)}};
    written.write_description(QJsonDocument(description).toJson().toStdString()); // last: the folder is whole
    discardTraining(folder);
    if (!QDir().rename(unfinished(folder), folder))
        throw Error(display_name(pathOf(folder)) + ": the folder of the saved training cannot be renamed.");
}

StoredRun loadTraining(const QString &folder)
{
    const RunDirectory run(pathOf(folder));
    const QJsonObject description = readJson(run.folder() / "training.json");
    RunRecipe recipe = parse_recipe(read_text_file(run.folder() / "recipe.json"), "recipe.json");
    auto inputs = sameInputs(recipe, description["inputs"].toArray());
    Tokenizer tokenizer(Vocabulary::from_file(run.folder() / "vocab.txt"), recipe.lower_case);
    auto state = load_newest_checkpoint(run.checkpoints(), recipe.config);
    if (!state)
        throw Error(display_name(run.folder()) + ": no checkpoint is whole; the training cannot go on.");
    Moments moments = readMoments(run.folder() / ownMoments, description["moments"].toArray(), recipe.config);
    const auto rival = description["race"].toBool() ? readRival(run.folder()) : nullptr;
    return {description["id"].toString(),
            description["title"].toString(),
            std::move(recipe),
            std::move(inputs),
            std::move(tokenizer),
            std::move(*state),
            TrainingHistory::fromJson(readJson(run.folder() / "history.json")),
            std::move(moments),
            rival};
}

void discardTraining(const QString &folder)
{
    QFile::remove(folder + QStringLiteral("/training.json")); // first: what is left of it is no run
    QDir(folder).removeRecursively();
}

void setAsideTraining(const QString &folder)
{
    tidy(folder);
    if (!hasRun(folder))
        return;
    discardTraining(setAside(folder));
    QDir().rename(folder, setAside(folder));
}

} // namespace bertlab
