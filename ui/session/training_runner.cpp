#include "session/training_runner.h"

#include "base/error.h"
#include "base/mapped_file.h"
#include "io/model_writer.h"
#include "session/training_work.h"

#include <utility>

namespace bertlab {

TrainingRunner::TrainingRunner(std::shared_ptr<Workers> workers, QObject *parent)
    : QObject(parent), m_workers(std::move(workers))
{}

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

void TrainingRunner::leave()
{
    end();
    m_wantsMoment = false;
    m_rival.reset();
    m_moments = {};
    emit runLeaves();
    m_progress.reset();
}

/// Calls on the thread of this object; nothing comes from a work that was ended.
void TrainingRunner::post(const std::function<void()> &onThisThread)
{
    postFrom(m_work, onThisThread);
}

/// From a thread that is not the work's own and may outlive it.
void TrainingRunner::postFrom(const std::weak_ptr<Work> &from, const std::function<void()> &onThisThread)
{
    QMetaObject::invokeMethod(
        this,
        [this, onThisThread, work = from] {
            const auto alive = work.lock();
            if (alive && alive == m_work && !alive->isAbandoned)
                onThisThread();
        },
        Qt::QueuedConnection);
}

bool TrainingRunner::readsLeftToRight() const
{
    return m_progress && m_progress->recipe && m_progress->recipe->instances.objective == Objective::next_piece;
}

void TrainingRunner::start(const RunRecipe &recipe, const QString &title)
{
    begin(title, [recipe] { return TrainingStart{recipe, {}, {}, {}, {}, {}}; });
}

void TrainingRunner::race(const RunRecord &rival, const RunRecipe &recipe, const QString &title)
{
    const auto first = std::make_shared<const RunRecord>(rival);
    begin(
        title, [recipe, first] { return TrainingStart{recipe, {}, {}, {}, {}, {}, first}; }, first);
}

void TrainingRunner::resumeSaved(const QString &folder)
{
    begin(savedTraining(folder).value_or(SavedTraining()).title, [folder] {
        StoredRun stored = loadTraining(folder);
        return TrainingStart{std::move(stored.recipe),  std::move(stored.tokenizer), std::move(stored.state),
                             std::move(stored.history), std::move(stored.moments),   std::move(stored.id),
                             std::move(stored.rival)};
    });
}

void TrainingRunner::begin(const QString &title, const std::function<TrainingStart()> &from,
                           std::shared_ptr<const RunRecord> rival)
{
    leave();
    m_title = title;
    m_rival = std::move(rival);
    m_work = std::make_shared<Work>(this, m_workers, from);
    m_work->autosaveFolder = m_autosaveFolder;
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

void TrainingRunner::setFollowed(bool followed)
{
    if (m_followed.exchange(followed) != followed)
        emit followedChanged(followed);
}

void TrainingRunner::follow()
{
    if (!m_progress || m_progress->moments.isEmpty())
        return;
    setFollowed(true);
    showMoment(m_progress->moments.last());
}

void TrainingRunner::release()
{
    setFollowed(false);
    if (std::exchange(m_wantsMoment, false))
        emit released();
}

RunRecord TrainingRunner::record() const
{
    RunRecord record = recordOf(m_title, *m_progress);
    record.moments = m_moments;
    return record;
}

void TrainingRunner::showMoment(Index step)
{
    askFor({step, false});
}

void TrainingRunner::showRivalMoment(Index step)
{
    askFor({step, true});
}

void TrainingRunner::askFor(const WantedMoment &moment)
{
    if (!m_work)
        return;
    m_wantsMoment = true;
    Work *work = m_work.get();
    work->order([this, work, moment] {
        if (std::exchange(work->wantedMoment, moment))
            return; // a handle that is dragged asks faster than models are made: the newest wins
        work->errands.push_back([this, work] {
            Index step = 0;
            if (const auto model = work->modelWanted(step)) {
                post([this, model, step] {
                    if (m_wantsMoment)
                        emit modelReady(model, step);
                });
                if (const auto asked = work->askBehind(model, step))
                    post([this, asked] { emit momentAnswered(asked); });
            }
        });
    });
}

void TrainingRunner::compareMoments(Index before, Index after)
{
    if (!m_work)
        return;
    Work *work = m_work.get();
    work->order([this, work, before, after] {
        if (std::exchange(work->wantedComparison, std::pair(before, after)))
            return;
        work->errands.push_back([this, work] {
            if (const auto comparison = work->compareWanted())
                post([this, comparison] { emit momentsCompared(comparison); });
        });
    });
}

void TrainingRunner::save(const QString &folder)
{
    writeAtRest([this, folder] {
        const Tokenizer &tokenizer = m_work->material->data->tokenizer;
        write_model_directory(path_from_utf8(folder.toStdString()), m_work->trainer->weights(), tokenizer.vocabulary(),
                              tokenizer.lower_case());
        post([this, folder] { emit saved(folder); });
    });
}

void TrainingRunner::saveRun(const QString &folder)
{
    writeAtRest([this, folder] {
        m_work->orderSaving(
            folder, [this, folder] { emit runSaved(folder); }, [this](const QString &why) { emit failed(why); }, false);
    });
}

void TrainingRunner::giveUp()
{
    leave();
    m_work.reset();
    setState(State::idle);
}

void TrainingRunner::discardSaved(const QString &folder)
{
    m_saver.order([folder] { discardTraining(folder); }, false);
}

/// On the thread of the training, between two steps.
void TrainingRunner::writeAtRest(const std::function<void()> &write)
{
    if (!m_work)
        return;
    m_work->order([this, write] {
        m_work->errands.push_back([this, write] {
            try {
                write();
            } catch (const std::exception &exception) {
                const QString sentence = tr("It was not saved. %1").arg(QString::fromUtf8(exception.what()));
                post([this, sentence] { emit failed(sentence); });
            }
        });
    });
}

} // namespace bertlab
