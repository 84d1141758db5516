#pragma once

#include "commands/console.h"
#include "tasks/reading.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bertlab {

/// What every command understands.
struct CommonOptions
{
    std::string model; ///< a directory; empty: the built-in model
    bool json = false;
    int threads = 0;
};

/// --json and --threads.
void add_common_options(CLI::App &command, CommonOptions &options);
/// The same and --model.
void add_model_options(CLI::App &command, CommonOptions &options);
/// A number from 1 to about a million; another is wrong usage.
CLI::Option *add_count(CLI::App &command, const std::string &name, Index &value, const std::string &meaning);
/// The example at the end of a command's help: a whole command line that works as it stands.
void add_example(CLI::App &command, const std::string &example);

/// The model that --model names, or the built-in one. Throws Error, or Cancelled after Ctrl+C.
std::shared_ptr<const Model> open_model(const CommonOptions &options);

/// Wrong usage (exit code 2) that CLI11 does not see by itself.
[[noreturn]] void throw_usage(const std::string &sentence);

/// Checks that a file's name ends in one of these: another is wrong usage.
CLI::Validator ends_with(std::vector<std::string> endings);

/// Reads a text or a pair: gaps, last layer (if wanted, see ForwardOptions) and the answer about a pair. What did not
/// fit is told on `error`.
std::shared_ptr<const Reading> read_sentences(std::shared_ptr<const Model> model, const std::string &text,
                                              const std::optional<std::string> &pair, bool last_hidden_state,
                                              Workers &workers, Console console);
/// Tells on `error` what did not fit the model's length.
void report_cut(const Encoding &encoding, Console console);

} // namespace bertlab
