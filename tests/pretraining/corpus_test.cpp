#include "base/error.h"
#include "error_sentence.h"
#include "pretraining/small_corpus.h"

#include <QTest>

#include <array>
#include <fstream>
#include <set>

#include <QTemporaryDir>

using namespace bertlab;
using namespace bertlab::test;

namespace {
using Sentences = std::vector<std::string>;
}

class CorpusTest : public QObject
{
    Q_OBJECT

private slots:
    void sentences_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QStringList>("sentences");
        const auto row = [](const char *name, const char *line, const QStringList &sentences) {
            QTest::newRow(name) << QString(line) << sentences;
        };
        row("three ends", "It rains. Does it? Yes! Good", {"It rains.", "Does it?", "Yes!", "Good"});
        row("no space, no end", "It costs 3.50 at example.org", {"It costs 3.50 at example.org"});
        row("closing quotes belong to it", "\"Go!\" he said. (He went.) So",
            {"\"Go!\"", "he said.", "(He went.)", "So"});
        row("curly quotes stay", "“Go.” She went.", {"“Go.”", "She went."});
        row("several marks", "What?! No... Well.", {"What?!", "No...", "Well."});
        row("an ellipsis is no end", "Well… she said so.", {"Well… she said so."});
        row("Chinese needs no space", "今天下雨。真的吗？“是！”好", {"今天下雨。", "真的吗？", "“是！”", "好"});
        row("other white space", "One.\tTwo.\u3000Three.", {"One.", "Two.", "Three."});
        row("only space", " \t ", {});
        row("only a mark", ".", {"."});
    }
    void sentences()
    {
        QFETCH(QString, line);
        QFETCH(QStringList, sentences);
        QStringList found;
        for (const std::string &sentence : split_sentences(line.toStdString()))
            found.append(QString::fromStdString(sentence));
        QCOMPARE(found, sentences);
    }

    void blank_lines_end_documents()
    {
        const Corpus corpus = corpus_of("\xEF\xBB\xBF\r\nOne. Two.\r\nThree.\r\n \t\r\n\r\nFour.");
        QCOMPARE(corpus.documents.size(), std::size_t(2));
        QVERIFY((corpus.documents[0].sentences == Sentences{"One.", "Two.", "Three."}));
        QVERIFY((corpus.documents[1].sentences == Sentences{"Four."}));
        QCOMPARE(corpus.documents[0].line, std::size_t(2));
        QCOMPARE(corpus.documents[1].line, std::size_t(6));
        QCOMPARE(corpus.sentences(), std::size_t(4));
    }

    void several_files_and_their_faults()
    {
        QTemporaryDir folder;
        const auto file = [&folder](const char *name, const std::string &content) {
            const std::filesystem::path path = path_from_utf8(folder.filePath(name).toStdString());
            std::ofstream(path, std::ios::binary) << content;
            return path;
        };
        const std::array good{file("a.txt", "One."), file("b.txt", "Two.\n")};
        const Corpus corpus = Corpus::read(good);
        QCOMPARE(corpus.documents.size(), std::size_t(2)); // the end of a file ends a document
        QCOMPARE(corpus.documents[1].file, std::string("b.txt"));

        const std::array wrong{good[0], file("c.txt", "fine\nfine\nbad \xFF byte\n")};
        const std::string encoding = error_sentence([&] { Corpus::read(wrong); });
        QVERIFY2(encoding.find("c.txt") != std::string::npos && encoding.find("line 3") != std::string::npos,
                 encoding.c_str());
        const std::array blank{file("d.txt", " \n\n"), file("e.txt", "")};
        const std::string empty = error_sentence([&] { Corpus::read(blank); });
        QVERIFY2(empty.find("d.txt, e.txt") != std::string::npos, empty.c_str());
        const std::array missing{path_from_utf8(folder.filePath("none.txt").toStdString())};
        QVERIFY(error_sentence([&] { Corpus::read(missing); }).find("none.txt") != std::string::npos);
    }

    void pieces_keep_their_places()
    {
        Corpus corpus = corpus_of("Ab. c\n\nd");
        corpus.documents[0].sentences.insert(corpus.documents[0].sentences.begin() + 1, "\u200B"); // cleaned away
        const Vocabulary vocabulary = letters();
        const EncodedCorpus pieces = encoded(corpus, vocabulary);
        QCOMPARE(pieces.documents(), Index(2));
        QCOMPARE(pieces.sentences(0), Index(3));
        QVERIFY(pieces.sentence(0, 1).empty());
        const auto first = pieces.sentence(0, 0);
        QVERIFY((std::vector(first.begin(), first.end()) ==
                 std::vector{*vocabulary.find("a"), *vocabulary.find("##b"), *vocabulary.find(".")}));
        QCOMPARE(pieces.sentence(1, 0)[0], *vocabulary.find("d"));
        QCOMPARE(piece_counts(pieces, vocabulary.size())[static_cast<std::size_t>(*vocabulary.find("##b"))],
                 std::uint64_t(1));
    }

    void pieces_are_those_of_the_tokenizer_with_any_number_of_threads()
    {
        const std::array files{classroom_file("heldout.txt")};
        const Corpus corpus = Corpus::read(files);
        const Tokenizer tokenizer(Vocabulary::from_text(read_text_file(classroom_file("vocab.txt")), "vocab.txt"),
                                  true);
        Workers one(1), three(3);
        const EncodedCorpus pieces(corpus, tokenizer, one, nullptr), same(corpus, tokenizer, three, nullptr);
        QVERIFY(std::ranges::equal(pieces.pieces(), same.pieces()));
        QCOMPARE(pieces.documents(), Index(88));
        for (Index document = 0; document < pieces.documents(); ++document)
            for (Index sentence = 0; sentence < pieces.sentences(document); ++sentence) {
                const auto &text =
                    corpus.documents[static_cast<std::size_t>(document)].sentences[static_cast<std::size_t>(sentence)];
                const std::vector<std::int32_t> ids = tokenizer.encode(text).ids; // with [CLS] and [SEP]
                QVERIFY(
                    std::ranges::equal(pieces.sentence(document, sentence), std::span(ids).subspan(1, ids.size() - 2)));
            }
        QVERIFY_EXCEPTION_THROWN(EncodedCorpus(corpus, tokenizer, one, [] { return true; }), Cancelled);
    }

    void holding_out_takes_documents_away()
    {
        Corpus corpus = corpus_of("a.\n\nb.\n\nc.\n\nd.\n\ne.");
        const auto numbers = choose_held_out(5, 0.4, 2, 3);
        const Corpus held_out = hold_out(corpus, 0.4, 2, 3);
        QCOMPARE(held_out.documents.size(), std::size_t(2));
        QCOMPARE(corpus.documents.size(), std::size_t(3));
        for (std::size_t i = 0; i < 2; ++i)
            QCOMPARE(held_out.documents[i].sentences.front(),
                     std::string(1, static_cast<char>('a' + numbers[i])) + ".");
        QVERIFY(hold_out(corpus, 0.4, 2, 3).documents.empty()); // three are too few for two on either side
        QCOMPARE(corpus.documents.size(), std::size_t(3));
    }

    void held_out_documents()
    {
        const auto chosen = choose_held_out(1000, 0.05, 1, 7);
        QCOMPARE(chosen.size(), std::size_t(50));
        QVERIFY(std::ranges::is_sorted(chosen));
        QCOMPARE(std::set(chosen.begin(), chosen.end()).size(), std::size_t(50));
        QVERIFY(chosen == choose_held_out(1000, 0.05, 1, 7));
        QVERIFY(chosen != choose_held_out(1000, 0.05, 1, 8));
        QCOMPARE(choose_held_out(2, 0.01, 1, 7).size(), std::size_t(1));
        QCOMPARE(choose_held_out(6, 0.99, 2, 7).size(), std::size_t(4));
    }
};

QTEST_GUILESS_MAIN(CorpusTest)
#include "corpus_test.moc"
