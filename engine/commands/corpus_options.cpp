#include "commands/corpus_options.h"

#include "base/mapped_file.h"

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

} // namespace bertlab
