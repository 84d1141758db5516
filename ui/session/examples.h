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

/// Examples of one's own, one a line: "sentence", or "sentence | next sentence"; a word in brackets is covered: "the
/// [dog] barked". Empty lines and those that begin with # are left out. At most 200.
QList<Example> examplesFromText(const QString &text);

} // namespace bertlab
