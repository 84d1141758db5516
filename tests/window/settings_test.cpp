#include "window/settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace bertlab;

class SettingsTest : public QObject
{
    Q_OBJECT

private slots:
    void begins_with_defaults();
    void keeps_what_it_is_told();
    void stands_nonsense_in_the_file();
    void recent_models_are_few_and_distinct();
    void temporary_ones_leave_no_trace();
};

void SettingsTest::begins_with_defaults()
{
    const auto settings = Settings::temporary();
    QVERIFY(settings->isFirstStart());
    QCOMPARE(settings->theme(), Theme::system);
    QVERIFY(settings->explanationShown());
    QVERIFY(!settings->hintsSeen());
    QVERIFY(settings->recentModels().isEmpty());
    QVERIFY(settings->geometry().isEmpty() && settings->page().isEmpty() && settings->folder().isEmpty());
}

void SettingsTest::keeps_what_it_is_told()
{
    QTemporaryDir folder;
    const QString path = folder.filePath("settings.ini");
    const QJsonObject session{{"text", "Grüße ☃ \"quoted\"; 100 %"}, {"selection", QJsonObject{{"token", 3}}}};
    {
        const auto settings = Settings::inFile(path);
        settings->setGeometry(QByteArray("\0\1\2geometry", 11));
        settings->setTheme(Theme::dark);
        settings->setPage("outputs");
        settings->addRecentModel("/models/a b");
        settings->setExplanationShown(false);
        settings->setLastSession(session);
        settings->setHintsSeen(true);
        settings->setFolder("/pictures");
    }
    const auto settings = Settings::inFile(path);
    QCOMPARE(settings->geometry(), QByteArray("\0\1\2geometry", 11));
    QCOMPARE(settings->theme(), Theme::dark);
    QCOMPARE(settings->page(), QString("outputs"));
    QCOMPARE(settings->recentModels(), QStringList{"/models/a b"});
    QVERIFY(!settings->explanationShown());
    QCOMPARE(settings->lastSession(), session);
    QVERIFY(settings->hintsSeen() && !settings->isFirstStart());
    QCOMPARE(settings->folder(), QString("/pictures"));
}

void SettingsTest::stands_nonsense_in_the_file()
{
    QTemporaryDir folder;
    QFile file(folder.filePath("settings.ini"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "[window]\ntheme=pink\nexplanation=\n[session]\nlast={\"text\": [}\n[models]\nrecent=a,b,c,d,e,f,g,h,i\n");
    file.close();
    const auto settings = Settings::inFile(file.fileName());
    QCOMPARE(settings->theme(), Theme::system);
    QVERIFY(settings->lastSession().isEmpty());
    QCOMPARE(settings->recentModels().size(), Settings::mostRecentModels);
}

void SettingsTest::recent_models_are_few_and_distinct()
{
    const auto settings = Settings::temporary();
    for (const char *folder : {"/1", "/2", "/3", "/2", "/4", "/5", "/6", "/7"})
        settings->addRecentModel(folder);
    QCOMPARE(settings->recentModels(), (QStringList{"/7", "/6", "/5", "/4", "/2", "/3"}));
}

void SettingsTest::temporary_ones_leave_no_trace()
{
    Settings::temporary()->setPage("fill");
    QVERIFY(Settings::temporary()->page().isEmpty());
}

QTEST_GUILESS_MAIN(SettingsTest)
#include "settings_test.moc"
