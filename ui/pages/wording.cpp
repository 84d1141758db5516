#include "pages/wording.h"

#include "plots/painting.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

class Wording
{
    Q_DECLARE_TR_FUNCTIONS(Wording)
};

} // namespace

QString toQString(const std::string &utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QList<TokenLabel> tokenLabels(const Reading &reading)
{
    const Vocabulary &vocabulary = reading.model->tokenizer.vocabulary();
    QList<TokenLabel> labels;
    labels.reserve(reading.encoding.size());
    for (std::int32_t position = 0; position < reading.encoding.size(); ++position) {
        const auto at = static_cast<std::size_t>(position);
        const std::int32_t id = reading.input_ids[at];
        labels.append({.text = toQString(reading.token(position)),
                       .typeId = reading.token_type_ids[at],
                       .special = id == vocabulary.cls_id() || id == vocabulary.sep_id() || id == vocabulary.pad_id(),
                       .covered = reading.gap_at(position) != nullptr});
    }
    return labels;
}

QString tokenName(const Reading &reading, int token)
{
    return Wording::tr("%1 (%2)").arg(painting::inLine(toQString(reading.token(token)))).arg(token);
}

QStringList tokenNames(const Reading &reading)
{
    QStringList names;
    names.reserve(reading.encoding.size());
    for (std::int32_t position = 0; position < reading.encoding.size(); ++position)
        names.append(QString::number(position) + u' ' + toQString(reading.token(position)));
    return names;
}

QString countInWords(std::size_t count)
{
    const QLocale locale(QLocale::English);
    const double value = static_cast<double>(count);
    const auto threeDigits = [&](double number) {
        return locale.toString(number, 'f', number < 10 ? 2 : number < 100 ? 1 : 0);
    };
    if (count < 1000)
        return QString::number(count);
    return value < 1e6 ? Wording::tr("%1 k").arg(threeDigits(value / 1e3))
                       : Wording::tr("%1 M").arg(threeDigits(value / 1e6));
}

QStringList captionOf(const Reading &reading)
{
    QStringList caption{toQString(reading.model->name),
                        Wording::tr("A: %1").arg(painting::inLine(toQString(reading.text)))};
    if (reading.pair)
        caption.append(Wording::tr("B: %1").arg(painting::inLine(toQString(*reading.pair))));
    return caption;
}

QStringList calculationLines(const QList<std::pair<QString, QString>> &steps)
{
    QStringList lines;
    for (const auto &[name, value] : steps)
        lines.append(value.isEmpty() ? name : painting::inLine(name) + u'\t' + value);
    return lines;
}

QString withDecimals(double value, int decimals)
{
    return QString::number(value, 'f', decimals).replace(u'-', u'−');
}

QString sum(double value, double added)
{
    const QString sign = added < 0 ? QStringLiteral(" − ") : QStringLiteral(" + ");
    return withDecimals(value) + sign + withDecimals(std::abs(added));
}

QString difference(double value, double subtracted)
{
    return sum(value, -subtracted);
}

} // namespace bertlab
