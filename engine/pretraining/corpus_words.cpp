#include "pretraining/corpus_words.h"

#include "base/error.h"

namespace bertlab {

WordCounter count_words(const Corpus &corpus, bool lower_case, const IsCancelled &is_cancelled)
{
    WordCounter words(lower_case);
    for (const Document &document : corpus.documents) {
        if (is_cancelled && is_cancelled())
            throw Cancelled();
        for (const std::string &sentence : document.sentences)
            words.add(sentence, document.file);
    }
    return words;
}

} // namespace bertlab
