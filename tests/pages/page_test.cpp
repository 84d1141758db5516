#include "page_fixture.h"

#include "plots/bar_list.h"

#include <QSignalSpy>
#include <QVBoxLayout>

using namespace bertlab;
using namespace bertlab::test;

namespace {

/// A page that counts what is asked of it.
class CountingPage : public Page
{
    Q_OBJECT

public:
    explicit CountingPage(Session &session)
        : Page("counting", session), upper(new BarListView("upper")), lower(new BarListView("lower")),
          tab(new BarListView("tab")), empty(new BarListView("empty"))
    {
        auto *column = new QVBoxLayout(this);
        for (BarListView *view : {upper, lower, tab, empty})
            column->addWidget(view);
        tab->hide();
        retranslate();
    }

    QString name() const override { return QStringLiteral("Counting"); }
    Explanation explanation() const override { return {}; }
    using Page::renew;

    BarListView *upper, *lower, *tab, *empty;
    int readings = 0, selections = 0, languages = 0;
    QStringList order;

protected:
    void showReading(const Reading &) override
    {
        ++readings;
        order.append(QStringLiteral("reading"));
        BarListData data;
        data.rows = {{.label = QStringLiteral("a"), .value = .5, .number = {}, .note = {}}};
        for (BarListView *view : {upper, lower, tab})
            view->setData(data);
    }
    void showSelection(const Reading &) override
    {
        ++selections;
        order.append(QStringLiteral("selection"));
    }
    void retranslate() override { ++languages; }
};

void choose(Session &session, int token)
{
    Selection selection;
    selection.token = selection.lastToken = token;
    session.selection().hold(selection);
}

} // namespace

/// What Page does for every page: it renews itself while it is seen, and only then.
class PageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void hiddenPageDoesNothing();
    void shownPageFollows();
    void hiddenPageCatchesUpOnce();
    void pageOfAHiddenTabWaits();
    void readingComesBeforeSelection();
    void languageChangeWordsEverythingAnew();
    void viewsAreThoseThatAreSeen();
    void sheetHoldsTheViewsAsTheyLie();
    void colorsReachHiddenViews();
    void exportRequestIsPassedOnOnce();
    void withoutAReadingNothingIsShown();

private:
    std::unique_ptr<Session> m_session;
};

void PageTest::initTestCase()
{
    fonts::load();
    m_session =
        readSession(QStringLiteral("The red bird."), QStringLiteral("It sings."), {}, QStringLiteral("classroom"));
}

void PageTest::hiddenPageDoesNothing()
{
    CountingPage page(*m_session);
    m_session->setAll(QStringLiteral("The red bird is here."), {}, {});
    settle(*m_session);
    choose(*m_session, 2);
    QCOMPARE(page.readings, 0);
    QCOMPARE(page.selections, 0);
}

void PageTest::shownPageFollows()
{
    CountingPage page(*m_session);
    showPage(page);
    QCOMPARE(page.readings, 1);
    QCOMPARE(page.selections, 1);
    QSignalSpy explained(&page, &Page::explanationChanged);
    choose(*m_session, 1);
    QCOMPARE(page.readings, 1);
    QCOMPARE(page.selections, 2);
    QCOMPARE(explained.count(), 1);
    Selection preview = m_session->selection().held();
    preview.token = 3;
    m_session->selection().preview(preview);
    m_session->selection().preview(std::nullopt);
    QCOMPARE(page.readings, 1);
    QCOMPARE(page.selections, 4);
    m_session->setAll(QStringLiteral("The blue bird."), {}, {});
    settle(*m_session);
    QCOMPARE(page.readings, 2);
    page.renew();
    QCOMPARE(page.readings, 3);
}

void PageTest::hiddenPageCatchesUpOnce()
{
    CountingPage page(*m_session);
    showPage(page);
    page.hide();
    const int readings = page.readings, selections = page.selections;
    for (const char *text : {"The green bird.", "The old bird.", "The red bird."}) {
        m_session->setAll(QString::fromLatin1(text), {}, {});
        settle(*m_session);
        choose(*m_session, 1);
        choose(*m_session, 2);
    }
    QCOMPARE(page.readings, readings);
    QCOMPARE(page.selections, selections);
    page.show();
    QCOMPARE(page.readings, readings + 1);
    QCOMPARE(page.selections, selections + 1);
    page.hide();
    choose(*m_session, 3);
    page.show();
    QCOMPARE(page.readings, readings + 1); // the selection alone needs no new reading
    QCOMPARE(page.selections, selections + 2);
    page.hide();
    page.show();
    QCOMPARE(page.selections, selections + 2);
}

void PageTest::pageOfAHiddenTabWaits()
{
    QWidget tab;
    auto *page = new CountingPage(*m_session);
    page->setParent(&tab);
    tab.show();
    QCOMPARE(page->isVisible(), true);
    const int selections = page->selections;
    tab.hide();
    choose(*m_session, 1);
    choose(*m_session, 2);
    QCOMPARE(page->selections, selections);
    tab.show();
    QCOMPARE(page->selections, selections + 1);
}

void PageTest::readingComesBeforeSelection()
{
    CountingPage page(*m_session);
    showPage(page);
    QCOMPARE(page.order, QStringList({QStringLiteral("reading"), QStringLiteral("selection")}));
}

void PageTest::languageChangeWordsEverythingAnew()
{
    CountingPage page(*m_session);
    showPage(page);
    const int languages = page.languages, readings = page.readings;
    QEvent change(QEvent::LanguageChange);
    QCoreApplication::sendEvent(&page, &change);
    QCOMPARE(page.languages, languages + 1);
    QCOMPARE(page.readings, readings + 1);
}

void PageTest::viewsAreThoseThatAreSeen()
{
    CountingPage page(*m_session);
    showPage(page);
    QCOMPARE(page.views(), QList<View *>({page.upper, page.lower}));
    page.tab->show();
    page.upper->hide();
    QCoreApplication::processEvents();
    QCOMPARE(page.views(), QList<View *>({page.lower, page.tab}));
}

void PageTest::sheetHoldsTheViewsAsTheyLie()
{
    m_session->setAll(QStringLiteral("The red bird."), QStringLiteral("It sings."), {});
    settle(*m_session);
    CountingPage page(*m_session);
    showPage(page, QSize(500, 400));
    const Sheet sheet = page.sheet();
    QCOMPARE(sheet.title, QStringLiteral("Counting"));
    QCOMPARE(sheet.caption.size(), 3);
    QVERIFY(sheet.caption[1].contains(QStringLiteral("The red bird.")));
    QVERIFY(sheet.caption[2].contains(QStringLiteral("It sings.")));
    QCOMPARE(sheet.items.size(), 2);
    QCOMPARE(sheet.items[0].view, page.upper);
    QCOMPARE(sheet.items[0].area.topLeft(), QPointF(0, 0));
    QCOMPARE(sheet.items[1].area.top(), double(page.lower->y() - page.upper->y()));
    QCOMPARE(sheet.items[1].area.size(), QSizeF(page.lower->size()));
    QCOMPARE(sheet.size, QSizeF(page.upper->width(), page.lower->geometry().bottom() - page.upper->y() + 1));
}

void PageTest::colorsReachHiddenViews()
{
    CountingPage page(*m_session);
    page.setColors(Palette::darkTheme());
    QVERIFY(page.tab->colors() == Palette::darkTheme());
    QVERIFY(page.sheet().palette == Palette::darkTheme());
}

void PageTest::exportRequestIsPassedOnOnce()
{
    CountingPage page(*m_session);
    showPage(page);
    page.hide();
    page.show();
    QSignalSpy asked(&page, &Page::exportRequested);
    emit page.lower->exportRequested(page.lower, QStringLiteral("svg"));
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][0].value<View *>(), static_cast<View *>(page.lower));
    QCOMPARE(asked[0][1].toString(), QStringLiteral("svg"));
}

void PageTest::withoutAReadingNothingIsShown()
{
    Session session; // no model yet
    CountingPage page(session);
    page.show();
    QCOMPARE(page.readings, 0);
    QVERIFY(page.views().isEmpty());
    QVERIFY(page.sheet().caption.isEmpty());
}

QTEST_MAIN(PageTest)
#include "page_test.moc"
