#pragma once

#include <QJsonObject>
#include <QString>

namespace bertlab {

inline const QString sessionFileEnding = QStringLiteral("bertlab");

/// Writes what Session::toJson() and the window's page are to a .bertlab file, whole or not at all. Throws Error naming
/// the file and the reason.
void saveSessionFile(const QString &path, const QJsonObject &session);

/// Throws Error in one sentence: which file, what was found, what was expected.
QJsonObject readSessionFile(const QString &path);

} // namespace bertlab
