#include "pages/pair_experiments.h"

#include "numerics/random.h"
#include "pages/controls.h"
#include "session/examples.h"

#include <QHBoxLayout>
#include <QPushButton>

#include <span>

namespace bertlab {

namespace {

constexpr std::uint32_t anotherSite = 1, shuffleSite = 2; ///< of the random numbers

/// The words in another order; one word, or none, stays as it is.
QString shuffled(const QString &sentence, RandomSequence &random)
{
    const QStringList before = sentence.split(u' ', Qt::SkipEmptyParts);
    QStringList words = before;
    for (int attempt = 0; attempt < 8 && words == before; ++attempt)
        random.shuffle(std::span(words.data(), static_cast<std::size_t>(words.size())));
    return words.join(u' ');
}

} // namespace

PairExperiments::PairExperiments(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_swap(new QPushButton), m_another(new QPushButton),
      m_oneSegment(new QPushButton), m_typesAsMask(new QPushButton), m_shuffle(new QPushButton)
{
    m_swap->setObjectName("pair-swap");
    m_another->setObjectName("pair-another");
    m_oneSegment->setObjectName("pair-one-segment");
    m_shuffle->setObjectName("pair-shuffle");
    m_typesAsMask->setObjectName("pair-types-as-mask");
    m_oneSegment->setCheckable(true);
    m_typesAsMask->setCheckable(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QPushButton *button : {m_swap, m_another, m_oneSegment, m_typesAsMask, m_shuffle})
        row->addWidget(button);
    connect(m_swap, &QPushButton::clicked, this, [this] { m_session.swapSentences(); });
    connect(m_another, &QPushButton::clicked, this, &PairExperiments::takeAnotherB);
    connect(m_shuffle, &QPushButton::clicked, this, &PairExperiments::shuffleWords);
    connect(m_typesAsMask, &QPushButton::clicked, this, [this](bool on) {
        ReadingVariant variant = m_session.variant();
        variant.types_as_mask = on;
        m_session.setVariant(variant);
    });
    connect(m_oneSegment, &QPushButton::clicked, this, [this](bool on) {
        ReadingVariant variant = m_session.variant();
        variant.one_segment = on;
        m_session.setVariant(variant);
    });
}

/// A sentence of the examples, not one that stands there.
void PairExperiments::takeAnotherB()
{
    QStringList sentences;
    for (const Example &example : teachingExamples())
        for (const QString &sentence : {example.text, example.pair})
            if (!sentence.isEmpty() && sentence != m_session.text() && sentence != m_session.pair() &&
                !sentences.contains(sentence))
                sentences.append(sentence);
    const Random random(0, m_drawn++, anotherSite);
    const auto chosen = static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(sentences.size()), 0));
    m_session.setAll(m_session.text(), sentences[chosen], {});
}

void PairExperiments::shuffleWords()
{
    RandomSequence random(0, m_drawn++, shuffleSite);
    const QString text = shuffled(m_session.text(), random);
    m_session.setAll(text, shuffled(m_session.pair(), random), {});
}

void PairExperiments::showReading(const Reading &reading)
{
    const bool pair = reading.pair.has_value();
    m_swap->setEnabled(pair);
    m_oneSegment->setEnabled(pair);
    m_oneSegment->setChecked(reading.variant.one_segment);
    m_typesAsMask->setEnabled(pair && !reading.variant.causal);
    m_typesAsMask->setChecked(reading.variant.types_as_mask);
}

void PairExperiments::retranslate()
{
    m_swap->setText(tr("Swap A and B"));
    m_swap->setAccessibleName(tr("Swap sentence A and sentence B"));
    m_another->setText(tr("Another B"));
    m_another->setAccessibleName(tr("Take another sentence B"));
    m_oneSegment->setText(tr("One segment"));
    m_oneSegment->setAccessibleName(tr("Give both sentences segment A"));
    m_typesAsMask->setText(tr("Close A's keys"));
    m_typesAsMask->setAccessibleName(tr("Give the type ids for the attention mask: nobody sees A"));
    m_shuffle->setText(tr("Shuffle"));
    m_shuffle->setAccessibleName(tr("Shuffle the words"));
    for (QPushButton *button : {m_swap, m_another, m_oneSegment, m_typesAsMask, m_shuffle})
        button->setToolTip(button->accessibleName());
}

void PairExperiments::setColors(const Palette &palette)
{
    for (QPushButton *button : {m_swap, m_another, m_oneSegment, m_typesAsMask, m_shuffle})
        styleButton(*button, palette);
}

} // namespace bertlab
