#include "session/training_runner.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace bertlab;

class TrainingRunnerTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    /// From which a model soon knows what falls in autumn, but not before its first step.
    std::filesystem::path autumn() const
    {
        QFile text(m_folder.filePath("autumn.txt"));
        if (!text.open(QIODevice::WriteOnly))
            qFatal("the text cannot be written");
        for (int document = 0; document < 40; ++document) {
            text.write("in autumn the leaves fall from the trees .\n");
            for (const char *what : {"apples", "birds", "pears", "nuts"})
                text.write(QByteArray("the ") + what + " are in the garden near the house .\n");
            text.write("\n");
        }
        return text.fileName().toStdString();
    }
    RunRecipe recipe() const
    {
        RunRecipe recipe;
        recipe.corpus = {autumn()};
        recipe.vocab_size = 120;
        recipe.instances.pairs.length = 32;
        recipe.batch_size = 8;
        recipe.steps = 288;
        recipe.take_shape(training_shape("tiny"), Initialization::quick, recipe.steps);
        recipe.trainer.evaluate_every = 71; // steps that are not worth keeping for themselves
        return recipe;
    }

private slots:
    void what_the_time_machine_marks_can_be_gone_back_to()
    {
        TrainingRunner runner(std::make_shared<Workers>(2));
        runner.start(recipe(), "autumn");
        QTRY_COMPARE_WITH_TIMEOUT(runner.state(), TrainingRunner::State::finished, 60000);
        const auto progress = runner.progress();
        QList<Index> marks;
        for (const auto &since : progress->history.rightSince)
            if (since)
                marks.append(*since);
        if (progress->history.nextLeft)
            marks.append(*progress->history.nextLeft);
        QVERIFY(progress->history.rightSince[0].value_or(0) > 0); // leaves
        for (const Index mark : marks)
            QVERIFY2(progress->moments.contains(mark), qPrintable(QString("step %1").arg(mark)));
    }
};

QTEST_GUILESS_MAIN(TrainingRunnerTest)
#include "training_runner_test.moc"
