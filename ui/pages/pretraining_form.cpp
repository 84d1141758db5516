#include "pages/pretraining_form.h"

#include "pages/controls.h"
#include "pages/recipe_fields.h"
#include "plots/fonts.h"
#include "plots/number_table.h"
#include "session/corpora.h"
#include "session/moments.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace bertlab {

namespace {

constexpr std::array shapes{"tiny", "mini", "small"};
constexpr int classroomPieces = 985, settleMilliseconds = 400;

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

/// "54 s", "12 min", "2.3 h": as exact as an estimate is.
QString roughly(double seconds)
{
    if (seconds < 90)
        return PretrainingForm::tr("%1 s").arg(std::max(1., std::round(seconds)), 0, 'f', 0);
    if (seconds < 90 * 60)
        return PretrainingForm::tr("%1 min").arg(seconds / 60, 0, 'f', seconds < 600 ? 1 : 0);
    return PretrainingForm::tr("%1 h").arg(seconds / 3600, 0, 'f', 1);
}

} // namespace

PretrainingForm::PretrainingForm(QWidget *parent)
    : QWidget(parent), m_corpus(new QComboBox), m_shape(new QComboBox), m_objective(new QComboBox),
      m_preset(new SegmentedControl(QStringLiteral("training-preset"), 2)),
      m_vocabulary(spin("training-vocabulary", 100, 30000, 1000, 500)),
      m_steps(spin("training-steps", 10, 1'000'000, 1600, 100)), m_batch(spin("training-batch", 1, 512, 32, 8)),
      m_length(spin("training-length", 8, 128, 48, 8)), m_seed(spin("training-seed", 1, 1'000'000, 1, 1)),
      m_fields(new RecipeFields), m_title(new QLabel), m_text(new QLabel), m_recipe(new QLabel), m_needs(new QLabel),
      m_estimate(new QLabel), m_sampleTitle(new QLabel), m_sample(new QPlainTextEdit), m_start(new QPushButton),
      m_more(new QPushButton), m_back(new QPushButton),
      m_estimator([this](const RunEstimate &estimate) { showEstimate(worded(estimate)); },
                  [this](const QString &sentence) { showEstimate(sentence); }),
      m_reader([this](const std::string &text) { m_sample->setPlainText(QString::fromStdString(text)); },
               [this](const QString &sentence) { m_sample->setPlainText(sentence); })
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
    m_start->setObjectName(QStringLiteral("training-start"));
    m_text->setObjectName(QStringLiteral("training-text"));
    m_needs->setObjectName(QStringLiteral("training-needs"));
    m_estimate->setObjectName(QStringLiteral("training-estimate"));
    m_more->setObjectName(QStringLiteral("training-more"));
    m_more->setCheckable(true);
    m_back->setObjectName(QStringLiteral("training-back"));
    m_back->hide();
    m_fields->hide();
    m_sample->setObjectName(QStringLiteral("training-sample"));
    m_sample->setReadOnly(true);
    m_sample->setTabChangesFocus(true);
    m_sample->setFont(fonts::mono(12));
    m_sample->setSizePolicy(QSizePolicy::Preferred,
                            QSizePolicy::Ignored); // what the form leaves, in a low window little
    m_title->setFont(fonts::title());
    for (QLabel *label : {m_text, m_recipe, m_needs, m_estimate}) {
        label->setWordWrap(true);
        label->setProperty("tone", "secondary");
    }
    addFields();
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
    auto *buttons = new QHBoxLayout; // above what is to be read: Start is seen in a low window too
    buttons->setSpacing(8);
    buttons->addWidget(m_start);
    buttons->addWidget(m_more);
    buttons->addWidget(m_back);
    buttons->addStretch();
    column->addLayout(buttons);
    column->addWidget(m_text);
    column->addWidget(m_recipe);
    column->addWidget(m_needs);
    column->addWidget(m_estimate);
    column->addWidget(m_fields);
    column->addWidget(m_sampleTitle);
    column->addWidget(m_sample, 1);
    column->addStretch(); // while the text is hidden
    connectParts();
}

void PretrainingForm::addFields()
{
    m_left = fieldColumn();
    m_right = fieldColumn();
    for (QWidget *field :
         {static_cast<QWidget *>(m_corpus), static_cast<QWidget *>(m_shape), static_cast<QWidget *>(m_vocabulary),
          static_cast<QWidget *>(m_preset), static_cast<QWidget *>(m_objective)})
        m_labels.append(addField(*m_left, field));
    for (QWidget *field : {m_steps, m_batch, m_length, m_seed})
        m_labels.append(addField(*m_right, field));
}

void PretrainingForm::connectParts()
{
    connect(m_start, &QPushButton::clicked, this, &PretrainingForm::startRequested);
    connect(m_back, &QPushButton::clicked, this, &PretrainingForm::backRequested);
    connect(m_more, &QPushButton::toggled, this, [this](bool unfolded) { // one of the two: together they need a page
        m_fields->setVisible(unfolded);
        m_sampleTitle->setHidden(unfolded);
        m_sample->setHidden(unfolded);
    });
    connect(m_preset, &SegmentedControl::currentChanged, this, &PretrainingForm::applyPreset);
    connect(m_shape, &QComboBox::activated, this, &PretrainingForm::applyPreset);
    connect(m_corpus, &QComboBox::activated, this, [this](int corpus) {
        if (corpus == ownFiles)
            emit filesWanted();
        if (corpus == ownFiles && m_files.isEmpty())
            m_corpus->setCurrentIndex(classroom); // until there are some
        readSample();
        describe();
    });
    connect(m_steps, &QSpinBox::valueChanged, this, [this] { recommend(false); });
    for (QSpinBox *box : {m_vocabulary, m_steps, m_batch, m_length})
        connect(box, &QSpinBox::valueChanged, this, &PretrainingForm::describe);
    connect(m_objective, &QComboBox::activated, this, [this](int objective) {
        m_fields->setMasking(objective < 2);
        describe();
    });
    connect(m_fields, &RecipeFields::changed, this, &PretrainingForm::describe);
    m_settled.setSingleShot(true);
    m_settled.setInterval(settleMilliseconds);
    connect(&m_settled, &QTimer::timeout, this, &PretrainingForm::measure);
}

void PretrainingForm::setFiles(const QStringList &files)
{
    if (files.isEmpty())
        return;
    m_files = files;
    m_corpus->setItemText(ownFiles, files.size() == 1 ? QFileInfo(files.front()).fileName()
                                                      : tr("%n own file(s)", nullptr, int(files.size())));
    m_corpus->setCurrentIndex(ownFiles);
    readSample();
    describe();
}

void PretrainingForm::setHasRun(bool has)
{
    m_back->setVisible(has);
}

RunRecipe PretrainingForm::recipe() const
{
    RunRecipe recipe;
    if (m_corpus->currentIndex() == classroom)
        recipe = classroomRecipe();
    else if (m_corpus->currentIndex() == stories)
        recipe = storiesRecipe();
    else
        for (const QString &file : m_files)
            recipe.corpus.push_back(QFileInfo(file).filesystemAbsoluteFilePath());
    recipe.vocab_size = m_vocabulary->value();
    recipe.steps = m_steps->value();
    recipe.take_shape(training_shape(shapes[std::size_t(m_shape->currentIndex())]),
                      m_preset->current() == fast ? Initialization::quick : Initialization::standard, recipe.steps);
    m_fields->putInto(recipe);
    recipe.batch_size = m_batch->value();
    recipe.seed = recipe.trainer.seed = std::uint64_t(m_seed->value());
    recipe.trainer.evaluate_every = std::max(10, m_steps->value() / 32);
    recipe.instances.pairs.length = m_length->value();
    recipe.instances.objective = recipe.trainer.objective =
        std::array{Objective::masked_lm_and_next_sentence, Objective::masked_lm,
                   Objective::next_piece}[std::size_t(m_objective->currentIndex())];
    return recipe;
}

QString PretrainingForm::summary() const
{
    const std::array corpora{tr("Classroom world"), tr("Stories"), tr("own text")}; // as the enumeration goes
    return corpora[std::size_t(m_corpus->currentIndex())] + QStringLiteral(" · ") +
           QString::fromLatin1(shapes[std::size_t(m_shape->currentIndex())]);
}

void PretrainingForm::applyPreset()
{
    recommend(true);
    describe();
}

void PretrainingForm::recommend(bool all)
{
    const auto start = m_preset->current() == fast ? Initialization::quick : Initialization::standard;
    m_fields->setRecommended(
        recommended(training_shape(shapes[std::size_t(m_shape->currentIndex())]), start, m_steps->value()), all);
}

void PretrainingForm::describe()
{
    const bool world = m_corpus->currentIndex() == classroom;
    m_vocabulary->setEnabled(!world);
    if (world) {
        const QSignalBlocker quiet(m_vocabulary);
        m_vocabulary->setValue(classroomPieces); // it brings its own
    }
    m_text->setVisible(m_corpus->currentIndex() == ownFiles);
    m_text->setText(
        tr("Own text is read as UTF-8: sentences, and a blank line between documents. Pairs of sentences need "
           "two documents, and four leave some to be held out."));
    m_recipe->setText(
        m_preset->current() == fast
            ? tr("Classroom (fast): weights start where a small model soon learns (positions as "
                 "sinusoids, keys equal to queries, the bias of each piece at its frequency), no dropout, "
                 "betas 0.9 and 0.98.")
            : tr("BERT's recipe: truncated normal of 0.02, dropout 0.1, betas 0.9 and 0.999. A small model "
                 "then stays on its first plateau for thousands of steps."));
    RunRecipe wanted = recipe();
    wanted.config.vocab_size = m_vocabulary->value();
    const double tokens = double(m_steps->value()) * m_batch->value() * m_length->value();
    const std::size_t weights = ParameterLayout(wanted.config).size(), bytes = weights * sizeof(float);
    m_needs->setText(
        tr("%1 M weights; about %2 MB for weights, gradients, moments and a batch. The time machine keeps at most %3 "
           "moments, which take up to %4 MB of memory and as much on the disk. At most %5 M tokens are read.")
            .arg(double(weights) / 1e6, 0, 'f', 2)
            .arg(run_bytes(wanted) / 1e6, 0, 'f', 0)
            .arg(Moments::most(bytes))
            .arg(double(Moments::mostBytes(bytes)) / 1e6, 0, 'f', 0)
            .arg(tokens / 1e6, 0, 'f', 2));
    stopMeasuring();
    m_isMeasured = false;
    m_estimate->setText(tr("How long it will take is being measured with a few steps…"));
    measureSoon();
}

void PretrainingForm::measure()
{
    RunRecipe wanted = recipe();
    wanted.config.vocab_size = m_vocabulary->value();
    m_estimator.run([wanted](const IsCancelled &isCancelled) {
        Workers workers(Workers::available());
        return estimate_run(wanted, workers, isCancelled);
    });
}

void PretrainingForm::readSample()
{
    const std::vector<std::filesystem::path> corpus = recipe().corpus;
    if (corpus.empty()) {
        m_reader.cancel();
        m_sample->clear();
        return;
    }
    m_reader.run([first = corpus.front()](const IsCancelled &) { return beginningOf(first); });
}

QString PretrainingForm::worded(const RunEstimate &estimate) const
{
    return tr("About %1 for %2 steps: an estimate, timed on this machine with a few steps of full-length sequences.")
        .arg(roughly(estimate.seconds), grouped(m_steps->value()));
}

void PretrainingForm::showEstimate(const QString &sentence)
{
    m_isMeasured = true;
    m_estimate->setText(sentence);
}

void PretrainingForm::setOthersBusy(bool busy)
{
    m_othersBusy = busy;
    if (busy)
        stopMeasuring();
    else
        measureSoon();
}

void PretrainingForm::measureSoon()
{
    if (isVisible() && !m_othersBusy && !m_isMeasured)
        m_settled.start();
}

void PretrainingForm::stopMeasuring()
{
    m_settled.stop();
    m_estimator.cancel();
}

void PretrainingForm::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    measureSoon();
    readSample();
}

/// Nobody waits for it, and a training wants the processors.
void PretrainingForm::hideEvent(QHideEvent *event)
{
    stopMeasuring();
    QWidget::hideEvent(event);
}

void PretrainingForm::setColors(const Palette &palette)
{
    m_preset->setColors(palette);
    m_title->setStyleSheet(QStringLiteral("color: %1;").arg(palette.text.name()));
    for (QLabel *label : {m_text, m_recipe, m_needs, m_estimate, m_sampleTitle})
        label->setStyleSheet(QStringLiteral("color: %1;").arg(palette.secondary.name()));
    styleText(*m_sample, palette);
    styleButton(*m_more, palette);
    styleButton(*m_back, palette);
    styleMainButton(*m_start, palette);
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
    setItems(m_corpus, {tr("Classroom world"), tr("Stories"), tr("Own text files…")});
    setItems(m_shape,
             {tr("tiny · 2 layers · 128 wide"), tr("mini · 4 layers · 256 wide"), tr("small · 4 layers · 512 wide")});
    setItems(m_objective,
             {tr("masked pieces + next sentence"), tr("masked pieces"), tr("next piece (causal, as GPT)")});
    m_preset->setTexts(tr("Recipe"), {tr("Classroom (fast)"), tr("BERT's recipe")});
    m_fields->retranslate();
    m_sampleTitle->setText(tr("So the text begins"));
    m_sample->setAccessibleName(m_sampleTitle->text());
    m_more->setText(tr("More"));
    m_back->setText(tr("Back to the run"));
    const QStringList names{tr("Corpus"), tr("Shape"), tr("Vocabulary"), tr("Recipe"), tr("Objective"),
                            tr("Steps"),  tr("Batch"), tr("Length"),     tr("Seed")};
    for (int i = 0; i < m_labels.size(); ++i) {
        const QString called = m_labels[i]->buddy()->accessibleName();
        if (called.isEmpty() || called == m_labels[i]->text()) // others have a name of their own
            m_labels[i]->buddy()->setAccessibleName(names[i]);
        m_labels[i]->setText(names[i]);
        if (auto *box = qobject_cast<QComboBox *>(m_labels[i]->buddy()))
            box->view()->setAccessibleName(names[i]);
    }
    m_start->setText(tr("Start"));
    describe();
}

} // namespace bertlab
