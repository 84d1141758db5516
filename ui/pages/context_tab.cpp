#include "pages/context_tab.h"

#include "analysis/hidden_states.h"
#include "analysis/similarity.h"
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
            [this](const QString &sentence) { say(sentence); })
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
    m_message->hide();

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
    if (reading->model == m_model) {
        if (m_study && !m_job.isBusy()) // the word may stand in the sentence now
            take(*m_study);
        return;
    }
    m_model = reading->model;
    m_study.reset(); // its vectors are of another width
    m_own = -1;
    run();
}

/// Another of the word's places may have been chosen.
void ContextTab::showSelection(const Reading &reading, int)
{
    if (m_study && !m_job.isBusy() && ownToken(reading) != m_own)
        take(*m_study);
}

/// Where the word stands in the sentence that is read: the selected token if it is the word, else its last place.
int ContextTab::ownToken(const Reading &reading) const
{
    const std::string word = m_word->text().trimmed().toLower().toStdString();
    const auto isWord = [&](int token) { return reading.token(token) == word; };
    int token = std::min(session().selection().current().token, reading.encoding.size() - 1);
    if (token < 0 || !isWord(token))
        for (token = reading.encoding.size() - 1; token >= 0 && !isWord(token);)
            --token;
    return token;
}

/// The mean cosine of the sentence's own word with those of a sense.
double ContextTab::nearness(const Reading &reading, int layer, std::size_t sense) const
{
    const Matrix own = hidden_state(*reading.result.trace, layer).row(m_own);
    return mean_similarity(view(own), view(m_study->vectors[std::size_t(layer)][sense]));
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

void ContextTab::say(const QString &sentence)
{
    m_message->setText(sentence);
    m_message->setVisible(!sentence.isEmpty());
}

void ContextTab::take(const WordSenseStudy &study)
{
    say(study.at_one_position() ? QString()
                                : tr("The word stands at different positions: its embeddings differ by position "
                                     "already."));
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
    const auto reading = session().reading();
    m_own = reading && reading->model == m_model ? ownToken(*reading) : -1;
    for (std::size_t sense = 0; m_own >= 0 && sense < study.vectors.front().size(); ++sense) {
        const QString name = sense == 0 ? tr("%1, first sense") : tr("%1, second sense");
        CurvePlotData::Curve own{
            name.arg(tokenName(*reading, m_own)), {}, false, sense == 0 ? Qt::SolidLine : Qt::DashLine};
        for (std::size_t layer = 0; layer < study.layers.size(); ++layer) {
            own.points.append({double(layer), nearness(*reading, int(layer), sense)});
            least = std::min(least, own.points.last().y());
        }
        data.curves.append(own);
    }
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

Explanation ContextTab::explanation(const Reading &reading, int layer) const
{
    Explanation explanation{
        .title = tr("Context decides"),
        .what = tr("One word in several sentences of each sense. The curves are the mean cosine of its vectors within "
                   "a sense and between the senses, layer by layer; the dotted line is that of random tokens. Where "
                   "the word stands in your own sentence, thin lines say how near it is to each sense."),
        .tryThis = tr("Read both pythons and click each: which sense is it nearer to? Then write your own sentences, "
                      "one a line, with the word at the same position."),
        .careful = tr("With the word at one position its embedding is the same in every sentence: only attention can "
                      "bring the context in. A few sentences show a tendency, not a proof."),
        .experiment = {tr("Read both pythons"), QStringLiteral("layers"), QStringLiteral("layers-tabs-4"),
                       QStringLiteral("He got bit by a python."),
                       QStringLiteral("Python is my favorite programming language.")}};
    if (!m_study || layer >= int(m_study->layers.size()))
        return explanation;
    const SenseSimilarity &at = m_study->layers[std::size_t(layer)];
    explanation.cellTitle = layerName(layer);
    QList<std::pair<QString, QString>> steps{{tr("within a sense"), shortNumber(at.within)},
                                             {tr("between senses"), shortNumber(at.between)},
                                             {tr("difference"), shortNumber(at.within - at.between)},
                                             {tr("random tokens"), shortNumber(at.random)}};
    if (m_own >= 0 && m_own < reading.encoding.size() && reading.model == m_model)
        steps << std::pair{tr("%1 and").arg(tokenName(reading, m_own)), QString()}
              << std::pair{tr("the first sense"), shortNumber(nearness(reading, layer, 0))}
              << std::pair{tr("the second sense"), shortNumber(nearness(reading, layer, 1))};
    explanation.calculation = calculationLines(steps);
    return explanation;
}

void ContextTab::retranslate()
{
    m_labels[0]->setText(tr("Word"));
    m_labels[1]->setText(tr("First sense, a sentence a line"));
    m_labels[2]->setText(tr("Second sense"));
    m_word->setAccessibleName(tr("Word"));
    m_sentences[0]->setAccessibleName(tr("Sentences of the first sense"));
    m_sentences[1]->setAccessibleName(tr("Sentences of the second sense"));
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
