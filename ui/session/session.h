#pragma once

#include "session/examples.h"
#include "session/inference_runner.h"
#include "session/selection.h"

#include <QFutureWatcher>
#include <QJsonObject>
#include <QObject>
#include <QSet>
#include <QString>
#include <QTimer>

#include <memory>

namespace bertlab {

/// Names a model so that it can be opened again.
struct ModelReference
{
    enum class Kind { builtin, directory } kind = Kind::builtin;
    QString value; ///< BuiltinModel::id or an absolute path
    bool operator==(const ModelReference &) const = default;
};

/// The document: the model, the sentences, what is covered, the selection, and the newest reading of them all. Every
/// change asks for a new reading (typing after 120 ms without a key); the old one stays until the new one is there.
class Session : public QObject
{
    Q_OBJECT

public:
    explicit Session(QObject *parent = nullptr);

    SelectionModel &selection() { return m_selection; }
    const SelectionModel &selection() const { return m_selection; }

    /// Null before the first model is loaded.
    std::shared_ptr<const Model> model() const { return m_model; }
    const ModelReference &modelReference() const { return m_modelReference; }
    /// Null before the first reading.
    std::shared_ptr<const Reading> reading() const { return m_reading; }

    const QString &text() const { return m_text; }
    const QString &pair() const { return m_pair; } ///< empty: no sentence B
    const QSet<int> &covered() const { return m_covered; }
    /// A reading or a model is on its way.
    bool isBusy() const;

    /// Sentences from the keyboard; covered pieces move with their words where these are still there.
    void setSentences(const QString &text, const QString &pair);
    /// Sentences, covers and an immediate reading (an example, a restored session).
    void setAll(const QString &text, const QString &pair, const QSet<int> &covered);
    void apply(const Example &example);
    void swapSentences();

    bool canCover(int token) const; ///< not what the tokenizer added, not a typed special token
    void setCovered(int token, bool covered);
    void toggleCovered(int token) { setCovered(token, !m_covered.contains(token)); }

    /// Loads off the GUI thread; modelChanged() and a new reading follow, or failed() and everything stays as it was.
    void openModel(const ModelReference &reference);

    /// Session files and the last session: sentences, covers, selection, model reference.
    QJsonObject toJson() const;
    void restore(const QJsonObject &json);

signals:
    void sentencesChanged(); ///< set by something else than setSentences: the bar must show them
    void coveredChanged();
    void modelChanged();
    void readingChanged();
    void busyChanged(bool busy);
    void failed(const QString &sentence); ///< shown inline; the old state stays
    void recovered();                     ///< the next thing went well: the message may go

private:
    void requestReading();
    void takeReading(std::shared_ptr<const Reading> reading);
    void moveCovers(const Encoding &before, const Encoding &after);

    SelectionModel m_selection;
    InferenceRunner m_runner;
    QTimer m_debounce;
    QFutureWatcher<std::shared_ptr<const Model>> m_loader;
    std::shared_ptr<const Model> m_model;
    std::shared_ptr<const Reading> m_reading;
    ModelReference m_modelReference, m_loading;
    QString m_text, m_pair;
    QSet<int> m_covered;
};

} // namespace bertlab
