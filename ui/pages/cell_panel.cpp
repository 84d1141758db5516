#include "pages/cell_panel.h"

#include "pages/controls.h"
#include "pages/wording.h"
#include "plots/painting.h"

#include <QHBoxLayout>

#include <utility>

namespace bertlab {

CellPanel::CellPanel(QWidget *parent)
    : QWidget(parent), m_score(new VectorRowsView(QStringLiteral("attention-score"))),
      m_value(new VectorRowsView(QStringLiteral("attention-value"))),
      m_hint(new EmptyState(QStringLiteral("attention-hint")))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_hint);
    row->addWidget(m_score, 3);
    row->addWidget(m_value, 2);
    m_score->setPanel(true);
    m_value->setPanel(true);
    setFixedHeight(148);
}

void CellPanel::showCell(const Reading &reading, const std::optional<AttentionCell> &cell, bool ofHead)
{
    if (std::exchange(m_ofHead, ofHead) != ofHead)
        retranslate();
    m_hint->setVisible(!cell);
    m_score->setVisible(cell.has_value());
    m_value->setVisible(cell.has_value());
    if (!cell)
        return;
    const auto name = [&reading](int token) { return painting::inLine(toQString(reading.token(token))); };
    const QString query = name(cell->query), key = name(cell->key);
    m_score->setTitle(tr("Inside the cell: %1 → %2").arg(query, key),
                      tr("%1 dimensions of head %2").arg(cell->operands.query.size()).arg(cell->head + 1));
    m_score->setData(scoreStrips(*cell));
    m_value->setTitle(tr("What it brings: weight × value of %1").arg(key));
    m_value->setData(valueStrips(*cell));
}

void CellPanel::setColors(const Palette &palette)
{
    m_hint->setColors(palette);
}

void CellPanel::retranslate()
{
    m_hint->setTexts(
        tr("Inside the cell"),
        m_ofHead ? tr("Point at a cell of the map, or click one: here its weight is opened, q · k element by element.")
                 : tr("A mixture of heads has no single q · k to open: choose “One head” again."));
}

} // namespace bertlab
