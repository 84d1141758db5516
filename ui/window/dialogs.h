#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace bertlab {

/// The one place that opens dialogs of the system; a test puts its own in their place. Nothing waits here: the answer
/// comes by callback, and none comes when the dialog is closed without one.
class Dialogs
{
public:
    using Answer = std::function<void(const QString &path)>;
    using Answers = std::function<void(const QStringList &paths)>;
    virtual ~Dialogs() = default;

    enum class Closing { save, discard, cancel };
    using ClosingAnswer = std::function<void(Closing answer)>;

    virtual void chooseModelFolder(QWidget *parent, const QString &start, const Answer &answer) = 0;
    virtual void chooseSessionFile(QWidget *parent, const QString &start, const Answer &answer) = 0;
    virtual void chooseTextFiles(QWidget *parent, const QString &start, const Answers &answer) = 0;
    virtual void chooseFolderToSave(QWidget *parent, const QString &start, const Answer &answer) = 0;
    /// `suggestion` is a path with a file name; `filter` as in "SVG picture (*.svg)".
    virtual void chooseFileToSave(QWidget *parent, const QString &suggestion, const QString &filter,
                                  const Answer &answer) = 0;
    /// A training would be lost with the window: 'Save and close', 'Discard' or 'Cancel'; always answered.
    virtual void askBeforeClosing(QWidget *parent, const QString &what, const ClosingAnswer &answer) = 0;
    /// A training would be lost since another one begins: 'Save the model…', 'Drop it' or 'Cancel'; always answered.
    virtual void askBeforeReplacing(QWidget *parent, const QString &what, const ClosingAnswer &answer) = 0;
};

class SystemDialogs : public Dialogs
{
public:
    void chooseModelFolder(QWidget *parent, const QString &start, const Answer &answer) override;
    void chooseSessionFile(QWidget *parent, const QString &start, const Answer &answer) override;
    void chooseTextFiles(QWidget *parent, const QString &start, const Answers &answer) override;
    void chooseFolderToSave(QWidget *parent, const QString &start, const Answer &answer) override;
    void chooseFileToSave(QWidget *parent, const QString &suggestion, const QString &filter,
                          const Answer &answer) override;
    void askBeforeClosing(QWidget *parent, const QString &what, const ClosingAnswer &answer) override;
    void askBeforeReplacing(QWidget *parent, const QString &what, const ClosingAnswer &answer) override;
};

} // namespace bertlab
