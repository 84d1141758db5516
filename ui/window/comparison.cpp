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
#include <QGridLayout>
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
constexpr qsizetype mostChanges = 8;

double largestOf(const NumberTable &table)
{
    double largest = 0;
    for (const QList<double> &row : table.values)
        for (const double value : row)
            largest = std::max(largest, std::abs(value));
    return largest;
}

/// The cells of a difference, with rows and columns called as their tables call them.
HeatMapData mapOf(const NumberTable &change)
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
    map.squareCells = change.rows.size() == change.columns.size();
    return map;
}

/// A difference that has all cells of a map lies beside it as that map does, with the same tokens at its sides.
HeatMapData laidOutAs(HeatMapData like, HeatMapData difference)
{
    difference.rowLabels = std::move(like.rowLabels);
    difference.columnLabels = std::move(like.columnLabels);
    difference.rowsTitle = std::move(like.rowsTitle);
    difference.columnsTitle = std::move(like.columnsTitle);
    difference.squareCells = like.squareCells;
    difference.mostStretch = like.mostStretch;
    return difference;
}

QString signedNumber(double number)
{
    return (number > 0 ? QStringLiteral("+") : QString()) + shortNumber(number);
}

/// One bar a row, as long as its change is large.
BarListData barsOf(const TableDifference &difference, double largest)
{
    BarListData bars;
    bars.max = largest;
    bars.quantity = difference.change.tensor;
    for (qsizetype row = 0; row < difference.change.rows.size(); ++row) {
        const double change = difference.change.values[row][0]; // the values stand beside it, in both pictures
        bars.rows.append({difference.change.rows[row], std::abs(change), signedNumber(change), {}});
    }
    return bars;
}

/// The cells that changed most, the strongest first.
BarListData strongestOf(const NumberTable &change, double largest)
{
    struct Cell
    {
        qsizetype row, column;
        double change;
    };
    QList<Cell> cells;
    for (qsizetype row = 0; row < change.rows.size(); ++row)
        for (qsizetype column = 0; column < change.columns.size(); ++column)
            if (change.values[row][column] != 0)
                cells.append({row, column, change.values[row][column]});
    const auto end = cells.begin() + std::min(mostChanges, cells.size());
    std::partial_sort(cells.begin(), end, cells.end(),
                      [](const Cell &a, const Cell &b) { return std::abs(a.change) > std::abs(b.change); });
    BarListData bars;
    bars.max = largest;
    bars.quantity = change.tensor;
    for (auto cell = cells.begin(); cell != end; ++cell)
        bars.rows.append({QStringLiteral("%1 · %2").arg(change.rows[cell->row], change.columns[cell->column]),
                          std::abs(cell->change),
                          signedNumber(cell->change),
                          {}});
    return bars;
}

} // namespace

Comparison::Comparison(Session &session, QWidget &pages, QWidget *parent)
    : QFrame(parent), m_session(session), m_pages(pages), m_text(new QLabel), m_views(new QComboBox),
      m_mode(new SegmentedControl(QStringLiteral("comparison-mode"), 2)), m_again(new QPushButton),
      m_close(new QPushButton(QStringLiteral("×"))), m_pictures(new QWidget(&pages)),
      m_grid(new QGridLayout(m_pictures)), m_now(new TakenPictureView(QStringLiteral("comparison-now"))),
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
    m_grid->setContentsMargins(margin, margin, margin, margin);
    m_grid->setSpacing(gap);
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
            auto *picture = new TakenPictureView(QStringLiteral("comparison-before"), m_pictures);
            picture->hide();
            connect(picture, &View::exportRequested, this, &Comparison::exportRequested);
            m_before.append({view, picture});
            m_views->addItem(nameOf(*view));
            if (view == wanted || (!views.contains(wanted) && area(view) > area(views[shown])))
                shown = int(m_before.size()) - 1;
        }
        m_views->setCurrentIndex(shown);
    }
    setColors(m_palette);
    show();
    parentWidget()->layout()->activate(); // the line takes room from the pages
    for (const Before &before : std::as_const(m_before))
        before.picture->take(*before.view, room(*before.view));
    retranslate();
    m_mode->setCurrent(int(Mode::sideBySide));
    chooseView(shown);
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

QSize Comparison::placesFor(const View &view)
{
    if (view.width() > flat * view.height())
        return {1, 3};
    return qobject_cast<const HeatMapView *>(&view) ? QSize(2, 2) : QSize(3, 1);
}

/// What a picture has below its heading.
QSizeF Comparison::room(const View &view) const
{
    const QSizeF all = QSizeF(m_pages.size()) - QSizeF(2 * margin, 2 * margin);
    const QSize places = placesFor(view);
    const int columns = places.width(), rows = places.height();
    return {(all.width() - (columns - 1) * gap) / columns, (all.height() - (rows - 1) * gap) / rows - heading};
}

void Comparison::place(const QSize &places)
{
    m_places = places;
    const auto put = [this](QWidget *part, int number) {
        m_grid->removeWidget(part);
        m_grid->addWidget(part, number / m_places.width(), number % m_places.width());
    };
    for (const Before &each : std::as_const(m_before))
        put(each.picture, 0);
    put(m_now, 1);
    put(m_map, 2);
    put(m_same, 2);
    put(m_bars, listsChanges() ? 3 : 2);
    for (int i = 0; i < 3; ++i) {
        m_grid->setRowStretch(i, i < places.height() ? 1 : 0);
        m_grid->setColumnStretch(i, i < places.width() ? 1 : 0);
    }
}

void Comparison::showOnly(int index)
{
    place(placesFor(*m_before[index].view));
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
    m_grid->activate();
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
    m_now->setTitle(tr("Now"), nameOf(view));
    m_now->take(view, before()->size()); // so that what has not changed lies at the same place
    showDifference(view, before()->numbers(), m_now->numbers());
}

QString Comparison::nameOf(const View &view)
{
    return view.title().isEmpty() ? view.accessibleName() : view.title();
}

void Comparison::showDifference(const View &view, const NumberTable &before, const NumberTable &now)
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
    m_bars->setVisible(largest > 0 && (asBars || listsChanges()));
    if (largest == 0)
        return;
    QString words = tr("now − before");
    if (const QString share = difference.shareInWords(); !share.isEmpty())
        words += QStringLiteral(", ") + share;
    if (asBars) {
        m_bars->setData(barsOf(difference, largest));
        m_bars->setTitle(tr("Difference"), words);
    } else {
        HeatMapData map = mapOf(difference.change);
        const auto *like = qobject_cast<const HeatMapView *>(&view);
        if (like && like->data().values.rows() == map.values.rows() && like->data().values.cols() == map.values.cols())
            map = laidOutAs(like->data(), std::move(map));
        map.scale = {ColorScale::Kind::signedValues, largest, false, {}};
        m_map->setData(map);
        m_map->setTitle(tr("Difference"), words);
        m_bars->setData(strongestOf(difference.change, largest));
        m_bars->setTitle(tr("What changed most"), tr("row · column"));
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
    for (int i = 0; i < m_before.size(); ++i)
        m_before[i].picture->setTitle(tr("Before"), m_views->itemText(i)); // as it was called then
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
