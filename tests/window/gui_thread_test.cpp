#include "test_data.h"
#include "window_fixture.h"

#include "io/model_directory.h"
#include "numerics/parallel.h"
#include "window/token_strip.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSpinBox>

#include <atomic>
#include <thread>

using namespace bertlab;

namespace {

struct Calls
{
    std::atomic<int> on_gui_thread = 0, elsewhere = 0;

    void count() { ++(std::this_thread::get_id() == gui_thread ? on_gui_thread : elsewhere); }
    static const std::thread::id gui_thread;
};
const std::thread::id Calls::gui_thread = std::this_thread::get_id();

Calls shared_work, forward_passes, models_read;

} // namespace

// The linker leads what the libraries call to the functions `…_counted` here (--wrap in CMakeLists.txt), which go on to
// the true ones. Every product, every layer and every training step shares out its work with Workers::for_each.

#define WRAPPED(function, symbol)                                                                                      \
    decltype(function##_type) function##_true __asm__("__real_" symbol);                                               \
    decltype(function##_type) function##_counted __asm__("__wrap_" symbol)

void for_each_type(Workers *, Index, const std::function<void(Index)> &);
ForwardResult forward_type(const Bert *, const Batch &, const ForwardOptions &, Workers &);
std::shared_ptr<const Model> load_directory_type(const std::filesystem::path &, const IsCancelled &);
std::shared_ptr<const Model> load_builtin_type(const ModelSource &);

WRAPPED(for_each, "_ZN7bertlab7Workers8for_eachElRKSt8functionIFvlEE");
WRAPPED(forward, "_ZNK7bertlab4Bert7forwardERKNS_5BatchERKNS_14ForwardOptionsERNS_7WorkersE");
WRAPPED(load_directory, "_ZN7bertlab20load_model_directoryERKNSt10filesystem7__cxx114pathERKSt8functionIFbvEE");
WRAPPED(load_builtin, "_ZN7bertlab10load_modelERKNS_11ModelSourceE");

void for_each_counted(Workers *workers, Index pieces, const std::function<void(Index)> &work)
{
    shared_work.count();
    for_each_true(workers, pieces, work);
}

ForwardResult forward_counted(const Bert *bert, const Batch &batch, const ForwardOptions &options, Workers &workers)
{
    forward_passes.count();
    return forward_true(bert, batch, options, workers);
}

std::shared_ptr<const Model> load_directory_counted(const std::filesystem::path &directory,
                                                    const IsCancelled &cancelled)
{
    models_read.count();
    return load_directory_true(directory, cancelled);
}

std::shared_ptr<const Model> load_builtin_counted(const ModelSource &source)
{
    models_read.count();
    return load_builtin_true(source);
}

/// Everything that a user can set going; none of the engine's work happens on the thread that paints.
class GuiThreadTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { prepareApplication(); }
    void init();
    void cleanup();
    void reading_on_every_page();
    void opening_models();
    void training();

private:
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isReady(), 60000); }
    std::unique_ptr<WindowFixture> m_fixture;
};

void GuiThreadTest::init()
{
    for (Calls *calls : {&shared_work, &forward_passes, &models_read})
        calls->on_gui_thread = calls->elsewhere = 0;
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->remember("In autumn the leaves fall from the trees.", "", "fill");
    m_fixture->open();
    settle();
    QVERIFY(models_read.elsewhere == 1 && forward_passes.elsewhere >= 1 && shared_work.elsewhere > 10);
}

void GuiThreadTest::cleanup()
{
    m_fixture.reset(); // what ends with the window counts as well
    QCOMPARE(models_read.on_gui_thread.load(), 0);
    QCOMPARE(forward_passes.on_gui_thread.load(), 0);
    QCOMPARE(shared_work.on_gui_thread.load(), 0);
}

void GuiThreadTest::reading_on_every_page()
{
    auto *strip = m_fixture->control<TokenStrip>("token-strip");
    const QList<QAbstractButton *> pages =
        m_fixture->control("navigation")->findChildren<QAbstractButton *>(QRegularExpression("^navigate-"));
    QVERIFY(pages.size() >= 7);
    for (QAbstractButton *page : pages) {
        QTest::mouseClick(page, Qt::LeftButton);
        auto *pair = m_fixture->control<QLineEdit>("sentence-b");
        pair->setFocus();
        QTest::keySequence(pair, QKeySequence::SelectAll);
        QTest::keyClicks(pair, "They are " + page->objectName());
        settle();
        const int passes = forward_passes.elsewhere;
        const QPoint leaves = strip->chipRect(4).center().toPoint();
        QTest::mouseClick(strip, Qt::LeftButton, {}, leaves);
        QTest::mouseDClick(strip, Qt::LeftButton, {}, leaves); // covers, on the next page uncovers
        QTRY_VERIFY2_WITH_TIMEOUT(forward_passes.elsewhere > passes, qPrintable(page->objectName()), 60000);
        settle();
        for (auto *view : m_fixture->window->findChildren<View *>())
            if (view->isVisible())
                QTest::mouseClick(view, Qt::LeftButton, {}, view->rect().center());
        settle();
    }
}

void GuiThreadTest::opening_models()
{
    m_fixture->dialogs.nextFolder = QString::fromStdString(test::test_data("tiny-random"));
    QTest::keySequence(m_fixture->window.get(), QKeySequence::Open);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->window->session().modelReference().kind == ModelReference::Kind::directory,
                             60000);
    settle();
    QCOMPARE(models_read.elsewhere.load(), 2);
}

void GuiThreadTest::training()
{
    QTest::mouseClick(m_fixture->control("navigate-pretraining"), Qt::LeftButton);
    m_fixture->control<QSpinBox>("training-steps")->setValue(6);
    m_fixture->control<QSpinBox>("training-batch")->setValue(4);
    const int before = shared_work.elsewhere;
    QTest::mouseClick(m_fixture->control("training-start"), Qt::LeftButton);
    const TrainingRunner &runner = m_fixture->window->session().training();
    QTRY_COMPARE_WITH_TIMEOUT(runner.state(), TrainingRunner::State::finished, 60000);
    QVERIFY(shared_work.elsewhere > before + 6);
}

QTEST_MAIN(GuiThreadTest)
#include "gui_thread_test.moc"
