#include "window/settings.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <array>

namespace bertlab {

namespace {

struct Row
{
    Settings::Key key;
    const char *name; ///< in the file
};

// One row a key, in the order of the enum.
constexpr std::array rows{
    Row{Settings::Key::version, "version"},
    Row{Settings::Key::geometry, "window/geometry"},
    Row{Settings::Key::theme, "window/theme"},
    Row{Settings::Key::page, "window/page"},
    Row{Settings::Key::recentModels, "models/recent"},
    Row{Settings::Key::explanationShown, "window/explanation"},
    Row{Settings::Key::lastSession, "session/last"},
    Row{Settings::Key::hintsSeen, "window/hints_seen"},
    Row{Settings::Key::folder, "export/folder"},
    Row{Settings::Key::ownExamples, "examples/own"},
    Row{Settings::Key::language, "window/language"},
    Row{Settings::Key::dataColors, "window/data_colors"},
};

constexpr bool rowsFollowTheEnum()
{
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (static_cast<std::size_t>(rows[i].key) != i)
            return false;
    }
    return rows.size() == static_cast<std::size_t>(Settings::Key::dataColors) + 1;
}
static_assert(rowsFollowTheEnum());

// In the order of their enums.
constexpr std::array themeNames{"light", "dark", "system"};
constexpr std::array languageNames{"en", "zh_CN", "system"};
constexpr std::array dataColorNames{"blues", "viridis", "cividis"};

constexpr int currentVersion = 1;

} // namespace

Settings::Settings(std::unique_ptr<QSettings> file) : m_file(std::move(file))
{
    setValue(Key::version, currentVersion);
}

Settings::~Settings() = default;

std::unique_ptr<Settings> Settings::ofUser()
{
    std::unique_ptr<Settings> settings(
        new Settings(std::make_unique<QSettings>(QSettings::IniFormat, QSettings::UserScope, "BertLab", "BertLab")));
    settings->m_data = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    return settings;
}

std::unique_ptr<Settings> Settings::temporary()
{
    std::unique_ptr<Settings> settings(new Settings(nullptr));
    settings->m_temporaryData = std::make_unique<QTemporaryDir>();
    settings->m_data = settings->m_temporaryData->path();
    return settings;
}

std::unique_ptr<Settings> Settings::inFile(const QString &path)
{
    std::unique_ptr<Settings> settings(new Settings(std::make_unique<QSettings>(path, QSettings::IniFormat)));
    settings->m_data = QFileInfo(path).absolutePath();
    return settings;
}

QVariant Settings::value(Key key) const
{
    const QString name = rows[static_cast<std::size_t>(key)].name;
    return m_file ? m_file->value(name) : m_values.value(name);
}

void Settings::setValue(Key key, const QVariant &value)
{
    const QString name = rows[static_cast<std::size_t>(key)].name;
    if (m_file)
        m_file->setValue(name, value);
    else
        m_values[name] = value;
}

template <typename Choice, std::size_t count>
Choice Settings::choice(Key key, const std::array<const char *, count> &names, Choice otherwise) const
{
    const QString name = value(key).toString();
    for (std::size_t i = 0; i < count; ++i) {
        if (name == QLatin1String(names[i]))
            return static_cast<Choice>(i);
    }
    return otherwise;
}

QByteArray Settings::geometry() const
{
    return value(Key::geometry).toByteArray();
}

void Settings::setGeometry(const QByteArray &geometry)
{
    setValue(Key::geometry, geometry);
}

Theme Settings::theme() const
{
    return choice(Key::theme, themeNames, Theme::system);
}

void Settings::setTheme(Theme theme)
{
    setValue(Key::theme, QString::fromLatin1(themeNames[static_cast<std::size_t>(theme)]));
}

Language Settings::language() const
{
    return choice(Key::language, languageNames, Language::system);
}

void Settings::setLanguage(Language language)
{
    setValue(Key::language, QString::fromLatin1(languageNames[static_cast<std::size_t>(language)]));
}

DataColors Settings::dataColors() const
{
    return choice(Key::dataColors, dataColorNames, DataColors::blues);
}

void Settings::setDataColors(DataColors colors)
{
    setValue(Key::dataColors, QString::fromLatin1(dataColorNames[static_cast<std::size_t>(colors)]));
}

QString Settings::page() const
{
    return value(Key::page).toString();
}

void Settings::setPage(const QString &id)
{
    setValue(Key::page, id);
}

QString Settings::ownExamples() const
{
    return value(Key::ownExamples).toString();
}

void Settings::setOwnExamples(const QString &text)
{
    setValue(Key::ownExamples, text);
}

QStringList Settings::recentModels() const
{
    return value(Key::recentModels).toStringList().mid(0, mostRecentModels);
}

void Settings::addRecentModel(const QString &folder)
{
    QStringList folders = recentModels();
    folders.removeAll(folder);
    folders.prepend(folder);
    setValue(Key::recentModels, folders.mid(0, mostRecentModels));
}

bool Settings::explanationShown() const
{
    return value(Key::explanationShown).isNull() || value(Key::explanationShown).toBool();
}

void Settings::setExplanationShown(bool shown)
{
    setValue(Key::explanationShown, shown);
}

QJsonObject Settings::lastSession() const
{
    return QJsonDocument::fromJson(value(Key::lastSession).toString().toUtf8()).object();
}

void Settings::setLastSession(const QJsonObject &session)
{
    setValue(Key::lastSession, QString::fromUtf8(QJsonDocument(session).toJson(QJsonDocument::Compact)));
}

bool Settings::hintsSeen() const
{
    return value(Key::hintsSeen).toBool();
}

void Settings::setHintsSeen(bool seen)
{
    setValue(Key::hintsSeen, seen);
}

QString Settings::trainingFolder() const
{
    return m_data + QStringLiteral("/training");
}

QString Settings::folder() const
{
    return value(Key::folder).toString();
}

void Settings::setFolder(const QString &folder)
{
    setValue(Key::folder, folder);
}

} // namespace bertlab
