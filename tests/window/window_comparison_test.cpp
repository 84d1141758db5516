#include "window_fixture.h"

#include "plots/bar_list.h"
#include "plots/heat_map.h"
#include "plots/taken_picture.h"
#include "tasks/reading.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <cmath>

using namespace bertlab;

/// P: the picture as it was, as it is, and their difference.
class WindowComparisonTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { prepareApplication(); }
    void init();
    void cleanup() { m_fixture.reset(); }
    void what_has_changed_is_the_difference_of_the_numbers();
    void the_picture_before_stays_as_it_was();
    void another_page_hides_it_and_its_own_brings_it_back();
    void typing_p_is_a_letter();

private:
    Session &session() { return m_fixture->window->session(); }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isReady(), 60000); }
    void pin() { m_fixture->control<QAction>("pin")->trigger(); }
    TakenPictureView *before() const
    {
        for (auto *picture : m_fixture->window->findChildren<TakenPictureView *>("comparison-before"))
            if (picture->isVisible())
                return picture;
        return nullptr;
    }
    Matrix weights() const
    {
        const auto reading = m_fixture->window->session().reading();
        return reading->result.trace->attention(trace_name::layer(0, trace_name::probabilities), 0, 0);
    }
    std::unique_ptr<WindowFixture> m_fixture;
};

void WindowComparisonTest::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->remember("Paris is a beautiful city.", "I love Paris.", "attention");
    m_fixture->open();
    settle();
    m_fixture->control<HeatMapView>("attention-map")->setFocus();
}

void WindowComparisonTest::what_has_changed_is_the_difference_of_the_numbers()
{
    const Matrix was = weights();
    QTest::keyClick(m_fixture->control("attention-map"), Qt::Key_P);
    QVERIFY(m_fixture->control("comparison")->isVisible());
    QVERIFY(before());
    QVERIFY(m_fixture->control("comparison-same")->isVisible()); // nothing has changed yet
    session().setCovered(5, true);
    settle();
    auto *map = m_fixture->control<HeatMapView>("comparison-difference");
    QTRY_VERIFY(map->isVisible());
    const Matrix expected = weights() - was;
    QCOMPARE(map->data().values.rows(), expected.rows());
    QCOMPARE(map->data().values.cols(), expected.cols());
    QVERIFY((map->data().values - expected).cwiseAbs().maxCoeff() < 1e-6f);
    QVERIFY(expected.cwiseAbs().maxCoeff() > 1e-3f);
    // The three lie side by side alike: equal room, equal tokens.
    const auto *page = m_fixture->control<HeatMapView>("attention-map");
    QCOMPARE(map->data().rowLabels, page->data().rowLabels);
    QCOMPARE(map->data().columnLabels, page->data().columnLabels);
    const auto *now = m_fixture->control<TakenPictureView>("comparison-now");
    QCOMPARE(now->size(), before()->size());
    for (const QWidget *part : {static_cast<const QWidget *>(now), static_cast<const QWidget *>(map)}) {
        QVERIFY(std::abs(part->width() - before()->width()) <= 1); // three of them share the width
        QCOMPARE(part->height(), before()->height());
    }
    const auto *strongest = m_fixture->control<BarListView>("comparison-difference-bars");
    QVERIFY(strongest->isVisible());
    Index row = 0, column = 0;
    QCOMPARE(float(strongest->data().rows.first().value), expected.cwiseAbs().maxCoeff(&row, &column));
    QVERIFY(strongest->data().rows.first().label.startsWith(QString::number(row) + ' '));
    QVERIFY(strongest->data().rows.first().label.contains(QStringLiteral("· %1 ").arg(column)));
}

void WindowComparisonTest::the_picture_before_stays_as_it_was()
{
    pin();
    const QImage picture = before()->grab().toImage();
    const NumberTable numbers = before()->numbers();
    session().setSentences("Paris is a beautiful name.", "I love Rome.");
    settle();
    QCOMPARE(before()->grab().toImage(), picture);
    QCOMPARE(before()->numbers().values, numbers.values);
    QVERIFY(m_fixture->control<QLabel>("comparison-text")->text().contains("beautiful city"));
    QVERIFY(m_fixture->control<TakenPictureView>("comparison-now")->grab().toImage() != picture);
    m_fixture->window->setTheme(Theme::dark); // it follows, with dark ground
    QVERIFY(before()->grab().toImage().pixelColor(2, 2).lightness() < 60);
}

void WindowComparisonTest::another_page_hides_it_and_its_own_brings_it_back()
{
    pin();
    m_fixture->window->showPage("outputs");
    QVERIFY(!m_fixture->control("comparison")->isVisible());
    QVERIFY(!m_fixture->control("comparison-pictures")->isVisible());
    m_fixture->window->showPage("attention");
    QVERIFY(m_fixture->control("comparison-pictures")->isVisible());
    m_fixture->control<QPushButton>("comparison-close")->click();
    QVERIFY(!m_fixture->control("comparison")->isVisible());
    QVERIFY(!before());
}

void WindowComparisonTest::typing_p_is_a_letter()
{
    auto *line = m_fixture->control<QLineEdit>("sentence-a");
    line->setFocus();
    QTest::keyClick(line, Qt::Key_P);
    QVERIFY(line->text().contains('p'));
    QVERIFY(!m_fixture->control("comparison")->isVisible());
}

QTEST_MAIN(WindowComparisonTest)
#include "window_comparison_test.moc"
