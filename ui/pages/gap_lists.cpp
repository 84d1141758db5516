#include "pages/gap_lists.h"

#include "pages/wording.h"

#include <QHBoxLayout>

#include <algorithm>

namespace bertlab {

namespace {

constexpr int spacing = 12, narrowestList = 264, rowHeight = 26, fewestRows = 5, mostRows = 10;

} // namespace

GapLists::GapLists(QWidget *parent) : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    for (std::size_t at = 0; at < m_lists.size(); ++at) {
        auto *list = new BarListView(QStringLiteral("fill-gap-%1").arg(at + 1));
        list->setPanel(true);
        list->hide(); // until it is known how many gaps there are
        row->addWidget(list, 1);
        m_lists[at].list = list;
        connect(list, &BarListView::rowClicked, this, [this, at](int guess) {
            if (guess < m_lists[at].pieces.size())
                emit pieceClicked(m_lists[at].position, m_lists[at].pieces[guess]);
        });
        connect(list, &BarListView::rowHovered, this, [this, at](int guess) {
            const bool none = guess < 0 || guess >= m_lists[at].pieces.size();
            emit pieceHovered(none ? -1 : m_lists[at].position, none ? -1 : m_lists[at].pieces[guess]);
        });
    }
}

void GapLists::setRoom(const Reading &reading, int width, int height)
{
    const auto gaps = static_cast<int>(reading.gaps.size());
    m_columns = std::clamp((width + spacing) / (narrowestList + spacing), 1, std::clamp(gaps, 1, maxColumns));
    m_rows = std::clamp((height - 60) / rowHeight, fewestRows, mostRows);
    m_filledFrom = -1;
}

void GapLists::showGap(const Reading &reading, int current, std::int32_t piece)
{
    const auto gaps = static_cast<int>(reading.gaps.size());
    m_firstGap = std::clamp(m_firstGap, std::max(0, current - m_columns + 1), current);
    m_firstGap = std::clamp(m_firstGap, 0, std::max(0, gaps - m_columns));
    m_currentColumn = static_cast<std::size_t>(current - m_firstGap);
    if (m_filledFrom == m_firstGap && !m_lists[m_currentColumn].pieces.contains(piece))
        m_filledFrom = -1;
    if (m_filledFrom != m_firstGap) {
        m_asked = piece;
        fill(reading);
    }
    for (int column = 0; column < m_columns; ++column) {
        const Column &shown = m_lists[static_cast<std::size_t>(column)];
        const bool isCurrent = m_firstGap + column == current;
        shown.list->setSelected(isCurrent ? static_cast<int>(shown.pieces.indexOf(piece)) : -1);
    }
}

void GapLists::fill(const Reading &reading)
{
    m_filledFrom = m_firstGap;
    for (int column = 0; column < maxColumns; ++column) {
        Column &shown = m_lists[static_cast<std::size_t>(column)];
        shown.list->setVisible(column < m_columns);
        if (column >= m_columns)
            continue;
        const Gap &gap = reading.gaps[static_cast<std::size_t>(m_firstGap + column)];
        const GapGuesses guesses = gapGuesses(reading, gap, m_rows, m_asked);
        shown.position = gap.position;
        shown.pieces = guesses.pieces;
        shown.list->setTitle(tokenName(reading, gap.position), truthOf(reading, gap));
        shown.list->setData(guesses.bars);
    }
}

} // namespace bertlab
