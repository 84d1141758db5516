#pragma once

#include "commands/console.h"

#include <CLI/CLI.hpp>

/// One function a command, each in the file of its name: adds the command with its options and its help to the program;
/// CLI11 calls it back when it was asked for. A command throws Error (exit code 1) or CLI::Error (exit code 2).
namespace bertlab {

void add_info(CLI::App &program, Console console);
void add_tokenize(CLI::App &program, Console console);
void add_run(CLI::App &program, Console console);
void add_fill(CLI::App &program, Console console);
void add_next_sentence(CLI::App &program, Console console);
void add_embed(CLI::App &program, Console console);
void add_train_vocabulary(CLI::App &program, Console console);
void add_instances(CLI::App &program, Console console);
void add_loss(CLI::App &program, Console console);
void add_pretrain(CLI::App &program, Console console);
void add_bench(CLI::App &program, Console console);

} // namespace bertlab
