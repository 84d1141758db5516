#include "commands/command_line.h"

#include "base/error.h"
#include "commands/commands.h"
#include "commands/interruption.h"
#include "commands/options.h"

#include <algorithm>
#include <new>
#include <ostream>

namespace bertlab {

namespace {

enum ExitCode { done = 0, wrong_input = 1, wrong_usage = 2, interrupted = 130 };

/// One line, whatever a file's name or a library's message has in it.
void print_message(std::ostream &error, std::string message)
{
    std::ranges::replace(message, '\n', ' ');
    error << "bertlab-cli: " << message << std::endl;
}

/// CLI11 would only say that a command is missing.
void expect_command(CLI::App &program, const std::string &name)
{
    std::vector<std::string> names;
    for (const CLI::App *command : program.get_subcommands([](const CLI::App *) { return true; }))
        names.push_back(command->get_name());
    if (std::ranges::find(names, name) == names.end())
        throw_usage(name + " is not a command; expected one of " + joined(names, ", "));
}

void run(const std::vector<std::string> &arguments, Console console)
{
    CLI::App program("What BERT computes, on the command line.", "bertlab-cli");
    program.set_version_flag("--version", BERTLAB_VERSION);
    program.set_help_flag("-h,--help", "Print this help and exit");
    program.allow_windows_style_options(false); // a text may begin with a slash
    program.require_subcommand(1);
    program.footer("bertlab-cli COMMAND --help tells more, with an example.");
    add_info(program, console);
    add_tokenize(program, console);
    add_run(program, console);
    add_fill(program, console);
    add_next_sentence(program, console);
    add_embed(program, console);
    add_train_vocabulary(program, console);
    add_instances(program, console);
    add_loss(program, console);
    add_pretrain(program, console);
    add_bench(program, console);
    if (!arguments.empty() && !arguments.front().starts_with('-'))
        expect_command(program, arguments.front());
    try {
        program.parse(std::vector(arguments.rbegin(), arguments.rend())); // CLI11 takes the last argument first
    } catch (const CLI::Success &success) {                               // --help, --version
        program.exit(success, console.out, console.error);
    }
}

} // namespace

int run_command_line(const std::vector<std::string> &arguments, std::ostream &out, std::ostream &error)
{
    const Interruption interruption;
    try {
        run(arguments, {out, error});
        if (!out.flush())
            throw Error("The output cannot be written.");
        return done;
    } catch (const CLI::Error &problem) {
        print_message(error, std::string(problem.what()) + " (--help tells more)");
        return wrong_usage;
    } catch (const Cancelled &) {
        out.flush();
        print_message(error, "Interrupted.");
        return interrupted;
    } catch (const std::bad_alloc &) {
        print_message(error, "There is not enough memory for this.");
    } catch (const std::exception &problem) {
        print_message(error, problem.what());
    }
    out.flush();
    return wrong_input;
}

} // namespace bertlab
