#include "window/launch.h"

#include "plots/fonts.h"
#include "window/export_command.h"
#include "window/field_style.h"
#include "window/main_window.h"
#include "window/page_list.h"

#include <CLI/CLI.hpp>
#include <QApplication>

#include <algorithm>
#include <iostream>
#include <optional>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace bertlab {

namespace {

struct CommandLine
{
    std::optional<ExportOptions> exporting;
    std::optional<int> exitCode; ///< nothing more to do
};

CommandLine parse(std::vector<std::string> arguments)
{
    CLI::App app("BertLab: watch a real BERT read.\n\nWithout options it opens the window.\n"
                 "Example: bertlab --export pictures --text \"Paris is a beautiful [MASK].\" --pair \"I love Paris.\"",
                 "bertlab");
    std::string directory, model, text, pair, format = "svg";
    std::vector<std::string> pages, known;
    double scale = 1;
    bool dark = false;
    std::string language = "en";
    for (const PageEntry &entry : pagesWithPictures())
        known.emplace_back(entry.id);
    app.set_version_flag("--version", "bertlab " BERTLAB_VERSION);
    auto *exporting = app.add_option("--export", directory, "Write every page into this directory, without a window");
    app.add_option("--model", model, "A model folder or the id of a built-in model")->needs(exporting);
    app.add_option("--text", text, "Sentence A; [MASK] is a gap")->needs(exporting);
    app.add_option("--pair", pair, "Sentence B")->needs(exporting);
    app.add_option("--pages", pages, "Only these pages, with commas between them")
        ->delimiter(',')
        ->check(CLI::IsMember(known))
        ->needs(exporting);
    app.add_option("--format", format, "png, svg or pdf; csv or npz for the numbers")
        ->check(CLI::IsMember(std::vector<std::string>{"png", "svg", "pdf", "csv", "npz"}))
        ->capture_default_str()
        ->needs(exporting);
    app.add_option("--scale", scale, "Pixels a unit, for png")
        ->check(CLI::Range(1., 4.))
        ->capture_default_str()
        ->needs(exporting);
    app.add_flag("--dark", dark, "The dark colours")->needs(exporting);
    app.add_option("--language", language, "Of the words in the pictures: en or zh_CN")
        ->check(CLI::IsMember(std::vector<std::string>{"en", "zh_CN"}))
        ->capture_default_str()
        ->needs(exporting);
    std::reverse(arguments.begin(), arguments.end()); // as CLI11 takes them
    try {
        app.parse(arguments);
    } catch (const CLI::ParseError &error) {
        return {{}, app.exit(error) == 0 ? 0 : 2};
    }
    if (exporting->count() == 0)
        return {};
    ExportOptions options{QString::fromStdString(directory),
                          QString::fromStdString(model),
                          QString::fromStdString(text),
                          QString::fromStdString(pair),
                          {},
                          QString::fromStdString(format),
                          scale,
                          dark,
                          language == "zh_CN" ? Language::chinese : Language::english};
    for (const std::string &page : pages)
        options.pages.append(QString::fromStdString(page));
    return {options, {}};
}

/// What Qt says of a platform without a display is no news to someone who asked for files.
void dropWarnings(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (type == QtCriticalMsg || type == QtFatalMsg)
        std::cerr << message.toStdString() << std::endl;
}

/// The tensors of a reading that nobody shows any more go back to the system at once: in the allocator's store those of
/// a long sentence left gaps as large as a reading.
void returnMemoryEarly()
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
}

} // namespace

void prepareApplication()
{
    returnMemoryEarly();
    QApplication::setStyle(new FieldStyle);
    fonts::load();
    QApplication::setFont(fonts::text());
}

int launch(int argc, char **argv, const std::vector<std::string> &arguments)
{
    const CommandLine line = parse(arguments);
    if (line.exitCode)
        return *line.exitCode;
    if (line.exporting) {
        qInstallMessageHandler(dropWarnings);
        if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication app(argc, argv);
    QApplication::setApplicationName("BertLab");
    QApplication::setApplicationVersion(BERTLAB_VERSION);
    prepareApplication();
    if (line.exporting)
        return runExport(*line.exporting, std::cerr);

    const std::unique_ptr<Settings> settings = Settings::ofUser();
    SystemDialogs dialogs;
    MainWindow window(*settings, dialogs);
    window.start();
    window.show();
    return QApplication::exec();
}

} // namespace bertlab
