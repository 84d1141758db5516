#pragma once

#include "window/settings.h"

#include <QTranslator>

#include <memory>
#include <vector>

namespace bertlab {

/// The language of the whole program. English is in the sources; another one is a file of resources/translations, with
/// Qt's own words where the system has them.
class Translation
{
public:
    explicit Translation(Language language) { setLanguage(language); }
    ~Translation();

    /// Every widget is told to change its words (QEvent::LanguageChange).
    void setLanguage(Language language);
    /// What `system` stands for.
    static Language ofSystem();

private:
    void install(const QString &file, const QString &folder);
    std::vector<std::unique_ptr<QTranslator>> m_installed;
};

} // namespace bertlab
