#include "window/dropped.h"

#include "window/session_file.h"

#include <QFileInfo>
#include <QUrl>

namespace bertlab {

namespace {

const QStringList textEndings{QStringLiteral("txt"), QStringLiteral("text"), QStringLiteral("md")};

} // namespace

Dropped droppedFiles(const QMimeData &dropped)
{
    Dropped files;
    const QList<QUrl> urls = dropped.urls();
    const QFileInfo single(urls.size() == 1 ? urls.front().toLocalFile() : QString());
    if (single.isDir())
        files.modelFolder = single.filePath();
    else if (single.isFile() && single.suffix().toLower() == sessionFileEnding)
        files.sessionFile = single.filePath();
    else
        for (const QUrl &url : urls) {
            const QFileInfo file(url.toLocalFile());
            if (!file.isFile() || !textEndings.contains(file.suffix().toLower()))
                return {}; // one of them is something else
            files.texts.append(file.filePath());
        }
    return files;
}

} // namespace bertlab
