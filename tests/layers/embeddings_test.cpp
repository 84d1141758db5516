#include "layers/embeddings.h"

#include "layers/numbers.h"

#include <QTest>

using namespace bertlab;
using namespace bertlab::test;

class EmbeddingsTest : public QObject
{
    Q_OBJECT
private slots:
    void adds_the_three_rows();
    void gathers_rows();

private:
    const Matrix m_word = random_matrix(50, 19, 1), m_position = random_matrix(40, 19, 2),
                 m_token_type = random_matrix(2, 19, 3);
    const std::vector<std::int32_t> m_words{49, 0, 7, 7}, m_positions{0, 39, 2, 3}, m_token_types{0, 0, 1, 1};
};

void EmbeddingsTest::adds_the_three_rows()
{
    Matrix sum = Matrix::Constant(4, 19, NAN);
    Workers workers(2);
    embeddings_forward({m_words, m_positions, m_token_types}, {view(m_word), view(m_position), view(m_token_type)},
                       view(sum), workers);
    DoubleMatrix expected(4, 19);
    for (std::size_t i = 0; i < 4; ++i) {
        expected.row(static_cast<Index>(i)) = m_word.row(m_words[i]).cast<double>() +
                                              m_position.row(m_positions[i]).cast<double>() +
                                              m_token_type.row(m_token_types[i]).cast<double>();
    }
    VERIFY_CLOSE(sum, expected, 5e-7);
}

void EmbeddingsTest::gathers_rows()
{
    Matrix gathered(4, 19);
    gather_rows(view(m_word), m_words, view(gathered));
    for (std::size_t i = 0; i < 4; ++i)
        QVERIFY(same_bits(gathered.row(static_cast<Index>(i)), m_word.row(m_words[i])));
}

QTEST_GUILESS_MAIN(EmbeddingsTest)
#include "embeddings_test.moc"
