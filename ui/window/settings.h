#pragma once

#include "plots/palette.h"

#include <QByteArray>
#include <QJsonObject>
#include <QObject>
#include <QStringList>
#include <QVariantMap>

#include <array>
#include <memory>

class QSettings;
class QTemporaryDir;

namespace bertlab {

enum class Theme { light, dark, system };
enum class Language { english, chinese, system };

/// What the window remembers from one start to the next. Every read is typed and within its bounds, whatever stands in
/// the file.
class Settings : public QObject
{
    Q_OBJECT

public:
    enum class Key {
        version,
        geometry,
        theme,
        page,
        recentModels,
        explanationShown,
        lastSession,
        hintsSeen,
        folder,
        ownExamples,
        language,
        dataColors
    };

    /// The user's own, kept where the system keeps such things.
    static std::unique_ptr<Settings> ofUser();
    /// In memory only: for tests and runs without a window.
    static std::unique_ptr<Settings> temporary();
    /// In a file of one's own.
    static std::unique_ptr<Settings> inFile(const QString &path);
    ~Settings() override;

    /// Nothing has been remembered yet.
    bool isFirstStart() const { return lastSession().isEmpty(); }

    QByteArray geometry() const;
    void setGeometry(const QByteArray &geometry);
    Theme theme() const;
    void setTheme(Theme theme);
    Language language() const;
    void setLanguage(Language language);
    DataColors dataColors() const;
    void setDataColors(DataColors colors);
    QString page() const; ///< Page::id()
    void setPage(const QString &id);
    QString ownExamples() const; ///< as examplesFromText() reads them; empty: none
    void setOwnExamples(const QString &text);
    QStringList recentModels() const; ///< folders, newest first, at most 6
    void addRecentModel(const QString &folder);
    bool explanationShown() const;
    void setExplanationShown(bool shown);
    QJsonObject lastSession() const; ///< Session::toJson()
    void setLastSession(const QJsonObject &session);
    bool hintsSeen() const;
    void setHintsSeen(bool seen);
    /// Where a training is saved when its window closes: in the user's data folder, beside a file of one's own, or in a
    /// folder that ends with these settings. It need not be there.
    QString trainingFolder() const;
    QString folder() const; ///< where the last file was exported to
    void setFolder(const QString &folder);

    static constexpr int mostRecentModels = 6;

private:
    explicit Settings(std::unique_ptr<QSettings> file);
    QVariant value(Key key) const;
    void setValue(Key key, const QVariant &value);
    /// The choice with this name in the file; `otherwise` for any other.
    template <typename Choice, std::size_t count>
    Choice choice(Key key, const std::array<const char *, count> &names, Choice otherwise) const;

    std::unique_ptr<QSettings> m_file; ///< null: in memory only
    std::unique_ptr<QTemporaryDir> m_temporaryData;
    QString m_data; ///< the folder for what is too large for the file
    QVariantMap m_values;
};

} // namespace bertlab
