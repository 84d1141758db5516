#include "pages/pretraining_form.h"

#include "pages/controls.h"
#include "plots/fonts.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <array>

namespace bertlab {

namespace {

constexpr std::array shapes{"tiny", "mini", "small"};
constexpr int fieldWidth = 240, classroomPieces = 985;

QSpinBox *spin(const char *id, int least, int most, int value, int step)
{
    auto *box = new QSpinBox;
    box->setObjectName(QString::fromLatin1(id));
    box->setRange(least, most);
    box->setSingleStep(step);
    box->setValue(value);
    box->setGroupSeparatorShown(true);
    return box;
}

} // namespace

PretrainingForm::PretrainingForm(QWidget *parent)
    : QWidget(parent), m_corpus(new QComboBox), m_shape(new QComboBox), m_objective(new QComboBox),
      m_preset(new SegmentedControl(QStringLiteral("training-preset"), 2)),
      m_vocabulary(spin("training-vocabulary", 100, 30000, 1000, 500)),
      m_steps(spin("training-steps", 10, 1'000'000, 1600, 100)), m_batch(spin("training-batch", 1, 512, 32, 8)),
      m_length(spin("training-length", 8, 128, 48, 8)), m_seed(spin("training-seed", 1, 1'000'000, 1, 1)),
      m_rate(new QDoubleSpinBox), m_wholeWord(new QCheckBox), m_title(new QLabel), m_recipe(new QLabel),
      m_needs(new QLabel), m_start(new QPushButton)
{
    build();
    retranslate();
    applyPreset();
}

void PretrainingForm::build()
{
    m_corpus->setObjectName(QStringLiteral("training-corpus"));
    m_shape->setObjectName(QStringLiteral("training-shape"));
    m_objective->setObjectName(QStringLiteral("training-objective"));
    m_rate->setObjectName(QStringLiteral("training-rate"));
    m_wholeWord->setObjectName(QStringLiteral("training-whole-word"));
    m_start->setObjectName(QStringLiteral("training-start"));
    m_needs->setObjectName(QStringLiteral("training-needs"));
    m_rate->setDecimals(5);
    m_rate->setRange(0.00001, 0.1);
    m_rate->setSingleStep(0.0005);
    m_title->setFont(fonts::title());
    for (QLabel *label : {m_recipe, m_needs}) {
        label->setWordWrap(true);
        label->setProperty("tone", "secondary");
    }
    const auto form = [] {
        auto *layout = new QFormLayout;
        layout->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
        layout->setHorizontalSpacing(14);
        layout->setVerticalSpacing(9);
        return layout;
    };
    m_left = form();
    m_right = form();
    const auto add = [this](QFormLayout *layout, QWidget *field) {
        if (!qobject_cast<SegmentedControl *>(field))
            field->setFixedWidth(fieldWidth);
        auto *label = new QLabel;
        label->setBuddy(field);
        m_labels.append(label);
        layout->addRow(label, field);
    };
    for (QWidget *field :
         {static_cast<QWidget *>(m_corpus), static_cast<QWidget *>(m_shape), static_cast<QWidget *>(m_vocabulary),
          static_cast<QWidget *>(m_preset), static_cast<QWidget *>(m_objective), static_cast<QWidget *>(m_wholeWord)})
        add(m_left, field);
    for (QWidget *field :
         {static_cast<QWidget *>(m_steps), static_cast<QWidget *>(m_batch), static_cast<QWidget *>(m_length),
          static_cast<QWidget *>(m_rate), static_cast<QWidget *>(m_seed)})
        add(m_right, field);

    auto *columns = new QHBoxLayout;
    columns->setSpacing(40);
    columns->addLayout(m_left);
    columns->addLayout(m_right);
    columns->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(14);
    column->addWidget(m_title);
    column->addLayout(columns);
    column->addWidget(m_recipe);
    column->addWidget(m_needs);
    column->addWidget(m_start, 0, Qt::AlignLeft);
    column->addStretch();

    connect(m_start, &QPushButton::clicked, this, &PretrainingForm::startRequested);
    connect(m_preset, &SegmentedControl::currentChanged, this, &PretrainingForm::applyPreset);
    connect(m_shape, &QComboBox::activated, this, &PretrainingForm::applyPreset);
    connect(m_corpus, &QComboBox::activated, this, [this](int corpus) {
        if (corpus == ownFiles)
            emit filesWanted();
        if (corpus == ownFiles && m_files.isEmpty())
            m_corpus->setCurrentIndex(classroom); // until there are some
        describe();
    });
    for (QSpinBox *box : {m_vocabulary, m_steps, m_batch, m_length})
        connect(box, &QSpinBox::valueChanged, this, &PretrainingForm::describe);
    connect(m_objective, &QComboBox::activated, this, &PretrainingForm::describe);
}

void PretrainingForm::setFiles(const QStringList &files)
{
    if (files.isEmpty())
        return;
    m_files = files;
    m_corpus->setItemText(ownFiles, files.size() == 1 ? QFileInfo(files.front()).fileName()
                                                      : tr("%n own file(s)", nullptr, int(files.size())));
    m_corpus->setCurrentIndex(ownFiles);
    describe();
}

RunRecipe PretrainingForm::recipe() const
{
    RunRecipe recipe;
    if (m_corpus->currentIndex() == classroom)
        recipe = classroomRecipe();
    else
        for (const QString &file : m_files)
            recipe.corpus.push_back(QFileInfo(file).filesystemAbsoluteFilePath());
    recipe.vocab_size = m_vocabulary->value();
    recipe.steps = m_steps->value();
    recipe.take_shape(training_shape(shapes[std::size_t(m_shape->currentIndex())]),
                      m_preset->current() == fast ? Initialization::quick : Initialization::standard, recipe.steps);
    recipe.trainer.schedule.peak = m_rate->value();
    recipe.batch_size = m_batch->value();
    recipe.seed = recipe.trainer.seed = std::uint64_t(m_seed->value());
    recipe.trainer.evaluate_every = std::max(10, m_steps->value() / 32);
    recipe.instances.pairs.length = m_length->value();
    recipe.instances.masking.whole_word = m_wholeWord->isChecked();
    recipe.instances.objective = recipe.trainer.objective =
        std::array{Objective::masked_lm_and_next_sentence, Objective::masked_lm,
                   Objective::next_piece}[std::size_t(m_objective->currentIndex())];
    return recipe;
}

QString PretrainingForm::summary() const
{
    return (m_corpus->currentIndex() == classroom ? tr("Classroom world") : tr("own text")) + QStringLiteral(" · ") +
           QString::fromLatin1(shapes[std::size_t(m_shape->currentIndex())]);
}

void PretrainingForm::applyPreset()
{
    const bool quick = m_preset->current() == fast, tiny = m_shape->currentIndex() == 0;
    m_rate->setValue(quick ? tiny ? 4e-3 : 1e-3 : 5e-4);
    describe();
}

void PretrainingForm::describe()
{
    const bool world = m_corpus->currentIndex() == classroom;
    m_vocabulary->setEnabled(!world);
    if (world) {
        const QSignalBlocker quiet(m_vocabulary);
        m_vocabulary->setValue(classroomPieces); // it brings its own
    }
    m_recipe->setText(
        m_preset->current() == fast
            ? tr("Classroom (fast): weights start where a small model soon learns (positions as "
                 "sinusoids, keys equal to queries, the bias of each piece at its frequency), no dropout, "
                 "betas 0.9 and 0.98.")
            : tr("BERT's recipe: truncated normal of 0.02, dropout 0.1, betas 0.9 and 0.999. A small model "
                 "then stays on its first plateau for thousands of steps."));
    Config config = Config::of_shape(shapes[std::size_t(m_shape->currentIndex())]);
    config.vocab_size = m_vocabulary->value();
    config.max_position_embeddings = 128;
    const double weights = double(ParameterLayout(config).size());
    const double tokens = double(m_steps->value()) * m_batch->value() * m_length->value();
    m_needs->setText(
        tr("%1 M weights; %2 MB for weights, gradients and their two moments, and up to 256 MB for the time "
           "machine. At most %3 M tokens are read. How long that takes shows after the first steps.")
            .arg(weights / 1e6, 0, 'f', 2)
            .arg(weights * 16 / 1e6, 0, 'f', 0)
            .arg(tokens / 1e6, 0, 'f', 2));
}

void PretrainingForm::setColors(const Palette &palette)
{
    m_preset->setColors(palette);
    m_title->setStyleSheet(QStringLiteral("color: %1;").arg(palette.text.name()));
    for (QLabel *label : {m_recipe, m_needs})
        label->setStyleSheet(QStringLiteral("color: %1;").arg(palette.secondary.name()));
    styleButton(*m_start, palette);
    m_start->setStyleSheet(m_start->styleSheet() +
                           QStringLiteral("QAbstractButton { background: %1; color: %2; font-weight: 600; }")
                               .arg(palette.accent.name(), palette.panel.name()));
}

void PretrainingForm::retranslate()
{
    const auto setItems = [](QComboBox *box, const QStringList &texts) {
        const int kept = std::max(0, box->currentIndex());
        box->clear();
        box->addItems(texts);
        box->setCurrentIndex(kept);
    };
    m_title->setText(tr("Train a BERT of your own, here and now"));
    setItems(m_corpus, {tr("Classroom world"), tr("Own text files…")});
    setItems(m_shape,
             {tr("tiny · 2 layers · 128 wide"), tr("mini · 4 layers · 256 wide"), tr("small · 4 layers · 512 wide")});
    setItems(m_objective,
             {tr("masked pieces + next sentence"), tr("masked pieces"), tr("next piece (causal, as GPT)")});
    m_preset->setTexts(tr("Recipe"), {tr("Classroom (fast)"), tr("BERT's recipe")});
    m_wholeWord->setText(tr("choose whole words"));
    const QStringList names{tr("Corpus"),    tr("Shape"),         tr("Vocabulary"), tr("Recipe"),
                            tr("Objective"), tr("Masking"),       tr("Steps"),      tr("Batch"),
                            tr("Length"),    tr("Learning rate"), tr("Seed")};
    for (int i = 0; i < m_labels.size(); ++i) {
        m_labels[i]->setText(names[i]);
        if (m_labels[i]->buddy()->accessibleName().isEmpty())
            m_labels[i]->buddy()->setAccessibleName(names[i]);
        if (auto *box = qobject_cast<QComboBox *>(m_labels[i]->buddy()))
            box->view()->setAccessibleName(names[i]);
    }
    m_start->setText(tr("Start"));
    describe();
}

} // namespace bertlab
