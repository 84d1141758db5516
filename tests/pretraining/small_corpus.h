#pragma once

#include "base/mapped_file.h"
#include "pretraining/encoded_corpus.h"
#include "test_data.h"

#include <string>

/// Corpora and vocabularies for the tests of pre-training.
namespace bertlab::test {

/// Single letters as pieces, and their continuations: "abc" is a ##b ##c.
inline Vocabulary letters()
{
    std::string text = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n.\n";
    for (char letter = 'a'; letter <= 'z'; ++letter)
        text += std::string(1, letter) + "\n##" + letter + "\n";
    return Vocabulary::from_text(text, "letters");
}

inline Corpus corpus_of(std::string_view text)
{
    Corpus corpus;
    corpus.append(text, "text");
    return corpus;
}

inline EncodedCorpus encoded(const Corpus &corpus, const Vocabulary &vocabulary)
{
    Workers workers(1);
    return {corpus, Tokenizer(vocabulary, true), workers, nullptr};
}

inline std::filesystem::path classroom_file(const std::string &name)
{
    return test_file("../../resources/corpora/classroom/" + name);
}

} // namespace bertlab::test
