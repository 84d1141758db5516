#include "numerics/instruction_set.h"

#include "base/error.h"
#include "numerics/gemm.h"

#include <QTest>

#include <algorithm>

using namespace bertlab;

class InstructionSetTest : public QObject
{
    Q_OBJECT

private slots:
    void best_is_taken_when_nothing_is_asked_for()
    {
        QVERIFY(choose_instruction_set("") == usable_instruction_sets().back());
        QCOMPARE(supported_instruction_sets().front(), std::string("portable"));
        const auto sets = usable_instruction_sets();
        QVERIFY(std::is_sorted(sets.begin(), sets.end()));
    }
    void each_name_is_understood()
    {
        for (const InstructionSet set : usable_instruction_sets())
            QVERIFY(choose_instruction_set(name_of(set)) == set);
    }
    void unknown_name_is_an_error_that_lists_the_usable_ones()
    {
        for (const char *wrong : {"avx1024", "AVX2", " avx2", "avx2,avx512"}) {
            std::string sentence;
            try {
                choose_instruction_set(wrong);
            } catch (const Error &error) {
                sentence = error.what();
            }
            QVERIFY2(sentence.find(wrong) != std::string::npos, sentence.c_str());
            for (const std::string &name : supported_instruction_sets())
                QVERIFY2(sentence.find(name) != std::string::npos, sentence.c_str());
        }
    }
    void environment_decides()
    {
        if (qEnvironmentVariableIsSet("BERTLAB_ISA"))
            QSKIP("BERTLAB_ISA is set from outside");
        qputenv("BERTLAB_ISA", "nonsense");
        QVERIFY_EXCEPTION_THROWN(instruction_set(), Error); // a failed choice is no choice yet
        qputenv("BERTLAB_ISA", "portable");
        QCOMPARE(instruction_set(), std::string("portable"));
        qputenv("BERTLAB_ISA", "");
        QCOMPARE(instruction_set(), std::string("portable")); // the first choice stays
    }
};

QTEST_GUILESS_MAIN(InstructionSetTest)
#include "instruction_set_test.moc"
