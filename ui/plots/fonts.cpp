#include "plots/fonts.h"

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

} // namespace

void load()
{
    static const bool loaded = [] {
        registerFontFiles();
        for (const char *file : {"Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "Inter-Italic.otf",
                                 "DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf"})
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
