#include "pages/recipe_fields.h"

#include "pages/controls.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>

namespace bertlab {

namespace {

QDoubleSpinBox *decimal(const char *id, double least, double most, double value, double step, int decimals)
{
    auto *box = new QDoubleSpinBox;
    box->setObjectName(QString::fromLatin1(id));
    box->setDecimals(decimals);
    box->setRange(least, most);
    box->setSingleStep(step);
    box->setValue(value);
    return box;
}

} // namespace

RecipeFields::RecipeFields(QWidget *parent)
    : QWidget(parent), m_rate(decimal("training-rate", 0.00001, 0.1, 4e-3, 0.0005, 5)),
      m_dropout(decimal("training-dropout", 0, 0.9, 0, 0.05, 2)),
      m_share(decimal("training-mask-share", 1, 50, 15, 1, 0)),
      m_mask(decimal("training-split-mask", 0, 100, 80, 5, 0)),
      m_random(decimal("training-split-random", 0, 100, 10, 5, 0)), m_warmup(new QSpinBox), m_wholeWord(new QCheckBox),
      m_kept(new QLabel)
{
    m_warmup->setObjectName(QStringLiteral("training-warmup"));
    m_warmup->setRange(0, 1'000'000);
    m_warmup->setSingleStep(20);
    m_warmup->setGroupSeparatorShown(true);
    m_wholeWord->setObjectName(QStringLiteral("training-whole-word"));
    m_kept->setObjectName(QStringLiteral("training-split-kept"));
    QFormLayout *left = fieldColumn(), *right = fieldColumn();
    for (QWidget *field : {static_cast<QWidget *>(m_rate), static_cast<QWidget *>(m_warmup),
                           static_cast<QWidget *>(m_dropout), static_cast<QWidget *>(m_wholeWord)})
        m_labels.append(addField(*left, field));
    for (QWidget *field : {static_cast<QWidget *>(m_share), static_cast<QWidget *>(m_mask),
                           static_cast<QWidget *>(m_random), static_cast<QWidget *>(m_kept)})
        m_labels.append(addField(*right, field));
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(40);
    columns->addLayout(left);
    columns->addLayout(right);
    columns->addStretch();
    for (QDoubleSpinBox *box : {m_rate, m_dropout, m_share})
        connect(box, &QDoubleSpinBox::valueChanged, this, &RecipeFields::changed);
    for (QDoubleSpinBox *box : {m_mask, m_random})
        connect(box, &QDoubleSpinBox::valueChanged, this, &RecipeFields::keepSplitWhole);
    connect(m_warmup, &QSpinBox::valueChanged, this, &RecipeFields::changed);
    connect(m_wholeWord, &QCheckBox::toggled, this, &RecipeFields::changed);
}

/// The three shares are 100 in all: the random one gives way, and what is left is kept.
void RecipeFields::keepSplitWhole()
{
    m_random->setMaximum(100 - m_mask->value());
    m_kept->setText(tr("%1 % stay as they are").arg(100 - m_mask->value() - m_random->value()));
    emit changed();
}

void RecipeFields::setRecommended(const RecommendedRecipe &values, bool all)
{
    if (all) {
        m_rate->setValue(values.learning_rate);
        m_dropout->setValue(values.dropout);
    }
    if (all || m_warmup->value() == m_recommendedWarmup)
        m_warmup->setValue(int(values.warmup_steps));
    m_recommendedWarmup = values.warmup_steps;
}

void RecipeFields::putInto(RunRecipe &recipe) const
{
    recipe.trainer.schedule.peak = m_rate->value();
    recipe.trainer.schedule.warmup_steps = std::min<Index>(m_warmup->value(), recipe.steps - 1);
    recipe.config.hidden_dropout_prob = recipe.config.attention_probs_dropout_prob = m_dropout->value();
    MaskingOptions &masking = recipe.instances.masking;
    masking.whole_word = m_wholeWord->isChecked();
    masking.probability = m_share->value() / 100;
    masking.split = {m_mask->value(), m_random->value(), 100 - m_mask->value() - m_random->value()};
}

void RecipeFields::setMasking(bool masks)
{
    for (QWidget *field : {static_cast<QWidget *>(m_share), static_cast<QWidget *>(m_mask),
                           static_cast<QWidget *>(m_random), static_cast<QWidget *>(m_wholeWord)})
        field->setEnabled(masks);
}

void RecipeFields::retranslate()
{
    m_wholeWord->setText(tr("choose whole words"));
    for (QDoubleSpinBox *box : {m_share, m_mask, m_random})
        box->setSuffix(QStringLiteral(" %"));
    const QStringList names{tr("Learning rate"),     tr("Warm-up steps"),  tr("Dropout"),        tr("Masking"),
                            tr("Pieces to predict"), tr("of them [MASK]"), tr("of them random"), tr("of them kept")};
    for (int i = 0; i < m_labels.size(); ++i) {
        m_labels[i]->setText(names[i]);
        m_labels[i]->buddy()->setAccessibleName(names[i]);
    }
    keepSplitWhole();
}

} // namespace bertlab
