#include "window/notices.h"

#include <QEvent>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace bertlab {

VocabularyFit vocabularyFit(const Encoding &encoding, const Vocabulary &vocabulary)
{
    VocabularyFit fit;
    for (std::size_t first = 0; first < encoding.tokens.size();) {
        std::size_t last = first + 1;
        while (last < encoding.tokens.size() && encoding.word_index[last] == encoding.word_index[first])
            ++last;
        const bool unknown = encoding.ids[first] == vocabulary.unknown_id();
        const bool special = encoding.is_added(first) || (vocabulary.is_special(encoding.ids[first]) && !unknown);
        const QString text = QString::fromStdString(encoding.tokens[first]);
        const bool hasLetter = std::any_of(text.begin(), text.end(), [](QChar c) { return c.isLetterOrNumber(); });
        if (!special && hasLetter) { // "[UNK]" has letters too
            ++fit.words;
            fit.broken += unknown || last - first > 1;
        }
        first = last;
    }
    return fit;
}

Notices::Notices(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_error(new MessageLine("error-line", MessageLine::Kind::error)),
      m_training(new MessageLine("training-line", MessageLine::Kind::notice)),
      m_variant(new MessageLine("variant-line", MessageLine::Kind::notice)),
      m_cut(new MessageLine("cut-line", MessageLine::Kind::notice)),
      m_vocabulary(new MessageLine("vocabulary-line", MessageLine::Kind::notice))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (MessageLine *line : {m_error, m_training, m_variant, m_cut, m_vocabulary})
        column->addWidget(line);
    connect(&session, &Session::failed, this, &Notices::showError);
    connect(&session, &Session::recovered, m_error, &MessageLine::clear);
    connect(&session, &Session::readingChanged, this, &Notices::renew);
    connect(m_training, &MessageLine::actionTriggered, this, &Notices::savedTrainingWanted);
    connect(m_variant, &MessageLine::actionTriggered, this, [this] { m_session.setVariant({}); });
    connect(m_vocabulary, &MessageLine::actionTriggered, this, &Notices::otherModelWanted);
}

void Notices::showError(const QString &sentence)
{
    m_error->showMessage(sentence);
}

void Notices::clearError()
{
    m_error->clear();
}

void Notices::showSavedTraining(const SavedTraining &training)
{
    m_saved = training;
    m_training->showMessage((training.isRace ? tr("A recipe race was kept with both runs: %1, step %2 of %3.")
                                             : tr("A training was kept: %1, step %2 of %3."))
                                .arg(training.title)
                                .arg(QLocale(QLocale::English).toString(qlonglong(training.step)),
                                     QLocale(QLocale::English).toString(qlonglong(training.steps))),
                            tr("Go on with it"));
}

void Notices::clearSavedTraining()
{
    m_saved.reset();
    m_training->clear();
}

/// A failure stays in the words in which it came.
void Notices::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    if (m_session.reading())
        renew();
    if (m_saved && m_training->isVisible())
        showSavedTraining(SavedTraining(*m_saved));
}

/// What a variant does to the reading, a sentence each.
QString Notices::wordsOf(const ReadingVariant &variant) const
{
    using Positions = ReadingVariant::Positions;
    QStringList sentences;
    if (variant.causal && m_session.modelReference().kind == ModelReference::Kind::learning &&
        m_session.training().readsLeftToRight())
        sentences << tr(
            "This model learns to read left to right, as GPT: it guesses the next piece, not a covered one.");
    else if (variant.causal)
        sentences << tr("BERT forced to read left to right; GPT was trained so, and predicts the next piece.");
    if (variant.positions == Positions::sinusoids)
        sentences << tr("The positions are the Transformer's sinusoids, as they are.");
    else if (variant.positions == Positions::scaled_sinusoids)
        sentences << tr("The positions are the Transformer's sinusoids, as large as the learned rows.");
    else if (variant.positions == Positions::none)
        sentences << tr("Without position embeddings: the order of the pieces is lost.");
    if (variant.one_segment)
        sentences << tr("Both sentences have segment A.");
    if (variant.types_as_mask)
        sentences << tr("The type ids stand in for the attention mask: no token sees a token of sentence A.");
    return sentences.join(u' ');
}

void Notices::renew()
{
    const auto reading = m_session.reading();
    if (const QString words = wordsOf(reading->variant); words.isEmpty())
        m_variant->clear();
    else
        m_variant->showMessage(words, tr("Back to BERT as it was trained"));
    const Encoding &encoding = reading->encoding;
    const auto most = reading->model->bert.config().max_position_embeddings;
    if (encoding.cut_from_text > 0 && encoding.cut_from_pair > 0)
        m_cut->showMessage(
            tr("This model reads at most %1 tokens: the last %2 of sentence A and %3 of sentence B were cut.")
                .arg(most)
                .arg(encoding.cut_from_text)
                .arg(encoding.cut_from_pair));
    else if (encoding.cut_from_text > 0 || encoding.cut_from_pair > 0)
        m_cut->showMessage((encoding.cut_from_text > 0
                                ? tr("This model reads at most %1 tokens: the last %2 of sentence A were cut.")
                                : tr("This model reads at most %1 tokens: the last %2 of sentence B were cut."))
                               .arg(most)
                               .arg(encoding.cut_from_text + encoding.cut_from_pair));
    else
        m_cut->clear();

    const VocabularyFit fit = vocabularyFit(encoding, reading->model->tokenizer.vocabulary());
    if (fit.isPoor())
        m_vocabulary->showMessage(
            tr("%1 of %2 words are split or unknown in this model's vocabulary: its guesses mean little here.")
                .arg(fit.broken)
                .arg(fit.words),
            tr("Open another model"));
    else
        m_vocabulary->clear();
}

} // namespace bertlab
