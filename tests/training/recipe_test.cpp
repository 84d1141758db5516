#include "base/error.h"
#include "error_sentence.h"
#include "pretraining/small_corpus.h"
#include "training/fingerprint.h"
#include "training/ignorance.h"
#include "training/recipe_json.h"
#include "training/run_data.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <fstream>

using namespace bertlab;
using namespace bertlab::test;

class RecipeTest : public QObject
{
    Q_OBJECT

private:
    /// No field has its default.
    static RunRecipe unusual()
    {
        RunRecipe recipe;
        recipe.corpus = {classroom_file("train.txt"), classroom_file("heldout.txt")};
        recipe.held_out = classroom_file("heldout.txt");
        recipe.held_out_share = 0.25;
        recipe.vocabulary = classroom_file("vocab.txt");
        recipe.vocab_size = 777;
        recipe.lower_case = false;
        recipe.instances.objective = Objective::masked_lm;
        recipe.instances.pairs = {40, 0.2};
        recipe.instances.masking = {MaskingMethod::bernoulli, 0.3, 9, true, true, {70, 20, 10}};
        recipe.instances.is_static = true;
        recipe.batch_size = 5;
        recipe.steps = 123;
        recipe.take_shape(training_shape("mini"), Initialization::standard, 100);
        recipe.config.hidden_dropout_prob = 0.125;
        recipe.trainer.optimizer = {OptimizerVariant::google, 0.8, 0.97, 1e-5, 0.02, 3};
        recipe.trainer.schedule.variant = OptimizerVariant::google;
        recipe.trainer.evaluate_every = 17;
        recipe.seed = 99;
        return recipe;
    }

private slots:
    void a_recipe_comes_back_from_its_file()
    {
        const std::string text = write_recipe(unusual());
        const RunRecipe back = parse_recipe(text, "training.json");
        QCOMPARE(write_recipe(back), text);
        QVERIFY(text != write_recipe(RunRecipe()));
        QCOMPARE(back.corpus.size(), std::size_t(2));
        QVERIFY(back.config == unusual().config);
        QVERIFY(back.instances.masking.method == MaskingMethod::bernoulli);
        QCOMPARE(back.instances.masking.split.random, 20.);
        QCOMPARE(back.trainer.seed, std::uint64_t(99));
        QVERIFY(back.trainer.objective == Objective::masked_lm);
        QCOMPARE(back.trainer.optimizer.clip_norm, 3.);
    }

    void a_damaged_file_is_told()
    {
        std::string text = write_recipe(unusual());
        const auto with = [&](const std::string &from, const std::string &to) {
            std::string changed = text;
            changed.replace(changed.find(from), from.size(), to);
            return QString::fromStdString(error_sentence([&] { parse_recipe(changed, "training.json"); }));
        };
        QCOMPARE(with("\"batch_size\":5", "\"batch_size\":\"five\""),
                 QString("training.json: batch_size is the text \"five\", which it cannot be."));
        QVERIFY(with("\"bernoulli\"", "\"dice\"").contains("masking is the text \"dice\""));
        QVERIFY(with("\"seed\"", "\"sid\"").contains("seed is missing"));
        QVERIFY(with("{", "").contains("training.json"));
    }

    void recommended_values_go_with_size_and_start()
    {
        const Config tiny = training_shape("tiny"), mini = training_shape("mini"), base = training_shape("base");
        QCOMPARE(recommended(tiny, Initialization::quick, 1600).learning_rate, 4e-3);
        QCOMPARE(recommended(mini, Initialization::quick, 1600).learning_rate, 1e-3);
        QCOMPARE(recommended(base, Initialization::standard, {}).learning_rate, 1e-4);
        QCOMPARE(recommended(tiny, Initialization::quick, 1600).warmup_steps, Index(60));
        QCOMPARE(recommended(tiny, Initialization::quick, 100).warmup_steps, Index(20));
        QCOMPARE(recommended(tiny, Initialization::standard, 100).warmup_steps, Index(10));
        QCOMPARE(recommended(tiny, Initialization::standard, 100).dropout, 0.1);
        QCOMPARE(tiny.max_position_embeddings, Index(128));
        QCOMPARE(base.max_position_embeddings, Index(512));
        RunRecipe recipe;
        recipe.take_shape(tiny, Initialization::quick, 1600);
        QCOMPARE(recipe.config.initializer_range, quick_deviation(2));
        QCOMPARE(recipe.config.hidden_dropout_prob, 0.);
    }

    void data_of_a_recipe()
    {
        RunRecipe recipe;
        recipe.corpus = {classroom_file("heldout.txt")};
        recipe.held_out_share = 0.2;
        recipe.vocab_size = 300;
        recipe.instances.pairs.length = 24;
        recipe.batch_size = 3;
        Workers workers(1);
        const RunText text = read_text(recipe);
        Tokenizer tokenizer = make_tokenizer(recipe, text.train, {});
        QCOMPARE(tokenizer.vocabulary().size(), Index(300));
        const auto data = encode(recipe, text, std::move(tokenizer), workers, {});
        QCOMPARE(data->train.documents(), static_cast<Index>(text.train.documents.size()));
        QVERIFY(data->held_out && data->held_out->instances() > 0);
        DataPosition position;
        QCOMPARE(batches_of(recipe, *data)->next(position).batch.sequences(), Index(3));
        recipe.held_out_share = 0;
        QVERIFY(read_text(recipe).held_out.documents.empty());
    }

    void ignorance_of_a_text()
    {
        Corpus corpus;
        corpus.append("a a b.\n", "text"); // a, a, b, .
        const Vocabulary vocabulary = Vocabulary::from_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\n.\n", "v");
        const Ignorance ignorance = ignorance_of(encoded(corpus, vocabulary), vocabulary.size());
        QCOMPARE(ignorance.uniform_loss, std::log(8.));
        QVERIFY(std::abs(ignorance.frequency_loss - (0.5 * std::log(2.) + 0.5 * std::log(4.))) < 1e-12);
        QCOMPARE(ignorance.most_frequent_piece, 5);
        QCOMPARE(ignorance.most_frequent_share, 0.5);
    }

    void a_fingerprint_sees_a_changed_byte()
    {
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("text.txt").toStdString();
        const auto write = [&](const char *text) { std::ofstream(file) << text; };
        write("abc");
        const FileFingerprint first = fingerprint(file);
        QCOMPARE(first.hash, std::string("e71fa2190541574b")); // FNV-1a of "abc", 64 bits
        write("abd");
        QVERIFY(fingerprint(file) != first);
        QCOMPARE(fingerprints(unusual()).size(), std::size_t(4));
    }
};

QTEST_GUILESS_MAIN(RecipeTest)
#include "recipe_test.moc"
