#pragma once

#include "session/saved_training.h"
#include "session/session.h"
#include "window/message_line.h"

#include <QWidget>

#include <optional>

namespace bertlab {

/// How well a vocabulary fits a sentence.
struct VocabularyFit
{
    int words = 0;  ///< punctuation and special tokens not counted
    int broken = 0; ///< split into pieces or [UNK]
    /// So many that the model's guesses mean little.
    bool isPoor() const { return 3 * broken > words; }
};
VocabularyFit vocabularyFit(const Encoding &encoding, const Vocabulary &vocabulary);

/// The lines above the page: what went wrong, that the model is made to read in another way, what was cut, and that a
/// vocabulary does not fit.
class Notices : public QWidget
{
    Q_OBJECT

public:
    explicit Notices(Session &session, QWidget *parent = nullptr);

    void showError(const QString &sentence);
    void clearError(); ///< something else was begun
    void showSavedTraining(const SavedTraining &training);
    void clearSavedTraining();

signals:
    void otherModelWanted();
    void savedTrainingWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void renew();
    QString wordsOf(const ReadingVariant &variant) const;
    Session &m_session;
    std::optional<SavedTraining> m_saved;
    MessageLine *m_error, *m_training, *m_variant, *m_cut, *m_vocabulary;
};

} // namespace bertlab
