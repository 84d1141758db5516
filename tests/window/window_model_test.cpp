#include "test_data.h"
#include "window_fixture.h"

#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>

using namespace bertlab;

/// Opening models: from a folder, by drop, from the list; a broken one leaves everything as it was.
class WindowModelTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { prepareApplication(); }
    void init();
    void a_broken_folder_keeps_the_old_model();
    void a_folder_opens_and_is_remembered();
    void a_folder_is_dropped();
    void a_text_is_dropped_to_train_on();
    void a_lost_model_falls_back_at_start();

private:
    QString text(const QString &label) const { return m_fixture->control<QLabel>(label)->text(); }
    const QString m_tiny = QString::fromStdString(test::test_data("tiny-random"));
    std::unique_ptr<WindowFixture> m_fixture;
};

void WindowModelTest::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->remember("Paris is a beautiful city.", "I love Paris.", "fill");
}

void WindowModelTest::a_broken_folder_keeps_the_old_model()
{
    m_fixture->open();
    QTRY_VERIFY(m_fixture->isReady());
    QTemporaryDir broken;
    QVERIFY(QFile::copy(m_tiny + "/vocab.txt", broken.filePath("vocab.txt")));
    QVERIFY(QFile::copy(m_tiny + "/config.json", broken.filePath("config.json")));
    QFile weights(broken.filePath("model.safetensors"));
    QVERIFY(weights.open(QIODevice::WriteOnly) && weights.write("nonsense, too short") > 0);
    weights.close();

    Session &session = m_fixture->window->session();
    const auto model = session.model();
    const auto reading = session.reading();
    m_fixture->dialogs.nextFolder = broken.path();
    QTest::keySequence(m_fixture->window.get(), QKeySequence::Open);
    auto *line = m_fixture->control("error-line");
    QTRY_VERIFY(line->isVisible());
    QVERIFY2(text("error-line-text").contains("model.safetensors"), qPrintable(text("error-line-text")));
    QVERIFY(!session.isBusy());
    QCOMPARE(session.model(), model);
    QCOMPARE(session.reading(), reading);
    QCOMPARE(session.modelReference().value, QString("classroom"));
    QVERIFY(m_fixture->settings->recentModels().isEmpty());
    QTest::mouseClick(m_fixture->control("error-line-dismiss"), Qt::LeftButton);
    QVERIFY(!line->isVisible());

    // The next one that opens takes an error away by itself.
    QTest::keySequence(m_fixture->window.get(), QKeySequence::Open);
    QTRY_VERIFY(line->isVisible());
    m_fixture->dialogs.nextFolder = m_tiny;
    QTest::keySequence(m_fixture->window.get(), QKeySequence::Open);
    QTRY_VERIFY(m_fixture->isReady() && session.model() != model);
    QVERIFY(!line->isVisible());
}

void WindowModelTest::a_folder_opens_and_is_remembered()
{
    m_fixture->open();
    QTRY_VERIFY(m_fixture->isReady());
    m_fixture->dialogs.nextFolder = m_tiny;
    QTest::keySequence(m_fixture->window.get(), QKeySequence::Open);
    Session &session = m_fixture->window->session();
    QTRY_VERIFY(session.modelReference().kind == ModelReference::Kind::directory && m_fixture->isReady());
    QCOMPARE(session.reading()->model, session.model());
    QVERIFY(m_fixture->control<QPushButton>("models")->text().contains("2 / 64 / 4"));
    QVERIFY2(text("status-model").contains("2 layers · 64 wide · 4 heads · 1,000 pieces"),
             qPrintable(text("status-model")));
    QCOMPARE(m_fixture->settings->recentModels(), QStringList{QDir(m_tiny).absolutePath()});

    // The list offers it, and the built-in ones bring the words back.
    QMenu *menu = m_fixture->control<QPushButton>("models")->menu();
    emit menu->aboutToShow();
    QStringList texts;
    for (const QAction *action : menu->actions())
        texts.append(action->text());
    QVERIFY(texts.contains("tiny-random"));
    menu->actions().at(static_cast<int>(texts.indexOf("Classroom")))->trigger();
    QTRY_VERIFY(session.modelReference().value == "classroom" && m_fixture->isReady());
    QVERIFY(text("status-model").startsWith("Classroom · 2 layers · 128 wide · 2 heads · 985 pieces · "));
    QVERIFY(text("status-model").contains("with both heads · last pass "));
}

void WindowModelTest::a_folder_is_dropped()
{
    m_fixture->open();
    QTRY_VERIFY(m_fixture->isReady());
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(m_tiny)});
    QDragEnterEvent enter({700, 500}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_fixture->window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({700, 500}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_fixture->window.get(), &drop);
    QTRY_COMPARE(m_fixture->window->session().modelReference().value, m_tiny);

    data.setUrls({QUrl::fromLocalFile(m_tiny + "/model.safetensors")});
    QDragEnterEvent file({700, 500}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    file.ignore();
    QApplication::sendEvent(m_fixture->window.get(), &file);
    QVERIFY(!file.isAccepted());
}

void WindowModelTest::a_text_is_dropped_to_train_on()
{
    m_fixture->open();
    QTRY_VERIFY(m_fixture->isReady());
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(m_tiny + "/vocab.txt")});
    QDragEnterEvent enter({700, 500}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_fixture->window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({700, 500}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_fixture->window.get(), &drop);
    QTRY_VERIFY(m_fixture->window->findChild<QWidget *>("pretraining")->isVisible());
    QCOMPARE(m_fixture->control<QComboBox>("training-corpus")->currentText(), QString("vocab.txt"));
}

void WindowModelTest::a_lost_model_falls_back_at_start()
{
    QJsonObject last = m_fixture->settings->lastSession();
    last["model"] = QJsonObject{{"kind", "directory"}, {"value", "/no/such/folder"}};
    m_fixture->settings->setLastSession(last);
    m_fixture->open();
    QTRY_VERIFY(m_fixture->isReady());
    QCOMPARE(m_fixture->window->session().modelReference(), ModelReference::defaultModel());
    QVERIFY(m_fixture->control("error-line")->isVisible()); // it says why this is not the model of last time
    QVERIFY2(text("error-line-text").contains("/no/such/folder"), qPrintable(text("error-line-text")));
}

QTEST_MAIN(WindowModelTest)
#include "window_model_test.moc"
