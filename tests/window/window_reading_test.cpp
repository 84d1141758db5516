#include "window_fixture.h"

#include "plots/head_grid.h"
#include "plots/heat_map.h"
#include "window/explanation_panel.h"
#include "window/navigation.h"
#include "window/token_strip.h"

#include <QLineEdit>
#include <QSignalSpy>

using namespace bertlab;

/// Drives the real window by mouse and keys: sentences, covers, selection, pages.
class WindowReadingTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { prepareApplication(); }
    void init();
    void typing_a_pair();
    void covering_by_mouse();
    void covering_by_key();
    void covers_follow_their_words();
    void keys_move_in_the_strip();
    void picking_a_head_and_a_cell();
    void back_forward_and_escape();
    void page_keys();
    void a_long_text_scrolls_and_is_cut();
    void unknown_words_are_said();
    void one_segment_is_seen_in_the_strip();

private:
    QPoint chip(int token) const { return m_strip->chipRect(token).center().toPoint(); }
    Session &session() const { return m_fixture->window->session(); }
    std::unique_ptr<WindowFixture> m_fixture;
    TokenStrip *m_strip = nullptr;
};

void WindowReadingTest::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->remember("Paris is a beautiful city.", "I love Paris.", "attention");
    m_fixture->open();
    m_strip = m_fixture->control<TokenStrip>("token-strip");
    QTRY_VERIFY(m_fixture->isReady());
}

void WindowReadingTest::typing_a_pair()
{
    auto *a = m_fixture->control<QLineEdit>("sentence-a"), *b = m_fixture->control<QLineEdit>("sentence-b");
    QCOMPARE(a->text(), QString("Paris is a beautiful city."));
    QSignalSpy readings(&session(), &Session::readingChanged);
    QTest::mouseClick(a, Qt::LeftButton, {}, a->rect().center());
    QTest::keySequence(a, QKeySequence::SelectAll);
    QTest::keyClicks(a, "She cooked pasta.");
    QTest::mouseClick(b, Qt::LeftButton, {}, b->rect().center());
    QTest::keySequence(b, QKeySequence::SelectAll);
    QTest::keyClicks(b, "It was delicious.");
    QTRY_VERIFY(m_fixture->isReady());
    QCOMPARE(m_fixture->tokens(),
             (QStringList{"[CLS]", "she", "cooked", "pasta", ".", "[SEP]", "it", "was", "delicious", ".", "[SEP]"}));
    QVERIFY(readings.count() < 34); // not one for each key
    QVERIFY(session().reading()->next_sentence);
    QCOMPARE(m_strip->count(), QString("11 of 128 tokens"));
    QTest::keySequence(b, QKeySequence::SelectAll);
    QTest::keyClick(b, Qt::Key_Delete);
    QTRY_VERIFY(m_fixture->isReady());
    QCOMPARE(m_fixture->tokens().size(), 6);
    QVERIFY(!session().reading()->next_sentence);
}

void WindowReadingTest::covering_by_mouse()
{
    QTest::mouseClick(m_strip, Qt::LeftButton, {}, chip(5));
    QCOMPARE(session().selection().held().token, 5);
    QTest::mouseDClick(m_strip, Qt::LeftButton, {}, chip(5));
    QTRY_COMPARE(m_fixture->tokens().at(5), QString("[MASK]"));
    QCOMPARE(session().text(), QString("Paris is a beautiful city.")); // a mask covers, it does not replace
    QVERIFY(m_strip->accessibleDescription().contains("covers city"));
    const Gap *gap = session().reading()->gap_at(5);
    QVERIFY(gap && gap->prediction);
    const auto best = gap->prediction->top(1).front();
    QCOMPARE(session().model()->tokenizer.vocabulary().piece(best.id), std::string("city"));
    QVERIFY(!(best.probability <= .9)); // golden: 0.978
    QTest::mouseClick(m_strip, Qt::LeftButton, {}, chip(5));
    QTest::mouseDClick(m_strip, Qt::LeftButton, {}, chip(5));
    QTRY_COMPARE(m_fixture->tokens().at(5), QString("city"));

    QTest::mouseClick(m_strip, Qt::LeftButton, {}, chip(0));
    QTest::mouseDClick(m_strip, Qt::LeftButton, {}, chip(0));
    QVERIFY(!session().isBusy()); // [CLS] is not covered
}

void WindowReadingTest::covering_by_key()
{
    QTest::mouseClick(m_strip, Qt::LeftButton, {}, chip(4));
    QTest::mouseClick(m_strip, Qt::LeftButton, Qt::ShiftModifier, chip(5));
    QTest::keyClick(m_strip, Qt::Key_M);
    QTRY_COMPARE(m_fixture->tokens().filter("[MASK]").size(), 2);
    QCOMPARE(session().covered(), (QSet<int>{4, 5}));
    QTest::keyClick(m_strip, Qt::Key_M);
    QTRY_COMPARE(m_fixture->tokens().filter("[MASK]").size(), 0);

    // From a picture of the page too.
    auto *map = m_fixture->control<HeatMapView>("attention-map");
    map->setFocus();
    QTest::keyClick(map, Qt::Key_M);
    QTRY_COMPARE(session().covered(), (QSet<int>{4, 5}));
    QTest::keyClick(map, Qt::Key_M);
    QTRY_VERIFY(session().covered().isEmpty() && m_fixture->isReady());

    // While typing M is a letter, and Ctrl+M covers the piece at the cursor.
    auto *a = m_fixture->control<QLineEdit>("sentence-a");
    a->setFocus();
    a->setCursorPosition(2);
    QTest::keyClick(a, Qt::Key_M, Qt::ControlModifier);
    QTRY_COMPARE(m_fixture->tokens().at(1), QString("[MASK]"));
    QTest::keyClick(a, Qt::Key_M);
    QCOMPARE(a->text(), QString("Pamris is a beautiful city."));
    QTRY_VERIFY(m_fixture->isReady());
    QVERIFY(session().covered().isEmpty()); // the word is gone, and its cover with it
}

void WindowReadingTest::covers_follow_their_words()
{
    QTest::mouseClick(m_strip, Qt::LeftButton, {}, chip(5));
    QTest::keyClick(m_strip, Qt::Key_M);
    QTRY_COMPARE(m_fixture->tokens().at(5), QString("[MASK]"));
    auto *a = m_fixture->control<QLineEdit>("sentence-a");
    a->setFocus();
    a->setCursorPosition(0);
    QTest::keyClicks(a, "I love ");
    QTRY_COMPARE(m_fixture->tokens().value(7), QString("[MASK]"));
    QCOMPARE(session().covered(), QSet<int>{7});
    QCOMPARE(session().selection().held().token, 7); // what is selected too
}

void WindowReadingTest::keys_move_in_the_strip()
{
    m_strip->setFocus();
    QTest::keyClick(m_strip, Qt::Key_Right);
    QCOMPARE(session().selection().held().token, 0);
    QTest::keyClick(m_strip, Qt::Key_Right);
    QTest::keyClick(m_strip, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(session().selection().held().token, 1);
    QCOMPARE(session().selection().held().lastToken, 2);
    QTest::keyClick(m_strip, Qt::Key_End);
    QCOMPARE(session().selection().held().token, 12);
    QTest::keyClick(m_strip, Qt::Key_Right);
    QCOMPARE(session().selection().held().token, 12);
    QTest::keyClick(m_strip, Qt::Key_Home);
    QCOMPARE(session().selection().held().token, 0);
    QVERIFY(m_strip->accessibleDescription().contains("[CLS]"));
}

void WindowReadingTest::picking_a_head_and_a_cell()
{
    auto *grid = m_fixture->control<HeadGridView>("attention-heads");
    auto *map = m_fixture->control<HeatMapView>("attention-map");
    QTest::mouseClick(grid, Qt::LeftButton, {}, grid->thumbnailRect(1, 0).center().toPoint());
    QCOMPARE(session().selection().held().layer, 1);
    QCOMPARE(session().selection().held().head, 0);
    QTest::mouseClick(map, Qt::LeftButton, {}, map->cellRect(10, 1).center().toPoint());
    QCOMPARE(session().selection().held().token, 10);
    QCOMPARE(session().selection().held().key, 1);

    // Everything that is seen follows.
    QVERIFY(m_strip->accessibleDescription().startsWith("Position 10: paris"));
    const auto *panel = m_fixture->control<ExplanationPanel>("explanation");
    QVERIFY2(panel->explanation().title.contains("2"), qPrintable(panel->explanation().title));
    QVERIFY2(panel->explanation().cellTitle.contains("paris"), qPrintable(panel->explanation().cellTitle));
    QVERIFY(!panel->explanation().calculation.isEmpty());
    for (const View *view : m_fixture->window->currentPage()->views()) {
        if (view->id() != "attention-heads")
            QVERIFY2(view->description().contains("paris"), qPrintable(view->id() + ": " + view->description()));
    }
    const float weight = map->data().values(10, 1);
    QCOMPARE(weight,
             session().reading()->result.trace->attention("encoder.layer.1.attention.probabilities", 0, 0)(10, 1));
}

void WindowReadingTest::back_forward_and_escape()
{
    QTest::mouseClick(m_strip, Qt::LeftButton, {}, chip(2));
    QTest::mouseClick(m_strip, Qt::LeftButton, {}, chip(3));
    QTest::keyClick(m_strip, Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(session().selection().held().token, 2);
    QTest::keyClick(m_strip, Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(session().selection().held().token, 3);
    QTest::keyClick(m_strip, Qt::Key_Escape);
    QCOMPARE(session().selection().held().token, -1);
}

void WindowReadingTest::page_keys()
{
    const auto *navigation = m_fixture->control<Navigation>("navigation");
    QCOMPARE(navigation->current(), QString("attention"));
    QTest::keyClick(m_fixture->window.get(), Qt::Key_PageDown);
    QCOMPARE(navigation->current(), QString("layers"));
    QCOMPARE(m_fixture->window->currentPage()->id(), QString("layers"));
    for (int i = 0; i < 9; ++i)
        QTest::keyClick(m_fixture->window.get(), Qt::Key_PageUp);
    const QString first = m_fixture->window->currentPage()->id();
    QTest::keyClick(m_fixture->window.get(), Qt::Key_PageUp);
    QCOMPARE(m_fixture->window->currentPage()->id(), first);
    QTest::mouseClick(m_fixture->control("navigate-fill"), Qt::LeftButton);
    QCOMPARE(m_fixture->window->currentPage()->id(), QString("fill"));
}

void WindowReadingTest::a_long_text_scrolls_and_is_cut()
{
    session().setAll(QString("Paris is a beautiful city. ").repeated(30), "I love Paris.", {});
    QTRY_VERIFY(m_fixture->tokens().size() == 128);
    QVERIFY(m_fixture->control("cut-line")->isVisible());
    QCOMPARE(m_strip->count(), QString("128 of 128 tokens"));
    m_strip->setFocus();
    QTest::keyClick(m_strip, Qt::Key_End);
    QVERIFY(m_strip->rect().contains(m_strip->chipRect(127).toRect()));
    QVERIFY(m_strip->chipRect(0).right() < 0);
    QTest::keyClick(m_strip, Qt::Key_Home);
    QVERIFY(m_strip->chipRect(0).left() >= 0);
    session().setAll("Paris is a city.", {}, {});
    QTRY_VERIFY(m_fixture->isReady());
    QVERIFY(!m_fixture->control("cut-line")->isVisible());
}

void WindowReadingTest::unknown_words_are_said()
{
    QVERIFY(!m_fixture->control("vocabulary-line")->isVisible());
    session().setAll("☃ unaffable", {}, {});
    QTRY_VERIFY(m_fixture->isReady());
    QVERIFY(m_fixture->control("vocabulary-line")->isVisible());
    QTest::mouseClick(m_fixture->control("vocabulary-line-dismiss"), Qt::LeftButton);
    QVERIFY(!m_fixture->control("vocabulary-line")->isVisible());
}

void WindowReadingTest::one_segment_is_seen_in_the_strip()
{
    QTest::mouseClick(m_strip, Qt::LeftButton, {}, chip(9));
    QVERIFY(m_strip->accessibleDescription().contains("sentence B (segment 1)"));
    const auto fill = [this] {
        const QImage strip = m_strip->grab().toImage();
        return strip.pixelColor(m_strip->chipRect(9).topLeft().toPoint() + QPoint(5, 5));
    };
    QCOMPARE(fill(), Palette::light().segmentBFill);
    ReadingVariant variant;
    variant.one_segment = true;
    session().setVariant(variant);
    QTRY_VERIFY(m_fixture->isReady());
    QVERIFY(m_strip->accessibleDescription().contains("sentence B (segment 0)"));
    QCOMPARE(fill(), Palette::light().segmentAFill);
}

QTEST_MAIN(WindowReadingTest)
#include "window_reading_test.moc"
