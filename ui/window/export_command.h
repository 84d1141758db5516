#pragma once

#include "window/settings.h"

#include <QString>
#include <QStringList>

#include <iosfwd>

namespace bertlab {

/// `bertlab --export`: the pages as files, without a window.
struct ExportOptions
{
    QString directory;
    QString model;      ///< a built-in id or a folder; empty: the default
    QString text, pair; ///< both empty: an example that fills every page
    QStringList pages;  ///< Page::id(); empty: all
    QString format = "svg";
    double scale = 1; ///< of PNG
    bool dark = false;
    Language language = Language::english; ///< of the words in the pictures
};

/// Writes one file a page into the directory, named after the page ("layers.svg"), and one for each further tab of it,
/// named after both ("layers-similarity.svg"). Needs a QApplication and the fonts; touches no
/// settings. Returns the exit code: 0, or 1 after one line on `error` that says what was wrong.
int runExport(const ExportOptions &options, std::ostream &error);

} // namespace bertlab
