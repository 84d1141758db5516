#include "pages/context_tab.h"

#include "pages/controls.h"
#include "pages/wording.h"
#include "plots/curve_plot.h"
#include "plots/fonts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace bertlab {

namespace {

constexpr int spacing = 12, formWidth = 320, waitMilliseconds = 300;

struct Homonym
{
    const char *word;
    const char *senses[2];
};

// Data, and English like the built-in models. The word stands at one position, so that its embeddings are equal.
constexpr Homonym homonyms[]{
    {"python",
     {"The python bit him.\nThe python slept under the rock.\nThe python is a long snake.\nA python eats mice.\n"
      "The python lives in the zoo.",
      "The python language is easy.\nA python program is short.\nThe python code runs fast.\n"
      "My python program has a bug.\nGood python code is short."}},
    {"bank",
     {"The bank has our money.\nThe bank opened at nine.\nThe bank gave her money.\nA bank keeps the money.\n"
      "The bank lends money.",
      "The bank of the river was green.\nThe bank was wet and muddy.\nThe bank of the river is steep.\n"
      "A bank of grass lay by the water.\nThe bank by the river has flowers."}}};

std::vector<std::string> linesOf(const QPlainTextEdit &edit)
{
    std::vector<std::string> lines;
    for (const QString &line : edit.toPlainText().split(u'\n'))
        if (!line.trimmed().isEmpty())
            lines.push_back(line.trimmed().toStdString());
    return lines;
}

} // namespace

ContextTab::ContextTab(Session &session, QWidget *parent)
    : LayersTab(session, parent),
      m_word(new QLineEdit), m_sentences{new QPlainTextEdit, new QPlainTextEdit}, m_labels{new QLabel, new QLabel,
                                                                                           new QLabel},
      m_message(new QLabel), m_curves(new CurvePlotView(QStringLiteral("layers-context"))),
      m_job([this](auto study) { take(*(m_study = std::move(study))); },
            [this](const QString &sentence) { m_message->setText(sentence); })
{
    build();
    m_wait.setSingleShot(true);
    m_wait.setInterval(waitMilliseconds);
    connect(&m_wait, &QTimer::timeout, this, &ContextTab::run);
    connect(m_word, &QLineEdit::textEdited, &m_wait, qOverload<>(&QTimer::start));
    for (QPlainTextEdit *edit : m_sentences)
        connect(edit, &QPlainTextEdit::textChanged, &m_wait, qOverload<>(&QTimer::start));
    propose(0);
}

void ContextTab::build()
{
    auto *form = new QVBoxLayout;
    form->setSpacing(4);
    auto *examples = new QHBoxLayout;
    for (int i = 0; i < int(std::size(homonyms)); ++i) {
        auto *button = new QPushButton(QString::fromLatin1(homonyms[i].word));
        button->setObjectName(QStringLiteral("layers-homonym-%1").arg(i));
        connect(button, &QPushButton::clicked, this, [this, i] { propose(i); });
        examples->addWidget(button);
        m_examples.append(button);
    }
    examples->addStretch();
    form->addLayout(examples);
    QWidget *const fields[]{m_word, m_sentences[0], m_sentences[1]};
    const char *const names[]{"layers-word", "layers-sense-1", "layers-sense-2"};
    for (int i = 0; i < 3; ++i) {
        fields[i]->setObjectName(QString::fromLatin1(names[i]));
        fields[i]->setFont(fonts::mono(12));
        m_labels[i]->setFont(fonts::text(12));
        m_labels[i]->setBuddy(fields[i]);
        form->addWidget(m_labels[i]);
        form->addWidget(fields[i], i > 0 ? 1 : 0);
    }
    for (QPlainTextEdit *edit : m_sentences) {
        edit->setTabChangesFocus(true);
        edit->setMinimumHeight(60);
    }
    m_word->setFixedHeight(30);
    m_message->setObjectName(QStringLiteral("layers-context-message"));
    m_message->setWordWrap(true);
    form->addWidget(m_message);

    auto *left = new QWidget;
    left->setLayout(form);
    left->setFixedWidth(formWidth);
    form->setContentsMargins(0, 0, 0, 0);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    row->addWidget(left);
    row->addWidget(m_curves, 1);
    m_curves->setPanel(true);
}

void ContextTab::propose(int example)
{
    const Homonym &homonym = homonyms[example];
    m_word->setText(QString::fromLatin1(homonym.word));
    for (int sense = 0; sense < 2; ++sense)
        m_sentences[sense]->setPlainText(QString::fromLatin1(homonym.senses[sense]));
    m_wait.stop();
    run();
}

void ContextTab::fill(const std::shared_ptr<const Reading> &reading)
{
    if (reading->model == m_model)
        return;
    m_model = reading->model;
    run();
}

void ContextTab::run()
{
    if (!m_model)
        return;
    const WordSenses what{m_word->text().trimmed().toStdString(), {linesOf(*m_sentences[0]), linesOf(*m_sentences[1])}};
    m_job.run([model = m_model, what, workers = this->session().workers()](const IsCancelled &isCancelled) {
        return std::make_shared<const WordSenseStudy>(study_word_senses(*model, what, *workers, isCancelled));
    });
}

void ContextTab::take(const WordSenseStudy &study)
{
    m_message->setText(study.at_one_position() ? QString()
                                               : tr("The word stands at different positions: its embeddings differ by "
                                                    "position already."));
    CurvePlotData::Curve within{tr("same sense"), {}, true}, between{tr("other sense"), {}, true, Qt::DashLine},
        random{tr("random tokens"), {}, false, Qt::DotLine};
    double least = 0;
    for (std::size_t layer = 0; layer < study.layers.size(); ++layer) {
        const SenseSimilarity &at = study.layers[layer];
        within.points.append({double(layer), at.within});
        between.points.append({double(layer), at.between});
        random.points.append({double(layer), at.random});
        least = std::min({least, at.within, at.between, at.random});
    }
    CurvePlotData data;
    data.curves = {within, between, random};
    data.nameRoom = 0.3;
    data.yMin = std::floor(least * 10) / 10;
    data.yMax = 1.05;
    data.across = tr("layer");
    data.quantity = tr("mean cosine");
    m_curves->setData(data);
    m_curves->setTitle(tr("\"%1\" in two senses: mean cosine").arg(m_word->text().trimmed()),
                       tr("by layer, 0 = embeddings"));
    emit resultChanged();
}

Explanation ContextTab::explanation(const Reading &, int layer) const
{
    Explanation explanation{
        .title = tr("Context decides"),
        .what = tr("One word in several sentences of each sense. The curves are the mean cosine of its vectors within "
                   "a sense and between the senses, layer by layer; the thin line is that of random tokens."),
        .tryThis = tr("Write your own sentences, one a line, with the word at the same position."),
        .careful = tr("With the word at one position its embedding is the same in every sentence: only attention can "
                      "bring the context in. A few sentences show a tendency, not a proof.")};
    if (!m_study || layer >= int(m_study->layers.size()))
        return explanation;
    const SenseSimilarity &at = m_study->layers[std::size_t(layer)];
    explanation.cellTitle = layerName(layer);
    explanation.calculation = calculationLines({{tr("within a sense"), shortNumber(at.within)},
                                                {tr("between senses"), shortNumber(at.between)},
                                                {tr("difference"), shortNumber(at.within - at.between)},
                                                {tr("random tokens"), shortNumber(at.random)}});
    return explanation;
}

void ContextTab::retranslate()
{
    m_labels[0]->setText(tr("Word"));
    m_labels[1]->setText(tr("One sense, a sentence a line"));
    m_labels[2]->setText(tr("The other sense"));
    m_word->setAccessibleName(tr("Word"));
    m_sentences[0]->setAccessibleName(tr("Sentences of one sense"));
    m_sentences[1]->setAccessibleName(tr("Sentences of the other sense"));
    if (m_study)
        take(*m_study);
}

void ContextTab::setColors(const Palette &palette)
{
    for (QAbstractButton *button : std::as_const(m_examples))
        styleButton(*button, palette);
    m_message->setStyleSheet(QStringLiteral("color: %1;").arg(palette.warning.name()));
    for (QPlainTextEdit *edit : m_sentences)
        styleText(*edit, palette);
}

} // namespace bertlab
