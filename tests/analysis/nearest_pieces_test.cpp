#include "analysis/nearest_pieces.h"

#include "analysis/similarity.h"
#include "base/error.h"
#include "model/small_model.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace bertlab;
using namespace bertlab::test;

class NearestPiecesTest : public QObject
{
    Q_OBJECT
private slots:
    void equal_the_sorted_cosines_of_all_rows();
    void operands_give_the_cosine();
    void equal_rows_come_by_id_and_zero_has_no_direction();
    void rows_without_a_piece_are_left_out();
    void gives_no_more_than_there_is();
    void can_be_cancelled();

private:
    static constexpr auto table_name = "bert.embeddings.word_embeddings.weight";
};

void NearestPiecesTest::equal_the_sorted_cosines_of_all_rows()
{
    const Bert bert(random_parameters(small_config()));
    const Matrix cosines = cosine_similarities(view(bert.tensor(table_name)));
    const Index rows = cosines.rows();
    for (std::int32_t id = 0; id < rows; ++id) {
        std::vector<std::int32_t> expected(static_cast<std::size_t>(rows));
        std::iota(expected.begin(), expected.end(), 0);
        std::erase(expected, id);
        std::ranges::stable_sort(expected, [&](auto a, auto b) { return cosines(id, a) > cosines(id, b); });
        const NearestPieces nearest = nearest_pieces(bert, id, rows, 8);
        QCOMPARE(nearest.pieces.size(), std::size_t(8));
        for (std::size_t place = 0; place < 8; ++place) {
            QCOMPARE(nearest.pieces[place].id, expected[place]);
            QVERIFY(std::abs(nearest.pieces[place].cosine - double(cosines(id, expected[place]))) <= 1e-6);
        }
    }
}

void NearestPiecesTest::operands_give_the_cosine()
{
    const Bert bert(random_parameters(small_config()));
    const NearestPieces nearest = nearest_pieces(bert, 7, 50, 49);
    const Eigen::RowVectorXd own = bert.token_row(7).cast<double>();
    QVERIFY(std::abs(nearest.length - own.norm()) <= 1e-12);
    for (const NearPiece &piece : nearest.pieces) {
        const Eigen::RowVectorXd row = bert.token_row(piece.id).cast<double>();
        QVERIFY(std::abs(piece.dot - own.dot(row)) <= 1e-12);
        QVERIFY(std::abs(piece.length - row.norm()) <= 1e-12);
        QVERIFY(std::abs(piece.cosine - piece.dot / (nearest.length * piece.length)) <= 1e-15);
    }
}

void NearestPiecesTest::equal_rows_come_by_id_and_zero_has_no_direction()
{
    Parameters parameters = random_parameters(small_config());
    MatrixView table = parameters.tensor(table_name);
    table.row(4) = table.row(30);
    table.row(12) = 2 * table.row(30); // longer, in the same direction
    table.row(9).setZero();
    const Bert bert(parameters);
    const NearestPieces nearest = nearest_pieces(bert, 30, 50, 50);
    QCOMPARE(nearest.pieces[0].id, 4);
    QCOMPARE(nearest.pieces[1].id, 12);
    QVERIFY(std::abs(nearest.pieces[1].cosine - 1) <= 1e-12);
    const auto zero = std::ranges::find(nearest.pieces, 9, &NearPiece::id);
    QVERIFY(zero != nearest.pieces.end());
    QCOMPARE(zero->cosine, 0.);
    const NearestPieces of_zero = nearest_pieces(bert, 9, 50, 3);
    QCOMPARE(of_zero.length, 0.);
    for (std::int32_t id = 0; id < 3; ++id) // all alike: by id
        QCOMPARE(of_zero.pieces[std::size_t(id)].id, id);
}

void NearestPiecesTest::rows_without_a_piece_are_left_out()
{
    Parameters parameters = random_parameters(small_config());
    MatrixView table = parameters.tensor(table_name);
    table.row(49) = table.row(3);
    const Bert bert(parameters);
    QCOMPARE(nearest_pieces(bert, 3, 50, 1).pieces.front().id, 49);
    for (const NearPiece &piece : nearest_pieces(bert, 3, 48, 50).pieces)
        QVERIFY(piece.id < 48);
}

void NearestPiecesTest::gives_no_more_than_there_is()
{
    const Bert bert(random_parameters(small_config()));
    QCOMPARE(nearest_pieces(bert, 0, 50, 500).pieces.size(), std::size_t(49)); // without itself
    QCOMPARE(nearest_pieces(bert, 0, 50, 0).pieces.size(), std::size_t(0));
    QCOMPARE(nearest_pieces(bert, 49, 20, 500).pieces.size(), std::size_t(20));
}

void NearestPiecesTest::can_be_cancelled()
{
    Config config = small_config();
    config.vocab_size = 2000;
    const Bert bert(random_parameters(config));
    int asked = 0;
    QVERIFY_THROWS_EXCEPTION(Cancelled, nearest_pieces(bert, 0, 2000, 8, [&asked] { return ++asked == 3; }));
    QCOMPARE(asked, 3); // it is asked while it works, not only before
}

QTEST_APPLESS_MAIN(NearestPiecesTest)
#include "nearest_pieces_test.moc"
