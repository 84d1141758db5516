#include "window_fixture.h"

#include "plots/bar_list.h"
#include "plots/heat_map.h"
#include "plots/link_diagram.h"
#include "window/sentence_bar.h"
#include "window/token_strip.h"

#include <QAbstractButton>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>

using namespace bertlab;

/// F and projector mode: one picture alone and larger, worked with as before.
class WindowProjectorTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { prepareApplication(); }
    void init();
    void cleanup() { m_fixture.reset(); }
    void f_enlarges_a_picture_and_puts_it_back();
    void the_pointer_finds_its_cell_in_the_enlarged_picture();
    void an_enlarged_picture_follows_the_sentence();
    void what_is_exported_is_what_is_seen();
    void projector_mode_is_readable_from_afar();
    void projector_mode_goes_through_pictures_and_pages();
    void square_maps_use_the_sides();
    void every_reading_page_is_readable_from_afar();
    void maps_without_a_layout_come_back_too();
    void what_works_a_page_stays_above_its_picture();
    void a_form_is_readable_from_afar();
    void the_gaps_guesses_come_first_and_then_what_to_do();
    void the_answer_on_a_pair_comes_first();
    void strip_works_when_it_is_large();
    void leaving_restores_the_window();
    void a_picture_that_goes_leaves_the_page();
    void another_tab_brings_its_own_picture();
    void lines_above_the_page_grow_too();

private:
    MainWindow &window() { return *m_fixture->window; }
    void settle()
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isReady() && !window().currentPage()->isBusy(), 60000);
        QCoreApplication::processEvents();
    }
    void press(const char *action) { m_fixture->control<QAction>(action)->trigger(); }
    HeatMapView *map() const { return m_fixture->control<HeatMapView>("attention-map"); }
    std::unique_ptr<WindowFixture> m_fixture;
};

void WindowProjectorTest::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->remember("Paris is a beautiful city.", "I love Paris.", "attention");
    m_fixture->open();
    settle();
}

void WindowProjectorTest::f_enlarges_a_picture_and_puts_it_back()
{
    const QRect place = map()->geometry();
    const QImage before = window().grab().toImage();
    map()->setFocus();
    QTest::keyClick(map(), Qt::Key_F);
    QCOMPARE(window().currentPage()->enlarged(), map());
    QVERIFY(map()->zoom() > 1);
    QVERIFY(map()->width() > 1.3 * place.width());
    QTest::keyClick(map(), Qt::Key_F);
    QVERIFY(!window().currentPage()->enlarged());
    QCoreApplication::processEvents();
    QCOMPARE(map()->geometry(), place);
    QCOMPARE(map()->zoom(), 1);
    map()->clearFocus();
    QVERIFY(before.size() == window().grab().toImage().size());
}

void WindowProjectorTest::the_pointer_finds_its_cell_in_the_enlarged_picture()
{
    map()->setFocus();
    press("enlarge");
    QSignalSpy clicked(map(), &HeatMapView::cellClicked);
    const QPointF cell = map()->cellRect(3, 4).center() * map()->zoom(); // places are in the picture's own units
    QTest::mouseClick(map(), Qt::LeftButton, {}, cell.toPoint());
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(clicked[0][0].toInt(), 3);
    QCOMPARE(clicked[0][1].toInt(), 4);
    QCOMPARE(window().session().selection().held().key, 4);
}

void WindowProjectorTest::an_enlarged_picture_follows_the_sentence()
{
    map()->setFocus();
    press("enlarge");
    window().session().setSentences("Paris is old.", {});
    settle();
    QCOMPARE(map()->data().values.rows(), Index(m_fixture->tokens().size()));
    QVERIFY(map()->isVisible());
}

void WindowProjectorTest::what_is_exported_is_what_is_seen()
{
    QVERIFY(window().currentPage()->sheet().items.size() > 1);
    map()->setFocus();
    press("enlarge");
    const Sheet sheet = window().currentPage()->sheet();
    QCOMPARE(sheet.items.size(), 1);
    QCOMPARE(sheet.items[0].view, map());
    QCOMPARE(sheet.size, QSizeF(map()->size()));
}

void WindowProjectorTest::projector_mode_is_readable_from_afar()
{
    press("projector");
    settle();
    const double smallest = 0.025 * window().height(), smallestOfPictures = 10;
    View *shown = window().currentPage()->enlarged();
    QVERIFY(shown);
    QVERIFY(shown->zoom() * smallestOfPictures >= smallest - 1e-6);
    QVERIFY(m_fixture->control<QLineEdit>("sentence-a")->font().pixelSize() >= int(smallest));
    const auto *caption = m_fixture->control<QLabel>("projector-caption");
    QVERIFY(caption->isVisible() && !caption->text().isEmpty());
    QVERIFY(caption->font().pixelSize() >= int(smallest));
    QVERIFY(!m_fixture->control("navigation")->isVisible());
    QVERIFY(!m_fixture->control("explanation")->isVisible());
}

void WindowProjectorTest::projector_mode_goes_through_pictures_and_pages()
{
    press("projector");
    settle();
    const View *first = window().currentPage()->enlarged();
    press("next-picture");
    const View *second = window().currentPage()->enlarged();
    QVERIFY(second && second != first);
    press("previous-picture");
    QCOMPARE(window().currentPage()->enlarged(), first);
    press("next-page");
    settle();
    QCOMPARE(window().currentPage()->id(), QString("layers"));
    QVERIFY(window().currentPage()->enlarged());
    QVERIFY(!window().page("attention")->enlarged());

    // On its way the focus has not been in the sentence, which would be marked then and take the next key as a letter.
    QCOMPARE(window().focusWidget(), window().currentPage()->enlarged());
    QVERIFY(m_fixture->control<QLineEdit>("sentence-a")->selectedText().isEmpty());
    press("projector");
    window().page("layers")->findChild<View *>()->setFocus();
    press("next-page");
    QVERIFY(!qobject_cast<QLineEdit *>(window().focusWidget()));
}

/// The embeddings place their maps themselves: one that is enlarged is left alone, and has its place again afterwards.
void WindowProjectorTest::maps_without_a_layout_come_back_too()
{
    window().showPage("input");
    settle();
    auto *token = m_fixture->control<HeatMapView>("embeddings-token");
    const QRect before = token->geometry();
    token->setFocus();
    press("enlarge");
    const QRect enlarged = token->geometry();
    QVERIFY(enlarged.width() > before.width());
    QVERIFY(token->grab().toImage() != QImage());
    window().session().setSentences("Paris is an old city.", "I love Paris.");
    settle();
    QCOMPARE(token->geometry(), enlarged);
    press("enlarge");
    QCoreApplication::processEvents();
    QCOMPARE(token->geometry(), before);
}

/// What is enlarged first uses the sides of the screen: cells of a square map become wider.
void WindowProjectorTest::square_maps_use_the_sides()
{
    const QRectF before = map()->cellRect(0, 0);
    QCOMPARE(before.width(), before.height());
    press("projector");
    settle();
    QCOMPARE(window().currentPage()->enlarged(), map());
    const QRectF cell = map()->cellRect(0, 0);
    QVERIFY(cell.width() > 1.5 * cell.height());
    press("projector");
    settle();
    QCOMPARE(map()->cellRect(0, 0), before);
}

/// The stack of layers too, whose boxes take what stands on the arrows elsewhere.
void WindowProjectorTest::every_reading_page_is_readable_from_afar()
{
    press("projector");
    for (const char *id : {"model", "input", "attention", "layers", "pair", "outputs"}) {
        window().showPage(id);
        settle();
        const View *shown = window().currentPage()->enlarged();
        QVERIFY2(shown, id);
        QVERIFY2(shown->zoom() * 10 >= 0.025 * window().height() - 1e-6, id);
    }
}

void WindowProjectorTest::what_works_a_page_stays_above_its_picture()
{
    window().showPage("example");
    settle();
    auto *next = m_fixture->control<QAbstractButton>("example-next");
    const QSize before = next->size();
    const int font = next->font().pixelSize();
    press("projector");
    settle();
    View *picture = window().currentPage()->enlarged();
    QVERIFY(picture);
    const auto bottom = [&] { return next->mapTo(&window(), QPoint(0, next->height())).y(); };
    QTRY_VERIFY(bottom() < picture->mapTo(&window(), QPoint(0, 0)).y());
    QVERIFY(next->visibleRegion().contains(next->rect().center()));
    QVERIFY(next->font().pixelSize() >= int(0.025 * window().height()));
    QVERIFY(next->height() > 1.3 * before.height());
    QVERIFY(window().width() <= 1366);
    const QString text = next->text();
    QTest::mouseClick(next, Qt::LeftButton);
    QVERIFY(next->text() != text); // "Next roll" after "Roll by roll"
    press("projector");
    settle();
    QCOMPARE(next->font().pixelSize(), font);
    QCOMPARE(next->height(), before.height());
}

void WindowProjectorTest::a_form_is_readable_from_afar()
{
    window().showPage("pretraining");
    settle();
    const QLabel *needs = m_fixture->control<QLabel>("training-needs");
    const int font = needs->font().pixelSize();
    press("projector");
    settle();
    QVERIFY(needs->font().pixelSize() >= int(0.025 * window().height()));
    window().showPage("example"); // and is as it was when one comes back
    press("projector");
    QCOMPARE(needs->font().pixelSize(), font);
}

void WindowProjectorTest::the_gaps_guesses_come_first_and_then_what_to_do()
{
    window().resize(1440, 900);
    for (const int token : {2, 3, 4, 5})
        window().session().setCovered(token, true);
    press("projector");
    settle();
    window().showPage("fill");
    settle();
    const View *alone = window().currentPage()->enlarged();
    QVERIFY(alone);
    QVERIFY(alone->id().startsWith("fill-gap-")); // the guesses come first, however narrow their lists are
    for (const int token : {2, 3, 4})
        window().session().setCovered(token, false);
    window().session().setCovered(5, false);
    settle();
    const auto *empty = m_fixture->control("fill-empty");
    QTRY_VERIFY(empty->isVisible());
    for (const QLabel *label : empty->findChildren<QLabel *>())
        QTRY_VERIFY(label->font().pixelSize() >= int(0.025 * window().height()));
}

void WindowProjectorTest::the_answer_on_a_pair_comes_first()
{
    press("projector");
    window().session().setAll("She cooked pasta.", "It was delicious.", {});
    settle();
    window().showPage("pair");
    settle();
    QVERIFY(window().currentPage()->enlarged());
    QCOMPARE(window().currentPage()->enlarged()->id(), QString("pair-answer"));
    window().session().setAll("She cooked pasta.", {}, {}); // no answer: something else that there is
    settle();
    QTRY_VERIFY(window().currentPage()->enlarged() && window().currentPage()->enlarged()->id() != "pair-answer");
}

void WindowProjectorTest::strip_works_when_it_is_large()
{
    press("projector");
    settle();
    auto *strip = m_fixture->control<TokenStrip>("token-strip");
    const double zoom = (strip->height() - 1) / 84.;
    QVERIFY(zoom > 1.5);
    QTest::mouseClick(strip, Qt::LeftButton, {}, (strip->chipRect(3).center() * zoom).toPoint());
    QCOMPARE(window().session().selection().held().token, 3);
}

void WindowProjectorTest::leaving_restores_the_window()
{
    const QSize strip = m_fixture->control("token-strip")->size();
    const bool explained = m_fixture->control("explanation")->isVisible();
    press("projector");
    settle();
    press("release"); // Esc
    settle();
    QCOMPARE(m_fixture->control("token-strip")->size(), strip);
    QCOMPARE(m_fixture->control("explanation")->isVisible(), explained);
    QVERIFY(m_fixture->control("navigation")->isVisible());
    QVERIFY(m_fixture->control("status-line")->isVisible());
    QVERIFY(m_fixture->control("models")->isVisible());
    QVERIFY(!m_fixture->control("projector-caption")->isVisible());
    QVERIFY(!window().currentPage()->enlarged());
}

void WindowProjectorTest::a_picture_that_goes_leaves_the_page()
{
    map()->setFocus();
    press("enlarge");
    map()->hide(); // the page shows links instead
    QTRY_VERIFY(!window().currentPage()->enlarged());
    QVERIFY(m_fixture->control("attention-heads")->isVisible());
    QVERIFY(!map()->isVisible());
}

void WindowProjectorTest::another_tab_brings_its_own_picture()
{
    window().showPage("layers");
    press("projector");
    settle();
    const View *first = window().currentPage()->enlarged();
    QVERIFY(first);
    m_fixture->control<QAbstractButton>("layers-tabs-1")->click(); // as the palette does: the picture lies above it
    QTRY_VERIFY(window().currentPage()->enlarged() && window().currentPage()->enlarged() != first);
    QCOMPARE(window().currentPage()->enlarged()->id(), QString("layers-similarity"));
    QVERIFY(!first->isVisible());
    m_fixture->control<QAbstractButton>("layers-tabs-0")->click();
    QTRY_COMPARE(static_cast<const View *>(window().currentPage()->enlarged()), first);
}

void WindowProjectorTest::lines_above_the_page_grow_too()
{
    press("projector");
    press("find-token");
    press("pin");
    settle();
    const int least = int(0.025 * window().height());
    const auto pixels = [this](const char *id) { return m_fixture->control(id)->font().pixelSize(); };
    for (const char *id : {"token-finder-text", "comparison-text", "error-line-text"})
        QVERIFY2(pixels(id) >= least, id);
    press("projector");
    for (const char *id : {"token-finder-text", "comparison-text", "error-line-text"})
        QCOMPARE(pixels(id), 13);
}

QTEST_MAIN(WindowProjectorTest)
#include "window_projector_test.moc"
