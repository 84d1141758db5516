#include "session/training_runner.h"

#include "base/error.h"
#include "base/mapped_file.h"
#include "io/model_writer.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <map>
#include <utility>

namespace bertlab {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds betweenReports{100}, betweenModels{1000};
constexpr std::size_t keptBytes = 256'000'000; ///< of weights, for the time machine
constexpr int mostMoments = 64;
constexpr double clearly = 0.08; ///< above the share of 'always notNext'

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Weights of many moments: dense early, then ever sparser.
class Moments
{
public:
    void keep(Index step, const Parameters &weights)
    {
        const auto size = weights.values().size_bytes();
        const auto most = std::clamp<std::size_t>(keptBytes / size, 4, mostMoments);
        m_kept.insert_or_assign(step, std::make_shared<const Parameters>(weights));
        if (m_kept.size() > most)
            m_kept.erase(leastMissed());
    }
    /// At the start each step is worth keeping, later one in twenty-five that have passed.
    bool isDue(Index step) const
    {
        return m_kept.empty() || step - m_kept.rbegin()->first >= std::max<Index>(1, step / 25);
    }
    std::shared_ptr<const Parameters> at(Index step) const
    {
        const auto found = m_kept.find(step);
        return found == m_kept.end() ? nullptr : found->second;
    }
    QList<Index> steps() const
    {
        QList<Index> steps;
        for (const auto &[step, weights] : m_kept)
            steps.append(step);
        return steps;
    }

private:
    /// The one whose neighbours are nearest, in proportion to their age; never the first or the last.
    std::map<Index, std::shared_ptr<const Parameters>>::iterator leastMissed()
    {
        auto least = std::next(m_kept.begin());
        double smallest = 1e300;
        for (auto it = std::next(m_kept.begin()); std::next(it) != m_kept.end(); ++it) {
            const auto gap = static_cast<double>(std::next(it)->first - std::prev(it)->first);
            if (const double share = gap / static_cast<double>(it->first + 1); share < smallest) {
                smallest = share;
                least = it;
            }
        }
        return least;
    }
    std::map<Index, std::shared_ptr<const Parameters>> m_kept;
};

} // namespace

/// What the thread of a training and its owner share: the owner gives orders, the thread carries them out between two
/// steps.
struct TrainingRunner::Work
{
    std::mutex mutex;
    std::condition_variable changed;
    bool isPaused = false, isStopped = false;
    int singleSteps = 0;
    std::deque<std::function<void()>> errands; ///< with the trainer at rest
    std::optional<Index> wantedMoment;         ///< an errand will show it
    std::atomic<bool> isAbandoned = false;     ///< at once, in the middle of a step

    TrainingRunner *owner;
    RunRecipe recipe;
    std::unique_ptr<TrainingMaterial> material;
    std::unique_ptr<Trainer> trainer;
    Workers workers{Workers::available()};
    Moments moments;
    const std::vector<Probe> probes = classroom_probes();
    TrainingProgress progress;
    Clock::time_point reported{}, modelled{}, followedAt{};
    Index reportedStep = -1;
    double modelSeconds = 0;                                      ///< what the last model and its probes took
    std::deque<std::pair<Clock::time_point, std::uint64_t>> pace; ///< moments and tokens of the last seconds

    Work(TrainingRunner *of, RunRecipe with) : owner(of), recipe(std::move(with)) {}

    IsCancelled cancelled()
    {
        return [this] { return isAbandoned.load(); };
    }

    void run()
    {
        try {
            prepareAll();
            while (waitForWork())
                takeStep();
            if (!isAbandoned)
                finish();
        } catch (const Cancelled &) {
        } catch (const std::exception &exception) {
            const QString sentence = QString::fromUtf8(exception.what());
            owner->post([to = owner, sentence] {
                to->setState(State::finished);
                emit to->failed(sentence);
            });
            serveErrands();
        }
    }

    void prepareAll()
    {
        material = prepare(recipe, workers, cancelled());
        const RunData &data = *material->data;
        trainer = std::make_unique<Trainer>(std::move(material->start), batches_of(material->recipe, data),
                                            data.held_out, material->recipe.trainer, workers);
        progress.steps = material->recipe.steps;
        progress.ignorance = material->ignorance;
        progress.mostFrequentPiece =
            QString::fromStdString(data.tokenizer.vocabulary().piece(material->ignorance.most_frequent_piece));
        if (data.held_out)
            progress.alwaysNotNext = data.held_out->random_next_share();
        for (const Probe &probe : probes)
            progress.probesInTraining.append(count_in(data.train, data.tokenizer, probe));
        progress.rightSince.resize(static_cast<qsizetype>(probes.size()));
        noteEvaluation(trainer->evaluate(cancelled()));
        moments.keep(0, trainer->weights());
        showModel();
        report();
        owner->post([to = owner] { to->setState(State::running); });
    }

    /// False when the training is at its end.
    bool waitForWork()
    {
        std::unique_lock lock(mutex);
        while (true) {
            if (isAbandoned || isStopped || trainer->next_step() >= material->recipe.steps)
                return false;
            const bool rests = isPaused && singleSteps == 0;
            if (rests && reportedStep != progress.step) { // what is seen at rest is the last step
                lock.unlock();
                showModel();
                report();
                lock.lock();
            } else if (!errands.empty()) {
                runErrand(lock);
            } else if (singleSteps > 0) {
                --singleSteps;
                return true;
            } else if (!isPaused) {
                return true;
            } else {
                changed.wait(lock);
            }
        }
    }

    void takeStep()
    {
        Trainer::StepOptions options;
        options.evaluates = trainer->next_step() + 1 == material->recipe.steps;
        options.is_cancelled = cancelled();
        const auto step = trainer->step(options);
        const auto behind = static_cast<double>(step->step + 1);
        progress.last = step;
        progress.step = step->step + 1;
        progress.tokens = step->tokens;
        progress.maskedLoss.append({behind, step->loss.masked_lm});
        if (!step->loss.next_losses.empty())
            progress.nextLoss.append({behind, step->loss.next_sentence});
        if (step->evaluation)
            noteEvaluation(step->evaluation);
        if (moments.isDue(progress.step))
            moments.keep(progress.step, trainer->weights());
        notePace();
        // A model for the pages and its probes may take a tenth of the time.
        if (secondsSince(modelled) > std::max(0.5, 10 * modelSeconds))
            showModel();
        if (Clock::now() - reported > betweenReports)
            report();
    }

    void noteEvaluation(const std::optional<Evaluation> &evaluation)
    {
        if (!evaluation)
            return;
        const auto behind = static_cast<double>(trainer->next_step());
        progress.heldOutMaskedLoss.append({behind, evaluation->masked_lm_loss});
        progress.heldOutMaskedAccuracy.append({behind, evaluation->masked_lm_accuracy});
        if (!evaluation->next_sentence_accuracy)
            return;
        progress.heldOutNextLoss.append({behind, *evaluation->next_sentence_loss});
        progress.heldOutNextAccuracy.append({behind, *evaluation->next_sentence_accuracy});
        if (!progress.nextLeft && *evaluation->next_sentence_accuracy > progress.alwaysNotNext + clearly)
            progress.nextLeft = trainer->next_step();
    }

    void notePace()
    {
        pace.emplace_back(Clock::now(), progress.tokens);
        while (pace.size() > 2 && pace.back().first - pace.front().first > std::chrono::seconds(4))
            pace.pop_front();
        const double took = std::chrono::duration<double>(pace.back().first - pace.front().first).count();
        if (took > 0)
            progress.tokensPerSecond = static_cast<double>(pace.back().second - pace.front().second) / took;
        const double tokensOfAStep = static_cast<double>(progress.tokens) / static_cast<double>(progress.step);
        if (progress.tokensPerSecond > 0)
            progress.secondsLeft =
                static_cast<double>(progress.steps - progress.step) * tokensOfAStep / progress.tokensPerSecond;
    }

    /// Asks the probes, and hands the model over if someone follows it.
    void showModel()
    {
        const Clock::time_point begin = Clock::now();
        const auto model = modelOf(trainer->weights(), material->data->tokenizer, nameAt(progress.step));
        progress.probes = ask(probes, model, workers, cancelled());
        for (std::size_t i = 0; i < progress.probes.size(); ++i)
            if (auto &since = progress.rightSince[static_cast<qsizetype>(i)]; progress.probes[i].is_right && !since)
                since = progress.step;
        if (owner->m_followed && Clock::now() - followedAt > betweenModels) {
            followedAt = Clock::now();
            owner->post([to = owner, model, step = progress.step] { emit to->modelReady(model, step); });
        }
        modelSeconds = secondsSince(begin);
        modelled = Clock::now();
    }

    void report()
    {
        progress.moments = moments.steps();
        auto made = std::make_shared<const TrainingProgress>(progress);
        owner->post([to = owner, made] {
            to->m_progress = made;
            emit to->progressChanged();
        });
        reported = Clock::now();
        reportedStep = progress.step;
    }

    void finish()
    {
        moments.keep(progress.step, trainer->weights());
        showModel();
        report();
        owner->post([to = owner] { to->setState(State::finished); });
        serveErrands();
    }

    /// The time machine and saving work on after the last step.
    void serveErrands()
    {
        std::unique_lock lock(mutex);
        while (!isAbandoned) {
            if (errands.empty())
                changed.wait(lock);
            else
                runErrand(lock);
        }
    }

    void runErrand(std::unique_lock<std::mutex> &lock)
    {
        const auto errand = std::move(errands.front());
        errands.pop_front();
        lock.unlock();
        errand();
        lock.lock();
    }

    /// The moment that was asked for last.
    std::shared_ptr<const Parameters> takeWantedMoment(Index &step)
    {
        const std::lock_guard lock(mutex);
        step = *std::exchange(wantedMoment, std::nullopt);
        return moments.at(step);
    }

    static QString nameAt(Index step) { return TrainingRunner::tr("Learning, step %1").arg(step); }

    void order(const std::function<void()> &change)
    {
        {
            const std::lock_guard lock(mutex);
            change();
        }
        changed.notify_all();
    }
};

TrainingRunner::TrainingRunner(QObject *parent) : QObject(parent) {}

TrainingRunner::~TrainingRunner()
{
    end();
}

void TrainingRunner::end()
{
    if (!m_thread.joinable())
        return;
    m_work->order([this] { m_work->isAbandoned = true; });
    m_thread.join();
}

/// Calls on the thread of this object; nothing comes from a work that was ended.
void TrainingRunner::post(const std::function<void()> &onThisThread)
{
    QMetaObject::invokeMethod(
        this,
        [this, onThisThread, work = std::weak_ptr(m_work)] {
            const auto alive = work.lock();
            if (alive && alive == m_work && !alive->isAbandoned)
                onThisThread();
        },
        Qt::QueuedConnection);
}

void TrainingRunner::start(const RunRecipe &recipe)
{
    end();
    m_progress.reset();
    m_work = std::make_shared<Work>(this, recipe);
    setState(State::preparing);
    m_thread = std::thread([work = m_work.get()] { work->run(); });
}

void TrainingRunner::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    emit stateChanged(state);
}

void TrainingRunner::pause()
{
    if (m_state != State::running)
        return;
    m_work->order([this] { m_work->isPaused = true; });
    setState(State::paused);
}

void TrainingRunner::resume()
{
    if (m_state != State::paused)
        return;
    m_work->order([this] { m_work->isPaused = false; });
    setState(State::running);
}

void TrainingRunner::stepOnce()
{
    if (m_state != State::paused && m_state != State::running)
        return;
    m_work->order([this] {
        m_work->isPaused = true;
        ++m_work->singleSteps;
    });
    setState(State::paused);
}

void TrainingRunner::stop()
{
    if (isActive())
        m_work->order([this] { m_work->isStopped = true; });
}

void TrainingRunner::showMoment(Index step)
{
    if (!m_work)
        return;
    Work *work = m_work.get();
    work->order([this, work, step] {
        if (std::exchange(work->wantedMoment, step))
            return; // a handle that is dragged asks faster than models are made: the newest wins
        work->errands.push_back([this, work] {
            Index step = 0;
            if (const auto weights = work->takeWantedMoment(step)) {
                const auto model = modelOf(*weights, work->material->data->tokenizer, Work::nameAt(step));
                post([this, model, step] { emit modelReady(model, step); });
            }
        });
    });
}

void TrainingRunner::save(const QString &folder)
{
    if (!m_work)
        return;
    Work *work = m_work.get();
    work->order([this, work, folder] {
        work->errands.push_back([this, work, folder] {
            try {
                write_model_directory(path_from_utf8(folder.toStdString()), work->trainer->weights(),
                                      work->material->data->tokenizer.vocabulary(),
                                      work->material->data->tokenizer.lower_case());
                post([this, folder] { emit saved(folder); });
            } catch (const std::exception &exception) {
                const QString sentence = QString::fromUtf8(exception.what());
                post([this, sentence] { emit failed(sentence); });
            }
        });
    });
}

} // namespace bertlab
