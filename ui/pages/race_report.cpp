#include "pages/race_report.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/mapped_file.h"
#include "pages/race_curves.h"
#include "pages/recipe_wording.h"
#include "pages/wording.h"
#include "plots/fonts.h"
#include "plots/number_table.h"
#include "plots/sheet.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>
#include <QPageSize>
#include <QPdfWriter>
#include <QTextDocument>

#include <algorithm>

namespace bertlab {

namespace {

constexpr int pictureWidth = 600, pictureHeight = 172; // of a page, and in pixels of the window
constexpr double pictureScale = 2, textPoints = 9;

struct RaceReportWords
{
    Q_DECLARE_TR_FUNCTIONS(RaceReport)
};

QString escaped(const QString &text)
{
    return text.toHtmlEscaped();
}

QString row(const QStringList &cells, const QString &tag = QStringLiteral("td"), const QString &attributes = {})
{
    QString html = QStringLiteral("<tr%1>").arg(attributes);
    for (const QString &cell : cells) // what stands in them is escaped here, and nowhere else
        html += QStringLiteral("<%1>%2</%1>").arg(tag, escaped(cell));
    return html + QStringLiteral("</tr>\n");
}

QString table(const QStringList &head, const QString &rows)
{
    return QStringLiteral("<table width=\"100%\" cellspacing=\"0\" cellpadding=\"4\">\n") +
           row(head, QStringLiteral("th")) + rows + QStringLiteral("</table>\n");
}

QString section(const QString &title, const QString &attributes = {})
{
    return QStringLiteral("<h2%1>%2</h2>\n").arg(attributes, escaped(title));
}

QString paragraph(const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<p>%1</p>\n").arg(escaped(text));
}

/// The differing row is bold, tinted and says so.
QString recipes(const RunRecipe &first, const RunRecipe &second)
{
    const QList<Setting> differing = differences(first, second);
    QString rows;
    for (int i = 0; i < settingCount; ++i) {
        const auto setting = static_cast<Setting>(i);
        const bool differs = differing.contains(setting);
        rows += row({nameOf(setting), valueOf(setting, first), valueOf(setting, second),
                     differs ? RaceReportWords::tr("◀ differs") : QString()},
                    QStringLiteral("td"),
                    differs ? QStringLiteral(" class=\"differs\" style=\"font-weight: bold; background: #FFF3C4\"")
                            : QString());
    }
    return table(
        {RaceReportWords::tr("Setting"), RaceReportWords::tr("First run"), RaceReportWords::tr("Second run"), {}},
        rows);
}

QString runs(const RunRecord &first, const RunRecord &second)
{
    const auto both = [&](const QString &name, const auto &of) {
        return row({name, of(first.course), of(second.course)});
    };
    QString rows = both(RaceReportWords::tr("steps taken"), [](const TrainingProgress &c) {
        return RaceReportWords::tr("%1 of %2").arg(grouped(c.step), grouped(c.recipe->steps));
    });
    rows +=
        both(RaceReportWords::tr("seed"), [](const TrainingProgress &c) { return QString::number(c.recipe->seed); });
    rows += both(RaceReportWords::tr("tokens read"),
                 [](const TrainingProgress &c) { return grouped(qlonglong(c.tokens)); });
    rows += both(RaceReportWords::tr("seconds spent on steps"),
                 [](const TrainingProgress &c) { return QString::number(c.seconds, 'f', 1); });
    rows += both(RaceReportWords::tr("tokens a second"), [](const TrainingProgress &c) {
        return c.seconds > 0 ? grouped(qlonglong(double(c.tokens) / c.seconds)) : QStringLiteral("–");
    });
    return table({{}, RaceReportWords::tr("First run"), RaceReportWords::tr("Second run")}, rows);
}

QString picture(const CurvePlotData &data, const QString &title, const QString &legend)
{
    CurvePlotView view(QStringLiteral("report"));
    view.resize(pictureWidth - 32, pictureHeight);
    view.setTitle(title, legend);
    view.setData(data);
    if (!view.hasContent())
        return {};
    Sheet sheet = Sheet::ofView(view, {}, {});
    sheet.palette.background = sheet.palette.panel; // paper is white
    QBuffer png;
    png.open(QIODevice::WriteOnly);
    toImage(sheet, pictureScale).save(&png, "PNG");
    return QStringLiteral("<p><img width=\"%1\" alt=\"%2\" src=\"data:image/png;base64,%3\"></p>\n")
        .arg(pictureWidth)
        .arg(escaped(title + QStringLiteral(". ") + view.description()), QString::fromLatin1(png.data().toBase64()));
}

QString pictures(const TrainingProgress &first, const TrainingProgress &second)
{
    const RaceCurves curves = raceCurves(first, second);
    return picture(curves.masked, RaceReportWords::tr("Masked words: loss"), raceLegend()) +
           picture(curves.next, RaceReportWords::tr("Next sentence: loss"), raceLegend()) +
           picture(curves.accuracy, RaceReportWords::tr("Held-out accuracy, %"), raceLegend()) +
           paragraph(RaceReportWords::tr(
               "The second run is thick and solid, the first thin and dashed. Losses are those of held-out "
               "text; where a run was too short for a curve of them, thin lines show every step of the "
               "training too (the first dotted)."));
}

QString numberRow(const QString &name, std::optional<double> first, std::optional<double> second, double factor,
                  int decimals)
{
    if (!first && !second)
        return {};
    const auto text = [&](double value) {
        return QLocale(QLocale::English).toString(factor * value, 'f', decimals).replace(u'-', u'−');
    };
    QString change = QStringLiteral("–");
    if (first && second)
        change = (*second >= *first ? QStringLiteral("+") : QString()) + text(*second - *first);
    return row(
        {name, first ? text(*first) : QStringLiteral("–"), second ? text(*second) : QStringLiteral("–"), change});
}

QString heldOut(const TrainingProgress &first, const TrainingProgress &second)
{
    const auto step = lastEvaluatedInBoth(first.history, second.history);
    if (!step)
        return paragraph(RaceReportWords::tr("Nothing is held out: there is no such number."));
    const HeldOutNumbers one = heldOutBehind(first.history, *step), two = heldOutBehind(second.history, *step);
    return paragraph(RaceReportWords::tr("Behind step %1, the last at which both were measured.").arg(grouped(*step))) +
           table({{},
                  RaceReportWords::tr("First run"),
                  RaceReportWords::tr("Second run"),
                  RaceReportWords::tr("Second − first")},
                 numberRow(RaceReportWords::tr("masked words: loss"), one.maskedLoss, two.maskedLoss, 1, 4) +
                     numberRow(RaceReportWords::tr("masked words: accuracy, %"), one.maskedAccuracy, two.maskedAccuracy,
                               100, 1) +
                     numberRow(RaceReportWords::tr("next sentence: loss"), one.nextLoss, two.nextLoss, 1, 4) +
                     numberRow(RaceReportWords::tr("next sentence: accuracy, %"), one.nextAccuracy, two.nextAccuracy,
                               100, 1)) +
           paragraph(caveatOfRace(*first.recipe, *second.recipe)) +
           paragraph(RaceReportWords::tr("One seed is one throw of the dice: a small difference may be luck."));
}

QString guessesInWords(const QList<ProbeListData::Guess> &guesses, const QString &expected)
{
    QStringList words;
    for (const ProbeListData::Guess &guess : guesses)
        words.append((guess.label == expected ? QStringLiteral("✓ ") : QString()) + guess.label + u' ' +
                     shortNumber(guess.probability));
    return words.join(QStringLiteral(", "));
}

QString probes(const TrainingProgress &first, const TrainingProgress &second)
{
    const QList<Index> asked = stepsAskedInBoth(first.history, second.history);
    if (asked.isEmpty())
        return {};
    QString rows;
    for (const ProbeListData::Row &probe : raceProbes(first, second, asked.last(), {}).rows)
        rows += row({probe.text, probe.expected, guessesInWords(probe.guesses, probe.expected),
                     guessesInWords(probe.others, probe.expected)});
    return paragraph(RaceReportWords::tr(
                         "The three best guesses with their probabilities behind step %1; ✓ marks the right one.")
                         .arg(grouped(asked.last()))) +
           table({RaceReportWords::tr("Sentence"), RaceReportWords::tr("Right"), RaceReportWords::tr("First run"),
                  RaceReportWords::tr("Second run")},
                 rows);
}

void write(const QString &path, const QByteArray &bytes)
{
    write_file_atomically(path_from_utf8(path.toStdString()), std::as_bytes(std::span(bytes.data(), bytes.size())));
}

QByteArray pdfOf(const QString &html, const QString &title)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(title);
        writer.setCreator(QStringLiteral("BertLab"));
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setResolution(300);
        QTextDocument document;
        QFont font = fonts::text();
        font.setPointSizeF(textPoints); // pixels would be those of the paper
        document.setDefaultFont(font);
        document.setHtml(html);
        document.print(&writer);
    }
    return bytes;
}

QString titleOf(const RunRecord &second)
{
    return RaceReportWords::tr("Recipe race: %1").arg(second.title);
}

} // namespace

QString raceReport(const RunRecord &first, const RunRecord &second)
{
    const RunRecipe &one = *first.course.recipe, &two = *second.course.recipe;
    QStringList words;
    for (const Setting setting : differences(one, two))
        words.append(differenceInWords(setting, one, two));
    return QStringLiteral("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">\n<title>%1</title>\n"
                          "<style>body { font-family: Inter, sans-serif; max-width: 52em; margin: 2em auto; "
                          "padding: 0 1em; color: #1B2430; }\n"
                          "table { border-collapse: collapse; } img { max-width: 100%; }\n"
                          "th, td { text-align: left; vertical-align: top; border-bottom: 1px solid #DFE3E8; }\n"
                          "th { color: #66717F; }\n</style></head>\n<body>\n<h1>%1</h1>\n")
               .arg(escaped(titleOf(second))) +
           paragraph(RaceReportWords::tr("Two runs on the same text with the same seed. What differs: %1.")
                         .arg(words.isEmpty() ? RaceReportWords::tr("nothing") : words.join(QStringLiteral("; ")))) +
           section(RaceReportWords::tr("The runs")) + runs(first, second) +
           section(RaceReportWords::tr("Curves")) + pictures(first.course, second.course) +
           section(RaceReportWords::tr("Held-out text")) + heldOut(first.course, second.course) +
           section(RaceReportWords::tr("Probe sentences")) + probes(first.course, second.course) +
           section(RaceReportWords::tr("The recipes"), QStringLiteral(" style=\"page-break-before: always\"")) +
           recipes(one, two) + QStringLiteral("</body></html>\n");
}

void saveRaceReport(const RunRecord &first, const RunRecord &second, const QString &path)
{
    const QString html = raceReport(first, second);
    if (QFileInfo(path).suffix().compare(QLatin1String("pdf"), Qt::CaseInsensitive) == 0)
        write(path, pdfOf(html, titleOf(second)));
    else
        write(path, html.toUtf8());
}

} // namespace bertlab
