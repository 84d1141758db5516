#include "plots/fonts.h"

#include <QFile>
#include <QFontDatabase>
#include <QStringList>

#include <cmath>

// Out of every namespace, as Qt asks: a static library's resources are not registered by themselves.
static void registerFontFiles()
{
    Q_INIT_RESOURCE(fonts);
}

namespace bertlab::fonts {

namespace {

QFont font(const QStringList &families, double pixels, QFont::Weight weight)
{
    QFont f;
    f.setFamilies(families);
    f.setPixelSize(static_cast<int>(std::lround(pixels)));
    f.setWeight(weight);
    return f;
}

/// Without its contextual alternates (brackets for capitals, an arrow in place of ->): text is shown as it is written,
/// and their glyphs stand for no character, so that [MASK] copied from a PDF would have no brackets.
QByteArray withoutAlternates(const QString &file)
{
    QFile font(file);
    font.open(QIODevice::ReadOnly);
    return font.readAll().replace("calt", "none"); // the tag of the feature; each file has it once
}

} // namespace

void load()
{
    static const bool loaded = [] {
        registerFontFiles();
        for (const char *file : {"Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "Inter-Italic.otf"})
            QFontDatabase::addApplicationFontFromData(
                withoutAlternates(QStringLiteral(":/fonts/") + QLatin1String(file)));
        for (const char *file : {"DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf"})
            QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/") + QLatin1String(file));
        return true;
    }();
    Q_UNUSED(loaded)
}

QFont text(double pixels, QFont::Weight weight)
{
    return font({"Inter", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "sans-serif"}, pixels, weight);
}

QFont mono(double pixels, QFont::Weight weight)
{
    QFont f = font({"DejaVu Sans Mono", "Noto Sans Mono CJK SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei",
                    "monospace"},
                   pixels, weight);
    f.setStyleHint(QFont::TypeWriter);
    return f;
}

} // namespace bertlab::fonts
