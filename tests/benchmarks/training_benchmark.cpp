// How fast a training goes in the window beside bertlab-cli pretrain with the same recipe: on its own page, and with
// other pages following the model that learns. Each run is a process of its own; they take turns, so that what else
// the machine does meets all of them.
#include "event_watch.h"
#include "window/window_fixture.h"

#include "session/corpora.h"
#include "session/training_runner.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>
#include <utility>

using namespace bertlab;

namespace {

constexpr int warmUp = 40; ///< steps that do not count
const QStringList shapes{"tiny", "mini"};

/// Which page is seen, and whether it follows the learning model.
struct Seat
{
    QString page, words;
    bool follows;
};
const QList<Seat> seats{{"pretraining", "window, page Pre-training", false},
                        {"pretraining", "window, page Pre-training, other pages follow", true},
                        {"attention", "window, page Attention follows", true},
                        {"layers", "window, page Layers follows", true},
                        {"fill", "window, page Fill the gap follows", true}};

QTextStream &out()
{
    static QTextStream stream(stdout);
    return stream;
}

int evaluateEvery(int steps)
{
    return std::max(10, steps / 32); // as the form has it
}

/// Prints tokens a second and the share of the time that the window's thread worked, both without the first steps.
int measureWindow(int argc, char **argv, const Seat &seat, const QString &shape, int steps)
{
    QApplication application(argc, argv);
    prepareApplication();
    WindowFixture fixture;
    fixture.remember("in autumn the leaves fall from the trees .", {}, "pretraining");
    fixture.window = std::make_unique<MainWindow>(*fixture.settings, fixture.dialogs);
    fixture.window->start();
    fixture.window->resize(1440, 900);
    fixture.window->show();
    auto *shapeBox = fixture.control<QComboBox>("training-shape");
    shapeBox->setCurrentIndex(int(shapes.indexOf(shape)));
    emit shapeBox->activated(shapeBox->currentIndex());
    fixture.control<QSpinBox>("training-steps")->setValue(steps);
    TrainingRunner &training = fixture.window->session().training();
    QElapsedTimer clock;
    std::uint64_t tokensBefore = 0;
    double workedBefore = 0;
    bool isDone = false;
    QObject::connect(&training, &TrainingRunner::progressChanged, &application, [&] {
        const auto progress = training.progress();
        if (progress->step == steps && !std::exchange(isDone, true)) {
            const double seconds = 1e-9 * double(clock.nsecsElapsed());
            out() << double(progress->tokens - tokensBefore) / seconds << ' '
                  << (1e-3 * processorTime() - workedBefore) / seconds << Qt::endl;
            QCoreApplication::exit(0); // quit() would ask whether the training is to be kept
        } else if (!clock.isValid() && progress->step > 0) {
            fixture.window->showPage(seat.page);
            fixture.control<QCheckBox>("training-follow")->setChecked(seat.follows);
            if (progress->step < warmUp)
                return;
            clock.start();
            tokensBefore = progress->tokens;
            workedBefore = 1e-3 * processorTime();
        }
    });
    fixture.control<QAbstractButton>("training-start")->click();
    return QApplication::exec();
}

QByteArray run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    process.waitForFinished(-1);
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        qFatal("a measurement ended early");
    return process.readAllStandardOutput();
}

double measureProgram(const QString &shape, int steps)
{
    const auto corpus = [](const char *name) { return QString::fromStdString(bundledCorpus(name).string()); };
    QTemporaryDir folder;
    run(QCoreApplication::applicationDirPath() + "/../bin/bertlab-cli",
        {"pretrain", "--json", "--out", folder.filePath("run"), "--shape", shape, "--corpus",
         corpus("classroom/train.txt"), "--held-out", corpus("classroom/heldout.txt"), "--vocabulary",
         corpus("classroom/vocab.txt"), "--sequence", "48", "--steps", QString::number(steps), "--evaluate-every",
         QString::number(evaluateEvery(steps))});
    QFile metrics(folder.filePath("run/metrics.jsonl"));
    if (!metrics.open(QIODevice::ReadOnly))
        qFatal("there are no metrics");
    const QList<QByteArray> lines = metrics.readAll().split('\n');
    const QJsonObject first = QJsonDocument::fromJson(lines[warmUp - 1]).object(),
                      last = QJsonDocument::fromJson(lines[steps - 1]).object();
    return (last["tokens"].toDouble() - first["tokens"].toDouble()) /
           (last["seconds"].toDouble() - first["seconds"].toDouble());
}

double medianOf(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

int tell(int argc, char **argv, const QString &shape, int steps, int rounds)
{
    const QCoreApplication application(argc, argv);
    QList<double> program;
    QList<QList<double>> windows(seats.size()), worked(seats.size());
    for (int round = 0; round < rounds; ++round) {
        program.append(measureProgram(shape, steps));
        for (qsizetype seat = 0; seat < seats.size(); ++seat) {
            const QList<QByteArray> numbers = run(QCoreApplication::applicationFilePath(),
                                                  {"--measure", QString::number(seat), shape, QString::number(steps)})
                                                  .trimmed()
                                                  .split(' ');
            windows[seat].append(numbers.value(0).toDouble());
            worked[seat].append(numbers.value(1).toDouble());
        }
    }
    const double base = medianOf(program);
    out() << "| " << shape << ", " << steps << " steps, median of " << rounds
          << " | tokens a second | of bertlab-cli | the window's thread works |\n|---|---|---|---|\n| bertlab-cli "
             "pretrain | "
          << QString::number(base, 'f', 0) << " | | |\n";
    for (qsizetype seat = 0; seat < seats.size(); ++seat)
        out() << "| " << seats[seat].words << " | " << QString::number(medianOf(windows[seat]), 'f', 0) << " | "
              << QString::number(100 * medianOf(windows[seat]) / base, 'f', 0) << " % | "
              << QString::number(100 * medianOf(worked[seat]), 'f', 0) << " % of a core |\n";
    out().flush();
    return 0;
}

} // namespace

/// Arguments: shape, steps, rounds ("tiny 400 3"); those for Google Benchmark are not for here.
int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        if (!QByteArray(argv[i]).startsWith("--benchmark_"))
            arguments.append(QString::fromLocal8Bit(argv[i]));
    if (arguments.value(0) == "--measure")
        return measureWindow(argc, argv, seats[arguments.value(1).toInt()], arguments.value(2),
                             arguments.value(3).toInt());
    return tell(argc, argv, arguments.value(0, "tiny"), arguments.value(1, "400").toInt(),
                arguments.value(2, "3").toInt());
}
