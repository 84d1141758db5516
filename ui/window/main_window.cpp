#include "window/main_window.h"

#include "base/error.h"
#include "builtin_models.h"
#include "pages/controls.h"
#include "pages/pretraining_page.h"
#include "session/document_history.h"
#include "window/comparison.h"
#include "window/dropped.h"
#include "window/explanation_panel.h"
#include "window/explanation_place.h"
#include "window/exporter.h"
#include "window/guess_cover.h"
#include "window/hints.h"
#include "window/navigation.h"
#include "window/notices.h"
#include "window/page_commands.h"
#include "window/page_list.h"
#include "window/projector.h"
#include "window/sentence_bar.h"
#include "window/session_file.h"
#include "window/shortcut_sheet.h"
#include "window/status_line.h"
#include "window/style.h"
#include "window/token_finder.h"
#include "window/token_strip.h"
#include "window/training_keeper.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>

namespace bertlab {

namespace {

constexpr QSize firstSize{1440, 900}, smallestSize{960, 600};

/// What someone sees first: a gap that the built-in model fills well.
Example firstExample()
{
    const QList<Example> examples = teachingExamples();
    return *std::find_if(examples.begin(), examples.end(), [](const Example &e) { return e.coveredWord == "leaves"; });
}

} // namespace

MainWindow::MainWindow(Settings &settings, Dialogs &dialogs, QWidget *parent)
    : QWidget(parent), m_settings(settings), m_dialogs(dialogs), m_translation(settings.language()),
      m_session(std::make_unique<Session>()), m_bar(new SentenceBar(*m_session, settings)),
      m_strip(new TokenStrip(*m_session)), m_navigation(new Navigation), m_notices(new Notices(*m_session)),
      m_stack(new QStackedWidget), m_explanation(new ExplanationPanel), m_status(new StatusLine(*m_session)),
      m_exporter(new Exporter(settings, dialogs, this)), m_history(new DocumentHistory(*m_session, this)),
      m_finder(new TokenFinder(*m_session)), m_guess(new GuessCover(*m_session, *m_stack)),
      m_comparison(new Comparison(*m_session, *m_stack)), m_body(new QWidget), m_bodyRow(new QHBoxLayout(m_body)),
      m_middle(new QVBoxLayout), m_systemIsDark(systemIsDark())
{
    setObjectName("main-window");
    setWindowTitle(QStringLiteral("BertLab"));
    setAcceptDrops(true);
    setMinimumSize(smallestSize);
    build();
    addPages();
    addActions();
    connectParts();
    applyTheme();
    resize(firstSize.boundedTo(screen()->availableSize()));
    restoreGeometry(settings.geometry());
}

MainWindow::~MainWindow()
{
    // The parts speak to the session; they go before it does.
    qDeleteAll(findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
}

void MainWindow::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_strip);
    column->addWidget(m_body, 1);
    column->addWidget(m_status);
    m_bodyRow->setContentsMargins(0, 0, 0, 0);
    m_bodyRow->setSpacing(0);
    m_bodyRow->addWidget(m_navigation);
    m_bodyRow->addLayout(m_middle, 1);
    m_bodyRow->addWidget(m_explanation);
    m_middle->setContentsMargins(0, 0, 0, 0);
    m_middle->setSpacing(0);
    m_middle->addWidget(m_notices);
    m_middle->addWidget(m_finder);
    m_middle->addWidget(m_comparison);
    m_middle->addWidget(m_stack, 1);
    m_explanationPlace =
        new ExplanationPlace(m_settings, *m_explanation, *m_body, *m_bodyRow, *m_bar->explanationButton());
    m_projector = new Projector(*this, *m_bar, *m_strip, *m_middle, {m_notices, m_finder, m_comparison},
                                {m_navigation, m_status});
    connect(m_projector, &Projector::changed, m_explanationPlace, &ExplanationPlace::setAway);
}

void MainWindow::addPages()
{
    addPages(tr("Reading"), readingPages());
    addPages(tr("Learning"), learningPages());
    connectTraining();
}

void MainWindow::addPages(const QString &group, const QList<PageEntry> &entries)
{
    m_navigation->addGroup(group);
    for (const PageEntry &entry : entries) {
        Page *page = entry.make(*m_session);
        page->setAccessibleName(page->name());
        m_pages.insert(page->id(), page);
        m_stack->addWidget(page);
        m_navigation->addPage(page->id(), entry.number, page->name());
        connect(page, &Page::explanationChanged, this, &MainWindow::explain);
        connect(page, &Page::pageRequested, m_navigation, &Navigation::setCurrent);
        connect(page, &Page::exportRequested, this, [this, page](View *view, const QString &format) {
            m_exporter->exportPicture(*page, view, format, format == "copy" ? 2 : 1);
        });
    }
}

void MainWindow::connectTraining()
{
    auto *lab = static_cast<PretrainingPage *>(page("pretraining"));
    TrainingRunner &training = m_session->training();
    connect(lab, &PretrainingPage::filesWanted, this, [this] {
        m_dialogs.chooseTextFiles(this, QDir::homePath(), [this](const QStringList &files) { trainOn(files); });
    });
    connect(lab, &PretrainingPage::folderToSaveWanted, this, [this, &training] {
        m_dialogs.chooseFolderToSave(this, QDir::homePath(),
                                     [&training](const QString &folder) { training.save(folder); });
    });
    connect(lab, &PretrainingPage::reportWanted, this, [this, lab](const QString &format) {
        m_dialogs.chooseFileToSave(this, QDir::home().filePath(QStringLiteral("recipe-race.") + format),
                                   tr("Report (*.%1)").arg(format), [this, lab](const QString &path) {
                                       try {
                                           lab->saveReport(path);
                                           m_status->announce(
                                               tr("%1 was written.").arg(QDir::toNativeSeparators(path)));
                                       } catch (const Error &error) {
                                           m_notices->showError(QString::fromUtf8(error.what()));
                                       }
                                   });
    });
    connect(&training, &TrainingRunner::saved, this, [this](const QString &folder) {
        m_settings.addRecentModel(folder);
        m_status->announce(tr("The model is saved in %1.").arg(folder));
    });
    connect(&training, &TrainingRunner::failed, m_notices, &Notices::showError);
    m_trainingKeeper = new TrainingKeeper(training, m_settings, m_dialogs, *m_notices, *this);
    lab->setBeforeAnother([this](const std::function<void()> &go) { m_trainingKeeper->beforeAnother(go); });
    connect(m_trainingKeeper, &TrainingKeeper::goesOn, this, [this] { showPage("pretraining"); });
}

void MainWindow::connectParts()
{
    connect(m_navigation, &Navigation::pageChosen, this, &MainWindow::showPage);
    connect(m_navigation, &Navigation::clickedByMouse, m_strip, qOverload<>(&QWidget::setFocus));
    connect(m_bar, &SentenceBar::exampleChosen, this, &MainWindow::apply);
    connect(m_bar, &SentenceBar::ownExamplesRequested, this, &MainWindow::takeOwnExamples);
    connect(m_bar, &SentenceBar::modelChosen, this, &MainWindow::openModel);
    connect(m_bar, &SentenceBar::openFolderRequested, this, &MainWindow::chooseModelFolder);
    connect(m_bar, &SentenceBar::shortcutsRequested, this, &MainWindow::showShortcuts);
    connect(m_bar->explanationButton(), &QPushButton::clicked, m_explanationPlace, &ExplanationPlace::toggle);
    connect(m_bar->exportMenu(), &QMenu::aboutToShow, this,
            [this] { m_exporter->fillMenu(*m_bar->exportMenu(), *currentPage()); });
    connect(m_explanation, &ExplanationPanel::closeRequested, m_explanationPlace, &ExplanationPlace::toggle);
    connect(m_explanation, &ExplanationPanel::experimentRequested, this, &MainWindow::run);
    connect(m_notices, &Notices::otherModelWanted, m_bar, &SentenceBar::openModelMenu);
    connect(m_comparison, &Comparison::exportRequested, this, [this](View *view, const QString &format) {
        m_exporter->exportPicture(*currentPage(), view, format, format == "copy" ? 2 : 1);
    });
    connect(m_strip, &TokenStrip::coverRefused, m_status, &StatusLine::announce);
    connect(m_exporter, &Exporter::done, m_status, &StatusLine::announce);
    connect(m_exporter, &Exporter::failed, m_notices, &Notices::showError);
    connect(m_status, &StatusLine::themeChosen, this, &MainWindow::setTheme);
    connect(m_status, &StatusLine::dataColorsChosen, this, &MainWindow::setDataColors);
    connect(m_status, &StatusLine::languageChosen, this, &MainWindow::setLanguage);
    connect(m_session.get(), &Session::modelChanged, this, [this] {
        const ModelReference &reference = m_session->modelReference();
        if (reference.kind == ModelReference::Kind::directory)
            m_settings.addRecentModel(reference.value);
    });
}

void MainWindow::start()
{
    const bool first = m_settings.isFirstStart();
    if (first) {
        apply(firstExample());
    } else {
        m_session->restore(m_settings.lastSession());
        showPage(m_pages.contains(m_settings.page()) ? m_settings.page() : firstExample().page);
    }
    if (!m_settings.hintsSeen() && first)
        showFirstSteps();
    m_trainingKeeper->offer();
    m_strip->setFocus();
}

void MainWindow::showFirstSteps()
{
    const Page *fill = page("fill");
    fill->findChild<QAbstractButton *>("fill-guess-first")->setChecked(true);
    auto *hints = new Hints(*m_session, *m_bar, *m_strip, *fill->findChild<QAbstractButton *>("fill-reveal"),
                            *m_navigation->button("attention"));
    m_middle->insertWidget(0, hints);
    connect(hints, &Hints::pageRequested, this, &MainWindow::showPage);
    connect(hints, &Hints::finished, this, [this, hints] {
        m_settings.setHintsSeen(true);
        hints->deleteLater();
    });
}

Page *MainWindow::currentPage() const
{
    return static_cast<Page *>(m_stack->currentWidget());
}

void MainWindow::showPage(const QString &id)
{
    Page *wanted = page(id);
    if (!wanted)
        return;
    m_navigation->setCurrent(id);
    if (wanted != currentPage() && currentPage()->isAncestorOf(focusWidget()))
        m_strip->setFocus(); // else Qt gives it to the sentence, which would take the keys of the page as letters
    m_stack->setCurrentWidget(wanted);
    m_guess->setPageCoversItself(!wanted->showsAnswersOfReading());
    m_comparison->setCurrentPage(*wanted);
    m_projector->setPage(*wanted);
    explain();
}

View *MainWindow::pointedView() const
{
    const QWidget *page = currentPage();
    for (QWidget *widget : {QApplication::widgetAt(QCursor::pos()), focusWidget()})
        if (auto *view = qobject_cast<View *>(widget); view && page->isAncestorOf(view))
            return view;
    return nullptr;
}

void MainWindow::apply(const Example &example)
{
    m_session->apply(example);
    if (!currentPage()->canShow(example))
        showPage(example.page); // an own one has none and stays
    m_strip->setFocus();        // from where the keys of the page work
}

void MainWindow::openModel(const ModelReference &reference)
{
    m_session->openModel(reference);
}

void MainWindow::chooseModelFolder()
{
    const QStringList recent = m_settings.recentModels();
    m_dialogs.chooseModelFolder(this, recent.isEmpty() ? QDir::homePath() : recent.front(),
                                [this](const QString &path) {
                                    openModel({ModelReference::Kind::directory, QDir(path).absolutePath()});
                                });
}

void MainWindow::cover()
{
    const int token = m_bar->tokenAtCursor();
    if (token >= 0)
        m_session->toggleCovered(token);
    else
        m_strip->toggleSelected();
}

void MainWindow::release()
{
    if (m_finder->isAncestorOf(focusWidget()))
        m_finder->hide();
    else if (m_projector->isOn() && m_session->selection().held().token < 0)
        m_projector->setOn(false);
    else if (!m_explanationPlace->hideFloating())
        m_session->selection().release();
}

void MainWindow::showShortcuts()
{
    (new ShortcutSheet(actions(), this))->open();
}

void MainWindow::showCommands()
{
    QList<CommandPalette::Command> commands;
    for (const QAction *action : actions())
        commands.append({tr("Action"), action->text(), action->shortcut().toString(QKeySequence::NativeText),
                         [action] { const_cast<QAction *>(action)->trigger(); }});
    const QList<PageEntry> entries = readingPages() + learningPages();
    for (const PageEntry &entry : entries)
        commands.append({tr("Page"), page(entry.id)->name(), {}, [this, id = entry.id] { showPage(id); }});
    commands += controlCommands(*currentPage());
    for (const Example &example : examplesFromText(m_settings.ownExamples()) + teachingExamples())
        commands.append(
            {tr("Example"), (example.text + u' ' + example.pair).trimmed(), {}, [this, example] { apply(example); }});
    for (const BuiltinModel &model : builtin_models()) {
        const QString id = QString::fromUtf8(model.id.data(), qsizetype(model.id.size()));
        commands.append(
            {tr("Model"), QString::fromUtf8(model.title.data(), qsizetype(model.title.size())), {}, [this, id] {
                 openModel({ModelReference::Kind::builtin, id});
             }});
    }
    for (const QString &folder : m_settings.recentModels())
        commands.append({tr("Model"), folder, {}, [this, folder] {
                             openModel({ModelReference::Kind::directory, folder});
                         }});
    for (const PageEntry &entry : entries)
        if (page(entry.id) != currentPage())
            commands += controlCommands(*page(entry.id));
    auto *palette = new CommandPalette(commands, this);
    magnify(*palette, m_projector->controlZoom());
    palette->resize(palette->size() * m_projector->controlZoom());
    palette->open();
}

QList<CommandPalette::Command> MainWindow::controlCommands(const Page &page)
{
    return pageCommands(page, [this, id = page.id()](QObject *control) {
        showPage(id);
        useWhenReady(control);
    });
}

void MainWindow::takeOwnExamples()
{
    m_dialogs.chooseTextFiles(this, QDir::homePath(), [this](const QStringList &files) {
        QFile file(files.value(0));
        const QString name = QFileInfo(file).fileName();
        constexpr qint64 most = 1 << 20; // some hundred sentences; a corpus would be a slip
        if (!file.open(QIODevice::ReadOnly))
            return m_notices->showError(tr("%1 cannot be read: %2.").arg(name, file.errorString()));
        if (file.size() > most)
            return m_notices->showError(
                tr("%1 has %2 bytes: examples are a short text, one a line.").arg(name).arg(file.size()));
        const QString text = QString::fromUtf8(file.readAll());
        const auto count = examplesFromText(text).size();
        if (count == 0)
            return m_notices->showError(tr("%1 has no example: one sentence a line was expected.").arg(name));
        m_settings.setOwnExamples(text);
        m_status->announce(tr("%n own example(s) in the menu.", nullptr, int(count)));
    });
}

void MainWindow::saveSession()
{
    const QString suggestion = QDir::home().filePath(QStringLiteral("session.") + sessionFileEnding);
    m_dialogs.chooseFileToSave(this, suggestion, tr("BertLab session (*.bertlab)"), [this](const QString &path) {
        try {
            QJsonObject session = m_session->toJson();
            session.insert("page", currentPage()->id());
            saveSessionFile(path, session);
            m_status->announce(tr("The session is saved in %1.").arg(QDir::toNativeSeparators(path)));
        } catch (const Error &error) {
            m_notices->showError(tr("The session was not saved. %1").arg(QString::fromUtf8(error.what())));
        }
    });
}

void MainWindow::openSession(const QString &path)
{
    try {
        const QJsonObject session = readSessionFile(path);
        m_session->restore(session);
        showPage(session["page"].toString());
    } catch (const Error &error) {
        m_notices->showError(QString::fromUtf8(error.what()));
    }
}

void MainWindow::setTheme(Theme theme)
{
    m_settings.setTheme(theme);
    applyTheme();
}

void MainWindow::setDataColors(DataColors colors)
{
    m_settings.setDataColors(colors);
    applyTheme();
}

void MainWindow::setLanguage(Language language)
{
    m_settings.setLanguage(language);
    m_translation.setLanguage(language);
    m_status->setLook(m_settings.theme(), m_settings.dataColors(), language);
}

/// The parts change their own words; here is what only the window knows.
void MainWindow::retranslate()
{
    nameActions();
    m_navigation->setGroupName(0, tr("Reading"));
    m_navigation->setGroupName(1, tr("Learning"));
    for (Page *page : std::as_const(m_pages)) {
        page->setAccessibleName(page->name());
        m_navigation->setPageName(page->id(), page->name());
    }
    explain();
}

void MainWindow::applyTheme()
{
    m_palette = paletteOf(m_settings.theme(), m_systemIsDark, m_settings.dataColors());
    QApplication::setPalette(widgetPalette(m_palette));
    setStyleSheet(frameStyleSheet(m_palette));
    m_bar->setColors(m_palette);
    m_strip->setColors(m_palette);
    m_navigation->setColors(m_palette);
    m_status->setLook(m_settings.theme(), m_settings.dataColors(), m_settings.language());
    m_comparison->setColors(m_palette);
    for (Page *page : std::as_const(m_pages))
        page->setColors(m_palette);
}

void MainWindow::explain()
{
    if (!currentPage())
        return;
    const Explanation explanation = currentPage()->explanation();
    m_explanation->setExplanation(explanation);
    m_projector->setExplanation(explanation);
}

void MainWindow::run(const Experiment &experiment)
{
    if (!experiment.sentence.isEmpty())
        m_session->setAll(experiment.sentence, experiment.pair, {});
    if (!experiment.page.isEmpty())
        showPage(experiment.page);
    if (experiment.control.isEmpty())
        return;
    if (auto *button = currentPage()->findChild<QAbstractButton *>(experiment.control); button && !button->isChecked())
        useWhenReady(button);
    if (auto *action = currentPage()->findChild<QAction *>(experiment.control); action && !action->isChecked())
        action->trigger();
}

/// A page that has just been opened may have to read something first.
void MainWindow::useWhenReady(QObject *control)
{
    const Page *shown = currentPage();
    if (shown->isBusy() || m_session->isBusy())
        return QTimer::singleShot(50, control, [this, control, shown] {
            if (shown == currentPage()) // nobody has gone elsewhere meanwhile
                useWhenReady(control);
        });
    if (!useControl(*currentPage(), *control))
        m_status->announce(tr("That is not possible with what stands there now."));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_trainingKeeper->mayClose())
        return event->ignore();
    m_settings.setGeometry(saveGeometry());
    m_settings.setLastSession(m_session->toJson());
    if (currentPage())
        m_settings.setPage(currentPage()->id());
    event->accept();
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_M && event->modifiers() == Qt::NoModifier) {
        m_strip->toggleSelected(); // from the strip or a picture: a line to type in takes its letters itself
    } else if (m_guess->isVisible() && event->key() == Qt::Key_Space) {
        m_guess->reveal();
    } else if (!currentPage()->isAncestorOf(focusWidget()) && !m_passesKey) {
        m_passesKey = true; // the page's own keys work from the strip and the navigation too
        QCoreApplication::sendEvent(currentPage(), event);
        m_passesKey = false;
    } else {
        QWidget::keyPressEvent(event);
    }
}

bool MainWindow::event(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::ThemeChange) {
        m_systemIsDark = systemIsDark();
        applyTheme();
    }
    return QWidget::event(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (droppedFiles(*event->mimeData()).isKnown())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    const Dropped dropped = droppedFiles(*event->mimeData());
    if (!dropped.modelFolder.isEmpty())
        return openModel({ModelReference::Kind::directory, dropped.modelFolder});
    if (!dropped.sessionFile.isEmpty())
        return openSession(dropped.sessionFile);
    trainOn(dropped.texts);
}

void MainWindow::trainOn(const QStringList &files)
{
    m_notices->clearError(); // perhaps of other files
    static_cast<PretrainingPage *>(page("pretraining"))->setFiles(files);
    showPage("pretraining");
}

} // namespace bertlab
