#include "session/session.h"

#include "base/error.h"
#include "builtin_models.h"

#include <QDir>
#include <QJsonArray>

#include <algorithm>
#include <array>

namespace bertlab {

namespace {

constexpr int debounceMilliseconds = 120;

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::shared_ptr<const Model> load(const ModelReference &reference, const IsCancelled &isCancelled)
{
    if (reference.kind == ModelReference::Kind::directory)
        return load_model_directory(QDir(reference.value).filesystemAbsolutePath(), isCancelled);
    for (const BuiltinModel &model : builtin_models()) {
        if (fromView(model.id) == reference.value)
            return load_model({std::string(model.title), model.config_json, model.vocabulary, true, model.safetensors});
    }
    throw Error("There is no built-in model \"" + reference.value.toStdString() + "\".");
}

/// A selection that fits what was read; tokens move as `moved` says.
Selection fitted(Selection selection, const QList<int> &moved, const Config &config)
{
    const auto move = [&](int token) { return token >= 0 && token < moved.size() ? moved[token] : -1; };
    const auto within = [](int index, Index size) { return index < static_cast<int>(size) ? index : -1; };
    selection.token = move(selection.token);
    selection.lastToken = move(selection.lastToken);
    if (selection.token < 0 || selection.lastToken < 0)
        selection.lastToken = selection.token;
    selection.key = move(selection.key);
    selection.layer = std::clamp(selection.layer, 0, static_cast<int>(config.num_hidden_layers) - 1);
    selection.head = std::clamp(selection.head, 0, static_cast<int>(config.num_attention_heads) - 1);
    selection.dimension = within(selection.dimension, config.hidden_size);
    selection.piece = within(selection.piece, config.vocab_size);
    return selection;
}

QJsonObject selectionToJson(const Selection &selection)
{
    return {{"token", selection.token}, {"last_token", selection.lastToken},
            {"key", selection.key},     {"layer", selection.layer},
            {"head", selection.head},   {"dimension", selection.dimension},
            {"piece", selection.piece}};
}

Selection selectionFromJson(const QJsonObject &json)
{
    return {json["token"].toInt(-1), json["last_token"].toInt(-1), json["key"].toInt(-1),  json["layer"].toInt(),
            json["head"].toInt(),    json["dimension"].toInt(-1),  json["piece"].toInt(-1)};
}

constexpr std::array positionNames{"learned", "sinusoids", "scaled_sinusoids", "none"}; ///< as the enumeration goes

QJsonObject variantToJson(const ReadingVariant &variant)
{
    return {{"causal", variant.causal},
            {"positions", positionNames[std::size_t(variant.positions)]},
            {"one_segment", variant.one_segment},
            {"types_as_mask", variant.types_as_mask}};
}

ReadingVariant variantFromJson(const QJsonObject &json)
{
    const auto *const name = std::find(positionNames.begin(), positionNames.end(), json["positions"].toString());
    const auto positions = name == positionNames.end() ? 0 : name - positionNames.begin();
    return {json["causal"].toBool(), ReadingVariant::Positions(positions), json["one_segment"].toBool(),
            json["types_as_mask"].toBool()};
}

} // namespace

ModelReference ModelReference::defaultModel()
{
    return {Kind::builtin, fromView(builtin_models().front().id)};
}

ModelReference ModelReference::fromText(const QString &text)
{
    const auto models = builtin_models();
    if (std::any_of(models.begin(), models.end(), [&](const BuiltinModel &m) { return fromView(m.id) == text; }))
        return {Kind::builtin, text};
    return {Kind::directory, QDir(text).absolutePath()};
}

Session::Session(QObject *parent)
    : QObject(parent), m_loader([this](auto model) { takeModel(std::move(model)); },
                                [this](const QString &sentence) { fail(Failure::model, sentence); })
{
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(debounceMilliseconds);
    connect(&m_debounce, &QTimer::timeout, this, &Session::requestReading);
    connect(&m_runner, &InferenceRunner::finished, this, &Session::takeReading);
    connect(&m_runner, &InferenceRunner::failed, this,
            [this](const QString &sentence) { fail(Failure::reading, sentence); });
    connect(&m_training, &TrainingRunner::modelReady, this, &Session::showLearningModel);
    connect(&m_training, &TrainingRunner::runLeaves, this, &Session::leaveLearningModel);
    const auto loadDefault = [this] {
        if (!m_model && !m_loader.isBusy())
            openModel(ModelReference::defaultModel());
    };
    QMetaObject::invokeMethod(this, loadDefault, Qt::QueuedConnection);
}

void Session::setSentences(const QString &text, const QString &pair)
{
    if (text == m_text && pair == m_pair)
        return;
    m_text = text;
    m_pair = pair;
    m_runner.cancel(); // what it reads is no longer what stands in the window
    m_debounce.start();
    updateBusy();
}

void Session::setAll(const QString &text, const QString &pair, const QSet<int> &covered)
{
    m_covered = covered;
    setDocument(text, pair, Covers::ofTokens(text, pair, covered));
}

void Session::apply(const Example &example)
{
    setDocument(example.text, example.pair, Covers::ofWord(example.text, example.pair, example.coveredWord));
}

void Session::swapSentences()
{
    if (!m_pair.isEmpty())
        setDocument(m_pair, m_text, m_covers.swapped());
}

void Session::setDocument(QString text, QString pair, const Covers &covers)
{
    m_text = std::move(text); // by value: swapping passes the members themselves
    m_pair = std::move(pair);
    m_covers = covers;
    emit sentencesChanged();
    requestReading();
}

void Session::setVariant(const ReadingVariant &variant)
{
    if (variant == m_variant)
        return;
    m_variant = variant;
    emit variantChanged();
    requestReading();
}

bool Session::canCover(int token) const
{
    return m_reading && canCoverToken(m_reading->encoding, m_reading->model->tokenizer.vocabulary(), token);
}

void Session::setCovered(int token, bool covered)
{
    if (!canCover(token) || m_covered.contains(token) == covered)
        return;
    if (covered)
        m_covered.insert(token);
    else
        m_covered.remove(token);
    m_covers = Covers::ofTokens(QString::fromStdString(m_reading->text),
                                QString::fromStdString(m_reading->pair.value_or(std::string())), m_reading->encoding,
                                m_covered);
    emit coveredChanged();
    requestReading();
}

void Session::openModel(const ModelReference &reference)
{
    if (reference.kind == ModelReference::Kind::learning)
        return m_training.follow();
    m_training.release();
    loadModel(reference);
}

void Session::loadModel(const ModelReference &reference)
{
    if (m_modelReference.kind == ModelReference::Kind::learning && m_training.readsLeftToRight())
        m_variant.causal = false;
    m_loading = reference;
    m_loader.run([reference](const IsCancelled &isCancelled) { return load(reference, isCancelled); });
    updateBusy();
}

void Session::leaveLearningModel()
{
    if (m_modelReference.kind == ModelReference::Kind::learning)
        loadModel(m_chosen);
}

void Session::takeModel(std::shared_ptr<const Model> model)
{
    const bool isFirst = !m_model; // after a failure: not what was asked for, so the message stays
    m_model = std::move(model);
    m_modelReference = m_loading;
    if (m_modelReference.kind != ModelReference::Kind::learning)
        m_chosen = m_modelReference;
    if (m_failure == Failure::model && !isFirst) {
        m_failure = Failure::none;
        emit recovered();
    }
    emit modelChanged();
    requestReading();
}

void Session::showLearningModel(std::shared_ptr<const Model> model)
{
    m_loader.cancel();
    if (m_modelReference.kind != ModelReference::Kind::learning && m_training.readsLeftToRight())
        m_variant.causal = true; // as it learns
    m_loading = {ModelReference::Kind::learning, QString::fromStdString(model->name)};
    takeModel(std::move(model));
}

void Session::fail(Failure failure, const QString &sentence)
{
    m_failure = failure;
    if (failure == Failure::model) {
        emit failed(tr("The model %1 was not opened. %2").arg(m_loading.value, sentence));
        if (!m_model && m_loading != ModelReference::defaultModel())
            openModel(ModelReference::defaultModel());
    } else {
        emit failed(tr("The sentence was not read. %1").arg(sentence));
    }
    updateBusy();
}

void Session::requestReading()
{
    m_debounce.stop();
    if (m_model)
        m_runner.run(m_model, m_text, m_pair, m_covers, m_variant);
    updateBusy();
}

void Session::takeReading(std::shared_ptr<const Reading> reading)
{
    const std::shared_ptr<const Reading> before = std::exchange(m_reading, std::move(reading));
    const Encoding &encoding = m_reading->encoding;
    m_covered.clear();
    for (const Gap &gap : m_reading->gaps) {
        if (gap.covered_id)
            m_covered.insert(gap.position);
    }
    m_covers = Covers::ofTokens(m_text, m_pair, encoding, m_covered);

    const Config &config = m_reading->model->bert.config();
    const QList<int> moved = movedTokens(before ? before->encoding : encoding, encoding);
    const bool reselected =
        m_selection.transform([&](const Selection &selection) { return fitted(selection, moved, config); });
    const std::optional<Selection> restored = std::exchange(m_restoredSelection, std::nullopt);
    if (m_failure == Failure::reading) {
        m_failure = Failure::none;
        emit recovered();
    }
    emit readingChanged();
    emit coveredChanged();
    if (reselected)
        m_selection.announce();
    if (restored)
        m_selection.hold(fitted(*restored, movedTokens(encoding, encoding), config));
    updateBusy();
}

void Session::updateBusy()
{
    const bool busy = m_debounce.isActive() || m_runner.isBusy() || m_loader.isBusy() || !m_model;
    if (busy != m_busy) {
        m_busy = busy;
        emit busyChanged(busy);
    }
}

QJsonObject Session::toJson() const
{
    const bool builtin = m_chosen.kind == ModelReference::Kind::builtin; // a learning model ends with its window
    QJsonObject json = documentToJson();
    json.insert("version", 1);
    json.insert("model", QJsonObject{{"kind", builtin ? "builtin" : "directory"}, {"value", m_chosen.value}});
    json.insert("selection", selectionToJson(m_restoredSelection.value_or(m_selection.held())));
    return json;
}

QJsonObject Session::documentToJson() const
{
    return {{"text", m_text}, {"pair", m_pair}, {"covered", m_covers.toJson()}, {"variant", variantToJson(m_variant)}};
}

void Session::restoreDocument(const QJsonObject &json)
{
    const QString text = json["text"].toString(), pair = json["pair"].toString();
    setVariant(variantFromJson(json["variant"].toObject()));
    setDocument(text, pair, Covers::fromJson(text, pair, json["covered"].toArray()));
}

void Session::restore(const QJsonObject &json)
{
    m_restoredSelection = selectionFromJson(json["selection"].toObject());
    const QJsonObject model = json["model"].toObject();
    const ModelReference reference{model["kind"] == "directory" ? ModelReference::Kind::directory
                                                                : ModelReference::Kind::builtin,
                                   model["value"].toString()};
    restoreDocument(json);
    openModel(reference.value.isEmpty() ? ModelReference::defaultModel() : reference);
}

} // namespace bertlab
