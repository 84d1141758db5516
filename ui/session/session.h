#pragma once

#include "session/covers.h"
#include "session/examples.h"
#include "session/inference_runner.h"
#include "session/selection.h"
#include "session/training_runner.h"

#include <QJsonObject>
#include <QObject>
#include <QSet>
#include <QString>
#include <QTimer>

#include <memory>
#include <optional>

namespace bertlab {

/// Names a model so that it can be opened again.
struct ModelReference
{
    enum class Kind { builtin, directory, learning } kind = Kind::builtin;
    QString value; ///< BuiltinModel::id, an absolute path, or what the learning model is called
    bool operator==(const ModelReference &) const = default;

    static ModelReference defaultModel(); ///< the first built-in one
    /// A built-in id or a folder, as someone types it.
    static ModelReference fromText(const QString &text);
};

/// The document: the model, the sentences, what is covered, the selection, and the newest reading of them all. Every
/// change asks for a new reading (typing after 120 ms without a key); the old one stays until the new one is there.
/// Unless openModel() or restore() is called before the event loop runs, the default model is loaded then. No engine
/// call happens on the thread of this object.
class Session : public QObject
{
    Q_OBJECT

public:
    explicit Session(QObject *parent = nullptr);

    /// The team of threads that everything of this window computes with: what runs at once shares the processors in
    /// turns instead of crowding them.
    const std::shared_ptr<Workers> &workers() const { return m_workers; }

    SelectionModel &selection() { return m_selection; }
    const SelectionModel &selection() const { return m_selection; }

    /// Null before the first model is loaded.
    std::shared_ptr<const Model> model() const { return m_model; }
    const ModelReference &modelReference() const { return m_modelReference; }
    /// Null before the first reading.
    std::shared_ptr<const Reading> reading() const { return m_reading; }

    const QString &text() const { return m_text; }
    const QString &pair() const { return m_pair; } ///< empty: no sentence B
    /// Tokens of reading() that are covered; what has just been covered is among them before it was read.
    const QSet<int> &covered() const { return m_covered; }
    /// A reading or a model is on its way.
    bool isBusy() const { return m_busy; }

    /// Sentences from the keyboard; covered pieces move with their words where these are still there.
    void setSentences(const QString &text, const QString &pair);
    /// Sentences, covers and an immediate reading (an example, a restored session).
    void setAll(const QString &text, const QString &pair, const QSet<int> &covered);
    void apply(const Example &example);
    void swapSentences();

    /// How the model is made to read; the reading follows.
    const ReadingVariant &variant() const { return m_variant; }
    void setVariant(const ReadingVariant &variant);

    bool canCover(int token) const; ///< not what the tokenizer added, not a typed special token
    void setCovered(int token, bool covered);
    void toggleCovered(int token) { setCovered(token, !m_covered.contains(token)); }

    /// The training of this window; its models come by showLearningModel().
    TrainingRunner &training() { return m_training; }
    /// A model that is in memory: the learning one, now or at an earlier moment. When its run is gone the model that
    /// was chosen before comes back.
    void showLearningModel(std::shared_ptr<const Model> model);

    /// Loads off the GUI thread; modelChanged() and a new reading follow, or failed() and everything stays as it was.
    /// The learning model is followed until another one is opened or an earlier moment shown.
    void openModel(const ModelReference &reference);

    /// Session files and the last session: sentences, covers, selection, model reference.
    QJsonObject toJson() const;
    void restore(const QJsonObject &json);
    /// What undo goes through: sentences, covers and the way of reading.
    QJsonObject documentToJson() const;
    void restoreDocument(const QJsonObject &json);

signals:
    void sentencesChanged(); ///< set by something else than setSentences: the bar must show them
    void coveredChanged();
    void variantChanged();
    void modelChanged();
    void readingChanged();
    void busyChanged(bool busy);
    void failed(const QString &sentence); ///< shown inline; the old state stays
    void recovered();                     ///< the next thing went well: the message may go

private:
    enum class Failure { none, model, reading };
    void setDocument(QString text, QString pair, const Covers &covers);
    void loadModel(const ModelReference &reference);
    void leaveLearningModel();
    void requestReading();
    void takeReading(std::shared_ptr<const Reading> reading);
    void takeModel(std::shared_ptr<const Model> model);
    void fail(Failure failure, const QString &sentence);
    void updateBusy();

    std::shared_ptr<Workers> m_workers = std::make_shared<Workers>(Workers::available());
    SelectionModel m_selection;
    QTimer m_debounce;
    std::shared_ptr<const Model> m_model;
    std::shared_ptr<const Reading> m_reading;
    ModelReference m_modelReference, m_loading;
    ModelReference m_chosen = ModelReference::defaultModel(); ///< the last one that was opened, not the learning one
    QString m_text, m_pair;
    QSet<int> m_covered;
    std::optional<Selection> m_restoredSelection; ///< waits for the reading that it belongs to
    ReadingVariant m_variant;
    Covers m_covers; ///< the same by place; what counts
    bool m_busy = true;
    Failure m_failure = Failure::none;
    InferenceRunner m_runner{m_workers};
    LatestJob<std::shared_ptr<const Model>> m_loader;
    TrainingRunner m_training{m_workers};
};

} // namespace bertlab
