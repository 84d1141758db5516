#include "window/export_command.h"

#include "base/error.h"
#include "plots/paper.h"
#include "window/page_list.h"
#include "window/style.h"
#include "window/translation.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QLayout>

#include <algorithm>
#include <memory>
#include <ostream>

namespace bertlab {

namespace {

constexpr QSize pageSize{1140, 760};

/// Waits until the sentences are read; an empty text is success, else why not.
QString waitForReading(Session &session)
{
    QString fault;
    QEventLoop loop;
    QObject::connect(&session, &Session::readingChanged, &loop, &QEventLoop::quit);
    QObject::connect(&session, &Session::failed, &loop, [&](const QString &sentence) {
        fault = sentence;
        loop.quit();
    });
    loop.exec();
    return fault;
}

void read(Session &session, const ExportOptions &options)
{
    if (!options.text.isEmpty() || !options.pair.isEmpty()) {
        session.setAll(options.text, options.pair, {});
        return;
    }
    for (const Example &example : teachingExamples()) { // the one that has something to show on every page
        if (!example.pair.isEmpty() && !example.coveredWord.isEmpty())
            return session.apply(example);
    }
}

/// "layers" for the tab that a page opens with, "layers-similarity" for another.
QString nameOf(const Page &page, qsizetype tab)
{
    return tab == 0 ? page.id() : page.id() + u'-' + page.tabs().at(tab);
}

/// What the page shows when nothing is on its way any more; false if that is nothing.
bool save(const Page &page, const ExportOptions &options, const QString &path)
{
    while (page.isBusy())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    page.layout()->activate();
    Sheet sheet = page.sheet();
    if (sheet.items.isEmpty())
        return false;
    if (options.format == QLatin1String("pdf") && !options.dark) // who asks for a dark one gets it
        sheet.palette = onPaper(sheet.palette);
    saveSheet(sheet, options.format, path, options.scale);
    return true;
}

} // namespace

int runExport(const ExportOptions &options, std::ostream &error)
{
    const auto fail = [&error](const QString &sentence) {
        error << "bertlab: " << sentence.toStdString() << std::endl;
        return 1;
    };
    const QDir directory(options.directory);
    if (!directory.mkpath("."))
        return fail(QStringLiteral("%1 is not a directory and cannot be made one.").arg(options.directory));

    const Translation translation(options.language);
    Session session;
    session.openModel(options.model.isEmpty() ? ModelReference::defaultModel()
                                              : ModelReference::fromText(options.model));
    read(session, options);
    const QString fault = waitForReading(session);
    if (!fault.isEmpty())
        return fail(fault);

    for (const PageEntry &entry : pagesWithPictures()) {
        if (!options.pages.isEmpty() && !options.pages.contains(QLatin1String(entry.id)))
            continue;
        const std::unique_ptr<Page> page(entry.make(session));
        page->setColors(options.dark ? Palette::darkTheme() : Palette::light());
        page->setAttribute(Qt::WA_DontShowOnScreen);
        page->resize(pageSize);
        page->show();
        const qsizetype tabs = std::max<qsizetype>(1, page->tabs().size());
        for (qsizetype tab = 0; tab < tabs; ++tab) {
            if (tab > 0)
                page->showTab(static_cast<int>(tab));
            try {
                const QString name = nameOf(*page, tab);
                if (save(*page, options, directory.filePath(name + u'.' + options.format)))
                    continue;
                const QString advice = QStringLiteral("the page %1 has nothing to show for this text").arg(name);
                if (tab == 0 && options.pages.contains(page->id()))
                    return fail(advice + u'.');
                error << "bertlab: " << advice.toStdString() << ", no file was written." << std::endl;
            } catch (const Error &exception) {
                return fail(QString::fromUtf8(exception.what()));
            }
        }
    }
    return 0;
}

} // namespace bertlab
