#include "session/corpora.h"

#include "base/mapped_file.h"

#include <QCoreApplication>
#include <QDir>

namespace bertlab {

std::filesystem::path bundledCorpus(const char *name)
{
    const QDir corpora(QCoreApplication::applicationDirPath() + QStringLiteral("/../share/bertlab/corpora"));
    return QDir(QDir::cleanPath(corpora.filePath(QString::fromUtf8(name)))).filesystemPath();
}

std::string beginningOf(const std::filesystem::path &corpus)
{
    constexpr std::size_t page = 4000; // bytes
    const MappedFile file(corpus);
    const std::string_view all(reinterpret_cast<const char *>(file.bytes().data()), file.bytes().size());
    if (all.size() <= page)
        return std::string(all);
    std::size_t end = all.rfind('\n', page - 1) + 1;
    if (end == 0) // one long line: before the character that the page would cut
        for (end = page; end > 0 && (static_cast<unsigned char>(all[end]) & 0xC0) == 0x80;)
            --end;
    return std::string(all.substr(0, end)) + "…";
}

} // namespace bertlab
