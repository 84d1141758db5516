#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace bertlab {

/// The numbers behind a picture, as CSV (as npz: number_archive.h): a first column of row names, then one column each,
/// all digits of a float.
struct NumberTable
{
    QString tensor; ///< name of the tensor (cli.md) or of the quantity
    QStringList columns;
    QStringList rows;
    QList<QList<double>> values; ///< one list a row, as long as columns

    /// RFC 4180, UTF-8, first cell the tensor's name, numbers with 9 significant digits and a point.
    QByteArray toCsv() const;
};

/// 3 significant digits for views ("0.0123", "-1.21", "1.2e-05"); a real minus sign.
QString shortNumber(double value);

/// "1,600", in every language.
QString grouped(qlonglong number);

/// All digits of a float and not one more ("0.31", not "0.310000002"), for labels beside the pointer; a real minus
/// sign.
QString fullNumber(float value);

} // namespace bertlab
