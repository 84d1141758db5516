#include "window/comparison.h"

#include "pages/controls.h"
#include "pages/wording.h"
#include "plots/bar_list.h"
#include "plots/fonts.h"
#include "plots/heat_map.h"
#include "plots/table_difference.h"
#include "plots/taken_picture.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

enum class Mode { page, sideBySide };

constexpr int margin = 16, gap = 12, heading = 26;
constexpr int leastText = 40; ///< below it nothing has been laid out yet
constexpr double flat = 1.7;  ///< a picture wider than this many times its height lies above the next

double largestOf(const NumberTable &table)
{
    double largest = 0;
    for (const QList<double> &row : table.values)
        for (const double value : row)
            largest = std::max(largest, std::abs(value));
    return largest;
}

HeatMapData mapOf(const NumberTable &change, double largest)
{
    HeatMapData map;
    map.tensor = change.tensor;
    map.values.resize(change.rows.size(), change.columns.size());
    for (Index row = 0; row < map.values.rows(); ++row)
        for (Index column = 0; column < map.values.cols(); ++column)
            map.values(row, column) = static_cast<float>(change.values[row][column]);
    for (const QString &name : change.rows)
        map.rowLabels.append({name, -1});
    constexpr qsizetype mostLabels = 48; // dimensions of a vector have their number in the pointer's label
    if (change.columns.size() <= mostLabels)
        for (const QString &name : change.columns)
            map.columnLabels.append({name, -1});
    map.rowNames = change.rows;
    map.columnNames = change.columns;
    map.scale = {ColorScale::Kind::signedValues, largest, false, {}};
    map.squareCells = change.rows.size() == change.columns.size();
    return map;
}

/// One bar a row, as long as its change is large.
BarListData barsOf(const TableDifference &difference, double largest)
{
    BarListData bars;
    bars.max = largest;
    bars.quantity = difference.change.tensor;
    for (qsizetype row = 0; row < difference.change.rows.size(); ++row) {
        const double change = difference.change.values[row][0]; // the values stand beside it, in both pictures
        bars.rows.append({difference.change.rows[row],
                          std::abs(change),
                          (change > 0 ? QStringLiteral("+") : QString()) + shortNumber(change),
                          {}});
    }
    return bars;
}

} // namespace

Comparison::Comparison(Session &session, QWidget &pages, QWidget *parent)
    : QFrame(parent), m_session(session), m_pages(pages), m_text(new QLabel), m_views(new QComboBox),
      m_mode(new SegmentedControl(QStringLiteral("comparison-mode"), 2)), m_again(new QPushButton),
      m_close(new QPushButton(QStringLiteral("×"))), m_pictures(new QWidget(&pages)),
      m_row(new QBoxLayout(QBoxLayout::LeftToRight, m_pictures)),
      m_now(new TakenPictureView(QStringLiteral("comparison-now"))),
      m_map(new HeatMapView(QStringLiteral("comparison-difference"))),
      m_bars(new BarListView(QStringLiteral("comparison-difference-bars"))), m_same(new QLabel)
{
    setObjectName("comparison");
    setProperty("message", "notice");
    m_text->setObjectName("comparison-text");
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_views->setObjectName("comparison-view");
    m_again->setObjectName("comparison-again");
    m_close->setObjectName("comparison-close");
    for (QPushButton *button : {m_again, m_close})
        button->setProperty("kind", "link");
    m_pictures->setObjectName("comparison-pictures");
    m_pictures->setAttribute(Qt::WA_StyledBackground);
    m_same->setObjectName("comparison-same");
    m_same->setAlignment(Qt::AlignCenter);
    m_same->setWordWrap(true);
    m_same->setProperty("tone", "secondary");

    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(margin, 4, 10, 4);
    line->setSpacing(gap);
    line->addWidget(m_text, 1);
    line->addWidget(m_views);
    line->addWidget(m_mode);
    line->addWidget(m_again);
    line->addWidget(m_close);
    m_row->setContentsMargins(margin, margin, margin, margin);
    m_row->setSpacing(gap);
    for (QWidget *part : {static_cast<QWidget *>(m_now), static_cast<QWidget *>(m_map), static_cast<QWidget *>(m_bars),
                          static_cast<QWidget *>(m_same)})
        m_row->addWidget(part, 1);
    for (View *view : {static_cast<View *>(m_now), static_cast<View *>(m_map), static_cast<View *>(m_bars)})
        connect(view, &View::exportRequested, this, &Comparison::exportRequested);
    m_pictures->hide();
    hide();

    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &Comparison::renew);
    connect(m_views, &QComboBox::currentIndexChanged, this, &Comparison::chooseView);
    connect(m_mode, &SegmentedControl::currentChanged, this, &Comparison::arrange);
    connect(m_again, &QPushButton::clicked, this, [this] { pin(*m_page, m_before[m_views->currentIndex()].view); });
    connect(m_close, &QPushButton::clicked, this, &Comparison::unpin);
    pages.installEventFilter(this);
    retranslate();
}

Comparison::~Comparison() = default;

void Comparison::pin(Page &page, const View *wanted)
{
    unpin();
    const QList<View *> views = page.views();
    const auto reading = m_session.reading();
    if (views.isEmpty() || !reading)
        return;
    m_page = m_current = &page;
    m_sentence = captionOf(*reading).join(QStringLiteral(" · "));
    connect(&page, &Page::explanationChanged, &m_later, qOverload<>(&QTimer::start));
    const auto area = [](const View *view) { return qsizetype(view->width()) * view->height(); };
    int shown = 0;
    {
        const QSignalBlocker quiet(m_views);
        for (View *view : views) {
            auto *picture = new TakenPictureView(QStringLiteral("comparison-before"));
            picture->hide();
            connect(picture, &View::exportRequested, this, &Comparison::exportRequested);
            m_row->insertWidget(0, picture, 1);
            m_before.append({view, picture});
            m_views->addItem(view->title().isEmpty() ? view->accessibleName() : view->title());
            if (view == wanted || (!views.contains(wanted) && area(view) > area(views[shown])))
                shown = int(m_before.size()) - 1;
        }
        m_views->setCurrentIndex(shown);
    }
    setColors(m_palette);
    retranslate();
    m_mode->setCurrent(int(Mode::sideBySide));
    for (const Before &before : std::as_const(m_before))
        before.picture->take(*before.view, room(*before.view));
    chooseView(shown);
    show();
}

void Comparison::unpin()
{
    if (m_page)
        m_page->disconnect(&m_later);
    m_page = nullptr;
    {
        const QSignalBlocker quiet(m_views);
        m_views->clear();
    }
    for (const Before &before : std::as_const(m_before))
        delete before.picture;
    m_before.clear();
    m_now->clear();
    m_pictures->hide();
    hide();
}

void Comparison::setCurrentPage(Page &page)
{
    m_current = &page;
    setVisible(m_page && m_page == m_current);
    arrange();
}

TakenPictureView *Comparison::before() const
{
    return m_before[m_views->currentIndex()].picture;
}

bool Comparison::isFlat(const View &view)
{
    return view.width() > flat * view.height();
}

/// A third of what lies under the headings.
QSizeF Comparison::room(const View &view) const
{
    const QSizeF all = QSizeF(m_pages.size()) - QSizeF(2 * margin, 2 * margin);
    return isFlat(view) ? QSizeF(all.width(), (all.height() - 2 * gap) / 3 - heading)
                        : QSizeF((all.width() - 2 * gap) / 3, all.height() - heading);
}

/// Above each other where the picture is wide.
void Comparison::showOnly(int index)
{
    const View &view = *m_before[index].view;
    m_row->setDirection(isFlat(view) ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    for (const Before &each : std::as_const(m_before))
        each.picture->setVisible(each.picture == m_before[index].picture);
}

void Comparison::chooseView(int index)
{
    showOnly(index);
    arrange();
    renew();
}

void Comparison::arrange()
{
    m_pictures->setVisible(m_page && m_page == m_current && Mode(m_mode->current()) == Mode::sideBySide);
    m_pictures->setGeometry(m_pages.rect());
    m_pictures->raise();
    m_row->activate();
}

void Comparison::showText()
{
    const QString text = tr("Before: %1").arg(m_sentence);
    const bool fits = m_text->fontMetrics().horizontalAdvance(text) <= m_text->width();
    m_text->setText(fits || m_text->width() < leastText
                        ? text
                        : m_text->fontMetrics().elidedText(text, Qt::ElideRight, m_text->width()));
}

void Comparison::renew()
{
    showText();
    if (!m_page || m_views->currentIndex() < 0)
        return;
    const View &view = *m_before[m_views->currentIndex()].view;
    if (!view.hasContent() || !view.isVisibleTo(m_page)) {
        m_now->clear();
        m_same->setText(
            tr("Now the page does not show this picture: nothing is covered any more, or the answers are still "
               "hidden (Space shows them)."));
        m_same->show();
        m_map->hide();
        m_bars->hide();
        return;
    }
    m_now->take(view, room(view));
    showDifference(before()->numbers(), m_now->numbers());
}

void Comparison::showDifference(const NumberTable &before, const NumberTable &now)
{
    const TableDifference difference = differenceOf(before, now);
    const double largest = largestOf(difference.change);
    const bool comparable = !difference.change.rows.isEmpty() && !difference.change.columns.isEmpty();
    const bool asBars = difference.change.columns.size() == 1;
    m_same->setText(comparable ? tr("No number of “%1” has changed yet: change the sentence, cover a piece, or choose "
                                    "another way of reading.")
                                     .arg(m_views->currentText())
                               : tr("Before and now have no row or column in common."));
    m_same->setVisible(largest == 0);
    m_map->setVisible(largest > 0 && !asBars);
    m_bars->setVisible(largest > 0 && asBars);
    if (largest == 0)
        return;
    QString words = tr("now − before");
    if (const QString share = difference.shareInWords(); !share.isEmpty())
        words += QStringLiteral(", ") + share;
    if (asBars) {
        m_bars->setData(barsOf(difference, largest));
        m_bars->setTitle(tr("Difference"), words);
    } else {
        m_map->setData(mapOf(difference.change, largest));
        m_map->setTitle(tr("Difference"), words);
    }
}

void Comparison::setColors(const Palette &palette)
{
    m_palette = palette;
    for (View *view : m_pictures->findChildren<View *>())
        view->setColors(palette);
    m_mode->setColors(palette);
}

void Comparison::retranslate()
{
    showText();
    m_text->setToolTip(m_sentence);
    m_mode->setTexts(tr("What is seen"), {tr("Page"), tr("Before · now · difference")});
    m_views->setAccessibleName(tr("The picture that is compared"));
    m_views->view()->setAccessibleName(m_views->accessibleName());
    m_again->setText(tr("Pin again"));
    m_again->setToolTip(tr("What is seen now becomes ‘before’ (P)"));
    m_close->setAccessibleName(tr("Stop comparing"));
    m_close->setToolTip(m_close->accessibleName());
    m_now->setTitle(tr("Now"));
    for (const Before &before : std::as_const(m_before))
        before.picture->setTitle(tr("Before"));
    renew();
}

bool Comparison::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_pages && event->type() == QEvent::Resize) {
        arrange();
        m_later.start();
    }
    return QFrame::eventFilter(watched, event);
}

void Comparison::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace bertlab
