#pragma once

#include "pages/explanation.h"
#include "plots/sheet.h"
#include "plots/view.h"
#include "session/session.h"

#include <QList>
#include <QPointer>
#include <QStringList>
#include <QWidget>

namespace bertlab {

class Stage;

/// One stop of the data's way. A page shows session().reading() and the selection, and renews itself when one of them
/// changes and it is visible; hidden it waits until it is shown. Views are children (at any depth) made in the
/// constructor of the page, which ends with retranslate().
class Page : public QWidget
{
    Q_OBJECT

public:
    Page(const QString &id, Session &session, QWidget *parent = nullptr);

    QString id() const { return objectName(); } ///< "attention"; names exported files
    virtual QString name() const = 0;           ///< "Attention", for the navigation
    virtual Explanation explanation() const = 0;
    /// Something that the page shows is still on its way: an export waits for it.
    virtual bool isBusy() const { return false; }
    /// What it shows is an answer to the sentence, and it does not cover it itself: 'guess first' may.
    virtual bool showsAnswersOfReading() const { return true; }
    /// An example can be seen here as well as on its own page, which need not be opened then.
    virtual bool canShow(const Example &) const { return false; }
    /// Ids of the tabs that share the page's room, "similarity", in their order; it opens with the first. Empty: there
    /// are none.
    virtual QStringList tabs() const { return {}; }
    /// Expects an index of tabs().
    virtual void showTab(int) {}
    /// A control that another tab or step hides can be shown; the palette lists it then.
    virtual bool canBringInSight(const QWidget &) const { return !tabs().isEmpty(); }
    virtual void bringInSight(const QWidget &control);
    /// Every picture of the page that is seen and has content now, from top to bottom and left to right; the enlarged
    /// one alone.
    QList<View *> views() const;
    /// One picture alone over the whole page, `zoom` times as large; null: the page as it is.
    void enlarge(View *view, double zoom);
    View *enlarged() const;
    /// The one that is looked at first where there is room for one only; null: the largest.
    virtual View *mainView() const { return nullptr; }
    virtual void setColors(const Palette &palette); ///< passes it to all views
    /// What works the page ('next roll') or says what to do: in sight above a picture that is alone; null: nothing.
    virtual QWidget *controls() const { return nullptr; }
    /// The controls so many times as large, or as often as the page is wide enough for.
    void setControlZoom(double zoom);
    /// All views as they lie on the page, for export.
    Sheet sheet() const;

signals:
    void explanationChanged();
    void exportRequested(bertlab::View *view, const QString &format);
    /// Another page shows more of what is selected: "attention".
    void pageRequested(const QString &id);

protected:
    Session &session() { return m_session; }
    const Session &session() const { return m_session; }
    const Palette &colors() const { return m_palette; }
    /// A new reading or model: fill every view. Called with a reading there.
    virtual void showReading(const Reading &reading) = 0;
    /// A new selection or preview: mark it. Called after showReading.
    virtual void showSelection(const Reading &reading) = 0;
    /// Every word of the page that showReading does not set, in the current language; showReading follows.
    virtual void retranslate() = 0;
    /// Asks for a renewal (an option of the page changed).
    void renew();

    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void renewWhenVisible();
    void markWhenVisible();
    Session &m_session;
    Palette m_palette = Palette::light();
    Stage *m_stage;
    double m_controlZoom = 1;
    QPointer<QWidget> m_magnified; ///< controls that are larger now
    bool m_readingDirty = true, m_selectionDirty = true;
};

} // namespace bertlab
