#include "commands/corpus_options.h"

#include "base/error.h"
#include "base/mapped_file.h"
#include "commands/interruption.h"

namespace bertlab {

CLI::Option *add_corpus(CLI::App &command, std::vector<std::string> &files)
{
    return command.add_option("--corpus", files, "Text files, a blank line between documents")->type_name("F…");
}

Corpus read_corpus(const std::vector<std::string> &files)
{
    std::vector<std::filesystem::path> paths;
    for (const std::string &file : files)
        paths.push_back(path_from_utf8(file));
    return Corpus::read(paths);
}

WordCounter count_words(const Corpus &corpus, bool lower_case)
{
    WordCounter words(lower_case);
    for (const Document &document : corpus.documents) {
        if (Interruption::requested())
            throw Cancelled();
        for (const std::string &sentence : document.sentences)
            words.add(sentence, document.file);
    }
    return words;
}

} // namespace bertlab
