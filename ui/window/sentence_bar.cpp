#include "window/sentence_bar.h"

#include "builtin_models.h"
#include "plots/fonts.h"
#include "window/sentence_edit.h"

#include <QDir>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

namespace bertlab {

namespace {

constexpr int ownHeight = 58;

QPushButton *makeLink(const QString &id)
{
    auto *button = new QPushButton;
    button->setObjectName(id);
    button->setFont(fonts::text(12));
    button->setProperty("kind", "link");
    return button;
}

void setTexts(QPushButton &button, const QString &text, const QString &toolTip)
{
    button.setText(text);
    button.setAccessibleName(text);
    button.setToolTip(toolTip);
}

/// A line of a menu that names the group below it.
void addHeading(QMenu &menu, const QString &text)
{
    if (!menu.isEmpty())
        menu.addSeparator();
    QAction *heading = menu.addAction(text);
    heading->setEnabled(false);
    heading->setFont(fonts::text(11, QFont::DemiBold));
}

QString exampleText(const Example &example)
{
    QString text = example.pair.isEmpty() ? example.text : example.text + QStringLiteral("  /  ") + example.pair;
    if (!example.coveredWord.isEmpty())
        text.replace(example.coveredWord, u'[' + example.coveredWord + u']');
    return text.replace(u'&', QStringLiteral("&&"));
}

} // namespace

SentenceBar::SentenceBar(Session &session, Settings &settings, QWidget *parent)
    : QFrame(parent), m_session(session), m_settings(settings)
{
    setObjectName("sentence-bar");
    setFixedHeight(ownHeight + 1); // and the line below
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 14, 0);
    row->setSpacing(8);
    for (int sentence = 0; sentence < 2; ++sentence) {
        m_edits[sentence] = new SentenceEdit(sentence);
        row->addWidget(m_edits[sentence], sentence == 0 ? 47 : 38);
        row->addSpacing(4);
        connect(m_edits[sentence], &QLineEdit::textEdited, this, &SentenceBar::takeSentences);
    }
    m_examples = new PickerButton("examples");
    m_examples->setFixedWidth(120);
    m_examples->setMenu(new QMenu(m_examples));
    connect(m_examples->menu(), &QMenu::aboutToShow, this, [this] { fillExamples(*m_examples->menu()); });
    m_models = new PickerButton("models");
    m_models->setFixedWidth(200);
    m_models->setMenu(new QMenu(m_models));
    connect(m_models->menu(), &QMenu::aboutToShow, this, [this] { fillModels(*m_models->menu()); });
    m_explain = makeLink("explain");
    m_explain->setCheckable(true);
    m_export = makeLink("export");
    m_export->setMenu(new QMenu(m_export));
    m_shortcuts = makeLink("shortcuts");
    for (QPushButton *button : {m_examples, m_models, m_explain, m_export, m_shortcuts})
        row->addWidget(button);

    connect(m_shortcuts, &QPushButton::clicked, this, &SentenceBar::shortcutsRequested);
    connect(&session, &Session::sentencesChanged, this, &SentenceBar::showSentences);
    connect(&session, &Session::modelChanged, this, &SentenceBar::showModel);
    showSentences();
    retranslate();
}

void SentenceBar::retranslate()
{
    m_examples->setText(tr("Examples"));
    m_examples->setAccessibleName(tr("Examples"));
    fillExamples(*m_examples->menu());
    setTexts(*m_explain, tr("Explain"), tr("Show or hide the explanation (F9)"));
    setTexts(*m_export, tr("Export"), tr("Take the picture away (Ctrl+E)"));
    setTexts(*m_shortcuts, tr("F1"), tr("Every shortcut (F1)"));
    m_shortcuts->setAccessibleName(tr("Shortcuts"));
    showModel();
}

void SentenceBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void SentenceBar::setColors(const Palette &palette)
{
    for (QLineEdit *edit : m_edits)
        static_cast<SentenceEdit *>(edit)->setColors(palette);
    for (QPushButton *button : {m_examples, m_models})
        static_cast<PickerButton *>(button)->setColors(palette);
}

void SentenceBar::setZoom(double zoom)
{
    for (QLineEdit *edit : m_edits)
        static_cast<SentenceEdit *>(edit)->setZoom(zoom);
    for (QPushButton *button : {m_examples, m_models, m_explain, m_export, m_shortcuts})
        button->setVisible(zoom == 1);
    setFixedHeight(ownHeight + 1 + qRound((zoom - 1) * m_edits[0]->minimumHeight() / zoom));
}

QLineEdit *SentenceBar::edit(int sentence) const
{
    return m_edits[sentence];
}

QMenu *SentenceBar::exportMenu() const
{
    return m_export->menu();
}

QMenu *SentenceBar::modelMenu() const
{
    return m_models->menu();
}

void SentenceBar::openModelMenu()
{
    m_models->setFocus();
    m_models->showMenu();
}

int SentenceBar::tokenAtCursor() const
{
    const auto reading = m_session.reading();
    for (int sentence = 0; reading && sentence < 2; ++sentence) {
        if (!m_edits[sentence]->hasFocus())
            continue;
        const QString before = m_edits[sentence]->text().left(m_edits[sentence]->cursorPosition());
        const auto cursor = static_cast<std::int32_t>(before.toUcs4().size());
        const Encoding &encoding = reading->encoding;
        for (int token = encoding.size() - 1; token >= 0; --token) { // at a border the piece that begins there
            const auto i = static_cast<std::size_t>(token);
            const Span &span = encoding.offsets[i];
            if (!encoding.is_added(i) && encoding.type_ids[i] == sentence && span.begin <= cursor && cursor <= span.end)
                return token;
        }
    }
    return -1;
}

void SentenceBar::takeSentences()
{
    m_session.setSentences(m_edits[0]->text(), m_edits[1]->text());
}

void SentenceBar::showSentences()
{
    m_edits[0]->setText(m_session.text());
    m_edits[1]->setText(m_session.pair());
    for (QLineEdit *edit : m_edits) {
        if (!edit->hasFocus())
            edit->setCursorPosition(0); // a long sentence shows its beginning
    }
}

void SentenceBar::showModel()
{
    QString text = tr("Opening …"), name = text;
    if (const auto model = m_session.model()) {
        const Config &config = model->bert.config();
        name = QString::fromStdString(model->name);
        text = tr("%1 · %2 / %3 / %4")
                   .arg(name)
                   .arg(config.num_hidden_layers)
                   .arg(config.hidden_size)
                   .arg(config.num_attention_heads);
    }
    const QFontMetrics metrics(m_models->font());
    const int room = m_models->width() - 46;
    const bool fits = metrics.horizontalAdvance(text) <= room;
    m_models->setText(metrics.elidedText(fits ? text : name, Qt::ElideMiddle, room)); // the step of a learning model
    m_models->setToolTip(tr("%1 (layers / width / heads)").arg(text));
    m_models->setAccessibleName(tr("Model: %1").arg(text));
}

void SentenceBar::fillExamples(QMenu &menu)
{
    menu.setObjectName("examples-menu");
    menu.clear();
    QString group;
    for (const Example &example : examplesFromText(m_settings.ownExamples()) + teachingExamples()) {
        if (example.group != group)
            addHeading(menu, example.group);
        group = example.group;
        connect(menu.addAction(exampleText(example)), &QAction::triggered, this,
                [this, example] { emit exampleChosen(example); });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("Own examples from a text file…")), &QAction::triggered, this,
            &SentenceBar::ownExamplesRequested);
    if (!m_settings.ownExamples().isEmpty())
        connect(menu.addAction(tr("Forget the own examples")), &QAction::triggered, this,
                [this] { m_settings.setOwnExamples({}); });
}

void SentenceBar::fillModels(QMenu &menu)
{
    menu.clear();
    const auto add = [&](const QString &text, const ModelReference &reference) {
        QAction *action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(reference == m_session.modelReference());
        action->setToolTip(reference.value);
        connect(action, &QAction::triggered, this, [this, reference] { emit modelChosen(reference); });
    };
    if (const TrainingRunner &training = m_session.training(); training.progress()) {
        addHeading(menu, tr("In training"));
        QAction *learning = menu.addAction(tr("The learning model (now)"));
        learning->setObjectName("learning-model");
        learning->setCheckable(true);
        learning->setChecked(m_session.modelReference().kind == ModelReference::Kind::learning &&
                             training.isFollowed());
        learning->setToolTip(training.title());
        connect(learning, &QAction::triggered, this, [this] {
            emit modelChosen({ModelReference::Kind::learning, {}});
        });
    }
    addHeading(menu, tr("Built in"));
    for (const BuiltinModel &model : builtin_models())
        add(QString::fromUtf8(model.title.data(), static_cast<qsizetype>(model.title.size())),
            {ModelReference::Kind::builtin,
             QString::fromUtf8(model.id.data(), static_cast<qsizetype>(model.id.size()))});
    const QStringList recent = m_settings.recentModels();
    if (!recent.isEmpty())
        addHeading(menu, tr("Opened before"));
    for (const QString &folder : recent)
        add(QDir(folder).dirName(), {ModelReference::Kind::directory, folder});
    menu.addSeparator();
    QAction *open = menu.addAction(tr("Open model folder…"));
    open->setObjectName("open-model-folder");
    connect(open, &QAction::triggered, this, &SentenceBar::openFolderRequested);
}

} // namespace bertlab
