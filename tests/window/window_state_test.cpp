#include "window_fixture.h"

#include "window/explanation_panel.h"
#include "window/sentence_bar.h"
#include "window/status_line.h"
#include "window/style.h"
#include "window/token_strip.h"

#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>

using namespace bertlab;

/// First start, last session, theme, explanation, closing: what surrounds the work.
class WindowStateTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { prepareApplication(); }
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void the_first_start();
    void hints_can_be_dismissed();
    void the_last_session_comes_back();
    void themes_switch_live();
    void the_explanation_hides_and_floats();
    void examples_stay_or_bring_their_page();
    void closing_during_a_pass();
    void every_focusable_control_has_a_name();

private:
    Session &session() const { return m_fixture->window->session(); }
    std::unique_ptr<WindowFixture> m_fixture;
};

void WindowStateTest::the_first_start()
{
    m_fixture->open();
    QTRY_VERIFY(m_fixture->isReady());
    QCOMPARE(m_fixture->window->windowTitle(), QString("BertLab"));
    QCOMPARE(m_fixture->window->currentPage()->id(), QString("fill"));
    QCOMPARE(session().modelReference(), ModelReference::defaultModel());
    QCOMPARE(m_fixture->control<QLineEdit>("sentence-a")->text(), QString("In autumn the leaves fall from the trees."));
    QCOMPARE(m_fixture->tokens().at(4), QString("[MASK]"));
    const Gap *gap = session().reading()->gap_at(4);
    QCOMPARE(session().model()->tokenizer.vocabulary().piece(gap->prediction->top(1).front().id),
             std::string("leaves"));

    // Three hints on the real controls; each goes when it has been done.
    QVERIFY(m_fixture->control("hint-1")->isVisible() && m_fixture->control("hint-badge-1")->isVisible());
    auto *reveal = m_fixture->control<QPushButton>("fill-reveal");
    QVERIFY(reveal->isVisible()); // guess first
    QTest::keyClick(m_fixture->window->focusWidget(), Qt::Key_Space);
    QVERIFY(!reveal->isVisible());
    QTRY_VERIFY(!m_fixture->window->findChild<QWidget *>("hint-1"));

    QTest::mouseClick(m_fixture->control("hint-2"), Qt::LeftButton);
    auto *a = m_fixture->control<QLineEdit>("sentence-a");
    QCOMPARE(a->selectedText(), QString("autumn"));
    QTest::keyClicks(a, "spring");
    QTRY_VERIFY(!m_fixture->window->findChild<QWidget *>("hint-2"));
    QTRY_VERIFY(m_fixture->isReady());
    QCOMPARE(m_fixture->tokens().at(4), QString("[MASK]"));

    QTest::mouseClick(m_fixture->control("hint-3"), Qt::LeftButton);
    QCOMPARE(m_fixture->window->currentPage()->id(), QString("attention"));
    QCOMPARE(session().selection().held().token, 4);
    QVERIFY(m_fixture->settings->hintsSeen());
    QTRY_VERIFY(!m_fixture->window->findChild<QWidget *>("hints"));
}

void WindowStateTest::hints_can_be_dismissed()
{
    m_fixture->open();
    QTRY_VERIFY(m_fixture->isReady());
    QTest::mouseClick(m_fixture->control("hints-dismiss"), Qt::LeftButton);
    QVERIFY(m_fixture->settings->hintsSeen());
    QTRY_VERIFY(!m_fixture->window->findChild<QWidget *>("hints"));
    QVERIFY(!m_fixture->window->findChild<QWidget *>("hint-badge-1"));
}

void WindowStateTest::the_last_session_comes_back()
{
    m_fixture->remember("Paris is a beautiful city.", "I love Paris.", "attention");
    m_fixture->open();
    QTRY_VERIFY(m_fixture->isReady());
    session().setCovered(5, true);
    QTRY_COMPARE(m_fixture->tokens().at(5), QString("[MASK]"));
    Selection selection = session().selection().held();
    selection.token = selection.lastToken = 5;
    selection.key = 10;
    selection.layer = 1;
    session().selection().hold(selection);
    m_fixture->window->showPage("fill");
    m_fixture->window->setTheme(Theme::dark);
    m_fixture->window->close();
    m_fixture->window.reset();

    m_fixture->open();
    QTRY_VERIFY(m_fixture->isReady());
    QCOMPARE(session().text(), QString("Paris is a beautiful city."));
    QCOMPARE(session().pair(), QString("I love Paris."));
    QCOMPARE(session().covered(), QSet<int>{5});
    QCOMPARE(session().selection().held(), selection);
    QCOMPARE(session().modelReference().value, QString("classroom"));
    QCOMPARE(m_fixture->window->currentPage()->id(), QString("fill"));
    QVERIFY(m_fixture->window->colors().dark);
    QVERIFY(!m_fixture->window->findChild<QWidget *>("hints"));
}

void WindowStateTest::themes_switch_live()
{
    m_fixture->remember("Paris is a beautiful city.", "I love Paris.", "attention");
    m_fixture->open();
    QTRY_VERIFY(m_fixture->isReady());
    const auto background = [this](const char *name) {
        const QImage image = m_fixture->control(name)->grab().toImage();
        return image.pixelColor(image.width() - 3, image.height() - 12);
    };
    QCOMPARE(background("navigation"), Palette::light().panel);
    QMenu *menu = m_fixture->control<QPushButton>("theme")->menu();
    menu->actions().at(static_cast<int>(Theme::dark))->trigger();
    QCOMPARE(m_fixture->settings->theme(), Theme::dark);
    for (const char *panel : {"navigation", "sentence-bar", "token-strip", "explanation", "status-line"})
        QCOMPARE(background(panel).name(), Palette::darkTheme().panel.name());
    for (const View *view : m_fixture->window->findChildren<View *>())
        QVERIFY(view->colors().dark);
    QCOMPARE(QApplication::palette().color(QPalette::Base), Palette::darkTheme().panel);
    menu->actions().at(static_cast<int>(Theme::light))->trigger();
    QCOMPARE(background("status-line").name(), Palette::light().panel.name());
}

void WindowStateTest::the_explanation_hides_and_floats()
{
    m_fixture->remember("Paris is a beautiful city.", "I love Paris.", "attention");
    m_fixture->open();
    QTRY_VERIFY(m_fixture->isReady());
    MainWindow &window = *m_fixture->window;
    auto *panel = m_fixture->control<ExplanationPanel>("explanation");
    QVERIFY(panel->isVisible());
    QVERIFY(!panel->explanation().what.isEmpty());
    const int width = window.currentPage()->width();
    QTest::mouseClick(m_fixture->control("explanation-close"), Qt::LeftButton);
    QVERIFY(!panel->isVisible() && !m_fixture->settings->explanationShown());
    QTRY_COMPARE(window.currentPage()->width(), width + 308);
    QTest::keyClick(&window, Qt::Key_F9);
    QVERIFY(panel->isVisible());

    window.resize(1000, 700);
    QTRY_VERIFY(!panel->isVisible());
    const int narrow = window.currentPage()->width();
    QTest::mouseClick(m_fixture->control("explain"), Qt::LeftButton);
    QVERIFY(panel->isVisible());
    QCOMPARE(window.currentPage()->width(), narrow); // over the page
    QTest::keyClick(&window, Qt::Key_Escape);
    QVERIFY(!panel->isVisible());
    window.resize(1366, 740);
    QTRY_VERIFY(panel->isVisible());
}

void WindowStateTest::examples_stay_or_bring_their_page()
{
    m_fixture->remember("Paris is a beautiful city.", "I love Paris.", "attention");
    m_fixture->open();
    QTRY_VERIFY(m_fixture->isReady());
    const auto choose = [this](const QString &part) {
        QAction *chosen = nullptr;
        for (QAction *action : m_fixture->control<QPushButton>("examples")->menu()->actions())
            if (action->text().contains(part))
                chosen = action;
        QVERIFY(chosen);
        chosen->trigger();
        QTRY_VERIFY(m_fixture->isReady());
    };
    const auto page = [this] { return m_fixture->window->currentPage()->id(); };
    choose("[dog]");
    QCOMPARE(m_fixture->control<QLineEdit>("sentence-a")->text(), QString("The dog barked at the postman."));
    QVERIFY(m_fixture->control<QLineEdit>("sentence-b")->text().isEmpty());
    QCOMPARE(m_fixture->tokens().at(2), QString("[MASK]"));
    QCOMPARE(page(), QString("attention")); // where the mask looks can be seen here too

    m_fixture->window->showPage("pair"); // which has no answer for one sentence
    choose("[cat]");
    QCOMPARE(page(), QString("fill"));
    choose("[leaves]");
    QCOMPARE(page(), QString("fill"));
    choose("She cooked pasta."); // nothing is covered
    QCOMPARE(page(), QString("pair"));
    m_fixture->window->showPage("model"); // whose picture is nearly the same for each
    choose("unaffable");
    QCOMPARE(page(), QString("input"));

    const QStringList pages{"model", "input", "attention", "layers", "fill", "pair", "outputs"};
    for (const Example &example : teachingExamples()) {
        QVERIFY2(pages.contains(example.page), qPrintable(example.page));
        QVERIFY2(m_fixture->window->page(example.page), qPrintable(example.page));
        if (!example.coveredWord.isEmpty())
            QVERIFY2((example.text + example.pair).contains(example.coveredWord), qPrintable(example.text));
    }
}

void WindowStateTest::closing_during_a_pass()
{
    m_fixture->remember("Paris is a beautiful city.", "I love Paris.", "attention");
    m_fixture->open();
    QTRY_VERIFY(m_fixture->isReady());
    for (int round = 0; round < 20; ++round) {
        session().setAll(QString("Paris is a city. ").repeated(round + 1), "I love Paris.", {});
        QVERIFY(session().isBusy());
        m_fixture->window->close();
        QCOMPARE(m_fixture->settings->lastSession()["text"].toString(), session().text());
        m_fixture->window.reset();
        m_fixture->open(); // closed again before even the model is there
    }
    QTRY_VERIFY(m_fixture->isReady());
}

void WindowStateTest::every_focusable_control_has_a_name()
{
    m_fixture->open(); // with the hints
    QTRY_VERIFY(m_fixture->isReady());
    session().setAll(QString("☃ unaffable ").repeated(90), {}, {2});
    QTRY_VERIFY(m_fixture->isReady());
    m_fixture->window->session().openModel({ModelReference::Kind::directory, "/no/such/folder"});
    QTRY_VERIFY(m_fixture->control("error-line")->isVisible());
    QStringList nameless;
    int checked = 0;
    for (const char *page : {"input", "attention", "pair", "outputs", "fill"})
        m_fixture->window->showPage(page);
    for (const QWidget *widget : m_fixture->window->findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || widget->isHidden() || widget->inherits("QMenu") ||
            widget->objectName().startsWith("qt_"))
            continue;
        ++checked;
        if (widget->accessibleName().isEmpty() && widget->property("text").toString().size() < 2)
            nameless.append(QString("%1 %2").arg(widget->metaObject()->className(), widget->objectName()));
    }
    QVERIFY(checked > 20);
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(", ")));
}

QTEST_MAIN(WindowStateTest)
#include "window_state_test.moc"
