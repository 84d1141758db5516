#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bertlab {

/// Text that belongs together, sentence by sentence: what pairs of following sentences are taken from.
struct Document
{
    std::vector<std::string> sentences; ///< UTF-8, at least one, none blank
    std::string file;                   ///< display name of the file it stands in
    std::size_t line = 1;               ///< its first line there, from 1
};

/// The text of a corpus. A blank line ends a document, and so does the end of a file; each line is split into sentences
/// as split_sentences says. Source of the form: README of google-research/bert, "Pre-training with BERT".
struct Corpus
{
    std::vector<Document> documents;

    std::size_t sentences() const;

    /// All files, one after the other. Throws Error naming the file if one cannot be read, and the line if it is not
    /// UTF-8; Error if there is no sentence in any of them.
    static Corpus read(std::span<const std::filesystem::path> files);
    /// Appends the documents of a text; a byte order mark and carriage returns are left out. `name` stands for the
    /// file. Throws Error naming it and the line if the text is not UTF-8.
    void append(std::string_view text, std::string_view name);
};

/// The sentences of a line, without the white space around them: a sentence ends behind . ! ? (and the closing quotes
/// and brackets after them) where white space follows, and behind 。！？ (and what closes after them) always.
std::vector<std::string> split_sentences(std::string_view line);

/// Numbers of the documents to hold out, ascending: `fraction` of them, rounded, but at least `least` on either side,
/// drawn by the seed. Expects at least 2 * least documents, least >= 1 and 0 < fraction < 1.
std::vector<std::size_t> choose_held_out(std::size_t documents, double fraction, std::size_t least, std::uint64_t seed);

/// Takes these documents out of `corpus` and gives them back, in their order; none if the corpus has fewer than
/// 2 * least documents.
Corpus hold_out(Corpus &corpus, double fraction, std::size_t least, std::uint64_t seed);

} // namespace bertlab
