#pragma once

#include "pages/page.h"
#include "window/command_palette.h"
#include "window/dialogs.h"
#include "window/settings.h"
#include "window/translation.h"

#include <QHash>
#include <QKeySequence>
#include <QWidget>

#include <memory>

class QHBoxLayout;
class QStackedWidget;
class QVBoxLayout;

namespace bertlab {

class Comparison;
class DocumentHistory;
class ExplanationPanel;
class ExplanationPlace;
class Exporter;
class GuessCover;
class Navigation;
class Notices;
struct PageEntry;
class Projector;
class SentenceBar;
class StatusLine;
class TokenFinder;
class TokenStrip;
class TrainingKeeper;

/// The window: puts its parts together and wires them. What they show is the session's.
class MainWindow : public QWidget
{
    Q_OBJECT

public:
    /// Settings and dialogs must outlive the window.
    MainWindow(Settings &settings, Dialogs &dialogs, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// The last session, or what someone sees first.
    void start();

    Session &session() { return *m_session; }
    Page *currentPage() const;
    Page *page(const QString &id) const { return m_pages.value(id); }
    void showPage(const QString &id);
    void setTheme(Theme theme);
    void setDataColors(DataColors colors);
    void setLanguage(Language language);
    const Palette &colors() const { return m_palette; }
    void openModel(const ModelReference &reference);
    /// A .bertlab file; what is wrong with it is said inline, and everything stays as it was.
    void openSession(const QString &path);

protected:
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void build();
    void addPages();
    void addPages(const QString &group, const QList<PageEntry> &entries);
    void connectTraining();
    void addActions();
    struct ActionEntry
    {
        QString id, text;
        QList<QKeySequence> keys;
        std::function<void()> act;
    };
    QList<ActionEntry> actionEntries();
    void nameActions();
    void retranslate();
    void connectParts();
    void showFirstSteps();
    void applyTheme();
    void apply(const Example &example);
    void cover();
    void release();
    void chooseModelFolder();
    void showShortcuts();
    void showCommands();
    QList<CommandPalette::Command> controlCommands(const Page &page);
    void saveSession();
    void takeOwnExamples();
    void explain();
    void trainOn(const QStringList &files);
    void run(const Experiment &experiment);
    void useWhenReady(QObject *control);
    /// The picture of the page under the pointer, else the one that has the focus; null: none.
    View *pointedView() const;

    Settings &m_settings;
    Dialogs &m_dialogs;
    Translation m_translation; ///< before the first word of a part is asked for
    std::unique_ptr<Session> m_session;
    Palette m_palette = Palette::light();
    SentenceBar *m_bar;
    TokenStrip *m_strip;
    Navigation *m_navigation;
    Notices *m_notices;
    QStackedWidget *m_stack;
    ExplanationPanel *m_explanation;
    ExplanationPlace *m_explanationPlace = nullptr;
    StatusLine *m_status;
    Exporter *m_exporter;
    DocumentHistory *m_history;
    TokenFinder *m_finder;
    GuessCover *m_guess;
    Comparison *m_comparison;
    Projector *m_projector = nullptr;
    TrainingKeeper *m_trainingKeeper = nullptr;
    QWidget *m_body;
    QHBoxLayout *m_bodyRow;
    QVBoxLayout *m_middle;
    QHash<QString, Page *> m_pages;
    bool m_systemIsDark;
    bool m_passesKey = false; ///< to the page, from where it may come back
};

} // namespace bertlab
