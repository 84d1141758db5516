#include "page_fixture.h"

#include "pages/controls.h"
#include "pages/example_wording.h"
#include "pages/training_example_page.h"
#include "plots/bar_list.h"
#include "plots/roll_view.h"

#include <QAbstractButton>

using namespace bertlab;
using namespace bertlab::test;

class TrainingExamplePageTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Session> m_session;

    static QAbstractButton &button(Page &page, const char *id)
    {
        auto *found = page.findChild<QAbstractButton *>(QString::fromLatin1(id));
        if (!found)
            qFatal("the page has no button %s", id);
        return *found;
    }
    static void wait(TrainingExamplePage &page) { QTRY_VERIFY_WITH_TIMEOUT(!page.isBusy() && page.example(), 20000); }
    static void click(TrainingExamplePage &page, const char *id)
    {
        button(page, id).click();
        wait(page);
    }
    static ExampleStage stage(const TrainingExamplePage &page) { return page.steps()[page.step()].stage; }
    /// New seeds until the example has something.
    template <typename Wanted>
    static void drawUntil(TrainingExamplePage &page, const Wanted &wanted)
    {
        for (int tries = 0; tries < 200 && !wanted(*page.example()); ++tries)
            click(page, "example-seed");
        QVERIFY(wanted(*page.example()));
    }

private slots:
    void initTestCase()
    {
        fonts::load();
        m_session = readSession("Let us start pretraining the model.", {}, {}, "classroom");
    }

    /// The whole way, one roll after the other: each picture shows no more than what has been rolled.
    void everyRollIsShown()
    {
        TrainingExamplePage page(*m_session);
        showPage(page, QSize(882, 526));
        wait(page);
        drawUntil(page, [](const TrainingExample &example) {
            return !example.instance.pair.truncations.empty() && example.instance.pair.put_back > 0;
        });
        const PretrainingInstance &instance = page.example()->instance;
        QCOMPARE(stage(page), ExampleStage::labels); // whole at first
        auto &grid = viewOf<MaskingGridView>(page, "example-masking");
        auto &flow = viewOf<TokenFlowView>(page, "example-pair");
        auto &runs = viewOf<BarListView>(page, "example-runs");
        QVERIFY(grid.isVisible() && !flow.isVisible());

        click(page, "example-next");
        QCOMPARE(stage(page), ExampleStage::document);
        QVERIFY(flow.isVisible() && !grid.isVisible());
        QCOMPARE(flow.data().blocks.size(), 1);
        QList<ExampleStage> stages{stage(page)};
        std::size_t pieces = 0;
        while (stage(page) != ExampleStage::labels) {
            click(page, "example-next");
            stages.append(stage(page));
            pieces += stage(page) == ExampleStage::piece;
            // The bars do not tell more than the picture.
            QCOMPARE(runs.data().rows[0].number == "–", pieces == 0);
            QCOMPARE(runs.data().rows[4].number == "–", stage(page) < ExampleStage::coin);
            if (stage(page) >= ExampleStage::candidates) {
                const auto labelled = std::ranges::count_if(grid.data().columns,
                                                            [](const auto &column) { return !column.label.isEmpty(); });
                QCOMPARE(static_cast<std::size_t>(labelled), pieces);
            }
        }
        QVERIFY(std::ranges::is_sorted(stages));
        QVERIFY(stages.contains(ExampleStage::truncation));
        QCOMPARE(pieces, instance.masking.pieces.size());
        for (int i = 0; i < grid.data().columns.size(); ++i) {
            const auto at = static_cast<std::size_t>(i);
            const MaskingGridData::Column &column = grid.data().columns[i];
            const Vocabulary &vocabulary = page.example()->vocabulary();
            QCOMPARE(column.seen.toStdString(), vocabulary.piece(instance.input_ids[at]));
            QCOMPARE(column.token.text.toStdString(), vocabulary.piece(instance.original_ids[at]));
            QCOMPARE(!column.label.isEmpty(),
                     std::ranges::find(instance.masked_positions, i) != instance.masked_positions.end());
        }
    }

    /// The pieces of A and B at the end of the pair are those of the example, at truncation those that go are struck.
    void truncationTakesWhatIsMissingLater()
    {
        TrainingExamplePage page(*m_session);
        showPage(page);
        wait(page);
        drawUntil(page,
                  [](const TrainingExample &example) { // as many from the front as from the back would hide a swap
                      const auto &cuts = example.instance.pair.truncations;
                      return std::ranges::count_if(cuts, &Truncation::from_front) > 2 + std::ssize(cuts) / 2 &&
                             std::ranges::all_of(cuts, &Truncation::from_first);
                  });
        const TrainingExample &example = *page.example();
        QStringList tokens;
        std::size_t struck = 0;
        for (const auto &block : exampleFlow(example, ExampleStage::tokens).blocks.mid(1))
            for (const auto &item : block.items)
                tokens.append(item.text);
        for (const auto &block : exampleFlow(example, ExampleStage::truncation).blocks.mid(1))
            for (const auto &item : block.items)
                struck += item.look == TokenFlowData::Look::tried;
        QStringList expected;
        for (const std::int32_t id : example.instance.original_ids)
            expected.append(QString::fromStdString(example.vocabulary().piece(id)));
        QCOMPARE(tokens, expected);
        QCOMPARE(struck, example.instance.pair.truncations.size());
    }

    void aRollSaysWhereItFell()
    {
        TrainingExamplePage page(*m_session);
        showPage(page);
        wait(page);
        for (const auto treatment :
             {MaskedPiece::Treatment::mask, MaskedPiece::Treatment::random, MaskedPiece::Treatment::keep}) {
            const auto is = [treatment](const MaskedPiece &piece) { return piece.treatment == treatment; };
            drawUntil(page, [&](const TrainingExample &example) {
                return std::ranges::any_of(example.instance.masking.pieces, is);
            });
            const auto &pieces = page.example()->instance.masking.pieces;
            const auto found = std::ranges::find_if(pieces, is);
            const ExampleStep step{ExampleStage::piece, 0, static_cast<int>(found - pieces.begin())};
            const RollData roll = rollOf(*page.example(), step);
            QCOMPARE(roll.bars.size(), treatment == MaskedPiece::Treatment::mask ? 1 : 2);
            for (const RollData::Bar &bar : roll.bars) { // the mark lies in the part that was chosen
                double left = 0;
                for (const RollData::Part &part : bar.parts) {
                    QCOMPARE(part.chosen, *bar.roll >= left && *bar.roll < left + part.share);
                    left += part.share;
                }
                QVERIFY(std::abs(left - 1) < 1e-12);
            }
            QVERIFY(explainStep(*page.example(), step).calculation.size() == roll.bars.size());
        }
    }

    void aWordThatDoesNotFitSaysWhy()
    {
        TrainingExamplePage page(*m_session);
        showPage(page);
        wait(page);
        viewOf<MaskingGridView>(page, "example-masking");
        click(page, "example-source-1");
        click(page, "example-whole-words");
        const auto skips = [](const TrainingExample &example) {
            return std::ranges::any_of(example.instance.masking.candidates, [](const MaskingCandidate &candidate) {
                return candidate.outcome == MaskingCandidate::Outcome::does_not_fit && candidate.budget_left == 2;
            });
        };
        drawUntil(page, skips);
        const MaskingGridData &grid = viewOf<MaskingGridView>(page, "example-masking").data();
        const auto pre = std::ranges::find_if(grid.columns, [](const auto &c) { return c.token.text == "pre"; });
        QCOMPARE(pre->reason, QString("3 pieces, 2 left"));
        QVERIFY((pre + 1)->joined && (pre + 2)->joined);
        const auto passed = std::ranges::find(page.steps(), ExampleStage::passed, &ExampleStep::stage);
        QVERIFY(rollOf(*page.example(), *passed).lines.first().contains("“pretraining” is skipped"));
        QVERIFY(explainStep(*page.example(), *passed).careful.contains("each piece"));
    }

    void runsGrowToAThousand()
    {
        TrainingExamplePage page(*m_session);
        showPage(page);
        wait(page);
        auto &runs = viewOf<BarListView>(page, "example-runs");
        QCOMPARE(runs.data().rows.size(), 5);
        QVERIFY(runs.title().contains("This one"));
        button(page, "example-run").click();
        QTRY_VERIFY_WITH_TIMEOUT(runs.title().contains("1,000"), 20000);
        const ExampleTally tally = runExamples(*page.example(), 1000, {}).back();
        QCOMPARE(runs.data().rows[0].value, double(tally.masked) / double(tally.chosen));
        QCOMPARE(*runs.data().rows[0].expected, .8);
        QCOMPARE(runs.data().rows[4].value, tally.randomNext / 1000.);
        QVERIFY(*runs.data().rows[4].expected > .5);
        click(page, "example-seed"); // another example has runs of its own
        QVERIFY(runs.title().contains("This one"));
        click(page, "example-always-mask");
        QCOMPARE(*runs.data().rows[0].expected, 1.);
        QCOMPARE(runs.data().rows[0].value, 1.);
        click(page, "example-source-1");
        QCOMPARE(runs.data().rows.size(), 4); // no pair is drawn
    }

    void keysAndClicksGoToARoll()
    {
        TrainingExamplePage page(*m_session);
        showPage(page);
        wait(page);
        QTest::keyClick(&page, Qt::Key_Left);
        QCOMPARE(page.step(), static_cast<int>(page.steps().size()) - 2);
        QTest::keyClick(&page, Qt::Key_End);
        QCOMPARE(stage(page), ExampleStage::labels);
        auto &grid = viewOf<MaskingGridView>(page, "example-masking");
        const auto position = static_cast<int>(page.example()->instance.masking.pieces.front().position);
        grid.setSelected(position, position); // scrolls to it
        const QPointF place = grid.cellRect(0, position).center();
        const Explanation before = page.explanation();
        movePointer(grid, place);
        QVERIFY(page.explanation().cellTitle.startsWith("Roll 1 of"));
        leave(grid);
        QVERIFY(page.explanation() == before);
        grid.setSelected(position, position);
        QTest::mouseClick(&grid, Qt::LeftButton, {}, place.toPoint());
        QCOMPARE(stage(page), ExampleStage::piece);
        QCOMPARE(page.steps()[page.step()].piece, 0);
    }

    void theSentencesAreFollowed()
    {
        TrainingExamplePage page(*m_session);
        showPage(page);
        wait(page);
        QVERIFY(page.example()->corpus); // it opens on a document
        page.hide();
        m_session->setAll("The dog slept.", {}, {});
        settle(*m_session);
        showPage(page);
        wait(page);
        QVERIFY(page.example()->corpus);
        m_session->setAll("The dog barked.", "It was loud.", {}); // typed while the page is seen
        settle(*m_session);
        QTRY_VERIFY(page.example()->reading->text == m_session->reading()->text);
        QVERIFY(page.example()->instance.original_ids == m_session->reading()->encoding.ids);
        m_session->setAll("Let us start pretraining the model.", {}, {});
        settle(*m_session);
    }

    void fitsFromSmallToLarge()
    {
        for (const QSize size : {QSize(882, 526), QSize(1272, 700)})
            for (const char *length : {"example-length-0", "example-length-2"}) {
                TrainingExamplePage page(*m_session);
                showPage(page, size);
                wait(page);
                click(page, length);
                for (int step = 0; step < page.steps().size(); ++step) {
                    click(page, "example-next");
                    QCoreApplication::processEvents();
                    QCOMPARE(page.size(), size);
                    QVERIFY(page.minimumSizeHint().width() <= size.width());
                    QVERIFY(page.minimumSizeHint().height() <= size.height());
                    QVERIFY(page.views().size() == 3);
                    for (const View *view : page.views())
                        QVERIFY(page.rect().contains(QRect(view->mapTo(&page, QPoint()), view->size())));
                }
            }
    }
};

QTEST_MAIN(TrainingExamplePageTest)
#include "training_example_page_test.moc"
