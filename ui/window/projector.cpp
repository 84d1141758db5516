#include "window/projector.h"

#include "pages/controls.h"
#include "plots/fonts.h"
#include "window/sentence_bar.h"
#include "window/token_strip.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace bertlab {

namespace {

constexpr double smallestShare = 0.025; ///< of the window's height
constexpr double smallestText = 10, controlText = 12, sentenceText = 14;
constexpr double largestMagnification = 2.5;

} // namespace

Projector::Projector(QWidget &window, SentenceBar &bar, TokenStrip &strip, QVBoxLayout &column,
                     const QList<QWidget *> &lines, const QList<QWidget *> &others)
    : QObject(&window), m_window(window), m_bar(bar), m_strip(strip), m_lines(lines), m_others(others),
      m_caption(new QLabel)
{
    m_caption->setObjectName("projector-caption");
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setWordWrap(true);
    m_caption->setContentsMargins(16, 0, 16, 12);
    m_caption->hide();
    column.addWidget(m_caption);
    window.installEventFilter(this);
}

double Projector::zoom() const
{
    return std::max(1., smallestShare * m_window.height() / smallestText);
}

double Projector::controlZoom() const
{
    return m_on ? std::max(1., smallestShare * m_window.height() / controlText) : 1;
}

void Projector::setOn(bool on)
{
    if (on == m_on)
        return;
    m_on = on;
    m_wholePage = false;
    if (on) {
        for (QWidget *other : std::as_const(m_others))
            if (!other->isHidden()) {
                if (other->isAncestorOf(m_window.focusWidget()))
                    m_strip.setFocus();
                other->hide();
                m_hidden.append(other);
            }
    } else {
        for (QWidget *other : std::as_const(m_hidden))
            other->show();
        m_hidden.clear();
        leavePage();
    }
    renew();
    emit changed(on);
}

void Projector::renew()
{
    m_bar.setZoom(m_on ? std::max(1.01, smallestShare * m_window.height() / sentenceText) : 1);
    m_strip.setZoom(m_on ? zoom() : 1);
    for (QWidget *line : std::as_const(m_lines))
        magnify(*line, controlZoom());
    m_caption->setVisible(m_on && !m_caption->text().isEmpty());
    m_caption->setFont(fonts::text(std::max(13., smallestShare * m_window.height())));
    if (m_on && m_page)
        m_page->setControlZoom(controlZoom());
    if (m_on && m_page && !m_wholePage)
        enlarge(m_page->enlarged() ? m_page->enlarged() : largest(*m_page));
}

/// The page looks as it did.
void Projector::leavePage()
{
    if (!m_page)
        return;
    m_page->enlarge(nullptr, 1);
    m_page->setControlZoom(1);
}

void Projector::setPage(Page &page)
{
    if (m_page != &page)
        leavePage();
    m_page = &page;
    m_wholePage = false;
    if (m_on)
        renew();
}

void Projector::enlarge(View *view)
{
    if (!view)
        return;
    double most = zoom();
    if (!m_on) {
        const QSizeF room(m_page->size());
        most = std::clamp(std::min(room.width() / view->width(), room.height() / view->height()), 1.,
                          largestMagnification);
    }
    if (const double least = view->smallestHeight(); least > 0) // readable text does not help where it overlaps
        most = std::max(1., std::min(most, m_page->height() / least));
    m_page->enlarge(view, most);
}

void Projector::toggleEnlarged(View *wanted)
{
    if (m_page->enlarged()) {
        m_wholePage = true;
        m_page->enlarge(nullptr, 1);
    } else {
        m_wholePage = false;
        enlarge(wanted ? wanted : largest(*m_page));
    }
}

void Projector::step(int by)
{
    View *now = m_page->enlarged();
    m_page->enlarge(nullptr, 1); // the page knows all its pictures again
    const QList<View *> all = m_page->views();
    if (all.isEmpty())
        return;
    const qsizetype at = now ? all.indexOf(now) : (by > 0 ? -1 : 0);
    m_wholePage = false;
    enlarge(all[(at + by + all.size()) % all.size()]);
}

/// Unless the page knows better, the first that is about as large as its largest: what comes first leads to the others.
View *Projector::largest(const Page &page)
{
    if (View *wanted = page.mainView(); wanted && wanted->isVisibleTo(&page) && wanted->hasContent())
        return wanted;
    constexpr double aboutAsLarge = 0.75;
    const QList<View *> all = page.views();
    const auto area = [](const View *view) { return double(view->width()) * view->height(); };
    double most = 0;
    for (const View *view : all)
        most = std::max(most, area(view));
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const View *view) { return area(view) >= aboutAsLarge * most; });
    return found == all.end() ? nullptr : *found;
}

void Projector::setExplanation(const Explanation &explanation)
{
    QString text = explanation.what;
    if (!explanation.cellTitle.isEmpty() && !explanation.calculation.isEmpty())
        text = explanation.cellTitle + QStringLiteral("   ") + explanation.calculation.last().simplified();
    m_caption->setText(text);
    m_caption->setAccessibleName(text);
    m_caption->setToolTip(tr("Esc leaves the projector mode; Ctrl+Page Down shows the next picture."));
    if (m_on) { // the page has just been renewed: what was empty may have a picture now
        m_caption->setVisible(!text.isEmpty());
        if (!m_page->enlarged() && !m_wholePage)
            renew();
    }
}

bool Projector::eventFilter(QObject *watched, QEvent *event)
{
    if (m_on && event->type() == QEvent::Resize)
        renew();
    return QObject::eventFilter(watched, event);
}

} // namespace bertlab
