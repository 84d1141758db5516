#pragma once

#include <QList>
#include <QString>

namespace bertlab {

/// A sentence or pair worth typing, with the words to cover and the page on which it shows its point.
struct Example
{
    QString group; ///< the idea of BERT that it shows
    QString text;
    QString pair;        ///< empty: none
    QString coveredWord; ///< covered when the example is chosen; empty: none
    QString page;        ///< Page::id()
};

/// The sentences that teachers use, grouped by idea.
QList<Example> teachingExamples();

} // namespace bertlab
