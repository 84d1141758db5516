#pragma once

#include <filesystem>
#include <string>

namespace bertlab {

/// A text that comes with the program: "classroom/train.txt". It lies in share/bertlab/corpora beside the programs'
/// folder; whether it is there shows when it is read.
std::filesystem::path bundledCorpus(const char *name);

/// The first whole lines of a text, about a page of them, in UTF-8; of a longer line whole characters. Throws Error if
/// it can't be read.
std::string beginningOf(const std::filesystem::path &corpus);

} // namespace bertlab
