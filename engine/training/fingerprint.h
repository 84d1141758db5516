#pragma once

#include "training/recipe.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace bertlab {

/// A file as a run read it: when the run goes on, it must be the same.
struct FileFingerprint
{
    std::string file; ///< UTF-8
    std::size_t bytes = 0;
    std::string hash; ///< FNV-1a, 64 bits, in hexadecimal digits
    bool operator==(const FileFingerprint &) const = default;
};
/// Throws Error if the file cannot be read.
FileFingerprint fingerprint(const std::filesystem::path &file);
/// Of all files that a recipe names.
std::vector<FileFingerprint> fingerprints(const RunRecipe &recipe);

} // namespace bertlab
