#pragma once

#include "pages/page.h"
#include "window/dialogs.h"
#include "window/settings.h"

#include <QObject>

#include <functional>

class QMenu;

namespace bertlab {

/// Takes pictures away: a page or one of its views, as a file or to the clipboard.
class Exporter : public QObject
{
    Q_OBJECT

public:
    /// `window` is the parent of the file dialogs.
    Exporter(Settings &settings, Dialogs &dialogs, QWidget *window);

    /// The page and each of its views, each with every format.
    void fillMenu(QMenu &menu, Page &page);
    /// `view` null: the whole page. Format: "copy", "png", "svg", "pdf", "csv", "npz".
    void exportPicture(Page &page, View *view, const QString &format, double scale = 1);

signals:
    void done(const QString &sentence);
    void failed(const QString &sentence);

private:
    /// Says what came of it.
    void attempt(const std::function<void()> &work, const QString &success);
    void addFormats(QMenu &menu, Page &page, View *view);
    Settings &m_settings;
    Dialogs &m_dialogs;
    QWidget *m_window;
};

} // namespace bertlab
