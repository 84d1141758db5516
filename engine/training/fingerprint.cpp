#include "training/fingerprint.h"

#include "base/mapped_file.h"

namespace bertlab {

FileFingerprint fingerprint(const std::filesystem::path &file)
{
    const MappedFile mapped(file);
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const std::byte byte : mapped.bytes())
        hash = (hash ^ static_cast<std::uint64_t>(byte)) * 0x100000001B3;
    std::string digits(16, '0');
    for (std::size_t digit = digits.size(); digit-- > 0; hash >>= 4)
        digits[digit] = "0123456789abcdef"[hash & 15];
    const std::u8string name = file.u8string();
    return {std::string(name.begin(), name.end()), mapped.bytes().size(), digits};
}

std::vector<FileFingerprint> fingerprints(const RunRecipe &recipe)
{
    std::vector<std::filesystem::path> files = recipe.corpus;
    for (const std::filesystem::path &file : {recipe.vocabulary, recipe.held_out})
        if (!file.empty())
            files.push_back(file);
    std::vector<FileFingerprint> all;
    for (const std::filesystem::path &file : files)
        all.push_back(fingerprint(file));
    return all;
}

} // namespace bertlab
