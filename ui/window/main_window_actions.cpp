#include "pages/page.h"
#include "session/document_history.h"
#include "window/comparison.h"
#include "window/explanation_place.h"
#include "window/guess_cover.h"
#include "window/main_window.h"
#include "window/navigation.h"
#include "window/projector.h"
#include "window/sentence_bar.h"
#include "window/token_finder.h"

#include <QAction>
#include <QDir>
#include <QPushButton>

// What can be done by key, in the order of the list of shortcuts.

namespace bertlab {

QList<MainWindow::ActionEntry> MainWindow::actionEntries()
{
    return {
        {"cover",
         tr("Cover or uncover the piece at the cursor or what is selected"),
         {Qt::CTRL | Qt::Key_M},
         [this] { cover(); }},
        {"release", tr("Let go of what is selected"), {Qt::Key_Escape}, [this] { release(); }},
        {"back", tr("The selection before"), {Qt::ALT | Qt::Key_Left}, [this] { m_session->selection().back(); }},
        {"forward", tr("The selection after"), {Qt::ALT | Qt::Key_Right}, [this] { m_session->selection().forward(); }},
        {"undo",
         tr("Undo: sentences, covers, the way of reading"),
         {QKeySequence::Undo},
         [this] { m_history->undo(); }},
        {"redo", tr("Redo"), {QKeySequence::Redo}, [this] { m_history->redo(); }},
        {"find-token", tr("Find a token"), {QKeySequence::Find}, [this] { m_finder->begin(); }},
        {"previous-page", tr("The page before"), {Qt::Key_PageUp}, [this] { m_navigation->previous(); }},
        {"next-page", tr("The next page"), {Qt::Key_PageDown}, [this] { m_navigation->next(); }},
        {"toggle-explanation",
         tr("Show or hide the explanation"),
         {Qt::Key_F9},
         [this] { m_explanationPlace->toggle(); }},
        {"open-model", tr("Open a model folder"), {QKeySequence::Open}, [this] { chooseModelFolder(); }},
        {"open-session",
         tr("Open a session"),
         {Qt::CTRL | Qt::SHIFT | Qt::Key_O},
         [this] {
             m_dialogs.chooseSessionFile(this, QDir::homePath(), [this](const QString &path) { openSession(path); });
         }},
        {"save-session", tr("Save this session"), {QKeySequence::Save}, [this] { saveSession(); }},
        {"guess-first",
         tr("Guess first: cover what a change brings until Space"),
         {Qt::CTRL | Qt::Key_G},
         [this] { m_guess->setOn(!m_guess->isOn()); }},
        {"pin",
         tr("Pin the picture as ‘before’, beside ‘now’ and their difference"),
         {Qt::Key_P},
         [this] { m_comparison->pin(*currentPage(), pointedView()); }},
        {"enlarge",
         tr("Enlarge the picture under the pointer; the page again"),
         {Qt::Key_F},
         [this] { m_projector->toggleEnlarged(pointedView()); }},
        {"next-picture",
         tr("The next picture of the page, alone"),
         {Qt::CTRL | Qt::Key_PageDown},
         [this] { m_projector->step(1); }},
        {"previous-picture",
         tr("The picture before, alone"),
         {Qt::CTRL | Qt::Key_PageUp},
         [this] { m_projector->step(-1); }},
        {"projector",
         tr("Projector mode: one picture at a time, in large letters"),
         {Qt::CTRL | Qt::SHIFT | Qt::Key_P},
         [this] { m_projector->setOn(!m_projector->isOn()); }},
        {"show-commands",
         tr("Find a command, page, example or model"),
         {Qt::CTRL | Qt::Key_K},
         [this] { showCommands(); }},
        {"show-export",
         tr("Take the picture away"),
         {Qt::CTRL | Qt::Key_E},
         [this] { m_bar->findChild<QPushButton *>("export")->showMenu(); }},
        {"show-shortcuts", tr("This list"), {Qt::Key_F1}, [this] { showShortcuts(); }},
        {"quit", tr("Close the window"), {Qt::CTRL | Qt::Key_Q}, [this] { close(); }},
    };
}

void MainWindow::addActions()
{
    for (const ActionEntry &entry : actionEntries()) {
        auto *action = new QAction(entry.text, this);
        action->setObjectName(entry.id);
        action->setShortcuts(entry.keys);
        connect(action, &QAction::triggered, this, entry.act);
        addAction(action);
    }
}

void MainWindow::nameActions()
{
    for (const ActionEntry &entry : actionEntries())
        findChild<QAction *>(entry.id, Qt::FindDirectChildrenOnly)->setText(entry.text);
}

} // namespace bertlab
