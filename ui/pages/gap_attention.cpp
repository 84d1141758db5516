#include "pages/gap_attention.h"

#include "pages/controls.h"
#include "pages/fill_gap.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace bertlab {

GapAttention::GapAttention(QWidget *parent)
    : QWidget(parent), m_list(new BarListView(QStringLiteral("fill-attention"))), m_open(new QPushButton)
{
    m_list->setPanel(true);
    m_open->setObjectName(QStringLiteral("fill-open-attention"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_list, 1);
    column->addWidget(m_open);
    connect(m_open, &QPushButton::clicked, this, &GapAttention::openRequested);
    connect(m_list, &BarListView::rowClicked, this, [this](int row) {
        if (row < m_tokens.size())
            emit tokenClicked(m_tokens[row]);
    });
}

void GapAttention::showGap(const Reading &reading, const Gap &gap, const Selection &selection, int rows)
{
    const Selection shown{.token = gap.position, .layer = selection.layer, .head = selection.head};
    if (m_tokens.isEmpty() || shown != m_shown || rows != m_rows) {
        m_shown = shown;
        m_rows = rows;
        m_list->setTitle(tr("Where it looks"),
                         tr("layer %1, head %2").arg(selection.layer + 1).arg(selection.head + 1));
        m_list->setData(gapAttention(reading, gap, selection, rows, m_tokens));
    }
    const bool marked = selection.token == gap.position;
    m_list->setSelected(marked ? static_cast<int>(m_tokens.indexOf(selection.key)) : -1);
}

void GapAttention::setColors(const Palette &palette)
{
    styleButton(*m_open, palette);
}

void GapAttention::retranslate()
{
    m_open->setText(tr("Open in Attention"));
}

} // namespace bertlab
