#include "window/export_command.h"

#include "base/error.h"
#include "window/page_list.h"
#include "window/style.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QLayout>

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
        while (page->isBusy())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        page->layout()->activate();
        const Sheet sheet = page->sheet();
        if (sheet.items.isEmpty()) {
            const QString advice = QStringLiteral("the page %1 has nothing to show for this text").arg(page->id());
            if (options.pages.contains(page->id()))
                return fail(advice + u'.');
            error << "bertlab: " << advice.toStdString() << ", no file was written." << std::endl;
            continue;
        }
        try {
            saveSheet(sheet, options.format, directory.filePath(page->id() + u'.' + options.format), options.scale);
        } catch (const Error &exception) {
            return fail(QString::fromUtf8(exception.what()));
        }
    }
    return 0;
}

} // namespace bertlab
