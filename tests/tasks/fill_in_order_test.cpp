#include "tasks/fill_in_order.h"

#include "base/error.h"
#include "error_sentence.h"
#include "model/small_model.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace bertlab;
using namespace bertlab::test;

/// Every step is compared with a pass over the ids written down by hand.
class FillInOrderTest : public QObject
{
    Q_OBJECT
private slots:
    void one_gap_is_the_same_in_every_order();
    void each_step_reads_what_was_put_in_data();
    void each_step_reads_what_was_put_in();
    void surest_first_takes_the_most_probable();
    void at_once_is_what_the_reading_says();
    void the_order_changes_the_result();
    void other_gaps_stay_covered();
    void refuses_orders_that_cannot_be();
    void nothing_to_fill();
    void can_be_cancelled();
    void predicts_again_what_the_reading_did();

private:
    Workers m_workers{2};
    std::shared_ptr<const Reading> reading(std::vector<std::int32_t> covered, const ReadingVariant &variant = {});
    /// The best guess at a position, the plain way.
    static PiecePrediction best_of(const Reading &reading, const std::vector<std::int32_t> &ids, std::int32_t position);
};

namespace {

const std::vector<std::string> pieces{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "cat",
                                      "sat",   "##s",   "on",    "mat",   ".",      "it",  "slept"};
constexpr std::int32_t mask = 4;

std::shared_ptr<const Model> small()
{
    Config config = small_config();
    config.vocab_size = static_cast<Index>(pieces.size());
    Parameters parameters = random_parameters(config);
    // Far from even, so that what was put in matters to the other gaps.
    parameters.tensor("bert.embeddings.word_embeddings.weight") *= 4;
    return std::make_shared<const Model>(
        Model{"small", Tokenizer(Vocabulary::from_pieces(pieces, "pieces"), true), Bert(std::move(parameters)), {}});
}

std::vector<std::int32_t> positions_of(const std::vector<FillStep> &steps)
{
    std::vector<std::int32_t> positions;
    for (const FillStep &step : steps)
        positions.push_back(step.position);
    return positions;
}

} // namespace

std::shared_ptr<const Reading> FillInOrderTest::reading(std::vector<std::int32_t> covered,
                                                        const ReadingVariant &variant)
{
    ReadingRequest request{"the cat sat on the mat.", "it slept on the mat.", std::move(covered), {}, {}};
    request.variant = variant;
    return read(small(), request, m_workers);
}

PiecePrediction FillInOrderTest::best_of(const Reading &reading, const std::vector<std::int32_t> &ids,
                                         std::int32_t position)
{
    Workers workers(1);
    ForwardOptions options;
    options.all_prediction_logits = true;
    options.causal = reading.variant.causal;
    options.position_embeddings = position_embeddings_of(reading.model->bert, reading.variant.positions);
    std::vector<std::int32_t> types = reading.encoding.type_ids;
    if (reading.variant.one_segment)
        std::ranges::fill(types, 0);
    Batch batch;
    batch.add(ids, types);
    const Matrix logits = reading.model->bert.forward(batch, options, workers).prediction_logits;
    Index best = 0;
    const double max = double(logits.row(position).maxCoeff(&best));
    const double sum = (logits.row(position).cast<double>().array() - max).exp().sum();
    return {static_cast<std::int32_t>(best), static_cast<float>(max), 1 / sum};
}

void FillInOrderTest::one_gap_is_the_same_in_every_order()
{
    for (std::int32_t position = 1; position < 8; ++position) {
        const auto one = reading({position});
        const PiecePrediction top = one->gaps.front().prediction->top(1).front();
        std::vector<std::vector<FillStep>> all{fill_at_once(*one), fill_in_order(*one, {position}, m_workers)};
        for (const FillOrder order : {FillOrder::left_to_right, FillOrder::right_to_left, FillOrder::surest_first})
            all.push_back(fill_in_order(*one, order, m_workers));
        std::vector<std::int32_t> ids = one->input_ids;
        ids[std::size_t(position)] = top.id;
        for (const std::vector<FillStep> &steps : all) {
            QCOMPARE(steps.size(), std::size_t(1));
            QCOMPARE(steps[0].position, position);
            QCOMPARE(steps[0].piece.id, top.id);
            QCOMPARE(steps[0].piece.probability, top.probability);
            QCOMPARE(steps[0].ids, ids);
        }
    }
}

void FillInOrderTest::each_step_reads_what_was_put_in_data()
{
    QTest::addColumn<bool>("causal");
    QTest::addColumn<bool>("one_segment");
    QTest::addColumn<int>("positions");
    QTest::newRow("as trained") << false << false << 0;
    QTest::newRow("causal") << true << false << 0;
    QTest::newRow("one segment") << false << true << 0;
    QTest::newRow("no positions") << false << false << 3;
}

void FillInOrderTest::each_step_reads_what_was_put_in()
{
    QFETCH(bool, causal);
    QFETCH(bool, one_segment);
    QFETCH(int, positions);
    const auto many = reading(
        {2, 3, 6, 9, 11},
        {.causal = causal, .positions = static_cast<ReadingVariant::Positions>(positions), .one_segment = one_segment});
    QCOMPARE(many->gaps.size(), std::size_t(5));
    const std::vector<std::int32_t> shuffled{9, 2, 11, 6, 3};
    const std::vector<std::pair<std::vector<std::int32_t>, std::vector<FillStep>>> runs{
        {{2, 3, 6, 9, 11}, fill_in_order(*many, FillOrder::left_to_right, m_workers)},
        {{11, 9, 6, 3, 2}, fill_in_order(*many, FillOrder::right_to_left, m_workers)},
        {shuffled, fill_in_order(*many, shuffled, m_workers)}};
    for (const auto &[expected, steps] : runs) {
        QCOMPARE(positions_of(steps), expected);
        std::vector<std::int32_t> ids = many->input_ids;
        for (const FillStep &step : steps) {
            const PiecePrediction best = best_of(*many, ids, step.position);
            QCOMPARE(step.piece.id, best.id);
            QVERIFY(std::abs(step.piece.probability - best.probability) <= 1e-6);
            ids[std::size_t(step.position)] = best.id;
            QCOMPARE(step.ids, ids);
        }
        for (const std::int32_t position : expected)
            QVERIFY(ids[std::size_t(position)] != mask || best_of(*many, ids, position).id == mask);
    }
}

void FillInOrderTest::surest_first_takes_the_most_probable()
{
    const auto many = reading({1, 2, 3, 6, 9, 10, 11});
    std::vector<std::int32_t> open{1, 2, 3, 6, 9, 10, 11}, ids = many->input_ids;
    const std::vector<FillStep> steps = fill_in_order(*many, FillOrder::surest_first, m_workers);
    QCOMPARE(steps.size(), open.size());
    for (const FillStep &step : steps) {
        const double chosen = best_of(*many, ids, step.position).probability;
        for (const std::int32_t other : open)
            QVERIFY(best_of(*many, ids, other).probability <= chosen + 1e-6);
        QCOMPARE(step.piece.id, best_of(*many, ids, step.position).id);
        QCOMPARE(std::erase(open, step.position), std::size_t(1));
        ids[std::size_t(step.position)] = step.piece.id;
        QCOMPARE(step.ids, ids);
    }
    QVERIFY2(!std::ranges::is_sorted(positions_of(steps)), "the surest were met from left to right: no test of order");
}

void FillInOrderTest::at_once_is_what_the_reading_says()
{
    const auto many = reading({2, 6, 9});
    const std::vector<FillStep> steps = fill_at_once(*many);
    QCOMPARE(positions_of(steps), (std::vector<std::int32_t>{2, 6, 9}));
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const PiecePrediction top = many->gaps[i].prediction->top(1).front();
        QCOMPARE(steps[i].piece.id, top.id);
        QCOMPARE(steps[i].piece.probability, top.probability);
        QCOMPARE(steps.back().ids[std::size_t(steps[i].position)], top.id);
    }
    QCOMPARE(steps.front().ids[6], mask);
}

void FillInOrderTest::the_order_changes_the_result()
{
    const auto many = reading({1, 2, 3, 5, 6, 9, 10, 11});
    const auto last = [](const std::vector<FillStep> &steps) { return steps.back().ids; };
    const auto from_left = last(fill_in_order(*many, FillOrder::left_to_right, m_workers));
    QVERIFY(from_left != last(fill_in_order(*many, FillOrder::right_to_left, m_workers)));
    QVERIFY(from_left != last(fill_at_once(*many)));
    QCOMPARE(last(fill_in_order(*many, FillOrder::left_to_right, m_workers)), from_left);
}

void FillInOrderTest::other_gaps_stay_covered()
{
    const auto many = reading({2, 3, 6});
    const std::vector<FillStep> steps = fill_in_order(*many, {6, 2}, m_workers);
    QCOMPARE(positions_of(steps), (std::vector<std::int32_t>{6, 2}));
    QCOMPARE(steps.back().ids[3], mask);
}

void FillInOrderTest::refuses_orders_that_cannot_be()
{
    const auto many = reading({2, 3});
    QCOMPARE(error_sentence([&] {
                 fill_in_order(*many, {2, 4}, m_workers);
             }),
             std::string("Position 4 cannot be filled: it is not covered."));
    QCOMPARE(error_sentence([&] {
                 fill_in_order(*many, {3, 2, 3}, m_workers);
             }),
             std::string("Position 3 comes twice in the order, it can be filled once."));
}

void FillInOrderTest::nothing_to_fill()
{
    const auto none = reading({});
    QVERIFY(fill_at_once(*none).empty());
    for (const FillOrder order : {FillOrder::left_to_right, FillOrder::right_to_left, FillOrder::surest_first})
        QVERIFY(fill_in_order(*none, order, m_workers).empty());
}

void FillInOrderTest::can_be_cancelled()
{
    const auto many = reading({2, 3});
    for (const FillOrder order : {FillOrder::left_to_right, FillOrder::surest_first})
        QVERIFY_THROWS_EXCEPTION(Cancelled, fill_in_order(*many, order, m_workers, [] { return true; }));
}

void FillInOrderTest::predicts_again_what_the_reading_did()
{
    const auto many = reading({2, 3, 6}, {.causal = true, .positions = ReadingVariant::Positions::sinusoids});
    const auto again = predict_again(*many, many->input_ids, {6, 2}, m_workers);
    QCOMPARE(again.size(), std::size_t(2));
    QCOMPARE(again[0].position(), 6);
    for (std::int32_t id = 0; id < again[0].vocabulary_size(); ++id) {
        QCOMPARE(again[0].of(id).logit, many->gaps[2].prediction->of(id).logit); // to the bit
        QCOMPARE(again[1].of(id).logit, many->gaps[0].prediction->of(id).logit);
    }
}

QTEST_GUILESS_MAIN(FillInOrderTest)
#include "fill_in_order_test.moc"
