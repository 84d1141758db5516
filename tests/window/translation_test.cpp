#include "window_fixture.h"

#include <QAbstractButton>
#include <QAction>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSet>
#include <QXmlStreamReader>

using namespace bertlab;

/// Simplified Chinese: what its file holds, and the whole window when the language is switched while it is open.
class TranslationTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void places_of_numbers_are_kept();
    void no_word_stays_english_on_a_page_data();
    void no_word_stays_english_on_a_page();
    void back_to_english_is_as_before();
    void the_choice_is_remembered();

private:
    struct Message
    {
        QString source, translation;
    };
    /// Every word that someone sees or hears of now.
    static QStringList wordsOf(const QWidget &window);
    QList<Message> m_messages;
};

void TranslationTest::initTestCase()
{
    prepareApplication();
    QFile file(QStringLiteral(BERTLAB_TRANSLATION));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1String("source"))
            m_messages.append({xml.readElementText(), {}});
        else if (xml.name() == QLatin1String("translation"))
            m_messages.last().translation = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
    }
    QVERIFY2(!xml.hasError(), qUtf8Printable(xml.errorString()));
    QVERIFY(m_messages.size() > 1000);
}

void TranslationTest::places_of_numbers_are_kept()
{
    static const QRegularExpression place(QStringLiteral("%L?(\\d|n)|<[^ >][^>]*>|\\[(CLS|SEP|MASK|UNK)\\]"));
    const auto placesOf = [](const QString &text) {
        QStringList places;
        for (auto found = place.globalMatch(text); found.hasNext();)
            places.append(found.next().captured());
        places.sort();
        places.removeDuplicates(); // a sentence may name [SEP] once less
        return places;
    };
    for (const Message &message : std::as_const(m_messages))
        QVERIFY2(placesOf(message.source) == placesOf(message.translation),
                 qUtf8Printable(message.source + " -> " + message.translation));
}

QStringList TranslationTest::wordsOf(const QWidget &window)
{
    QStringList words;
    const auto widgets = window.findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        if (!widget->isVisible())
            continue;
        words << widget->toolTip() << widget->accessibleName();
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            words << label->text();
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            words << button->text();
        if (const auto *edit = qobject_cast<const QLineEdit *>(widget))
            words << edit->placeholderText();
        if (const auto *view = qobject_cast<const View *>(widget))
            words << view->title() << view->subtitle();
    }
    for (const QAction *action : window.actions())
        words << action->text();
    words.removeDuplicates();
    return words;
}

void TranslationTest::no_word_stays_english_on_a_page_data()
{
    QTest::addColumn<QString>("page");
    for (const char *page :
         {"model", "input", "attention", "layers", "fill", "pair", "outputs", "example", "pretraining"})
        QTest::newRow(page) << page;
}

void TranslationTest::no_word_stays_english_on_a_page()
{
    QFETCH(QString, page);
    WindowFixture fixture;
    fixture.remember("Paris is a beautiful city.", "I love Paris.", page);
    fixture.open();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isReady() && !fixture.window->currentPage()->isBusy(), 60000);
    fixture.window->session().setCovered(5, true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isReady() && !fixture.window->currentPage()->isBusy(), 60000);
    fixture.window->setLanguage(Language::chinese);
    QTRY_VERIFY(fixture.window->actions().first()->text().contains(QChar(0x906E)) ||
                fixture.window->actions().first()->text().contains(QChar(0x7801))); // 遮, 码
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.window->currentPage()->isBusy(), 60000);

    QSet<QString> english;
    for (const Message &message : std::as_const(m_messages))
        if (message.source != message.translation && !message.source.contains('%'))
            english.insert(message.source);
    for (const Message &message : std::as_const(m_messages)) // said alike for something else
        if (message.source == message.translation)
            english.remove(message.source);
    QStringList left;
    for (const QString &words : wordsOf(*fixture.window))
        if (english.contains(words) || english.contains(words.mid(words.lastIndexOf('>') + 1)))
            left.append(words);
    QVERIFY2(left.isEmpty(), qUtf8Printable(left.join(" | ")));
}

void TranslationTest::back_to_english_is_as_before()
{
    WindowFixture fixture;
    fixture.remember("Paris is a beautiful city.", "I love Paris.", "attention");
    fixture.open();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isReady(), 60000);
    const QStringList before = wordsOf(*fixture.window);
    fixture.window->setLanguage(Language::chinese);
    QTRY_VERIFY(wordsOf(*fixture.window) != before);
    fixture.window->setLanguage(Language::english);
    QTRY_COMPARE(wordsOf(*fixture.window), before);
}

void TranslationTest::the_choice_is_remembered()
{
    WindowFixture fixture;
    fixture.remember("Paris is a beautiful city.", "I love Paris.", "outputs");
    fixture.settings->setLanguage(Language::chinese);
    fixture.open();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isReady(), 60000);
    QCOMPARE(fixture.window->page("outputs")->name(), QString::fromUtf8("输出"));
    QCOMPARE(fixture.control<QAbstractButton>("navigate-outputs")->text(), QString::fromUtf8("输出"));
}

QTEST_MAIN(TranslationTest)
#include "translation_test.moc"
