#include "tasks/reading.h"

#include "base/error.h"
#include "layers/numbers.h"
#include "model/small_model.h"

#include <QTest>

#include <cmath>

using namespace bertlab;
using namespace bertlab::test;

namespace {

const std::vector<std::string> pieces{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "cat",
                                      "sat",   "##s",   "on",    "mat",   ".",      "it",  "slept"};
constexpr std::int32_t cls = 2, sep = 3, mask = 4, the = 5, cat = 6, sat = 7;

Config config_of(Index positions)
{
    Config config = small_config();
    config.vocab_size = static_cast<Index>(pieces.size());
    config.max_position_embeddings = positions;
    return config;
}

std::shared_ptr<const Model> model_without(const std::vector<Part> &missing, Index positions = 40)
{
    Parameters parameters = random_parameters(config_of(positions));
    for (Part part : missing)
        parameters.set_has(part, false);
    return std::make_shared<const Model>(Model{"small", Tokenizer(Vocabulary::from_pieces(pieces, "pieces"), true),
                                               Bert(std::move(parameters)), LoadReport{}});
}

std::shared_ptr<const Reading> read_with(std::shared_ptr<const Model> model, const ReadingRequest &request)
{
    Workers workers(2);
    return bertlab::read(std::move(model), request, workers);
}

ReadingRequest request_of(std::string text, std::optional<std::string> pair = {},
                          std::vector<std::int32_t> covered = {})
{
    return {std::move(text), std::move(pair), std::move(covered), {}, {}};
}

} // namespace

class ReadingTest : public QObject
{
    Q_OBJECT
private slots:
    void types_as_mask_close_the_keys_of_a();
    void reads_a_text();
    void covers_pieces();
    void reads_from_the_left_alone();
    void reads_other_positions();
    void reads_as_one_segment();
    void knows_no_truth_under_a_typed_mask();
    void ignores_covers_that_cannot_be();
    void predicts_gaps_as_the_head_does();
    void says_next_sentence_of_a_pair_only();
    void works_without_parts_data();
    void works_without_parts();
    void cuts_to_the_length_of_the_model();
    void refuses_a_model_too_short_for_anything();
    void keeps_the_trace_it_was_asked_for();
    void can_be_cancelled();
};

void ReadingTest::types_as_mask_close_the_keys_of_a()
{
    const auto model = model_without({});
    ReadingRequest request = request_of("The cats sat.", "It slept.");
    request.trace = trace_everything();
    const auto plain = read_with(model, request);
    request.variant.types_as_mask = true;
    const auto closed = read_with(model, request);
    const Index a = 7, length = closed->encoding.size(), b = length - a; // [CLS] the cat ##s sat . [SEP]
    QCOMPARE(closed->encoding.type_ids[std::size_t(a) - 1], 0);
    QCOMPARE(closed->encoding.type_ids[std::size_t(a)], 1);
    QCOMPARE(closed->result.trace->first_visible_key(0), a);
    for (Index layer = 0; layer < model->bert.config().num_hidden_layers; ++layer)
        for (Index head = 0; head < model->bert.config().num_attention_heads; ++head) {
            const std::string name = trace_name::layer(layer, trace_name::probabilities);
            const Matrix weights = closed->result.trace->attention(name, 0, head);
            QCOMPARE(weights.leftCols(a).cwiseAbs().maxCoeff(), 0.F);
            VERIFY_CLOSE(weights.rowwise().sum(), Matrix::Ones(length, 1), 1e-6);
            if (layer > 0)
                continue; // queries and keys of the first layer are the same: what is left is shared out anew
            const Matrix all = plain->result.trace->attention(name, 0, head);
            const Matrix shared = all.rightCols(b).array().colwise() / all.rightCols(b).rowwise().sum().array();
            VERIFY_CLOSE(weights.rightCols(b), shared, 2e-6);
        }
    QVERIFY(closed->next_sentence->is_next != plain->next_sentence->is_next);
    request.pair.reset();
    const auto alone = read_with(model, request);
    QCOMPARE(alone->result.trace->first_visible_key(0), Index(0)); // without B there is nothing to take for a mask
}

void ReadingTest::reads_a_text()
{
    const auto reading = read_with(model_without({}), request_of("The cats sat."));
    QCOMPARE(reading->input_ids, (std::vector{cls, the, cat, 8, sat, 11, sep}));
    QVERIFY(reading->gaps.empty() && !reading->next_sentence && !reading->pair);
    QCOMPARE(reading->result.last_hidden_state.rows(), 7);
    QCOMPARE(reading->result.prediction_logits.rows(), 0);
    QCOMPARE(reading->token(3), std::string("##s"));
    QVERIFY(!reading->gap_at(3));
    QVERIFY(reading->milliseconds > 0);
}

void ReadingTest::reads_from_the_left_alone()
{
    const auto model = model_without({});
    const auto output = [&](const char *text, bool causal, Index row) -> RowVector {
        ReadingRequest request = request_of(text);
        request.variant.causal = causal;
        const auto reading = read_with(model, request);
        return reading->result.last_hidden_state.row(row);
    };
    QCOMPARE(output("The cat sat.", true, 2), output("The cat slept.", true, 2)); // what is right is not seen
    QVERIFY(output("The cat sat.", false, 2) != output("The cat slept.", false, 2));
    QVERIFY(output("The cat sat.", true, 3) != output("The mat sat.", true, 3));
}

void ReadingTest::reads_other_positions()
{
    using Positions = ReadingVariant::Positions;
    const auto model = model_without({});
    const auto positions = [&](Positions choice) -> Matrix {
        ReadingRequest request = request_of("The cat sat.");
        request.trace = [](std::string_view name) { return name == trace_name::embeddings_position; };
        request.variant.positions = choice;
        return read_with(model, request)->result.trace->tensor(trace_name::embeddings_position);
    };
    const Matrix learned = model->bert.tensor("bert.embeddings.position_embeddings.weight");
    QCOMPARE(positions(Positions::learned), Matrix(learned.topRows(6)));
    QCOMPARE(positions(Positions::none), Matrix(Matrix::Zero(6, learned.cols())));
    const Matrix sinusoids = positions(Positions::sinusoids);
    QCOMPARE(sinusoids(0, 0), 0.0F); // sin 0
    QCOMPARE(sinusoids(0, 1), 1.0F); // cos 0
    QCOMPARE(sinusoids(3, 0), static_cast<float>(std::sin(3.0)));
    QCOMPARE(sinusoids(3, 3), static_cast<float>(std::cos(3 * std::pow(10000, -2.0 / double(learned.cols())))));
    const auto table = position_embeddings_of(model->bert, Positions::scaled_sinusoids);
    QVERIFY(std::abs(table->norm() / learned.norm() - 1) < 1e-5F);
}

void ReadingTest::reads_as_one_segment()
{
    ReadingRequest request = request_of("The cat sat.", "It slept.");
    request.trace = [](std::string_view name) { return name == trace_name::embeddings_token_type; };
    request.variant.one_segment = true;
    const auto reading = read_with(model_without({}), request);
    const ConstMatrixView rows = reading->result.trace->tensor(trace_name::embeddings_token_type);
    QCOMPARE(Matrix(rows.bottomRows(1)), Matrix(rows.topRows(1)));
    QCOMPARE(reading->encoding.type_ids.back(), 1); // what the sentences are stays known
}

void ReadingTest::covers_pieces()
{
    const auto reading = read_with(model_without({}), request_of("The cat sat.", "It slept.", {7, 2}));
    QCOMPARE(reading->encoding.ids, (std::vector{cls, the, cat, sat, 11, sep, 12, 13, 11, sep})); // nothing covered
    QCOMPARE(reading->input_ids, (std::vector{cls, the, mask, sat, 11, sep, 12, mask, 11, sep}));
    QCOMPARE(reading->gaps.size(), std::size_t(2));
    QCOMPARE(reading->gaps[0].position, 2);
    QCOMPARE(reading->gaps[0].covered_id, cat);
    QCOMPARE(reading->gaps[1].position, 7);
    QCOMPARE(reading->token(2), std::string("[MASK]"));
    QCOMPARE(reading->token(3), std::string("sat"));
    QCOMPARE(reading->gap_at(7), &reading->gaps[1]);
}

void ReadingTest::knows_no_truth_under_a_typed_mask()
{
    const auto reading = read_with(model_without({}), request_of("The [MASK] sat.", {}, {2, 3}));
    QCOMPARE(reading->gaps.size(), std::size_t(2));
    QVERIFY(!reading->gaps[0].covered_id.has_value()); // covering it again does not make it known
    QCOMPARE(reading->gaps[1].covered_id, sat);
    QVERIFY(reading->gaps[0].prediction && reading->gaps[1].prediction);
}

void ReadingTest::ignores_covers_that_cannot_be()
{
    const auto reading = read_with(model_without({}), request_of("The cat sat.", {}, {-1, 0, 5, 6, 1000, 3, 3}));
    QCOMPARE(reading->gaps.size(), std::size_t(1)); // [CLS] and [SEP] were added, 3 is there once
    QCOMPARE(reading->gaps[0].position, 3);
}

void ReadingTest::predicts_gaps_as_the_head_does()
{
    const auto model = model_without({});
    const auto reading = read_with(model, request_of("The cat sat on the mat.", {}, {2, 6}));
    Batch batch;
    batch.add(reading->input_ids, reading->encoding.type_ids);
    Workers workers(1);
    ForwardOptions options;
    options.all_prediction_logits = true;
    const Matrix logits = model->bert.forward(batch, options, workers).prediction_logits;
    for (const Gap &gap : reading->gaps) {
        QCOMPARE(gap.prediction->position(), gap.position);
        for (std::int32_t id = 0; id < logits.cols(); ++id)
            QCOMPARE(gap.prediction->of(id).logit, logits(gap.position, id));
    }
}

void ReadingTest::says_next_sentence_of_a_pair_only()
{
    const auto model = model_without({});
    QVERIFY(!read_with(model, request_of("The cat sat."))->next_sentence);
    const auto pair = read_with(model, request_of("The cat sat.", "It slept."));
    QVERIFY(pair->next_sentence.has_value());
    QCOMPARE(pair->next_sentence->logits[1], pair->result.seq_relationship_logits(0, 1));
    QVERIFY(read_with(model, request_of("The cat sat.", ""))->next_sentence.has_value()); // an empty B is a B
}

void ReadingTest::works_without_parts_data()
{
    QTest::addColumn<bool>("pooler");
    QTest::addColumn<bool>("masked_lm");
    QTest::addColumn<bool>("next_sentence");
    for (int i = 0; i < 8; ++i)
        QTest::addRow("%d", i) << bool(i & 1) << bool(i & 2) << bool(i & 4);
}

void ReadingTest::works_without_parts()
{
    QFETCH(bool, pooler);
    QFETCH(bool, masked_lm);
    QFETCH(bool, next_sentence);
    std::vector<Part> missing;
    for (const auto &[part, present] :
         {std::pair{Part::pooler, pooler}, {Part::masked_lm, masked_lm}, {Part::next_sentence, next_sentence}}) {
        if (!present)
            missing.push_back(part);
    }
    const auto model = model_without(missing);
    const auto reading = read_with(model, request_of("The [MASK] sat.", "It slept.", {1}));
    QCOMPARE(reading->gaps.size(), std::size_t(2));
    for (const Gap &gap : reading->gaps)
        QCOMPARE(gap.prediction.has_value(), masked_lm);
    QCOMPARE(reading->next_sentence.has_value(), pooler && next_sentence);
    QCOMPARE(reading->result.last_hidden_state.rows(), 10);
}

void ReadingTest::cuts_to_the_length_of_the_model()
{
    const auto reading = read_with(model_without({}, 8), request_of("The cat sat on the mat.", "It slept.", {2, 9}));
    QCOMPARE(reading->encoding.size(), 8);
    QCOMPARE(reading->encoding.cut_from_text, 4); // longest first: of 7 and 3 tokens 3 and 2 are left
    QCOMPARE(reading->encoding.cut_from_pair, 1);
    QCOMPARE(reading->gaps.size(), std::size_t(1));
    QCOMPARE(reading->gaps[0].position, 2);
}

void ReadingTest::refuses_a_model_too_short_for_anything()
{
    QVERIFY_THROWS_EXCEPTION(Error, read_with(model_without({}, 2), request_of("The cat.", "It slept.")));
    QCOMPARE(read_with(model_without({}, 2), request_of("The cat."))->encoding.size(), 2);
}

void ReadingTest::keeps_the_trace_it_was_asked_for()
{
    ReadingRequest request = request_of("The cat sat.");
    QVERIFY(!read_with(model_without({}), request)->result.trace);
    request.trace = [](std::string_view name) { return name == trace_name::embeddings_sum; };
    const auto reading = read_with(model_without({}), request);
    QCOMPARE(reading->result.trace->tensors().size(), std::size_t(1));
    QCOMPARE(reading->result.trace->tensor(trace_name::embeddings_sum).rows(), 6);
}

void ReadingTest::can_be_cancelled()
{
    ReadingRequest request = request_of("The cat sat.");
    request.is_cancelled = [] { return true; };
    QVERIFY_THROWS_EXCEPTION(Cancelled, read_with(model_without({}), request));
}

QTEST_GUILESS_MAIN(ReadingTest)
#include "reading_test.moc"
