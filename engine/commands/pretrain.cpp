#include "base/atomic_file.h"
#include "base/error.h"
#include "base/mapped_file.h"
#include "commands/commands.h"
#include "commands/interruption.h"
#include "commands/json_output.h"
#include "commands/labelled_batch.h"
#include "commands/pretrain_data.h"
#include "commands/pretrain_options.h"
#include "commands/progress_line.h"
#include "io/config_json.h"
#include "io/json_text.h"
#include "io/model_writer.h"
#include "training/checkpoint.h"
#include "training/run_data.h"
#include "training/run_directory.h"

#include <chrono>
#include <ostream>

namespace bertlab {

namespace {

using Clock = std::chrono::steady_clock;

/// A run of its folder: what it is, and all that its steps read.
struct Run
{
    explicit Run(PretrainOptions of_run) : options(std::move(of_run)), directory(path_from_utf8(options.out)) {}

    PretrainOptions options;
    RunDirectory directory;
    RunRecipe recipe;
    std::optional<Tokenizer> tokenizer;
    std::unique_ptr<const RunData> data; ///< the instances refer to it; null with a fixed batch
    std::optional<TrainingState> start;

    const EncodedCorpus *train() const { return data ? &data->train : nullptr; }
    std::shared_ptr<const HeldOut> held_out() const { return data ? data->held_out : nullptr; }
};

void check_usage(const PretrainOptions &options)
{
    if (options.corpus.empty() == options.batch.empty())
        throw_usage("pretrain reads one of --corpus and --batch");
    if (!options.steps && !options.minutes)
        throw_usage("pretrain needs --steps or --minutes");
    if (!options.batch.empty() && options.vocabulary.empty() && options.common.model.empty())
        throw_usage("a --batch has ids alone: give --vocabulary or --model for the pieces");
    if (!options.common.model.empty() && !options.vocabulary.empty())
        throw_usage("--model brings its vocabulary: --vocabulary cannot be given too");
    if (const auto fraction = held_out_fraction(options.held_out); fraction && !(*fraction >= 0 && *fraction < 1))
        throw_usage("--held-out is " + options.held_out + "; expected a share from 0 to below 1, or a file");
    instance_options(options.instances);
}

void check_length(const PretrainOptions &options, const Config &config)
{
    if (options.batch.empty() && options.instances.sequence > config.max_position_embeddings)
        throw Error("--sequence is " + std::to_string(options.instances.sequence) +
                    ", but the model (max_position_embeddings " + std::to_string(config.max_position_embeddings) +
                    ") reads at most that many tokens.");
}

TrainingState first_state(const Run &run, const Model *model)
{
    return model ? TrainingState(weights_of(*model, run.options)) : first_state(run.recipe, run.train());
}

/// Everything is read before the folder is touched: wrong input leaves no trace.
Run start_run(PretrainOptions options, Workers &workers)
{
    Run run(std::move(options));
    if (run.directory.has_run())
        throw Error(run.directory.description_name() +
                    ": there is a run in this folder already; go on with it by --resume, or choose another folder.");
    check_usage(run.options);
    if (run.options.shape.empty() && run.options.config.empty() && run.options.common.model.empty())
        run.options.shape = "tiny";
    make_absolute(run.options);
    const auto model = run.options.common.model.empty() ? nullptr : open_model(run.options.common);
    Config config = make_config(run.options, model.get());
    check_length(run.options, config);
    resolve(run.options, config);
    config.hidden_dropout_prob = config.attention_probs_dropout_prob = run.options.dropout.value();
    if (run.options.is_quick() && !model)
        config.initializer_range = quick_deviation(config.num_hidden_layers);
    run.recipe = recipe_of(run.options, config);
    const RunText text = run.options.batch.empty() ? read_text(run.recipe) : RunText();
    run.tokenizer.emplace(model ? model->tokenizer : make_tokenizer(run.recipe, text.train, Interruption::requested));
    if (!model)
        run.recipe.config.vocab_size = run.tokenizer->vocabulary().size();
    if (run.options.batch.empty())
        run.data = encode(run.recipe, text, *run.tokenizer, workers, Interruption::requested);
    run.start.emplace(first_state(run, model.get()));

    const nlohmann::ordered_json description{{"options", to_json(run.options)},
                                             {"lower_case", run.tokenizer->lower_case()},
                                             {"inputs", fingerprints(run.options)}};
    run.directory.make();
    const std::string vocabulary = run.tokenizer->vocabulary().to_text(), config_text = write_config(run.recipe.config);
    write_file_atomically(run.directory.folder() / "vocab.txt", std::as_bytes(std::span(vocabulary)));
    write_file_atomically(run.directory.folder() / "config.json", std::as_bytes(std::span(config_text)));
    run.directory.write_description(description.dump(2) + "\n");
    return run;
}

void expect_same_inputs(const PretrainOptions &options, const nlohmann::json &stored, const std::string &file)
{
    if (nlohmann::json(fingerprints(options)) != stored)
        throw Error(file + ": a file that the run reads has changed since it began (" + joined(options.corpus, ", ") +
                    options.batch + "); a run goes on with the same files only.");
}

Run resume_run(const CLI::App &command, PretrainOptions given, Workers &workers)
{
    Run run(given); // its options are those of training.json, see below
    const std::string file = run.directory.description_name();
    const nlohmann::json description = parse_json(run.directory.read_description(), file);
    if (!description.is_object() || !description.contains("options") || !description.contains("inputs") ||
        !description.contains("lower_case") || !description.at("lower_case").is_boolean())
        throw Error(file + ": options, inputs or lower_case is missing; expected the description of a run.");
    take_from_json(description.at("options"), file, run.options);
    make_absolute(given);
    expect_same_options(command, given, run.options, file);
    if (given.steps || given.minutes) {
        run.options.steps = given.steps;
        run.options.minutes = given.minutes;
    }
    if (command.get_option("--save-every")->count() > 0)
        run.options.save_every = given.save_every;
    expect_same_inputs(run.options, description.at("inputs"), file);

    run.tokenizer.emplace(Vocabulary::from_file(run.directory.folder() / "vocab.txt"),
                          description.at("lower_case").get<bool>());
    run.recipe =
        recipe_of(run.options, parse_config(read_text_file(run.directory.folder() / "config.json"), "config.json"));
    if (run.options.batch.empty())
        run.data = encode(run.recipe, read_text(run.recipe), *run.tokenizer, workers, Interruption::requested);
    run.start = load_newest_checkpoint(run.directory.checkpoints(), run.recipe.config);
    if (!run.start) {
        const auto model = run.options.common.model.empty() ? nullptr : open_model(run.options.common);
        run.start.emplace(first_state(run, model.get()));
    }
    return run;
}

std::unique_ptr<BatchSource> batches_of(const Run &run)
{
    if (run.data)
        return batches_of(run.recipe, *run.data);
    LabelledBatch fixed = read_labelled_batch(run.options.batch, run.recipe.config);
    return std::make_unique<FixedBatch>(LabelledInstances{std::move(fixed.padded.batch), std::move(fixed.labels)});
}

/// Takes the steps of a run and keeps its folder up to date.
class Driver
{
public:
    Driver(Run &run, Workers &workers, Clock::time_point program_start, Console console)
        : m_run(run), m_console(console), m_seconds_before(run.start->seconds), m_program_start(program_start),
          m_trainer(std::move(*run.start), batches_of(run), run.held_out(), run.recipe.trainer, workers),
          m_progress(console.error)
    {
        m_run.directory.open_metrics(m_trainer.next_step());
    }

    /// Ctrl+C saves, says how to go on and throws Cancelled.
    void drive()
    {
        try {
            while (!is_done())
                step();
        } catch (const Cancelled &) {
            save();
            m_progress.clear();
            m_console.error << "Stopped behind step " << m_trainer.next_step()
                            << "; go on with: bertlab-cli pretrain --out " << m_run.options.out << " --resume\n";
            throw;
        }
        save();
        m_progress.clear();
        report();
    }

private:
    double seconds() const
    {
        return m_seconds_before + std::chrono::duration<double>(Clock::now() - m_program_start).count();
    }
    std::optional<double> share_of_time() const
    {
        if (!m_run.options.minutes)
            return std::nullopt;
        return seconds() / (60 * *m_run.options.minutes);
    }
    bool is_done() const
    {
        return m_run.options.steps ? m_trainer.next_step() >= *m_run.options.steps : share_of_time().value() >= 1;
    }

    void step()
    {
        Trainer::StepOptions options;
        options.share_of_time = share_of_time();
        options.evaluates = m_run.options.steps && m_trainer.next_step() + 1 >= *m_run.options.steps;
        options.is_cancelled = Interruption::requested;
        const auto made = m_trainer.step(options);
        m_run.directory.append_metrics(*made, seconds());
        m_tokens += static_cast<std::uint64_t>(made->batch.batch.tokens());
        if (made->evaluation)
            m_last = made->evaluation;
        m_progress.show(*made, m_run.options.steps, share_of_time(), seconds() - m_seconds_before);
        if (m_trainer.next_step() % m_run.options.save_every == 0)
            save_checkpoint(m_run.directory.checkpoints(), state());
    }

    TrainingState state() const
    {
        TrainingState state = m_trainer.state();
        state.seconds = seconds();
        return state;
    }

    void save()
    {
        save_checkpoint(m_run.directory.checkpoints(), state());
        write_model_directory(m_run.directory.folder(), m_trainer.weights(), m_run.tokenizer->vocabulary(),
                              m_run.tokenizer->lower_case(), m_run.options.half ? DataType::f16 : DataType::f32);
    }

    void report()
    {
        if (!m_last)
            m_last = m_trainer.evaluate(Interruption::requested);
        const auto or_null = [](const std::optional<double> &value) { return value ? Json(*value) : Json(); };
        const double took = seconds() - m_seconds_before;
        const double speed = static_cast<double>(m_tokens) / took;
        if (m_run.options.common.json) {
            print_json_line(m_console.out,
                            {{"out", m_run.options.out},
                             {"steps", m_trainer.next_step()},
                             {"seconds", seconds()},
                             {"tokens_per_second", speed},
                             {"mlm_accuracy", m_last ? Json(m_last->masked_lm_accuracy) : Json()},
                             {"nsp_accuracy", m_last ? or_null(m_last->next_sentence_accuracy) : Json()}});
            return;
        }
        m_console.out << m_trainer.next_step() << " steps, " << short_number(speed) << " tokens a second\n";
        if (m_last)
            m_console.out << "held out: " << percent(m_last->masked_lm_accuracy) << " of the covered pieces right"
                          << (m_last->next_sentence_accuracy
                                  ? ", " + percent(*m_last->next_sentence_accuracy) + " of the pairs"
                                  : std::string())
                          << '\n';
        m_console.out << "The model is in " << m_run.options.out << '\n';
    }

    Run &m_run;
    Console m_console;
    double m_seconds_before; ///< of earlier calls of this run
    Clock::time_point m_program_start;
    Trainer m_trainer;
    ProgressLine m_progress;
    std::uint64_t m_tokens = 0; ///< of this call
    std::optional<Evaluation> m_last;
};

void pretrain(const CLI::App &command, const PretrainOptions &options, Console console)
{
    const auto program_start = Clock::now();
    Workers workers(options.common.threads);
    Run run = options.resume ? resume_run(command, options, workers) : start_run(options, workers);
    Driver(run, workers, program_start, console).drive();
}

} // namespace

void add_pretrain(CLI::App &program, Console console)
{
    auto options = std::make_shared<PretrainOptions>();
    CLI::App *command = program.add_subcommand("pretrain", "Pre-train a model on a corpus (MLM and NSP)");
    add_pretrain_options(*command, *options);
    add_example(*command, "pretrain --corpus resources/corpora/classroom/train.txt --steps 5 --sequence 48 --out run");
    command->callback([=] { pretrain(*command, *options, console); });
}

} // namespace bertlab
