#include "plots/bar_list.h"
#include "plots/fonts.h"
#include "plots/head_grid.h"
#include "plots/link_diagram.h"
#include "plots/vector_rows.h"

#include "pictures.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include <qcustomplot.h>

#include <memory>

using namespace bertlab;

class ViewTest : public QObject
{
    Q_OBJECT

    static std::unique_ptr<BarListView> bars()
    {
        auto view = std::make_unique<BarListView>("guesses");
        view->resize(300, 150);
        BarListData data;
        data.rows.append({"city", 0.5, {}, {}, false});
        view->setData(data);
        return view;
    }

private slots:
    void initTestCase() { fonts::load(); }
    void everyViewHasANameAndTakesTheFocus();
    void theMenuAsksForEveryFormat();
    void withoutContentThereIsNoMenu();
    void theSubtitleGivesWayToTheTitle();
    void thePanelHasRoundCorners();
    void focusByKeyIsShown();
    void thePointerAloneIsPaintedOnACopy();
};

namespace {

/// Counts how often its picture is painted.
class CountingView : public View
{
public:
    CountingView() : View("counting") { resize(80, 60); }
    using View::contentChanged;
    using View::pointerChanged;

    NumberTable numbers() const override { return {}; }
    QString description() const override { return {}; }
    bool hasContent() const override { return true; }

    QColor content = Qt::red;
    mutable int painted = 0;

protected:
    void paintBody(QCPPainter &painter, const QRectF &body, const Palette &) const override
    {
        static_cast<QPainter &>(painter).fillRect(body, content);
        ++painted;
    }
    void paintPointer(QCPPainter &painter, const QRectF &) const override
    {
        static_cast<QPainter &>(painter).fillRect(QRect(0, 0, 5, 5), Qt::blue);
    }
};

} // namespace

void ViewTest::everyViewHasANameAndTakesTheFocus()
{
    const std::unique_ptr<View> views[] = {std::make_unique<BarListView>("a"), std::make_unique<HeadGridView>("b"),
                                           std::make_unique<HeatMapView>("c"), std::make_unique<LinkDiagramView>("d"),
                                           std::make_unique<VectorRowsView>("e")};
    for (const auto &view : views) {
        QCOMPARE(view->focusPolicy(), Qt::StrongFocus);
        QVERIFY(!view->accessibleName().isEmpty());
        QCOMPARE(view->objectName(), view->id());
        view->setTitle("Title");
        QCOMPARE(view->accessibleName(), QString("Title"));
    }
}

void ViewTest::theMenuAsksForEveryFormat()
{
    const auto view = bars();
    view->show();
    QSignalSpy asked(view.get(), &View::exportRequested);
    for (const QString format : {"copy", "png", "svg", "pdf", "csv", "npz"}) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(20, 20), view->mapToGlobal(QPoint(20, 20)));
        QCoreApplication::sendEvent(view.get(), &event);
        auto *menu = view->findChild<QMenu *>();
        QVERIFY(menu && menu->isVisible());
        auto *action = menu->findChild<QAction *>("export-" + format);
        QVERIFY(action);
        action->trigger();
        QCOMPARE(asked.size(), 1);
        const QVariantList sent = asked.takeFirst();
        QCOMPARE(sent[0].value<View *>(), view.get());
        QCOMPARE(sent[1].toString(), format);
        delete menu;
    }
}

void ViewTest::withoutContentThereIsNoMenu()
{
    BarListView view("empty");
    view.show();
    QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(20, 20), view.mapToGlobal(QPoint(20, 20)));
    QCoreApplication::sendEvent(&view, &event);
    QVERIFY(!view.findChild<QMenu *>());
}

void ViewTest::theSubtitleGivesWayToTheTitle()
{
    const auto view = bars();
    view->resize(220, 150);
    const auto titleLine = [&view] { return pictures::shot(*view).copy(0, 0, 130, 20); };
    view->setTitle("A title of some length");
    const QImage alone = titleLine();
    view->setTitle("A title of some length", "and a subtitle that is far too long to stand beside it");
    QCOMPARE(titleLine(), alone);
}

void ViewTest::thePanelHasRoundCorners()
{
    const auto view = bars();
    view->setPanel(true);
    const QImage image = pictures::shot(*view);
    QCOMPARE(image.pixelColor(0, 0), QColor(Qt::magenta));
    QCOMPARE(image.pixelColor(150, 8), view->colors().panel);
}

void ViewTest::focusByKeyIsShown()
{
    const auto view = bars();
    view->show();
    view->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(view.get()));
    view->setFocus(Qt::MouseFocusReason);
    const QImage clicked = pictures::shot(*view);
    view->clearFocus();
    view->setFocus(Qt::TabFocusReason);
    const QImage tabbed = pictures::shot(*view);
    QVERIFY(clicked != tabbed);
    QCOMPARE(tabbed.pixelColor(150, 0), view->colors().accent);
}

void ViewTest::thePointerAloneIsPaintedOnACopy()
{
    CountingView view;
    const QImage plain = pictures::shot(view);
    QCOMPARE(view.painted, 1);
    for (int move = 0; move < 3; ++move) {
        view.pointerChanged();
        QCOMPARE(pictures::shot(view), plain);
    }
    QCOMPARE(view.painted, 1);
    view.content = Qt::green;
    view.contentChanged();
    view.pointerChanged();
    QCOMPARE(pictures::colorAt(pictures::shot(view), QPointF(40, 30)), QColor(Qt::green));
    view.content = Qt::yellow;
    view.update(); // whoever asks for a paint may have changed something
    QCOMPARE(pictures::colorAt(pictures::shot(view), QPointF(40, 30)), QColor(Qt::yellow));
    view.pointerChanged();
    QCOMPARE(pictures::colorAt(pictures::shot(view), QPointF(40, 30)), QColor(Qt::yellow));
    view.pointerChanged();
    view.resize(120, 90);
    QCOMPARE(pictures::colorAt(pictures::shot(view), QPointF(110, 80)), QColor(Qt::yellow));
}

QTEST_MAIN(ViewTest)
#include "view_test.moc"
