#include "base/atomic_file.h"
#include "base/error.h"
#include "base/mapped_file.h"
#include "commands/commands.h"
#include "commands/corpus_options.h"
#include "commands/interruption.h"
#include "commands/json_output.h"
#include "commands/options.h"
#include "pretraining/corpus_words.h"

#include <ostream>

namespace bertlab {

namespace {

struct TrainVocabularyOptions
{
    CommonOptions common;
    std::vector<std::string> corpus;
    Index size = 0;
    std::string out;
    bool cased = false;
};

void train_vocabulary(const TrainVocabularyOptions &options, Console console)
{
    const WordCounter words = count_words(read_corpus(options.corpus), !options.cased, Interruption::requested);
    WordPieceTrainerOptions trainer;
    trainer.vocab_size = static_cast<std::size_t>(options.size);
    trainer.is_cancelled = Interruption::requested;
    const Vocabulary vocabulary = train_wordpiece(words.counts(), trainer);
    const std::string text = vocabulary.to_text();
    write_file_atomically(path_from_utf8(options.out), std::as_bytes(std::span(text)));
    if (options.common.json) {
        print_json_line(console.out, {{"out", options.out},
                                      {"pieces", vocabulary.size()},
                                      {"words", words.words()},
                                      {"different_words", words.counts().size()}});
        return;
    }
    console.out << vocabulary.size() << " pieces from " << words.words() << " words (" << words.counts().size()
                << " different ones) written to " << options.out << '\n';
    if (vocabulary.size() < options.size)
        console.out << "The corpus gives no more: every other pair of pieces occurs only once.\n";
}

} // namespace

void add_train_vocabulary(CLI::App &program, Console console)
{
    auto options = std::make_shared<TrainVocabularyOptions>();
    CLI::App *command = program.add_subcommand("train-vocabulary", "Learn a WordPiece vocabulary from a corpus");
    add_corpus(*command, options->corpus)->required();
    add_count(*command, "--size", options->size, "So many pieces; fewer if the corpus gives fewer")->required();
    command->add_option("--out", options->out, "Write the pieces to this file, one a line")
        ->type_name("vocab.txt")
        ->required();
    command->add_flag("--cased", options->cased, "Keep upper case and accents");
    add_common_options(*command, options->common);
    add_example(*command, "train-vocabulary --corpus resources/corpora/classroom/train.txt --size 985 --out vocab.txt");
    command->callback([=] { train_vocabulary(*options, console); });
}

} // namespace bertlab
