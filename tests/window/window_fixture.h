#pragma once

#include "plots/view.h"
#include "window/launch.h"
#include "window/main_window.h"

#include <QApplication>
#include <QDir>
#include <QTest>

#include <memory>

/// Answers at once, without a dialog; remembers what was asked.
class FakeDialogs : public bertlab::Dialogs
{
public:
    void chooseModelFolder(QWidget *, const QString &, const Answer &answer) override { answer(nextFolder); }
    void chooseSessionFile(QWidget *, const QString &, const Answer &answer) override { answer(nextFile); }
    void chooseTextFiles(QWidget *, const QString &, const Answers &answer) override
    {
        if (!nextFiles.isEmpty())
            answer(std::exchange(nextFiles, {}));
    }
    void chooseFolderToSave(QWidget *parent, const QString &start, const Answer &answer) override
    {
        chooseModelFolder(parent, start, answer);
    }
    void chooseFileToSave(QWidget *, const QString &suggested, const QString &wantedFilter,
                          const Answer &answer) override
    {
        suggestion = suggested;
        filter = wantedFilter;
        answer(nextFile);
    }
    void askBeforeReplacing(QWidget *parent, const QString &what, const ClosingAnswer &answer) override
    {
        askBeforeClosing(parent, what, answer);
    }
    void askBeforeClosing(QWidget *, const QString &what, const ClosingAnswer &answer) override
    {
        asked = what;
        answer(nextClosing);
    }
    Closing nextClosing = Closing::cancel;
    QString asked;
    QString nextFolder, nextFile, suggestion, filter;
    QStringList nextFiles;
};

/// A whole window on the small built-in model, with settings in memory.
struct WindowFixture
{
    std::unique_ptr<bertlab::Settings> settings = bertlab::Settings::temporary();
    FakeDialogs dialogs;
    std::unique_ptr<bertlab::MainWindow> window;

    /// What the last session left behind.
    void remember(const QString &text, const QString &pair, const QString &page)
    {
        settings->setLastSession(
            {{"text", text}, {"pair", pair}, {"model", QJsonObject{{"kind", "builtin"}, {"value", "classroom"}}}});
        settings->setPage(page);
        settings->setHintsSeen(true);
        settings->setTheme(bertlab::Theme::light);
    }

    void open()
    {
        window = std::make_unique<bertlab::MainWindow>(*settings, dialogs);
        window->start();
        window->resize(1366, 740);
        window->show();
    }

    /// Everything that was asked for has been read.
    bool isReady() const { return window->session().reading() && !window->session().isBusy(); }

    template <typename Widget = QWidget>
    Widget *control(const QString &name) const
    {
        auto *found = window->findChild<Widget *>(name);
        if (!found)
            qFatal("the window has no %s", qUtf8Printable(name));
        return found;
    }

    QStringList tokens() const
    {
        QStringList tokens;
        const auto reading = window->session().reading();
        for (int token = 0; token < reading->encoding.size(); ++token)
            tokens.append(QString::fromStdString(reading->token(token)));
        return tokens;
    }
};
