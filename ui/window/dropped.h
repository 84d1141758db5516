#pragma once

#include <QMimeData>
#include <QStringList>

namespace bertlab {

/// What was dropped on the window: one of these, or nothing that it knows.
struct Dropped
{
    QString modelFolder, sessionFile;
    QStringList texts; ///< to train on
    bool isKnown() const { return !modelFolder.isEmpty() || !sessionFile.isEmpty() || !texts.isEmpty(); }
};

Dropped droppedFiles(const QMimeData &dropped);

} // namespace bertlab
