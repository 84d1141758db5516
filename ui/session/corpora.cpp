#include "session/corpora.h"

#include <QCoreApplication>
#include <QDir>

namespace bertlab {

std::filesystem::path bundledCorpus(const char *name)
{
    const QDir corpora(QCoreApplication::applicationDirPath() + QStringLiteral("/../share/bertlab/corpora"));
    return QDir(QDir::cleanPath(corpora.filePath(QString::fromUtf8(name)))).filesystemPath();
}

} // namespace bertlab
