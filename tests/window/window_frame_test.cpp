#include "window_fixture.h"

#include "plots/heat_map.h"
#include "window/session_file.h"
#include "window/token_strip.h"

#include <QAbstractButton>
#include <QAction>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>

#include <cmath>

using namespace bertlab;

/// Undo, find, commands, session files and 'guess first', by keys as a user would.
class WindowFrameTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { prepareApplication(); }
    void init();
    void cleanup() { m_fixture.reset(); }
    void undo_and_redo();
    void typing_is_one_step();
    void a_token_is_found();
    void commands_are_found_by_typing();
    void switches_of_pages_are_commands();
    void hidden_pages_let_readings_go();
    void a_session_goes_to_a_file_and_back();
    void a_dropped_session_opens();
    void damaged_sessions_change_nothing_data();
    void damaged_sessions_change_nothing();
    void guess_first_covers_until_space();
    void another_way_of_reading_is_said();
    void what_makes_it_read_otherwise_stays_under_the_pointer_data();
    void what_makes_it_read_otherwise_stays_under_the_pointer();
    void own_examples_come_from_a_file();
    void a_click_on_a_page_leaves_its_keys_to_it();
    void an_experiment_is_one_click_away();
    void type_ids_for_the_mask_break_the_answer();

private:
    Session &session() { return m_fixture->window->session(); }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isReady(), 60000); }
    void press(const char *action) { m_fixture->control<QAction>(action)->trigger(); }
    QString error() const
    {
        const auto *line = m_fixture->control<QWidget>("error-line");
        return line->isVisible() ? line->findChild<QLabel *>()->text() : QString();
    }
    std::unique_ptr<WindowFixture> m_fixture;
    QTemporaryDir m_folder;
};

void WindowFrameTest::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->remember("Paris is a beautiful city.", "I love Paris.", "attention");
    m_fixture->open();
    settle();
}

void WindowFrameTest::undo_and_redo()
{
    session().setCovered(5, true);
    settle();
    session().setSentences("The dog barked.", {});
    settle();
    session().setVariant({.causal = true});
    settle();
    press("undo");
    settle();
    QVERIFY(!session().variant().causal);
    press("undo");
    settle();
    QCOMPARE(session().text(), QString("Paris is a beautiful city."));
    QCOMPARE(m_fixture->control<QLineEdit>("sentence-b")->text(), QString("I love Paris."));
    QCOMPARE(session().covered(), QSet<int>{5});
    press("undo");
    settle();
    QVERIFY(session().covered().isEmpty());
    press("undo"); // nothing before
    settle();
    QCOMPARE(session().text(), QString("Paris is a beautiful city."));
    for (int i = 0; i < 5; ++i) {
        press("redo");
        settle();
    }
    QCOMPARE(session().text(), QString("The dog barked."));
    QVERIFY(session().variant().causal);
    press("undo");
    settle();
    session().setSentences("The cat purred.", {}); // what was undone is gone
    settle();
    press("redo");
    settle();
    QCOMPARE(session().text(), QString("The cat purred."));
}

void WindowFrameTest::typing_is_one_step()
{
    auto *edit = m_fixture->control<QLineEdit>("sentence-a");
    edit->setFocus();
    edit->clear();
    QTest::keyClicks(edit, "The cow is brown.");
    settle();
    QCOMPARE(session().text(), QString("The cow is brown."));
    press("undo");
    settle();
    QCOMPARE(session().text(), QString("Paris is a beautiful city."));
}

void WindowFrameTest::a_token_is_found()
{
    press("find-token");
    auto *typed = m_fixture->control<QLineEdit>("token-finder-text");
    QVERIFY(typed->isVisible() && typed->hasFocus());
    QTest::keyClicks(typed, "PARIS");
    QCOMPARE(session().selection().held().token, 1);
    const auto *place = m_fixture->control<QLabel>("token-finder-place");
    QCOMPARE(place->text(), QString("1 of 2, position 1"));
    QTest::keyClick(typed, Qt::Key_Return);
    QCOMPARE(session().selection().held().token, 10);
    QTest::keyClick(typed, Qt::Key_Return); // around
    QCOMPARE(session().selection().held().token, 1);
    QTest::keyClick(typed, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(session().selection().held().token, 10);
    typed->clear();
    QTest::keyClicks(typed, QString::number(session().reading()->encoding.ids[2])); // by id
    QCOMPARE(session().selection().held().token, 2);
    typed->clear();
    QTest::keyClicks(typed, "zebra");
    QCOMPARE(place->text(), QString("not found"));
    QTest::keyClick(typed, Qt::Key_Escape);
    QVERIFY(!typed->isVisible());
}

void WindowFrameTest::commands_are_found_by_typing()
{
    press("show-commands");
    auto *typed = m_fixture->control<QLineEdit>("command-palette-text");
    auto *list = m_fixture->control<QListWidget>("command-palette-list");
    QVERIFY(list->count() > 25); // actions, pages, examples, models
    QTest::keyClicks(typed, "page outp");
    QCOMPARE(list->count(), 1);
    QTest::keyClick(typed, Qt::Key_Return);
    QTRY_COMPARE(m_fixture->window->currentPage()->id(), QString("outputs"));
    QTRY_VERIFY(!m_fixture->window->findChild<QLineEdit *>("command-palette-text"));

    press("show-commands");
    typed = m_fixture->control<QLineEdit>("command-palette-text");
    list = m_fixture->control<QListWidget>("command-palette-list");
    QTest::keyClicks(typed, "purred");
    QTest::keyClick(typed, Qt::Key_Return);
    QTRY_COMPARE(session().text(), QString("The cat purred on the sofa."));
    settle();
}

/// The switches of every page, of the one that is seen first, and one that is on says so.
void WindowFrameTest::switches_of_pages_are_commands()
{
    const auto give = [this](const QString &command) {
        press("show-commands");
        auto *typed = m_fixture->control<QLineEdit>("command-palette-text");
        auto *list = m_fixture->control<QListWidget>("command-palette-list");
        QTest::keyClicks(typed, command);
        const QString first = list->count() > 0 ? list->item(0)->text() : QString();
        QTest::keyClick(typed, Qt::Key_Return);
        [this] { QTRY_VERIFY(!m_fixture->window->findChild<QLineEdit *>("command-palette-text")); }();
        return first;
    };
    const auto variant = [this] { return session().reading()->variant; };
    m_fixture->window->showPage("attention");
    give("rollout");
    QTRY_VERIFY(m_fixture->control<View>("attention-map")->title().contains("rollout"));
    give("left to right causal");
    QTRY_VERIFY(m_fixture->isReady() && variant().causal);
    QVERIFY(give("left to right causal").contains(QStringLiteral("✓"))); // off again
    QTRY_VERIFY(m_fixture->isReady() && !variant().causal);
    for (const char *words : {"mean of the layer", "words instead", "hide [CLS]"})
        QVERIFY2(give(words).startsWith(m_fixture->window->page("attention")->name()), words);
    settle();

    // … and of other pages, which come with them.
    QVERIFY(give("segment A both").startsWith(m_fixture->window->page("pair")->name()));
    QTRY_COMPARE(m_fixture->window->currentPage()->id(), QString("pair"));
    QTRY_VERIFY(m_fixture->isReady() && variant().one_segment);
    give("sinusoids");
    QTRY_COMPARE(m_fixture->window->currentPage()->id(), QString("input"));
    QTRY_VERIFY(m_fixture->isReady() && variant().positions != ReadingVariant::Positions::learned);

    // Without sentence B nothing can be swapped, and that is said.
    session().setAll("Paris is old.", {}, {});
    settle();
    give("swap");
    QTRY_VERIFY(m_fixture->control<QLabel>("status-done")->text().contains("not possible"));
    QCOMPARE(session().text(), QString("Paris is old."));
}

/// A reading of a large model takes hundreds of megabytes: when the next one is there, no page that was seen before may
/// keep the last.
void WindowFrameTest::hidden_pages_let_readings_go()
{
    session().setAll("Paris is a beautiful city.", "I love Paris.", {4, 5}); // two gaps: their order too
    settle();
    for (const char *id : {"model", "input", "attention", "layers", "fill", "pair", "outputs", "example"}) {
        m_fixture->window->showPage(id);
        settle();
        const std::weak_ptr<const Trace> before = session().reading()->result.trace;
        m_fixture->window->showPage("model");
        session().setAll(session().text() + " Oh.", "I love Paris.", {4, 5});
        settle();
        QVERIFY(session().reading()->result.trace != before.lock());
        QTRY_VERIFY2(before.expired(), id); // what was worked out of it may still be on its way
    }
}

void WindowFrameTest::a_session_goes_to_a_file_and_back()
{
    session().setCovered(5, true);
    settle();
    Selection selection;
    selection.token = 3;
    selection.layer = 1;
    session().selection().hold(selection);
    const QString path = m_folder.filePath("Städte.bertlab");
    m_fixture->dialogs.nextFile = path;
    press("save-session");
    QVERIFY(QFile::exists(path));
    QVERIFY(m_fixture->dialogs.suggestion.endsWith(".bertlab"));

    session().setAll("The dog barked.", {}, {});
    m_fixture->window->showPage("outputs");
    settle();
    press("open-session");
    settle();
    QCOMPARE(session().text(), QString("Paris is a beautiful city."));
    QCOMPARE(session().covered(), QSet<int>{5});
    QTRY_COMPARE(session().selection().held().token, 3);
    QCOMPARE(session().selection().held().layer, 1);
    QCOMPARE(m_fixture->window->currentPage()->id(), QString("attention"));
}

void WindowFrameTest::a_dropped_session_opens()
{
    const QString path = m_folder.filePath("dropped.bertlab");
    QJsonObject json = session().toJson();
    json["text"] = "The cow is brown.";
    json["pair"] = "";
    saveSessionFile(path, json);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter({100, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_fixture->window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({100, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_fixture->window.get(), &drop);
    QCOMPARE(error(), QString());
    settle();
    QCOMPARE(session().text(), QString("The cow is brown."));
}

void WindowFrameTest::damaged_sessions_change_nothing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("said");
    QTest::newRow("empty") << QByteArray() << "JSON was expected";
    QTest::newRow("cut") << QByteArray("{\"bertlab_session\": 1, \"text\": \"Par") << "at byte";
    QTest::newRow("something else") << QByteArray("{\"text\": \"Paris\"}") << "bertlab_session";
    QTest::newRow("a list") << QByteArray("[1, 2]") << "bertlab_session";
    QTest::newRow("newer") << QByteArray("{\"bertlab_session\": 2, \"text\": \"\", \"pair\": \"\"}") << "version is 2";
    QTest::newRow("a number for a text") << QByteArray("{\"bertlab_session\": 1, \"text\": 7, \"pair\": \"\"}")
                                         << "\"text\" is not a text";
    QTest::newRow("binary") << QByteArray("\x00\xff\xfe{}", 5) << "JSON was expected";
}

void WindowFrameTest::damaged_sessions_change_nothing()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, said);
    const QString path = m_folder.filePath("damaged.bertlab");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    const QJsonObject before = session().toJson();
    m_fixture->window->openSession(path);
    QVERIFY2(error().contains("damaged.bertlab") && error().contains(said), qPrintable(error()));
    settle();
    QCOMPARE(session().toJson(), before);
    m_fixture->window->openSession(m_folder.filePath("missing.bertlab"));
    QVERIFY(error().contains("missing.bertlab") && error().contains("cannot be read"));
}

void WindowFrameTest::guess_first_covers_until_space()
{
    auto *cover = m_fixture->control<QWidget>("guess-cover");
    QVERIFY(!cover->isVisible());
    press("guess-first");
    QVERIFY(cover->isVisible());
    const auto colors = [&] { // of the page's upper part, where pictures are
        const QRect upper(cover->mapTo(m_fixture->window.get(), QPoint(0, 0)), QSize(cover->width(), 100));
        const QImage page = m_fixture->window->grab(upper).toImage();
        QSet<QRgb> seen;
        for (int y = 0; y < page.height(); ++y)
            for (int x = 0; x < page.width(); ++x)
                seen.insert(page.pixel(x, y));
        return seen.size();
    };
    QCOMPARE(colors(), 1);
    QTest::keyClick(m_fixture->control<TokenStrip>("token-strip"), Qt::Key_Space);
    QVERIFY(!cover->isVisible());
    QVERIFY(colors() > 20);
    session().setSentences("The dog barked.", {}); // a change covers again
    settle();
    QVERIFY(cover->isVisible());
    m_fixture->window->showPage("fill"); // has its own
    QVERIFY(!cover->isVisible());
    m_fixture->window->showPage("outputs");
    QVERIFY(cover->isVisible());
    QTest::mouseClick(m_fixture->control<QAbstractButton>("guess-reveal"), Qt::LeftButton);
    QVERIFY(!cover->isVisible());
    press("guess-first");
    session().setSentences("The cat purred.", {});
    settle();
    QVERIFY(!cover->isVisible());
}

void WindowFrameTest::another_way_of_reading_is_said()
{
    auto *line = m_fixture->control<QWidget>("variant-line");
    QVERIFY(!line->isVisible());
    session().setVariant({true, ReadingVariant::Positions::none, true});
    settle();
    QVERIFY(line->isVisible());
    const QString text = line->findChild<QLabel *>()->text();
    QVERIFY(text.contains("left to right") && text.contains("order of the pieces is lost") &&
            text.contains("segment A"));
    QAbstractButton *back = nullptr;
    for (QAbstractButton *button : line->findChildren<QAbstractButton *>())
        if (button->text().contains("as it was trained"))
            back = button;
    QVERIFY(back);
    QTest::mouseClick(back, Qt::LeftButton);
    settle();
    QVERIFY(!line->isVisible());
    QCOMPARE(session().variant(), ReadingVariant());
}

void WindowFrameTest::what_makes_it_read_otherwise_stays_under_the_pointer_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("id");
    QTest::newRow("one segment") << "pair"
                                 << "pair-one-segment";
    QTest::newRow("type ids for the mask") << "pair"
                                           << "pair-types-as-mask";
    QTest::newRow("positions") << "input"
                               << "input-positions";
    QTest::newRow("left to right") << "attention"
                                   << "attention-options";
}

void WindowFrameTest::what_makes_it_read_otherwise_stays_under_the_pointer()
{
    QFETCH(const QString, page);
    QFETCH(const QString, id);
    m_fixture->window->showPage(page);
    settle();
    const auto *control = m_fixture->control(id);
    const auto place = [&] {
        m_fixture->window->grab(); // lays everything out
        return control->mapTo(m_fixture->window.get(), QPoint(0, 0));
    };
    const QPoint before = place();
    session().setVariant({.causal = true});
    settle();
    QVERIFY(m_fixture->control("variant-line")->isVisible());
    QCOMPARE(place(), before);
}

void WindowFrameTest::a_click_on_a_page_leaves_its_keys_to_it()
{
    session().setCovered(5, true);
    settle();
    m_fixture->control<QAbstractButton>("fill-guess-first")->setChecked(true);
    m_fixture->control("sentence-a")->setFocus();
    QTest::mouseClick(m_fixture->control("navigate-fill"), Qt::LeftButton);
    QCOMPARE(m_fixture->window->currentPage()->id(), QString("fill"));
    QVERIFY(!m_fixture->control("fill-gap-1")->isVisible());
    QTest::keyClick(m_fixture->window->focusWidget(), Qt::Key_Space);
    QVERIFY(m_fixture->control("fill-gap-1")->isVisible());
}

void WindowFrameTest::type_ids_for_the_mask_break_the_answer()
{
    m_fixture->window->showPage("pair");
    const double before = session().reading()->next_sentence->is_next;
    auto *close = m_fixture->control<QAbstractButton>("pair-types-as-mask");
    close->click();
    settle();
    QVERIFY(session().variant().types_as_mask && close->isChecked());
    QVERIFY(std::abs(session().reading()->next_sentence->is_next - before) > 1e-3);
    const auto *line = m_fixture->control<QWidget>("variant-line");
    QVERIFY(line->isVisible() && line->findChild<QLabel *>()->text().contains("no token sees a token of sentence A"));
    press("undo");
    settle();
    QCOMPARE(session().reading()->next_sentence->is_next, before);
}

void WindowFrameTest::an_experiment_is_one_click_away()
{
    auto *experiment = m_fixture->control<QPushButton>("explanation-experiment");
    QVERIFY(experiment->isVisible()); // of the attention page
    experiment->click();
    settle();
    QVERIFY(session().variant().causal);
    experiment->click(); // the next one: one answer for every pair
    settle();
    QCOMPARE(m_fixture->window->currentPage()->id(), QString("pair"));
    QTRY_VERIFY(session().pair() != "I love Paris.");
    settle();
    const double first = session().reading()->next_sentence->is_next;
    m_fixture->control<QAbstractButton>("pair-another")->click();
    settle();
    QCOMPARE(session().reading()->next_sentence->is_next, first);
    session().setVariant({});
    settle();
    QVERIFY(experiment->text().contains("1,000"));
    experiment->click();
    QCOMPARE(m_fixture->window->currentPage()->id(), QString("example"));
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->control<View>("example-runs")->numbers().tensor.contains("1000"), 60000);
}

void WindowFrameTest::own_examples_come_from_a_file()
{
    const auto write = [this](const char *name, const QByteArray &text) {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        m_fixture->dialogs.nextFiles = {file.fileName()};
    };
    auto *menu = m_fixture->control<QPushButton>("examples")->menu();
    const auto action = [menu](const QString &part) -> QAction * {
        emit menu->aboutToShow(); // it is filled then
        for (QAction *each : menu->actions())
            if (each->text().contains(part))
                return each;
        return nullptr;
    };
    write("own.txt", "# of the third lesson\n\nThe [cow] is brown. | It eats grass.\r\nTwo [MASK] barked.\n");
    action("from a text file")->trigger();
    QAction *own = action("[cow] is brown");
    QVERIFY(own);
    own->trigger();
    settle();
    QCOMPARE(session().text(), QString("The cow is brown."));
    QCOMPARE(session().pair(), QString("It eats grass."));
    QCOMPARE(session().covered(), QSet<int>{2});
    QVERIFY(action("Two [MASK] barked."));                                  // typed masks stay
    QCOMPARE(m_fixture->window->currentPage()->id(), QString("attention")); // it stays on the page

    write("empty.txt", "\n# nothing\n");
    action("from a text file")->trigger();
    QVERIFY(error().contains("empty.txt") && error().contains("one sentence a line"));
    QVERIFY(action("[cow] is brown")); // nothing is lost
    action("Forget the own")->trigger();
    QVERIFY(!action("[cow] is brown"));
}

QTEST_MAIN(WindowFrameTest)
#include "window_frame_test.moc"
