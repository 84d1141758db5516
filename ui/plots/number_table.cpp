#include "plots/number_table.h"

#include <QLocale>

#include <cmath>

namespace bertlab {

namespace {

QByteArray field(const QString &text)
{
    QByteArray bytes = text.toUtf8();
    const bool quoted = bytes.contains(',') || bytes.contains('"') || bytes.contains('\n') || bytes.contains('\r');
    return quoted ? '"' + bytes.replace("\"", "\"\"") + '"' : bytes;
}

QString withMinusSign(QString text)
{
    return text.replace(QLatin1Char('-'), QChar(0x2212));
}

/// "9.58×10⁻⁶" for "9.58e-06".
QString withPower(const QString &text)
{
    const qsizetype e = text.indexOf(u'e');
    if (e < 0)
        return text;
    QString power = QString::number(text.mid(e + 1).toInt());
    for (QChar &sign : power)
        sign = sign == u'-' ? u'⁻' : QStringView(u"⁰¹²³⁴⁵⁶⁷⁸⁹")[sign.digitValue()];
    return text.left(e) + QStringLiteral("×10") + power;
}

/// The words for what is no number; nothing for a number.
QString notFinite(double value)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    return {};
}

} // namespace

QByteArray NumberTable::toCsv() const
{
    Q_ASSERT(rows.size() == values.size());
    QByteArray csv = field(tensor);
    for (const QString &column : columns)
        csv += ',' + field(column);
    csv += "\r\n";
    for (qsizetype row = 0; row < rows.size(); ++row) {
        Q_ASSERT(values[row].size() == columns.size());
        csv += field(rows[row]);
        for (const double value : values[row])
            csv += ',' + QByteArray::number(value, 'g', 9);
        csv += "\r\n";
    }
    return csv;
}

QString shortNumber(double value)
{
    if (!std::isfinite(value))
        return notFinite(value);
    const double size = std::abs(value);
    const bool whole = size >= 999.5 && size < 1e6; // 1174 rather than 1.17e+03
    const QString text = whole ? QString::number(value, 'f', 0) : QString::number(value, 'g', 3);
    return withMinusSign(withPower(text));
}

QString grouped(qlonglong number)
{
    return QLocale(QLocale::English).toString(number);
}

QString fullNumber(float value)
{
    if (!std::isfinite(value))
        return notFinite(static_cast<double>(value));
    QString text;
    for (int digits = 6; digits <= 9; ++digits) { // nine always bring a float back
        text = QString::number(static_cast<double>(value), 'g', digits);
        if (text.toFloat() == value)
            break;
    }
    return withMinusSign(text);
}

} // namespace bertlab
