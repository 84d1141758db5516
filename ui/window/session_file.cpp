#include "window/session_file.h"

#include "base/atomic_file.h"
#include "base/error.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace bertlab {

namespace {

constexpr int version = 1;
constexpr qint64 mostBytes = 16 << 20; ///< a session is some sentences
const QString mark = QStringLiteral("bertlab_session");

[[noreturn]] void fail(const QString &path, const QString &what)
{
    throw Error(QStringLiteral("%1: %2").arg(QFileInfo(path).fileName(), what).toStdString());
}

} // namespace

void saveSessionFile(const QString &path, const QJsonObject &session)
{
    QJsonObject file = session;
    file.insert(mark, version);
    const QByteArray bytes = QJsonDocument(file).toJson();
    write_file_atomically(QDir(QFileInfo(path).absolutePath()).filesystemAbsolutePath() /
                              QFileInfo(path).fileName().toStdU16String(),
                          std::as_bytes(std::span(bytes.data(), static_cast<std::size_t>(bytes.size()))));
}

QJsonObject readSessionFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        fail(path, QStringLiteral("it cannot be read: %1.").arg(file.errorString()));
    if (file.size() > mostBytes)
        fail(path, QStringLiteral("it has %1 bytes; a session has fewer than %2.").arg(file.size()).arg(mostBytes));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (error.error != QJsonParseError::NoError)
        fail(path, QStringLiteral("at byte %1: %2; a BertLab session in JSON was expected.")
                       .arg(error.offset)
                       .arg(error.errorString()));
    const QJsonObject session = document.object();
    if (!session.contains(mark))
        fail(path, QStringLiteral("it has no \"%1\"; a BertLab session was expected.").arg(mark));
    if (session[mark].toInt(-1) != version)
        fail(path, QStringLiteral("its version is %1; this BertLab reads version %2.")
                       .arg(session[mark].toVariant().toString())
                       .arg(version));
    for (const char *text : {"text", "pair"})
        if (!session[QLatin1String(text)].isString())
            fail(path, QStringLiteral("\"%1\" is not a text.").arg(QLatin1String(text)));
    return session;
}

} // namespace bertlab
