#include "session/examples.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace bertlab {

namespace {

QString group(const char *name)
{
    return QCoreApplication::translate("Examples", name);
}

} // namespace

// The sentences are data and stay English: the built-in models read English.
QList<Example> teachingExamples()
{
    const QString context = group(QT_TRANSLATE_NOOP("Examples", "Context decides"));
    const QString directions = group(QT_TRANSLATE_NOOP("Examples", "Both directions"));
    const QString wordPiece = group(QT_TRANSLATE_NOOP("Examples", "WordPiece"));
    const QString input = group(QT_TRANSLATE_NOOP("Examples", "[CLS], [SEP], segments, positions"));
    const QString masked = group(QT_TRANSLATE_NOOP("Examples", "Masked words, softmax"));
    const QString wholeWords = group(QT_TRANSLATE_NOOP("Examples", "Whole words"));
    const QString nextSentence = group(QT_TRANSLATE_NOOP("Examples", "Next sentence"));
    const QString outputs = group(QT_TRANSLATE_NOOP("Examples", "Sequence and pooled output"));
    return {
        {context, "He got bit by a python.", "Python is my favorite programming language.", {}, "attention"},
        {context, "The python bit him.", "The python language is easy.", {}, "input"},
        {directions, "The dog barked at the postman.", {}, "dog", "fill"},
        {directions, "The cat purred on the sofa.", {}, "cat", "fill"},
        {wordPiece, "unaffable embeddings pretraining", {}, {}, "input"},
        {wordPiece, "Paris ☃", {}, {}, "input"},
        {input, "Paris is a beautiful city.", "I love Paris.", {}, "input"},
        {masked, "In autumn the leaves fall from the trees.", {}, "leaves", "fill"},
        {masked, "Paris is a beautiful city.", "I love Paris.", "city", "fill"},
        {wholeWords, "Let us start pretraining the model.", {}, "pretraining", "fill"},
        {wholeWords, "He writes a program in Python.", {}, "program", "fill"},
        {nextSentence, "She cooked pasta.", "It was delicious.", {}, "pair"},
        {nextSentence, "Turn the radio on.", "She bought a new hat.", {}, "pair"},
        {outputs, "Paris is a beautiful city.", "I love Paris.", {}, "outputs"},
    };
}

QList<Example> examplesFromText(const QString &text)
{
    constexpr qsizetype most = 200;
    static const QRegularExpression covered(QStringLiteral("\\[([^\\[\\]]+)\\]"));
    QList<Example> examples;
    for (const QString &line : text.split(u'\n')) {
        QString sentences = line.trimmed();
        if (sentences.isEmpty() || sentences.startsWith(u'#') || examples.size() == most)
            continue;
        Example example{QCoreApplication::translate("Examples", "Own"), {}, {}, {}, {}};
        const QRegularExpressionMatch word = covered.match(sentences);
        if (word.hasMatch() && word.captured(1) != QLatin1String("MASK")) {
            example.coveredWord = word.captured(1);
            sentences.replace(word.capturedStart(), word.capturedLength(), example.coveredWord);
        }
        example.text = sentences.section(u'|', 0, 0).trimmed();
        example.pair = sentences.section(u'|', 1).trimmed();
        examples.append(example);
    }
    return examples;
}

} // namespace bertlab
