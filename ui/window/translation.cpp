#include "window/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

// At the top level, as Qt demands it.
static void registerTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace bertlab {

Translation::~Translation()
{
    setLanguage(Language::english);
}

Language Translation::ofSystem()
{
    return QLocale::system().language() == QLocale::Chinese ? Language::chinese : Language::english;
}

void Translation::setLanguage(Language language)
{
    for (const std::unique_ptr<QTranslator> &translator : m_installed)
        QCoreApplication::removeTranslator(translator.get());
    m_installed.clear();
    const Language wanted = language == Language::system ? ofSystem() : language;
    if (wanted != Language::chinese)
        return;
    registerTranslations();
    install(QStringLiteral("qtbase_zh_CN"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(QStringLiteral("bertlab_zh_CN"), QStringLiteral(":/translations"));
}

void Translation::install(const QString &file, const QString &folder)
{
    auto translator = std::make_unique<QTranslator>();
    if (translator->load(file, folder)) {
        QCoreApplication::installTranslator(translator.get());
        m_installed.push_back(std::move(translator));
    }
}

} // namespace bertlab
