// Contact sheets of the whole window: every page in both themes, at several lengths and sizes. For the eye, run by
// `./dev sheets`; it checks nothing.
#include "plots/fonts.h"
#include "random_base.h"
#include "window_fixture.h"

#include <QAbstractButton>
#include <QAction>
#include <QDir>
#include <QLoggingCategory>
#include <QPainter>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace bertlab;

namespace {

constexpr QSize sizes[]{{1440, 900}, {1366, 768}};
constexpr int lengths[]{3, 30, 128, 512};
constexpr int readByBuiltin = 128; ///< what is longer is read by a base-size model of random weights
constexpr int across = 3, gap = 12, heading = 30;
constexpr double scale = 0.62; ///< of each window: its smallest words can still be read

/// What a sheet shows apart from its pages.
struct Variant
{
    QSize size;
    Theme theme;
    int tokens;
    Language language = Language::english;
    bool projector = false;

    QString name() const
    {
        return QStringLiteral("%1x%2-%3-%4-tokens-%5%6")
            .arg(size.width())
            .arg(size.height())
            .arg(theme == Theme::dark ? "dark" : "light")
            .arg(tokens)
            .arg(language == Language::chinese ? "chinese" : "english", projector ? "-projector" : "");
    }
};

/// The lengths outside: only the longest needs another model.
QList<Variant> variants()
{
    QList<Variant> all;
    for (const int tokens : lengths)
        for (const QSize &size : sizes)
            for (const Theme theme : {Theme::light, Theme::dark})
                for (const Language language : {Language::english, Language::chinese})
                    for (const bool projector : {false, true})
                        all.append({size, theme, tokens, language, projector});
    return all;
}

QString wordsOf(int count)
{
    static const QStringList words =
        QString("in autumn the leaves fall from the trees and the old man saw a red door in the wall").split(u' ');
    QStringList text;
    for (int i = 0; i < count; ++i)
        text.append(words[i % words.size()]);
    return text.join(u' ');
}

/// As many tokens as asked for, [CLS] and [SEP] included: one sentence if they are few, else a pair.
std::pair<QString, QString> sentencesOf(int tokens)
{
    if (tokens < 10)
        return {wordsOf(tokens - 2), {}};
    const int first = (tokens - 3) / 2;
    return {wordsOf(first), wordsOf(tokens - 3 - first)};
}

/// None, one or several gaps.
QSet<int> coveredOf(int tokens)
{
    return tokens < 10 ? QSet<int>{} : tokens < 100 ? QSet<int>{4} : QSet<int>{4, 20, 40, 90};
}

void settle(const WindowFixture &fixture)
{
    QElapsedTimer quiet;
    quiet.start();
    while (quiet.elapsed() < 250) { // motions end within 200 ms
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        if (!fixture.isReady() || fixture.window->currentPage()->isBusy())
            quiet.restart();
    }
}

bool isProjected = false; ///< the window now

void apply(const Variant &variant, WindowFixture &fixture)
{
    fixture.window->setTheme(variant.theme);
    fixture.window->setLanguage(variant.language);
    if (std::exchange(isProjected, variant.projector) != variant.projector)
        fixture.control<QAction>("projector")->trigger();
    fixture.window->resize(variant.size);
    const auto [text, pair] = sentencesOf(variant.tokens);
    fixture.window->session().setAll(text, pair, coveredOf(variant.tokens));
    Selection chosen;
    chosen.token = chosen.lastToken = 1;
    chosen.key = 0;
    settle(fixture);
    fixture.window->session().selection().hold(chosen);
}

QImage sheetOf(const Variant &variant, WindowFixture &fixture)
{
    apply(variant, fixture);
    const auto pages = fixture.control("navigation")->findChildren<QAbstractButton *>(QRegularExpression("^navigate-"));
    const QSize thumbnail = variant.size * scale;
    const auto rows = static_cast<int>((pages.size() + across - 1) / across);
    QImage sheet(across * (thumbnail.width() + gap) + gap, rows * (thumbnail.height() + gap + heading) + gap,
                 QImage::Format_RGB32);
    sheet.fill(0x808080);
    QPainter painter(&sheet);
    painter.setPen(Qt::white);
    painter.setFont(fonts::text(16, QFont::DemiBold));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (int i = 0; i < pages.size(); ++i) {
        const QString id = pages[i]->objectName().mid(int(qstrlen("navigate-")));
        fixture.window->showPage(id);
        settle(fixture);
        const QPoint corner(gap + i % across * (thumbnail.width() + gap),
                            gap + i / across * (thumbnail.height() + gap + heading));
        painter.drawText(QRect(corner, QSize(thumbnail.width(), heading)), Qt::AlignLeft | Qt::AlignVCenter,
                         id + QStringLiteral(" · ") + variant.name());
        const QImage window = fixture.window->grab().toImage();
        painter.drawImage(corner + QPoint(0, heading),
                          window.scaled(thumbnail, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    }
    return sheet;
}

} // namespace

/// Arguments: the folder; then parts of names ("dark-3-"), of which a sheet's name must have one.
int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QLoggingCategory::setFilterRules("qt.qpa.*=false\nqt.text.*=false");
    const QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const QDir folder(arguments.value(1, "sheets"));
    if (!folder.mkpath("."))
        qFatal("%s cannot be made", qUtf8Printable(folder.path()));
    prepareApplication();
    WindowFixture fixture;
    fixture.settings->setLastSession(
        {{"text", wordsOf(6)}, {"model", QJsonObject{{"kind", "builtin"}, {"value", "reference"}}}});
    fixture.settings->setHintsSeen(true);
    fixture.window = std::make_unique<MainWindow>(*fixture.settings, fixture.dialogs);
    fixture.window->start();
    fixture.window->show();
    settle(fixture);
    const QTemporaryDir baseModel;
    for (const Variant &variant : variants()) {
        const QString name = variant.name();
        const auto isIn = [&name](const QString &part) { return name.contains(part); };
        if (arguments.size() > 2 && !std::any_of(arguments.begin() + 2, arguments.end(), isIn))
            continue;
        if (variant.tokens > readByBuiltin && fixture.window->session().model()->bert.config().num_hidden_layers < 12) {
            test::writeRandomBase(baseModel.filePath("base"));
            fixture.window->openModel({ModelReference::Kind::directory, baseModel.filePath("base")});
        }
        const QString path = folder.filePath(name + QStringLiteral(".png"));
        if (!sheetOf(variant, fixture).save(path))
            qFatal("%s cannot be written", qUtf8Printable(path));
        QTextStream(stdout) << path << Qt::endl;
    }
    return 0;
}
