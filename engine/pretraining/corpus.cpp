#include "pretraining/corpus.h"

#include "base/error.h"
#include "base/mapped_file.h"
#include "numerics/random.h"
#include "pretraining/random_sites.h"
#include "text/characters.h"
#include "text/unicode.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace bertlab {

namespace {

bool ends_before_space(char32_t c)
{
    return c == U'.' || c == U'!' || c == U'?';
}

bool always_ends(char32_t c)
{
    return c == U'。' || c == U'！' || c == U'？';
}

/// What may stand between the end of a sentence and the next one.
bool closes(char32_t c)
{
    return std::u32string_view(U"\"')]}”’»」』）】").find(c) != std::u32string_view::npos;
}

std::u32string_view without_space_around(std::u32string_view text)
{
    while (!text.empty() && is_white_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_white_space(text.back()))
        text.remove_suffix(1);
    return text;
}

std::vector<std::string> split_code_points(std::u32string_view line)
{
    std::vector<std::string> sentences;
    const auto append = [&sentences](std::u32string_view sentence) {
        if (const std::u32string_view text = without_space_around(sentence); !text.empty())
            sentences.push_back(encode_utf8(text));
    };
    std::size_t begin = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool always = always_ends(line[i]);
        if (!always && !ends_before_space(line[i]))
            continue;
        std::size_t end = i + 1;
        while (end < line.size() && (closes(line[end]) || always_ends(line[end]) || ends_before_space(line[end])))
            ++end;
        if (always || (end < line.size() && is_white_space(line[end]))) {
            append(line.substr(begin, end - begin));
            begin = end;
        }
        i = end - 1;
    }
    append(line.substr(begin));
    return sentences;
}

} // namespace

std::vector<std::string> split_sentences(std::string_view line)
{
    return split_code_points(decode_utf8(line, "the line"));
}

std::size_t Corpus::sentences() const
{
    std::size_t sum = 0;
    for (const Document &document : documents)
        sum += document.sentences.size();
    return sum;
}

void Corpus::append(std::string_view text, std::string_view name)
{
    const std::u32string all = decode_utf8(text, name);
    Document document;
    const auto finish = [&] {
        if (!document.sentences.empty())
            documents.push_back(std::move(document));
        document = {};
    };
    std::u32string_view rest = all;
    if (rest.starts_with(U'\uFEFF'))
        rest.remove_prefix(1);
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const std::size_t end = std::min(rest.find(U'\n'), rest.size());
        std::vector<std::string> sentences = split_code_points(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (sentences.empty()) {
            finish();
            continue;
        }
        if (document.sentences.empty()) {
            document.file = name;
            document.line = number;
        }
        std::ranges::move(sentences, std::back_inserter(document.sentences));
    }
    finish();
}

Corpus Corpus::read(std::span<const std::filesystem::path> files)
{
    Corpus corpus;
    for (const std::filesystem::path &file : files)
        corpus.append(read_text_file(file), display_name(file));
    if (corpus.documents.empty()) {
        std::string names;
        for (const std::filesystem::path &file : files)
            names += (names.empty() ? "" : ", ") + display_name(file);
        throw Error("The corpus (" + names + ") has no text; expected sentences, and a blank line between documents.");
    }
    return corpus;
}

std::vector<std::size_t> choose_held_out(std::size_t documents, double fraction, std::size_t least, std::uint64_t seed)
{
    assert(least >= 1 && documents >= 2 * least && fraction > 0 && fraction < 1);
    std::vector<std::size_t> numbers(documents);
    std::iota(numbers.begin(), numbers.end(), std::size_t(0));
    RandomSequence(seed, 0, random_site::held_out).shuffle(std::span<std::size_t>(numbers));
    const auto wanted = static_cast<std::size_t>(std::nearbyint(fraction * static_cast<double>(documents)));
    numbers.resize(std::clamp<std::size_t>(wanted, least, documents - least));
    std::ranges::sort(numbers);
    return numbers;
}

Corpus hold_out(Corpus &corpus, double fraction, std::size_t least, std::uint64_t seed)
{
    Corpus held_out;
    if (corpus.documents.size() < 2 * least)
        return held_out;
    const std::vector<std::size_t> numbers = choose_held_out(corpus.documents.size(), fraction, least, seed);
    std::vector<Document> kept;
    for (std::size_t i = 0; i < corpus.documents.size(); ++i)
        (std::ranges::binary_search(numbers, i) ? held_out.documents : kept).push_back(std::move(corpus.documents[i]));
    corpus.documents = std::move(kept);
    return held_out;
}

} // namespace bertlab
