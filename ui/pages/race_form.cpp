#include "pages/race_form.h"

#include "pages/controls.h"
#include "pages/recipe_wording.h"
#include "plots/fonts.h"
#include "plots/number_table.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace bertlab {

namespace {

constexpr Index headSize = 64;                     // of every released BERT
constexpr int fieldWidth = 216, widestField = 300; // two columns in a window of 882, and whole words in a larger one

bool isOfMasking(Setting setting)
{
    return setting == Setting::maskShare || setting == Setting::maskSplit || setting == Setting::maskUnit;
}

void grow(QWidget &field)
{
    field.setMinimumWidth(fieldWidth);
    field.setMaximumWidth(widestField);
    field.setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QString capitalized(const QString &words)
{
    return words.left(1).toUpper() + words.mid(1);
}

} // namespace

QWidget *RaceForm::Editor::field() const
{
    return number ? static_cast<QWidget *>(number) : choice;
}

bool RaceForm::Editor::isChanged() const
{
    return number ? number->value() != shown : choice->currentIndex() > 0;
}

void RaceForm::Editor::show(const RunRecipe &first)
{
    const QSignalBlocker quiet(field());
    if (number) {
        number->setValue(get(first));
        shown = number->value();
        return;
    }
    choice->clear();
    choice->addItem({}, -1);
    for (qsizetype i = 0; i < alternatives.size(); ++i) {
        RunRecipe changed = first;
        alternatives[i](changed);
        if (!differences(first, changed).isEmpty())
            choice->addItem({}, int(i));
    }
    nameChoices(first);
}

void RaceForm::Editor::nameChoices(const RunRecipe &first)
{
    for (int item = 0; choice && item < choice->count(); ++item) {
        RunRecipe named = first;
        if (item > 0)
            alternatives[choice->itemData(item).toInt()](named);
        choice->setItemText(item, valueOf(setting, named));
    }
}

void RaceForm::Editor::putInto(RunRecipe &recipe) const
{
    if (!isChanged())
        return; // what nobody touched keeps every digit
    if (number)
        set(recipe, number->value());
    else
        alternatives[choice->currentData().toInt()](recipe);
}

RaceForm::RaceForm(QWidget *parent)
    : QWidget(parent), m_title(new QLabel), m_about(new QLabel), m_difference(new QLabel), m_start(new QPushButton),
      m_putBack(new QPushButton), m_back(new QPushButton)
{
    for (auto [widget, id] : {std::pair<QWidget *, const char *>{m_about, "race-about"},
                              {m_difference, "race-difference"},
                              {m_start, "race-start"},
                              {m_putBack, "race-put-back"},
                              {m_back, "race-back"}})
        widget->setObjectName(QString::fromLatin1(id));
    m_title->setFont(fonts::title());
    m_difference->setFont(fonts::text(13, QFont::DemiBold));
    for (QLabel *label : {m_about, m_difference})
        label->setWordWrap(true);
    QFormLayout *model = fieldColumn(), *training = fieldColumn();
    addModel(*model);
    addTraining(*training);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(32);
    for (QFormLayout *form : {model, training}) {
        form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        columns->addLayout(form, 1);
    }
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton *button : {m_start, m_putBack, m_back})
        buttons->addWidget(button);
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(14);
    column->addWidget(m_title);
    column->addWidget(m_about);
    column->addWidget(m_difference);
    column->addLayout(buttons); // above the fields: seen in a low window too
    column->addLayout(columns);
    column->addStretch();
    connect(m_start, &QPushButton::clicked, this, &RaceForm::raceRequested);
    connect(m_back, &QPushButton::clicked, this, &RaceForm::backRequested);
    connect(m_putBack, &QPushButton::clicked, this, &RaceForm::putBack);
    retranslate();
}

void RaceForm::addChoice(QFormLayout &column, Setting setting, const char *id, const QList<Change> &alternatives)
{
    auto *box = new QComboBox;
    box->setObjectName(QString::fromLatin1(id));
    m_editors.append({.setting = setting, .label = addField(column, box), .choice = box, .alternatives = alternatives});
    grow(*box);
    connect(box, &QComboBox::currentIndexChanged, this, &RaceForm::describe);
}

void RaceForm::addNumber(QFormLayout &column, Setting setting, const char *id, const QList<double> &range, int decimals,
                         const std::function<double(const RunRecipe &)> &get,
                         const std::function<void(RunRecipe &, double)> &set)
{
    auto *box = new QDoubleSpinBox;
    box->setObjectName(QString::fromLatin1(id));
    box->setDecimals(decimals);
    box->setRange(range[0], range[1]);
    box->setSingleStep(range[2]);
    box->setGroupSeparatorShown(true);
    m_editors.append({.setting = setting, .label = addField(column, box), .number = box, .get = get, .set = set});
    grow(*box);
    connect(box, &QDoubleSpinBox::valueChanged, this, &RaceForm::describe);
}

void RaceForm::addModel(QFormLayout &column)
{
    const auto objective = [](Objective to) {
        return [to](RunRecipe &r) { r.instances.objective = r.trainer.objective = to; };
    };
    addChoice(column, Setting::objective, "race-objective",
              {objective(Objective::masked_lm_and_next_sentence), objective(Objective::masked_lm),
               objective(Objective::next_piece)});
    addNumber(
        column, Setting::layers, "race-layers", {1, 12, 1}, 0,
        [](const RunRecipe &r) { return double(r.config.num_hidden_layers); },
        [](RunRecipe &r, double value) { r.config.num_hidden_layers = Index(value); });
    const auto width = [](Index to) {
        return [to](RunRecipe &r) {
            r.config.hidden_size = to;
            r.config.num_attention_heads = to / headSize;
            r.config.intermediate_size = 4 * to;
        };
    };
    addChoice(column, Setting::width, "race-width", {width(64), width(128), width(256), width(512)});
    addChoice(column, Setting::start, "race-weights",
              {[](RunRecipe &r) {
                   r.initialization = Initialization::quick;
                   r.config.initializer_range = quick_deviation(r.config.num_hidden_layers);
               },
               [](RunRecipe &r) {
                   r.initialization = Initialization::standard;
                   r.config.initializer_range = Config().initializer_range;
               }});
    addChoice(column, Setting::positions, "race-positions",
              {[](RunRecipe &r) { r.positions = PositionStart::sinusoidal; },
               [](RunRecipe &r) { r.positions = PositionStart::random; }});
    addNumber(
        column, Setting::batch, "race-batch", {1, 512, 8}, 0, [](const RunRecipe &r) { return double(r.batch_size); },
        [](RunRecipe &r, double value) { r.batch_size = Index(value); });
    addNumber(
        column, Setting::length, "race-length", {8, 128, 8}, 0,
        [](const RunRecipe &r) { return double(r.instances.pairs.length); },
        [](RunRecipe &r, double value) { r.instances.pairs.length = Index(value); });
}

void RaceForm::addTraining(QFormLayout &column)
{
    addNumber(
        column, Setting::learningRate, "race-rate", {0.00001, 0.1, 0.0005}, 5,
        [](const RunRecipe &r) { return r.trainer.schedule.peak; },
        [](RunRecipe &r, double value) { r.trainer.schedule.peak = value; });
    addNumber(
        column, Setting::warmup, "race-warmup", {0, 1'000'000, 20}, 0,
        [](const RunRecipe &r) { return double(r.trainer.schedule.warmup_steps); },
        [](RunRecipe &r, double value) { r.trainer.schedule.warmup_steps = Index(value); });
    addNumber(
        column, Setting::dropout, "race-dropout", {0, 0.9, 0.05}, 2,
        [](const RunRecipe &r) { return r.config.hidden_dropout_prob; },
        [](RunRecipe &r, double value) {
            r.config.hidden_dropout_prob = r.config.attention_probs_dropout_prob = value;
        });
    addNumber(
        column, Setting::weightDecay, "race-decay", {0, 1, 0.01}, 3,
        [](const RunRecipe &r) { return r.trainer.optimizer.weight_decay; },
        [](RunRecipe &r, double value) { r.trainer.optimizer.weight_decay = value; });
    addNumber(
        column, Setting::maskShare, "race-mask-share", {1, 50, 1}, 0,
        [](const RunRecipe &r) { return 100 * r.instances.masking.probability; },
        [](RunRecipe &r, double value) { r.instances.masking.probability = value / 100; });
    const auto split = [](double mask, double random, double keep) {
        return [=](RunRecipe &r) { r.instances.masking.split = {mask, random, keep}; };
    };
    addChoice(column, Setting::maskSplit, "race-mask-split",
              {split(80, 10, 10), split(100, 0, 0), split(50, 25, 25), split(0, 100, 0), split(0, 0, 100)});
    addChoice(column, Setting::maskUnit, "race-mask-unit",
              {[](RunRecipe &r) { r.instances.masking.whole_word = false; },
               [](RunRecipe &r) { r.instances.masking.whole_word = true; }});
}

void RaceForm::setFirst(const RunRecord &first)
{
    m_first = first;
    limit();
    for (Editor &editor : m_editors)
        editor.show(*first.course.recipe);
    retranslate();
}

/// A number that this run cannot have is not offered.
void RaceForm::limit()
{
    const RunRecipe &recipe = *m_first->course.recipe;
    for (const Editor &editor : m_editors) {
        const QSignalBlocker quiet(editor.field());
        if (editor.setting == Setting::warmup)
            editor.number->setMaximum(double(std::max<Index>(0, recipe.steps - 1)));
        if (editor.setting == Setting::length)
            editor.number->setMaximum(double(recipe.config.max_position_embeddings));
    }
}

RunRecipe RaceForm::recipe() const
{
    RunRecipe wanted = *m_first->course.recipe;
    for (const Editor &editor : m_editors)
        editor.putInto(wanted);
    return wanted;
}

void RaceForm::putBack()
{
    for (Editor &editor : m_editors)
        editor.show(*m_first->course.recipe);
    describe();
}

void RaceForm::describe()
{
    if (!m_first)
        return;
    const RunRecipe &first = *m_first->course.recipe, second = recipe();
    const QList<Setting> differing = differences(first, second);
    const auto refusal = raceRefusal(first, second);
    if (differing.isEmpty())
        m_difference->setText(tr("Change one setting. %1").arg(*refusal));
    else
        m_difference->setText(refusal.value_or(
            tr("Differs: %1. All else is locked.").arg(differenceInWords(differing.first(), first, second))));
    const bool hasMasks = first.instances.objective != Objective::next_piece;
    for (const Editor &editor : m_editors) // a field of two that were changed at once stays open: it can be put back
        editor.field()->setEnabled((differing.isEmpty() || editor.isChanged()) &&
                                   (hasMasks || !isOfMasking(editor.setting)));
    m_start->setEnabled(!refusal);
    m_putBack->setEnabled(!differing.isEmpty());
}

void RaceForm::setColors(const Palette &palette)
{
    for (QPushButton *button : {m_putBack, m_back})
        styleButton(*button, palette);
    styleMainButton(*m_start, palette);
    m_title->setStyleSheet(QStringLiteral("color: %1;").arg(palette.text.name()));
    m_difference->setStyleSheet(QStringLiteral("color: %1;").arg(palette.text.name()));
    m_about->setStyleSheet(QStringLiteral("color: %1;").arg(palette.secondary.name()));
}

void RaceForm::retranslate()
{
    m_title->setText(tr("Race: the same again with one change"));
    m_start->setText(tr("Start the second run"));
    m_putBack->setText(tr("Put back"));
    m_back->setText(tr("Back to the run"));
    for (Editor &editor : m_editors) {
        const QString name = capitalized(nameOf(editor.setting));
        editor.label->setText(name);
        editor.field()->setAccessibleName(name);
        if (editor.choice)
            editor.choice->view()->setAccessibleName(name);
        if (editor.number)
            editor.number->setSuffix(editor.setting == Setting::maskShare ? QStringLiteral(" %") : QString());
        if (m_first)
            editor.nameChoices(*m_first->course.recipe);
    }
    if (m_first) {
        const TrainingProgress &course = m_first->course;
        m_about->setText(tr("The first run, %1, took %2 s for %3 steps. The second reads the same text with the same "
                            "seed (%4), up to the same step. Curves, answers and moments of the first (%5 MB) stay "
                            "beside it; its model can no longer be saved then: save it before, if you want it.")
                             .arg(m_first->title)
                             .arg(course.seconds, 0, 'f', 1)
                             .arg(grouped(course.step))
                             .arg(course.recipe->seed)
                             .arg(double(course.momentBytes) / 1e6, 0, 'f', 0));
    }
    describe();
}

} // namespace bertlab
