#include "session/training_work.h"

#include "base/error.h"

#include <QUuid>

#include <algorithm>
#include <utility>

namespace bertlab {

namespace {

constexpr std::chrono::milliseconds betweenReports{200}, betweenModels{1000};
constexpr std::chrono::seconds paceWindow{4};
constexpr double clearly = 0.08; ///< above the share of 'always notNext'

double secondsSince(std::chrono::steady_clock::time_point begin)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

} // namespace

void TrainingRunner::Work::run()
{
    try {
        prepareAll();
        while (waitForWork())
            takeStep(takesSingleStep());
        if (!isAbandoned)
            finish();
    } catch (const Cancelled &) {
    } catch (const std::exception &exception) {
        const QString sentence = (trainer ? TrainingRunner::tr("The training has ended. %1")
                                          : TrainingRunner::tr("The training cannot begin. %1"))
                                     .arg(QString::fromUtf8(exception.what()));
        if (trainer) { // the steps before are shown, and the weights behind them kept
            moments.keep(progress.step, trainer->weights());
            report();
        }
        owner->post([to = owner, sentence] {
            to->setState(State::finished);
            emit to->failed(sentence);
        });
        serveErrands();
    }
}

void TrainingRunner::Work::prepareAll()
{
    TrainingStart start = begin();
    progress.history = std::move(start.history);
    moments = std::move(start.moments);
    rival = start.rival;
    owner->post([to = owner, first = rival] {
        if (to->m_rival == first)
            return;
        to->m_rival = first; // a race that goes on brings it along
        emit to->rivalChanged();
    });
    id = start.id.isEmpty() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : start.id;
    material = prepare(std::move(start), *workers, cancelled());
    trainer = std::make_unique<Trainer>(std::move(material->start), batches_of(material->recipe, *material->data),
                                        material->data->held_out, material->recipe.trainer, *workers);
    progress.step = trainer->next_step();
    progress.tokens = trainer->tokens();
    autosavedStep = progress.step; // a run that goes on is saved as it is
    autosavedAt = Clock::now();
    describeMaterial();
    holdMoments(); // of a run that goes on
    if (progress.history.heldOutMaskedLoss.isEmpty())
        noteEvaluation(trainer->evaluate(cancelled()));
    moments.keep(progress.step, trainer->weights());
    showModel();
    noteAnswers();
    report();
    settledStep = progress.step;
    owner->post([to = owner] { to->setState(State::running); });
}

/// What does not change while it learns.
void TrainingRunner::Work::describeMaterial()
{
    const RunData &data = *material->data;
    progress.vocabulary = std::make_shared<const Vocabulary>(data.tokenizer.vocabulary());
    progress.recipe = std::make_shared<const RunRecipe>(material->recipe);
    progress.steps = lastStepOf(material->recipe, rival.get());
    progress.seconds = trainer->seconds();
    progress.ignorance = material->ignorance;
    progress.clipNorm = material->recipe.trainer.optimizer.clip_norm;
    progress.mostFrequentPiece =
        QString::fromStdString(data.tokenizer.vocabulary().piece(material->ignorance.most_frequent_piece));
    if (data.held_out) {
        progress.alwaysNotNext = data.held_out->random_next_share();
        progress.heldOutSeen = data.held_out->seen();
        progress.heldOutUnseen = data.held_out->unseen();
    }
    for (const Probe &probe : probes)
        progress.probesInTraining.append(count_in(data.train, data.tokenizer, probe));
    progress.history.rightSince.resize(static_cast<qsizetype>(probes.size()));
}

/// False when the training is at its end.
bool TrainingRunner::Work::waitForWork()
{
    std::unique_lock lock(mutex);
    while (true) {
        if (isAbandoned || isStopped || trainer->next_step() >= progress.steps)
            return false;
        const bool rests = isPaused && singleSteps == 0;
        if (rests && settledStep != progress.step) { // what is seen at rest, and kept, is the last step
            settledStep = progress.step;
            lock.unlock();
            moments.keep(progress.step, trainer->weights());
            showModel(true);
            noteAnswers();
            report();
            autosave();
            lock.lock();
        } else if (!errands.empty()) {
            runErrand(lock);
        } else if (singleSteps > 0 || !isPaused) {
            return true;
        } else {
            pace.clear(); // a rest is no work
            changed.wait(lock);
        }
    }
}

/// One that is taken alone is opened: someone looks at it.
bool TrainingRunner::Work::takesSingleStep()
{
    const std::lock_guard lock(mutex);
    if (singleSteps == 0)
        return false;
    --singleSteps;
    return true;
}

void TrainingRunner::Work::takeStep(bool opens)
{
    if (pace.empty())
        pace.emplace_back(Clock::now(), progress.tokens);
    Trainer::StepOptions options;
    options.evaluates = trainer->next_step() + 1 == material->recipe.steps;
    options.is_cancelled = cancelled();
    if (opens)
        progress.opened = open_step(*trainer, options, *workers);
    const auto step = opens ? progress.opened->step : trainer->step(options);
    progress.last = step;
    progress.step = step->step + 1;
    progress.tokens = step->tokens;
    progress.seconds = step->seconds;
    noteStep(*step);
    if (moments.isDue(progress.step))
        moments.keep(progress.step, trainer->weights());
    notePace();
    // A model for the pages and its probes may take a fortieth of the time, and what was evaluated is asked too.
    if (step->evaluation || secondsSince(modelled) > std::max(0.5, 40 * modelSeconds))
        showModel();
    if (step->evaluation) // not by the clock: two runs of one recipe are asked behind the same steps
        noteAnswers();
    if (Clock::now() - reported > betweenReports)
        report();
    if (Clock::now() - autosavedAt >= owner->m_autosaveInterval.load() && !owner->m_saver.isBusy())
        autosave();
}

void TrainingRunner::Work::noteStep(const TrainingStep &step)
{
    const auto behind = static_cast<double>(step.step + 1);
    TrainingHistory &history = progress.history;
    history.maskedLoss.append({behind, step.loss.masked_lm});
    if (!step.loss.next_losses.empty())
        history.nextLoss.append({behind, step.loss.next_sentence});
    history.learningRate.append({behind, step.learning_rate});
    history.gradientNorm.append({behind, step.optimizer.gradient_norm});
    noteEvaluation(step.evaluation);
}

void TrainingRunner::Work::noteEvaluation(const std::optional<Evaluation> &evaluation)
{
    if (!evaluation)
        return;
    const auto behind = static_cast<double>(trainer->next_step());
    TrainingHistory &history = progress.history;
    history.heldOutMaskedLoss.append({behind, evaluation->masked_lm_loss});
    history.heldOutMaskedAccuracy.append({behind, evaluation->masked_lm_accuracy});
    if (evaluation->seen_accuracy)
        history.heldOutSeenAccuracy.append({behind, *evaluation->seen_accuracy});
    if (evaluation->unseen_accuracy)
        history.heldOutUnseenAccuracy.append({behind, *evaluation->unseen_accuracy});
    if (!evaluation->next_sentence_accuracy)
        return;
    history.heldOutNextLoss.append({behind, *evaluation->next_sentence_loss});
    history.heldOutNextAccuracy.append({behind, *evaluation->next_sentence_accuracy});
    if (!history.nextLeft && *evaluation->next_sentence_accuracy > progress.alwaysNotNext + clearly) {
        history.nextLeft = progress.step;
        keepMark();
    }
}

/// What showModel() was answered last.
void TrainingRunner::Work::noteAnswers()
{
    QList<AnsweredProbes> &asked = progress.history.answers;
    if (asked.isEmpty() || asked.last().step < progress.step)
        asked.append({progress.step, progress.probes});
}

/// Of the last seconds at work.
void TrainingRunner::Work::notePace()
{
    pace.emplace_back(Clock::now(), progress.tokens);
    while (pace.size() > 2 && pace.back().first - pace.front().first > paceWindow)
        pace.pop_front();
    const double took = std::chrono::duration<double>(pace.back().first - pace.front().first).count();
    if (took > 0)
        progress.tokensPerSecond = static_cast<double>(pace.back().second - pace.front().second) / took;
    const double tokensOfAStep = static_cast<double>(progress.tokens) / static_cast<double>(progress.step);
    if (progress.tokensPerSecond > 0) {
        progress.secondsLeft =
            static_cast<double>(progress.steps - progress.step) * tokensOfAStep / progress.tokensPerSecond;
        progress.history.tokensPerSecond.append({static_cast<double>(progress.step), progress.tokensPerSecond});
    }
}

/// Asks the probes, and hands the model over if someone follows it.
void TrainingRunner::Work::showModel(bool rests)
{
    const Clock::time_point start = Clock::now();
    const auto model = modelBehind(trainer->weights(), progress.step);
    progress.probes = ask(probes, model, *workers, cancelled());
    for (std::size_t i = 0; i < progress.probes.size(); ++i)
        if (auto &since = progress.history.rightSince[static_cast<qsizetype>(i)];
            progress.probes[i].is_right && !since) {
            since = progress.step;
            keepMark();
        }
    if (owner->m_followed && (rests || Clock::now() - followedAt > betweenModels)) {
        followedAt = Clock::now();
        owner->post([to = owner, model, step = progress.step] {
            if (to->m_followed)
                emit to->modelReady(model, step);
        });
    }
    modelSeconds = secondsSince(start);
    modelled = Clock::now();
}

void TrainingRunner::Work::report()
{
    progress.noteMoments(moments);
    auto made = std::make_shared<const TrainingProgress>(progress);
    owner->post([to = owner, made, kept = moments] {
        to->m_progress = made;
        to->m_moments = kept;
        emit to->progressChanged();
    });
    reported = Clock::now();
}

void TrainingRunner::Work::finish()
{
    moments.keep(progress.step, trainer->weights());
    showModel(true);
    noteAnswers();
    report();
    autosave();
    owner->post([to = owner] { to->setState(State::finished); });
    serveErrands();
}

/// The time machine and saving work on after the last step.
void TrainingRunner::Work::serveErrands()
{
    std::unique_lock lock(mutex);
    while (!isAbandoned) {
        if (errands.empty())
            changed.wait(lock);
        else
            runErrand(lock);
    }
}

void TrainingRunner::Work::runErrand(std::unique_lock<std::mutex> &lock)
{
    const auto errand = std::move(errands.front());
    errands.pop_front();
    lock.unlock();
    errand();
    lock.lock();
}

std::shared_ptr<const Model> TrainingRunner::Work::modelWanted(Index &step)
{
    std::unique_lock lock(mutex);
    const WantedMoment wanted = *std::exchange(wantedMoment, std::nullopt);
    lock.unlock();
    step = wanted.step;
    if (wanted.isOfRival) {
        const auto weights = rival->moments.at(step);
        return weights
                   ? modelOf(*weights, material->data->tokenizer, TrainingRunner::tr("First run, step %1").arg(step))
                   : nullptr;
    }
    seenMoment = step;
    holdMoments();
    const auto weights = moments.at(step);
    return weights ? modelBehind(*weights, step) : nullptr;
}

/// Where a handle stands, and what the time machine has a mark for, is not thinned out.
void TrainingRunner::Work::holdMoments()
{
    std::set<Index> held{seenMoment, seenComparison.first, seenComparison.second,
                         progress.history.nextLeft.value_or(-1)};
    for (const auto &since : progress.history.rightSince)
        held.insert(since.value_or(-1));
    moments.hold(std::move(held));
}

/// Who goes to a mark of the time machine finds that very step.
void TrainingRunner::Work::keepMark()
{
    holdMoments();
    moments.keep(progress.step, trainer->weights());
}

std::shared_ptr<const AnsweredProbes> TrainingRunner::Work::askBehind(const std::shared_ptr<const Model> &model,
                                                                      Index step)
{
    try {
        return std::make_shared<const AnsweredProbes>(AnsweredProbes{step, ask(probes, model, *workers, cancelled())});
    } catch (const Cancelled &) {
        return nullptr;
    }
}

std::shared_ptr<const MomentComparison> TrainingRunner::Work::compareWanted()
{
    std::unique_lock lock(mutex);
    const auto [before, after] = *std::exchange(wantedComparison, std::nullopt);
    lock.unlock();
    seenComparison = {before, after};
    holdMoments();
    const auto first = moments.at(before), second = moments.at(after);
    if (!first || !second)
        return nullptr;
    try {
        return std::make_shared<const MomentComparison>(MomentComparison{
            before, after,
            compare(probes, modelBehind(*first, before), modelBehind(*second, after), *workers, cancelled())});
    } catch (const Cancelled &) {
        return nullptr;
    }
}

std::shared_ptr<const Model> TrainingRunner::Work::modelBehind(const Parameters &weights, Index step) const
{
    return modelOf(weights, material->data->tokenizer, TrainingRunner::tr("Learning, step %1").arg(step));
}

void TrainingRunner::Work::orderSaving(const QString &folder, const std::function<void()> &saved,
                                       const std::function<void(const QString &)> &failed, bool mayBeReplaced)
{
    const auto run = std::make_shared<const StoredRun>(StoredRun{id, owner->m_title, material->recipe, material->inputs,
                                                                 material->data->tokenizer, trainer->state(),
                                                                 progress.history, moments, rival});
    const auto write = [to = owner, work = std::weak_ptr(owner->m_work), folder, run, saved, failed] {
        try {
            saveTraining(folder, *run);
            to->postFrom(work, saved);
        } catch (const std::exception &exception) {
            to->postFrom(work, [failed, why = QString::fromUtf8(exception.what())] { failed(why); });
        }
    };
    owner->m_saver.order(write, mayBeReplaced);
}

/// What was learnt outlives a crash from here on. Only the copy costs the training time.
void TrainingRunner::Work::autosave()
{
    if (autosaveFolder.isEmpty() || autosavedStep == progress.step)
        return;
    autosavedStep = progress.step;
    orderSaving(
        autosaveFolder, [to = owner, step = progress.step] { emit to->autosaved(step); },
        [to = owner](const QString &why) { emit to->autosaveFailed(why); }, true);
    autosavedAt = Clock::now();
}

void TrainingRunner::Work::order(const std::function<void()> &change)
{
    {
        const std::lock_guard lock(mutex);
        change();
    }
    changed.notify_all();
}

} // namespace bertlab
