#pragma once

#include <filesystem>

namespace bertlab {

/// A text that comes with the program: "classroom/train.txt". It lies in share/bertlab/corpora beside the programs'
/// folder; whether it is there shows when it is read.
std::filesystem::path bundledCorpus(const char *name);

} // namespace bertlab
