#include "pages/attention_page.h"

#include "analysis/attention_maps.h"
#include "pages/attention_menu.h"
#include "pages/cell_panel.h"
#include "pages/controls.h"
#include "pages/wording.h"
#include "plots/fonts.h"
#include "plots/head_grid.h"
#include "plots/heat_map.h"
#include "plots/link_diagram.h"
#include "plots/painting.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace bertlab {

namespace {

constexpr int margin = 16, gap = 12, columnGap = 24;
constexpr int smallestThumbnail = 32, usualThumbnail = 52, largestThumbnail = 88;
constexpr int narrowestGrid = 236;  ///< for its title line
constexpr int besideMap = 400;      ///< its labels and scale, and the links
constexpr int aroundSquare = 120;   ///< labels and scale of a map; fewer pixels above and below its square
constexpr int narrowestLinks = 160; ///< their note below says how many are left out
constexpr int fewTokens = 64;       ///< as many as can be told apart as squares
constexpr QSize gridFrame{28, 66};  ///< numbers beside and above the thumbnails, the title and the line below

} // namespace

AttentionPage::AttentionPage(Session &session, QWidget *parent)
    : Page(QStringLiteral("attention"), session, parent), m_grid(new HeadGridView(QStringLiteral("attention-heads"))),
      m_map(new HeatMapView(QStringLiteral("attention-map"))),
      m_links(new LinkDiagramView(QStringLiteral("attention-links"))), m_inside(new CellPanel),
      m_picture(new SegmentedControl(QStringLiteral("attention-picture"), 3)),
      m_scale(new SegmentedControl(QStringLiteral("attention-scale"), 3)), m_options(new AttentionMenu),
      m_enlarge(new QPushButton), m_head(new QWidget), m_pictures(new QHBoxLayout),
      m_thumbnails([this](std::shared_ptr<const HeadThumbnails> thumbnails) { takeThumbnails(*thumbnails); },
                   [](const QString &) {}),
      m_rollout(
          [this](std::shared_ptr<const Matrix> rollout) {
              if (const auto reading = this->session().reading()) {
                  showMap(*reading, view(*rollout), QStringLiteral("attention_rollout"));
                  markSelection(*reading);
                  emit explanationChanged();
              }
          },
          [](const QString &) {})
{
    build();
    connectViews();
    m_picture->setCurrent(int(Picture::both));
    retranslate();
    setColors(colors());
}

void AttentionPage::build()
{
    m_enlarge->setObjectName(QStringLiteral("attention-enlarge"));
    m_enlarge->setCheckable(true);
    auto *heads = new QVBoxLayout;
    heads->setSpacing(8);
    heads->addWidget(m_grid, 1);
    auto *below = new QHBoxLayout;
    below->setSpacing(8);
    below->addWidget(m_options);
    below->addWidget(m_enlarge);
    below->addStretch();
    heads->addLayout(below);

    // The controls lie on the title line of the pictures.
    auto *head = new QGridLayout(m_head);
    head->setContentsMargins(0, 0, 0, 0);
    m_pictures->setSpacing(gap);
    m_pictures->addWidget(m_map);
    m_pictures->addWidget(m_links);
    auto *controls = new QHBoxLayout;
    controls->setSpacing(gap);
    controls->addWidget(m_scale);
    controls->addWidget(m_picture);
    head->addLayout(m_pictures, 0, 0);
    head->addLayout(controls, 0, 0, Qt::AlignTop | Qt::AlignRight);

    auto *top = new QHBoxLayout;
    top->setSpacing(columnGap);
    top->addLayout(heads);
    top->addWidget(m_head, 1);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(margin, margin, margin, margin);
    page->setSpacing(gap);
    page->addLayout(top, 1);
    page->addWidget(m_inside);
    m_links->alignWith(m_map);
    m_scale->raise();
    m_picture->raise();
}

void AttentionPage::connectViews()
{
    SelectionModel &selection = session().selection();
    connect(m_grid, &HeadGridView::headClicked, this, [this, &selection](int layer, int head) {
        Selection chosen = selection.held();
        chosen.layer = layer;
        chosen.head = head;
        m_enlarge->setChecked(false);
        selection.hold(chosen);
    });
    connect(m_grid, &HeadGridView::headHovered, this, [this, &selection](int layer, int head) {
        if (layer < 0 || m_enlarge->isChecked()) {
            selection.preview(std::nullopt);
            return;
        }
        Selection seen = selection.held();
        seen.layer = layer;
        seen.head = head;
        selection.preview(seen);
    });
    const auto first = [](const QList<QList<int>> &tokens, int index) {
        return index >= 0 && index < tokens.size() ? tokens[index].first() : -1;
    };
    connect(m_map, &HeatMapView::cellClicked, this,
            [this, first](int row, int column) { hold(first(m_shown.rows, row), first(m_shown.columns, column)); });
    connect(m_map, &HeatMapView::cellHovered, this, [this, first](int row, int column) {
        m_pointerOnMap = row >= 0;
        preview(first(m_shown.rows, row), first(m_shown.columns, column));
    });
    connect(m_links, &LinkDiagramView::tokenClicked, this,
            [this, first](int token) { hold(first(m_shown.linkTokens, token), -1); });
    connect(m_links, &LinkDiagramView::linkClicked, this,
            [this, first](int from, int to) { hold(first(m_shown.linkTokens, from), first(m_shown.linkTokens, to)); });
    connect(m_links, &LinkDiagramView::tokenHovered, this,
            [this, first](int token) { preview(first(m_shown.linkTokens, token), -1); });
    connect(m_options, &AttentionMenu::choiceChanged, this, &AttentionPage::redraw);
    connect(m_options, &AttentionMenu::causalWanted, this, [this](bool causal) {
        ReadingVariant variant = this->session().variant();
        variant.causal = causal;
        this->session().setVariant(variant);
    });
    connect(m_picture, &SegmentedControl::currentChanged, this, &AttentionPage::arrange);
    connect(m_scale, &SegmentedControl::currentChanged, this, &AttentionPage::redraw);
    connect(m_enlarge, &QPushButton::toggled, this, &AttentionPage::arrange);
}

void AttentionPage::redraw()
{
    m_shownLayer = -1;
    if (const auto reading = session().reading())
        showSelection(*reading);
    arrange();
    emit explanationChanged();
}

void AttentionPage::hold(int token, int key)
{
    Selection chosen = session().selection().held();
    chosen.token = chosen.lastToken = token;
    chosen.key = key;
    session().selection().hold(chosen);
}

void AttentionPage::preview(int token, int key)
{
    if (token < 0) {
        session().selection().preview(std::nullopt);
        return;
    }
    Selection seen = session().selection().held();
    seen.token = seen.lastToken = token;
    seen.key = key;
    session().selection().preview(seen);
}

void AttentionPage::showReading(const Reading &reading)
{
    const Config &config = reading.model->bert.config();
    m_options->setState(reading.pair.has_value(), reading.variant.causal);
    m_layers = static_cast<int>(config.num_hidden_layers);
    m_heads = static_cast<int>(config.num_attention_heads);
    m_largest.reset();
    m_shownLayer = -1;
    m_thumbnails.run(
        [reading = session().reading(), layers = m_layers, heads = m_heads](const IsCancelled &isCancelled) {
            const Trace &trace = *reading->result.trace;
            const auto weights = [&trace](int layer, int head) {
                return trace.attention(trace_name::layer(layer, trace_name::probabilities), 0, head);
            };
            return std::make_shared<const HeadThumbnails>(headThumbnails(layers, heads, weights, isCancelled));
        });
    arrange();
}

void AttentionPage::takeThumbnails(const HeadThumbnails &thumbnails)
{
    m_grid->setData(thumbnails);
    m_largest = *std::max_element(thumbnails.largest.begin(), thumbnails.largest.end());
    if (Scale(m_scale->current()) == Scale::allHeads)
        redraw();
}

void AttentionPage::showSelection(const Reading &reading)
{
    const Selection held = clampedTo(reading, session().selection().held());
    const Selection current = clampedTo(reading, session().selection().current());
    const bool ofHead = m_options->choice().source == AttentionChoice::Source::head;
    const std::optional<AttentionCell> cell = ofHead ? attentionCell(reading, current) : std::nullopt;
    m_grid->setSelected(held.layer, held.head);
    if (current.layer != m_shownLayer || current.head != m_shownHead)
        showHead(reading, current);

    markSelection(reading);
    m_inside->showCell(reading, cell, ofHead);
}

void AttentionPage::markSelection(const Reading &reading)
{
    const Selection held = clampedTo(reading, session().selection().held());
    const Selection current = clampedTo(reading, session().selection().current());
    const std::optional<AttentionCell> cell = attentionCell(reading, current);
    const auto in = [](const QList<QList<int>> &tokens, int token) { return AttentionPicture::indexOf(tokens, token); };
    // The map marks the cell under the pointer itself; what is held stays marked beside it.
    const Selection &marked = m_pointerOnMap ? held : current;
    const bool ofOneHead = m_options->choice() == AttentionChoice{};
    const bool strongest = ofOneHead && marked.key < 0 && cell && marked.token == cell->query;
    const int row = in(m_shown.rows, marked.token);
    m_map->setSelected(row, row < 0 ? -1 : in(m_shown.columns, strongest ? cell->key : marked.key));
    m_links->setSelected(in(m_shown.linkTokens, current.token), in(m_shown.linkTokens, current.key));
}

void AttentionPage::showHead(const Reading &reading, const Selection &current)
{
    using Source = AttentionChoice::Source;
    if (Scale(m_scale->current()) == Scale::allHeads && !m_largest)
        return; // the old picture stays until its scale is known
    m_shownLayer = current.layer;
    m_shownHead = current.head;
    m_rollout.cancel();
    const std::string tensor = trace_name::layer(current.layer, trace_name::probabilities);
    switch (m_options->choice().source) {
    case Source::head:
        return showMap(reading, reading.result.trace->attention(tensor, 0, current.head), toQString(tensor));
    case Source::mean: {
        const Matrix mean = mean_attention(*reading.result.trace, 0, current.layer);
        return showMap(reading, view(std::as_const(mean)), toQString(tensor) + QStringLiteral(".mean"));
    }
    case Source::rollout:
        m_rollout.run([reading = session().reading(), layer = current.layer](const IsCancelled &isCancelled) {
            return std::make_shared<const Matrix>(attention_rollout(*reading->result.trace, 0, layer, isCancelled));
        });
    }
}

void AttentionPage::showMap(const Reading &reading, const ConstMatrixView &weights, const QString &tensor)
{
    const AttentionChoice &choice = m_options->choice();
    m_shown = attentionPicture(reading, weights, choice);
    HeatMapData map;
    map.values = m_shown.values;
    map.rowLabels = m_shown.rowLabels;
    map.columnLabels = m_shown.columnLabels;
    map.rowNames = m_shown.rowNames;
    map.columnNames = m_shown.columnNames;
    map.rowsTitle = tr("looks (query) ↓");
    map.columnsTitle = tr("is looked at (key) →");
    map.tensor = tensor;
    map.scale.max = scaleEnd(view(std::as_const(map.values)));
    const bool ofHead = choice.source == AttentionChoice::Source::head;
    map.scale.name = !ofHead && Scale(m_scale->current()) == Scale::thisHead
                         ? tr("this map")
                         : m_scale->segment(m_scale->current())->text();
    map.squareCells = true;
    map.mostStretch = map.values.rows() > fewTokens ? 1.6 : 1; // where a cell is a few pixels, room is worth more
    m_links->setData(m_shown.links, m_shown.linkLabels, map.scale.max, map.tensor);
    m_map->setData(map);

    const QString words = wordsOf(choice, m_heads);
    const QString place = ofHead ? tr("Layer %1, head %2").arg(m_shownLayer + 1).arg(m_shownHead + 1)
                                 : tr("Layer %1").arg(m_shownLayer + 1);
    m_map->setTitle(words.isEmpty() ? place : place + QStringLiteral(" · ") + words);
    m_links->setTitle(Picture(m_picture->current()) == Picture::links ? m_map->title() : QString());
}

double AttentionPage::scaleEnd(const ConstMatrixView &weights) const
{
    switch (Scale(m_scale->current())) {
    case Scale::thisHead:
        return weights.size() > 0 ? double(weights.maxCoeff()) : 1;
    case Scale::allHeads:
        return m_largest.value_or(1);
    case Scale::one:
        break;
    }
    return 1;
}

/// Shows and sizes what the choices and the number of heads ask for.
void AttentionPage::arrange()
{
    const auto picture = Picture(m_picture->current());
    m_map->setVisible(picture != Picture::links);
    m_links->setVisible(picture != Picture::map);
    m_links->setTitle(picture == Picture::links ? m_map->title() : QString());

    // A square map takes what the height gives; what is left beside it goes to the heads, but not more than two fifths.
    const int high = height() - 2 * margin - gap - m_inside->height() - gridFrame.height();
    const int spare = width() - 2 * margin - columnGap - high - besideMap;
    const int wanted = std::max(spare - gridFrame.width(), m_heads * usualThumbnail);
    const int wide = std::min(wanted, width() * 2 / 5 - gridFrame.width());
    const int thumbnail = m_heads > 0 ? std::min(high / m_layers, wide / m_heads) : usualThumbnail;
    const bool canEnlarge = thumbnail < smallestThumbnail;
    const bool large = canEnlarge && m_enlarge->isChecked();
    m_enlarge->setVisible(canEnlarge);
    m_enlarge->setText(large ? tr("Back to one head") : tr("Enlarge the heads"));
    m_head->setVisible(!large);
    m_inside->setVisible(!large);
    const int fitting = m_heads * std::clamp(thumbnail, 12, largestThumbnail) + gridFrame.width();
    m_grid->setMinimumWidth(large ? 0 : std::max(narrowestGrid, fitting));
    m_grid->setMaximumWidth(large ? QWIDGETSIZE_MAX : m_grid->minimumWidth());

    // The square comes before the links, which need little width.
    const int both = width() - 2 * margin - columnGap - gap - m_grid->minimumWidth();
    const int links = std::clamp(both - high - aroundSquare, narrowestLinks, std::max(narrowestLinks, both * 2 / 7));
    m_pictures->setStretch(0, std::max(1, both - links));
    m_pictures->setStretch(1, links);
    // Where the title needs their room the controls have a line of their own above it.
    const int controls = m_scale->sizeHint().width() + m_picture->sizeHint().width() + 2 * gap;
    const bool apart = painting::textWidth(fonts::section(), m_map->title()) > both + gap - controls;
    m_pictures->setContentsMargins(0, apart ? m_scale->sizeHint().height() + gap / 2 : 0, 0, 0);
}

void AttentionPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

QString AttentionPage::name() const
{
    return tr("Attention");
}

Explanation AttentionPage::explanation() const
{
    const auto reading = session().reading();
    if (!reading)
        return {};
    const Selection current = clampedTo(*reading, session().selection().current());
    if (m_options->choice().source != AttentionChoice::Source::head)
        return explainMixture(*reading, current, m_options->choice(), m_shown);
    return explainAttention(*reading, current, attentionCell(*reading, current));
}

void AttentionPage::retranslate()
{
    m_grid->setTitle(tr("All heads"), tr("layers down, heads across"));
    m_picture->setTexts(tr("Picture"), {tr("Map"), tr("Links"), tr("Both")});
    m_scale->setTexts(tr("Scale"), {tr("this head"), tr("all heads"), tr("0–1")});
    m_options->retranslate();
    m_inside->retranslate();
    arrange();
}

void AttentionPage::setColors(const Palette &palette)
{
    Page::setColors(palette);
    m_picture->setColors(palette);
    m_scale->setColors(palette);
    m_inside->setColors(palette);
    styleButton(*m_options, palette);
    styleButton(*m_enlarge, palette);
}

} // namespace bertlab
