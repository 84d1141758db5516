#include "pretraining/encoded_corpus.h"

#include "base/error.h"

#include <functional>
#include <unordered_map>

namespace bertlab {

namespace {

/// The pieces of some documents.
struct Part
{
    std::vector<std::size_t> sizes; ///< of each sentence
    std::vector<std::int32_t> pieces;
};

/// A text repeats its words: each is split once.
class WordMemory
{
public:
    explicit WordMemory(const Tokenizer &tokenizer) : m_tokenizer(tokenizer) {}

    const std::vector<std::int32_t> &ids_of(const Word &word)
    {
        const auto [found, is_new] = m_ids.try_emplace((word.special ? '1' : '0') + word.text);
        if (is_new)
            for (const std::string &piece : m_tokenizer.split(word).pieces)
                found->second.push_back(m_tokenizer.vocabulary().find(piece).value());
        return found->second;
    }

private:
    const Tokenizer &m_tokenizer;
    std::unordered_map<std::string, std::vector<std::int32_t>> m_ids;
};

Part encode(std::span<const Document> documents, const Tokenizer &tokenizer)
{
    Part part;
    WordMemory memory(tokenizer);
    for (const Document &document : documents) {
        for (const std::string &sentence : document.sentences) {
            const std::size_t before = part.pieces.size();
            for (const Word &word : tokenizer.words(sentence, document.file)) {
                const std::vector<std::int32_t> &ids = memory.ids_of(word);
                part.pieces.insert(part.pieces.end(), ids.begin(), ids.end());
            }
            part.sizes.push_back(part.pieces.size() - before);
        }
    }
    return part;
}

} // namespace

EncodedCorpus::EncodedCorpus(const Corpus &corpus, const Tokenizer &tokenizer, Workers &workers,
                             const IsCancelled &is_cancelled)
{
    constexpr std::size_t documents_at_once = 64; // some milliseconds: often enough to ask whether to stop
    const std::span<const Document> documents(corpus.documents);
    std::vector<Part> parts((documents.size() + documents_at_once - 1) / documents_at_once);
    workers.for_each(static_cast<Index>(parts.size()), [&](Index piece) {
        if (is_cancelled && is_cancelled())
            throw Cancelled();
        const std::size_t first = static_cast<std::size_t>(piece) * documents_at_once;
        parts[static_cast<std::size_t>(piece)] =
            encode(documents.subspan(first, std::min(documents_at_once, documents.size() - first)), tokenizer);
    });
    for (const Document &document : documents)
        m_first_sentence.push_back(m_first_sentence.back() + static_cast<Index>(document.sentences.size()));
    for (const Part &part : parts) {
        for (const std::size_t size : part.sizes)
            m_first_piece.push_back(m_first_piece.back() + size);
        m_pieces.insert(m_pieces.end(), part.pieces.begin(), part.pieces.end());
    }
}

std::vector<std::uint64_t> piece_counts(const EncodedCorpus &corpus, Index vocab_size)
{
    std::vector<std::uint64_t> counts(static_cast<std::size_t>(vocab_size));
    for (const std::int32_t piece : corpus.pieces())
        ++counts[static_cast<std::size_t>(piece)];
    return counts;
}

} // namespace bertlab
