#pragma once

#include "model/parameters.h"
#include "pretraining/encoded_corpus.h"
#include "training/probes.h"
#include "training/trainer.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace bertlab {

/// What someone chooses before a training in the window begins.
struct TrainingSetup
{
    QStringList files;      ///< of the corpus
    QString heldOutFile;    ///< empty: 5 % of the documents
    QString vocabularyFile; ///< empty: trained on the corpus
    QString shape = QStringLiteral("tiny");
    Index vocabularySize = 1000;
    bool quick = true; ///< 'Classroom (fast)'; else BERT's recipe
    InstanceOptions instances{};
    Index batchSize = 32, steps = 1600, evaluateEvery = 50;
    double learningRate = 4e-3;
    std::uint64_t seed = 1;

    /// The classroom world, as its recipe trains it.
    static TrainingSetup classroom();
};

/// Everything that a run reads, and where it begins. Made off the GUI thread; the trainer refers to it.
struct TrainingMaterial
{
    Tokenizer tokenizer;
    EncodedCorpus train;
    std::shared_ptr<const HeldOut> heldOut; ///< null: the corpus has too few documents
    TrainingState start; ///< the trainer takes it
    TrainerOptions options;
    InstanceOptions instances;
    Index batchSize, steps;

    /// What ignorance gets, in the order of the curves.
    double uniformLoss, frequencyLoss; ///< MLM: ln V, and the entropy of the pieces' frequencies
    double mostFrequentShare;          ///< of the most frequent piece: accuracy of always guessing it
    QString mostFrequentPiece;
};

/// Throws Error (a file, a size that does not fit), Cancelled.
std::unique_ptr<TrainingMaterial> prepare(const TrainingSetup &setup, Workers &workers,
                                                const IsCancelled &isCancelled);

/// A model of weights as they are now, for pages and files.
std::shared_ptr<const Model> modelOf(const Parameters &weights, const Tokenizer &tokenizer, const QString &name);

} // namespace bertlab
