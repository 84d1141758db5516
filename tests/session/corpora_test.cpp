#include "session/corpora.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace bertlab;

class CorporaTest : public QObject
{
    Q_OBJECT

    QString beginning(const QByteArray &text)
    {
        QFile file(m_folder.filePath("text.txt"));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("the text cannot be written");
        file.write(text);
        file.close();
        return QString::fromStdString(beginningOf(file.filesystemFileName()));
    }

    QTemporaryDir m_folder;

private slots:
    void a_short_text_is_shown_whole() { QCOMPARE(beginning("one .\ntwo ."), QString("one .\ntwo .")); }
    void a_long_one_ends_with_a_line()
    {
        const QString shown = beginning(QByteArray("one two .\n").repeated(1000));
        QVERIFY(shown.startsWith("one two .\none"));
        QVERIFY(shown.endsWith("two .\n…"));
    }
    void a_line_without_end_is_cut_at_a_character()
    {
        for (const QByteArray before : {"", "a", "ab"}) {
            const QString shown = beginning(before + QByteArray("秋").repeated(2000));
            QVERIFY(!shown.contains(QChar::ReplacementCharacter));
            QVERIFY(shown.endsWith(QStringLiteral("秋…")));
            QVERIFY(shown.size() > 1300);
        }
    }
};

QTEST_GUILESS_MAIN(CorporaTest)
#include "corpora_test.moc"
