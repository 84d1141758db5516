#pragma once

#include "pretraining/corpus.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace bertlab {

/// --corpus: one file or more.
CLI::Option *add_corpus(CLI::App &command, std::vector<std::string> &files);

/// The documents of all files. Throws Error as Corpus::read does.
Corpus read_corpus(const std::vector<std::string> &files);

} // namespace bertlab
