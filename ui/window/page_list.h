#pragma once

#include "pages/page.h"

#include <QList>
#include <QString>

namespace bertlab {

/// One page of the program: where it stands in the navigation and how it is made.
struct PageEntry
{
    const char *id; ///< Page::id()
    int number;     ///< in the whole program; the free ones are to come
    Page *(*make)(Session &session);
};

/// Every page that works, in the order of the data's way: those about reading, those about learning.
QList<PageEntry> readingPages();
QList<PageEntry> learningPages();
/// Those that have pictures without anyone pressing a button: what a run without a window can export.
QList<PageEntry> pagesWithPictures();

} // namespace bertlab
