#pragma once

#include <QFile>
#include <QStringList>
#include <QTemporaryDir>

namespace bertlab::test {

/// A text file of a few small documents: a step on it takes a millisecond or two, and so does asking what is held out.
/// For tests of what surrounds a training.
class SmallCorpus
{
public:
    SmallCorpus()
    {
        const QStringList who{"cat", "dog", "bear", "bird", "horse"}, where{"sofa", "tree", "house", "river"},
            what{"sleeps", "sings", "runs", "eats", "waits", "plays"};
        QFile text(file());
        if (!text.open(QIODevice::WriteOnly))
            qFatal("the small corpus cannot be written");
        for (int document = 0; document < documents; ++document) {
            const QString hero = who[document % who.size()], place = where[document % where.size()];
            for (int sentence = 0; sentence < 4; ++sentence)
                text.write(QStringLiteral("the %1 %2 near the %3 .\n")
                               .arg(hero, what[(document + sentence) % what.size()], place)
                               .toUtf8());
            text.write("\n");
        }
    }
    QString file() const { return m_folder.filePath("small.txt"); }

private:
    static constexpr int documents = 40;
    QTemporaryDir m_folder;
};

} // namespace bertlab::test
