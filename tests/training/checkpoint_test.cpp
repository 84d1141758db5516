#include "base/error.h"
#include "base/mapped_file.h"
#include "error_sentence.h"
#include "small_run.h"
#include "training/checkpoint.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

#ifndef _WIN32
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace bertlab;
using namespace bertlab::test;

namespace fs = std::filesystem;

class CheckpointTest : public QObject
{
    Q_OBJECT

private:
    SmallRun m_run;
    std::optional<QTemporaryDir> m_directory;

    fs::path folder() const { return path_from_utf8(m_directory->filePath("checkpoints").toStdString()); }
    TrainingState trained(Index steps) const
    {
        Workers workers(1);
        Trainer trainer = m_run.trainer(m_run.start(), workers);
        while (trainer.next_step() < steps)
            trainer.step({});
        return trainer.state();
    }

private slots:
    void init() { m_directory.emplace(); }

    void keeps_every_bit()
    {
        const TrainingState state = trained(3);
        save_checkpoint(folder(), state);
        const auto loaded = load_newest_checkpoint(folder(), m_run.config());
        QVERIFY(loaded && same_state(*loaded, state));
        QCOMPARE(loaded->seconds, state.seconds);
    }

    void the_newest_counts_and_old_ones_go()
    {
        QVERIFY(!load_newest_checkpoint(folder(), m_run.config()));
        TrainingState state = trained(1);
        for (const Index step : {1, 9, 10, 100}) {
            state.step = step;
            save_checkpoint(folder(), state);
        }
        const auto files = list_checkpoints(folder());
        QCOMPARE(files.size(), std::size_t(2));
        QVERIFY(files[0].first == 10 && files[1].first == 100);
        QCOMPARE(load_newest_checkpoint(folder(), m_run.config())->step, Index(100));
    }

    void damaged_ones_are_passed_over()
    {
        TrainingState state = trained(1);
        save_checkpoint(folder(), state);
        state.step = 2;
        save_checkpoint(folder(), state);
        const fs::path newest = list_checkpoints(folder()).back().second;
        const std::uintmax_t size = fs::file_size(newest);
        for (const std::uintmax_t length : {size - 1, size / 2, std::uintmax_t(9), std::uintmax_t(0)}) {
            fs::resize_file(newest, length);
            QVERIFY(error_sentence([&] { load_checkpoint(newest, m_run.config()); }).starts_with("step-000000002"));
            QCOMPARE(load_newest_checkpoint(folder(), m_run.config())->step, Index(1));
        }
        std::ofstream(folder() / "step-x.safetensors") << "not ours";
        std::ofstream(folder() / "step-000000003.safetensors.partial") << "half";
        QCOMPARE(list_checkpoints(folder()).size(), std::size_t(2));
    }

    void another_model_is_refused()
    {
        save_checkpoint(folder(), trained(1));
        Config other = m_run.config();
        other.hidden_size = 32;
        const std::string sentence =
            error_sentence([&] { load_checkpoint(list_checkpoints(folder()).back().second, other); });
        QVERIFY2(sentence.find("asks for") != std::string::npos, sentence.c_str());
        QVERIFY(!load_newest_checkpoint(folder(), other));
    }

    void a_folder_that_cannot_be_made()
    {
        std::ofstream(folder()) << "a file";
        QVERIFY(error_sentence([this] { save_checkpoint(folder(), trained(1)); }).starts_with("checkpoints: "));
    }

#ifndef _WIN32
    /// The process ends, without a chance to tidy up, before each step of writing a file in turn.
    void ending_at_any_step_leaves_a_whole_checkpoint()
    {
        TrainingState state = trained(1);
        save_checkpoint(folder(), state);
        TrainingState next = trained(2);
        int ended_at = 0;
        for (bool ended = true; ended; ++ended_at) {
            const pid_t child = fork();
            if (child == 0) {
                int steps = 0;
                save_checkpoint(folder(), next, 2, [&](FileStep) {
                    if (steps++ == ended_at)
                        _exit(9);
                });
                _exit(0);
            }
            int status = 0;
            QVERIFY(child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status));
            ended = WEXITSTATUS(status) == 9;
            const auto loaded = load_newest_checkpoint(folder(), m_run.config());
            QVERIFY2(loaded && (same_state(*loaded, state) || same_state(*loaded, next)),
                     qPrintable(QString::number(ended_at)));
            if (!ended)
                QVERIFY(same_state(*loaded, next));
        }
        QVERIFY(ended_at > 20); // a write a tensor, flush, rename, the folder's flush, and one that went through
    }
#endif
};

QTEST_GUILESS_MAIN(CheckpointTest)
#include "checkpoint_test.moc"
