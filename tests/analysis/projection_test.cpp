#include "analysis/projection.h"

#include "base/error.h"
#include "layers/numbers.h"

#include <Eigen/Eigenvalues>

#include <QTest>

#include <cmath>

using namespace bertlab;
using namespace bertlab::test;

/// Principal components against Eigen's full decomposition.
class ProjectionTest : public QObject
{
    Q_OBJECT
private slots:
    void is_the_full_decomposition_data();
    void is_the_full_decomposition();
    void finds_a_line();
    void has_no_direction_for_equal_rows();
    void can_be_cancelled();
};

void ProjectionTest::is_the_full_decomposition_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");
    QTest::addColumn<int>("dimensions");
    QTest::newRow("more rows than dimensions") << 60 << 41 << 12;
    QTest::newRow("fewer") << 5 << 4 << 64;
    QTest::newRow("two dimensions") << 9 << 3 << 2;
}

void ProjectionTest::is_the_full_decomposition()
{
    QFETCH(int, first);
    QFETCH(int, second);
    QFETCH(int, dimensions);
    Matrix all = random_matrix(first + second, dimensions, 7, 1);
    for (Index column = 0; column < dimensions; ++column) // no two variances alike
        all.col(column) *= 1 + 0.5F * static_cast<float>(column % 5);
    const std::vector<ConstMatrixView> groups{rows_of(view(std::as_const(all)), 0, first),
                                              rows_of(view(std::as_const(all)), first, second)};
    const Projection projection = principal_components(groups, 2);

    const Eigen::MatrixXd centred = all.cast<double>().rowwise() - all.cast<double>().colwise().mean();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> full(centred.transpose() * centred);
    const double total = full.eigenvalues().sum();
    for (Index d = 0; d < 2; ++d) {
        const Index column = dimensions - 1 - d;
        QVERIFY(std::abs(projection.shares[static_cast<std::size_t>(d)] - full.eigenvalues()[column] / total) < 1e-7);
        const double along = projection.directions.row(d).dot(full.eigenvectors().col(column));
        QVERIFY2(std::abs(std::abs(along) - 1) < 1e-6, qPrintable(QString::number(along)));
        QVERIFY(projection.directions.row(d).maxCoeff() == projection.directions.row(d).cwiseAbs().maxCoeff());
    }
    QCOMPARE(projection.points.size(), std::size_t(2));
    const Eigen::MatrixXd points = centred * projection.directions.transpose();
    QVERIFY((projection.points[0].cast<double>() - points.topRows(first)).cwiseAbs().maxCoeff() < 1e-5);
    QVERIFY((projection.points[1].cast<double>() - points.bottomRows(second)).cwiseAbs().maxCoeff() < 1e-5);
}

void ProjectionTest::finds_a_line()
{
    Matrix line(4, 3);
    line << 1, 0, 5, 2, 0, 5, 3, 0, 5, 6, 0, 5;
    const std::vector<ConstMatrixView> groups{view(std::as_const(line))};
    const Projection projection = principal_components(groups, 1);
    QVERIFY(std::abs(projection.shares[0] - 1) < 1e-12);
    for (Index row = 0; row < 4; ++row)
        QVERIFY(std::abs(projection.points[0](row, 0) - (line(row, 0) - 3)) < 1e-5F);
}

void ProjectionTest::has_no_direction_for_equal_rows()
{
    const Matrix same = Matrix::Constant(5, 8, 0.25F);
    const std::vector<ConstMatrixView> groups{view(same)};
    const Projection projection = principal_components(groups, 2);
    QCOMPARE(projection.shares, (std::vector<double>{0, 0}));
    QCOMPARE(projection.points[0], Matrix(Matrix::Zero(5, 2)));
}

void ProjectionTest::can_be_cancelled()
{
    const Matrix any = random_matrix(5, 8, 1, 1);
    const std::vector<ConstMatrixView> groups{view(any)};
    QVERIFY_THROWS_EXCEPTION(Cancelled, principal_components(groups, 2, [] { return true; }));
}

QTEST_APPLESS_MAIN(ProjectionTest)
#include "projection_test.moc"
