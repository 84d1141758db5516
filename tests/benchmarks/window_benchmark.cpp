// How long the real window holds its event loop, how long a frame takes under the moving pointer, when the first
// picture is there and how much memory it needs, with the built-in model and with a base-size one of random weights.
// Each measurement runs in a process of its own, so that its memory is its own.
#include "event_watch.h"
#include "random_base.h"
#include "window_course.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>
#include <cstdio>

using namespace bertlab;

namespace {

const QStringList models{"reference", "base"};
const QList<int> lengths{16, 128, 512};
constexpr int readAtOnce = 128; ///< tokens that the built-in model reads

QTextStream &out()
{
    static QTextStream stream(stdout);
    return stream;
}

/// Words that are one piece in both vocabularies.
QString wordsOf(int count, int first)
{
    static const QStringList words =
        QString("the dog ran to the old house and the man saw a red door in the wall").split(u' ');
    QStringList text;
    for (int i = 0; i < count; ++i)
        text.append(words[(first + i) % words.size()]);
    return text.join(u' ');
}

// --- the processes that measure; a line each for what they found, its parts between tabs

int measureStart(int argc, char **argv)
{
    WatchedApplication application(argc, argv);
    prepareApplication();
    WindowFixture fixture;
    fixture.window = std::make_unique<MainWindow>(*fixture.settings, fixture.dialogs);
    fixture.window->start();
    fixture.window->show();
    bool read = false;
    QObject::connect(&fixture.window->session(), &Session::readingChanged, &application, [&] {
        read = true;
        application.beginFrame(); // what is painted from now on has the reading
    });
    while (!read || !application.hasPainted())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    out() << "painted\t" << peakMemory() << Qt::endl;
    return 0;
}

int measureCourse(int argc, char **argv, const QString &model, int tokens)
{
    WatchedApplication application(argc, argv);
    prepareApplication();
    WindowFixture fixture;
    const bool builtin = !QDir(model).exists();
    fixture.settings->setLastSession(
        {{"text", wordsOf(4, 0)},
         {"model", QJsonObject{{"kind", builtin ? "builtin" : "directory"}, {"value", model}}}});
    fixture.settings->setPage("model");
    fixture.settings->setHintsSeen(true);
    fixture.settings->setTheme(Theme::light);
    fixture.window = std::make_unique<MainWindow>(*fixture.settings, fixture.dialogs);
    fixture.window->start();
    fixture.window->resize(1440, 900);
    fixture.window->show();
    WindowCourse course(application, fixture);
    course.settle();
    out() << "loaded\t" << peakMemory() << Qt::endl;
    const int words = tokens - 3, first = words / 2;
    fixture.window->session().setAll(wordsOf(first, 0), wordsOf(words - first, first), {3});
    course.settle();
    out() << "tokens\t" << fixture.window->session().reading()->encoding.size() << Qt::endl;
    course.takeAll();
    for (auto block = course.blocks().begin(); block != course.blocks().end(); ++block)
        out() << "block\t" << block.key() << '\t' << block->milliseconds << '\t' << block->processor << '\t'
              << block->what << Qt::endl;
    for (auto frames = course.frames().begin(); frames != course.frames().end(); ++frames) {
        if (frames->lasted.isEmpty())
            continue;
        out() << "frame\t" << frames.key();
        for (QList<double> times : {frames->lasted, frames->worked}) {
            std::sort(times.begin(), times.end());
            out() << '\t' << times[times.size() / 2] << '\t' << times[times.size() * 95 / 100] << '\t' << times.last();
        }
        out() << Qt::endl;
    }
    for (auto memory = course.memory().begin(); memory != course.memory().end(); ++memory)
        out() << "memory\t" << memory.key() << '\t' << *memory << Qt::endl;
    return 0;
}

// --- the process that tells

struct Cell
{
    QString column;
    QList<QStringList> lines;
};

QList<QStringList> run(const QStringList &arguments, double *firstLine = nullptr)
{
    QElapsedTimer since;
    since.start();
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), arguments);
    if (firstLine && process.waitForReadyRead(-1))
        *firstLine = 1e-6 * static_cast<double>(since.nsecsElapsed());
    process.waitForFinished(-1);
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        qFatal("a measurement ended early");
    QList<QStringList> lines;
    for (const QString &line : QString::fromUtf8(process.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts))
        lines.append(line.split(u'\t'));
    return lines;
}

/// One row for each name that a kind of line has, one column for each measurement.
void printTable(const QList<Cell> &cells, const QString &kind, const QString &title,
                const std::function<QString(const QStringList &line)> &words)
{
    QStringList names;
    for (const Cell &cell : cells)
        for (const QStringList &line : cell.lines)
            if (line[0] == kind && !names.contains(line[1]))
                names.append(line[1]);
    names.sort();
    out() << "\n| " << title << " |";
    for (const Cell &cell : cells)
        out() << ' ' << cell.column << " |";
    out() << "\n|---|" << QStringLiteral("---|").repeated(cells.size()) << '\n';
    for (const QString &name : names) {
        out() << "| " << name << " |";
        for (const Cell &cell : cells) {
            QString text;
            for (const QStringList &line : cell.lines)
                if (line[0] == kind && line[1] == name)
                    text = words(line);
            out() << ' ' << text << " |";
        }
        out() << '\n';
    }
    out().flush();
}

QString short1(const QString &number)
{
    return QString::number(number.toDouble(), 'f', 1);
}

void printAll(const QList<Cell> &cells)
{
    printTable(cells, "block", "longest block, ms (worked)",
               [](const QStringList &line) { return QStringLiteral("%1 (%2)").arg(short1(line[2]), short1(line[3])); });
    printTable(cells, "frame", "frame under the pointer, ms: median / 95 % / worst (worked)",
               [](const QStringList &line) {
                   QStringList numbers;
                   for (const QString &number : line.mid(2))
                       numbers.append(short1(number));
                   return QStringLiteral("%1 (%2)").arg(numbers.mid(0, 3).join(" / "), numbers.mid(3).join(" / "));
               });
    out() << "\nThe longest blocks:\n";
    for (const Cell &cell : cells)
        for (const QStringList &line : cell.lines)
            if (line[0] == "block")
                out() << cell.column << ", " << line[1] << ": " << short1(line[2]) << " ms, " << line[4] << '\n';
    printTable(cells, "memory", "memory at its peak, MiB",
               [](const QStringList &line) { return QString::number(std::round(line[2].toDouble())); });
    out() << '\n';
    for (const Cell &cell : cells) {
        QHash<QString, QString> single;
        for (const QStringList &line : cell.lines)
            single.insert(line[0], line[1]);
        out() << cell.column << ": " << single["tokens"] << " tokens, " << single["loaded"]
              << " MiB at the peak of opening the model\n";
    }
    out().flush();
}

int tell(int argc, char **argv, const QStringList &wanted)
{
    const QCoreApplication application(argc, argv);
    constexpr int starts = 5;
    QList<double> times;
    for (int i = 0; i < starts; ++i) {
        double painted = 0;
        run({"--measure-start"}, &painted);
        times.append(painted);
    }
    std::sort(times.begin(), times.end());
    out() << "From the start of the program to the first painted reading, built-in model: "
          << short1(QString::number(times.front())) << " ms at best, median "
          << short1(QString::number(times[starts / 2])) << " ms of " << starts << " starts\n";
    out().flush();

    QTemporaryDir folder;
    QList<Cell> cells;
    for (const QString &model : models) {
        for (const int tokens : lengths) {
            const QString column = QStringLiteral("%1 %2").arg(model).arg(tokens);
            if ((model == "reference" && tokens > readAtOnce) || (!wanted.isEmpty() && !wanted.contains(column)))
                continue;
            if (model == "base" && !QFile::exists(folder.filePath("base/model.safetensors")))
                test::writeRandomBase(folder.filePath("base"));
            cells.append({column, run({"--measure", model == "base" ? folder.filePath("base") : model,
                                       QString::number(tokens)})});
        }
    }
    printAll(cells);
    return 0;
}

} // namespace

/// Arguments: "base 512" and the like measure these columns alone; those for Google Benchmark are not for here.
int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler([](QtMsgType type, const QMessageLogContext &, const QString &text) {
        if (type == QtFatalMsg) // random weights guess pieces of scripts that no font here has, and Qt says so
            fprintf(stderr, "%s\n", qUtf8Printable(text));
    });
    qputenv("QT_QPA_UPDATE_IDLE_TIME", "0"); // a frame is measured, not the pause before it
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        if (!QByteArray(argv[i]).startsWith("--benchmark_"))
            arguments.append(QString::fromLocal8Bit(argv[i]));
    if (arguments.value(0) == "--measure-start")
        return measureStart(argc, argv);
    if (arguments.value(0) == "--measure")
        return measureCourse(argc, argv, arguments.value(1), arguments.value(2).toInt());
    return tell(argc, argv, arguments);
}
