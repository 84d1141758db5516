#include "pages/step_gradients.h"

#include "pages/step_wording.h"
#include "pages/wording.h"

#include <QHBoxLayout>
#include <QScrollArea>

#include <algorithm>

namespace bertlab {

namespace {

constexpr int spacing = 12, rowHeight = 19, titleHeight = 60, barsWidth = 276, updateWidth = 300;

} // namespace

StepGradients::StepGradients(QWidget *parent)
    : QWidget(parent), m_bars(new BarListView(QStringLiteral("step-gradient-norms"))), m_scroll(new QScrollArea),
      m_map(new HeatMapView(QStringLiteral("step-gradient"))), m_update(new FormulaView(QStringLiteral("step-update")))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    for (View *view : {static_cast<View *>(m_bars), static_cast<View *>(m_map), static_cast<View *>(m_update)})
        view->setPanel(true);
    m_scroll->setWidget(m_bars);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFixedWidth(barsWidth);
    m_update->setFixedWidth(updateWidth);
    row->addWidget(m_scroll);
    row->addWidget(m_map, 1);
    row->addWidget(m_update);
    connect(m_bars, &BarListView::rowClicked, this, &StepGradients::chooseTensor);
    connect(m_map, &HeatMapView::cellClicked, this, [this](int r, int c) { chooseWeight(r, c); });
}

void StepGradients::setStep(std::shared_ptr<const OpenedStep> opened, std::shared_ptr<const Vocabulary> vocabulary)
{
    if (opened == m_opened)
        return;
    m_opened = std::move(opened);
    m_vocabulary = std::move(vocabulary);
    m_bars->setData(m_opened ? gradientBars(*m_opened) : BarListData());
    m_bars->setMinimumHeight(titleHeight + rowHeight * int(m_bars->data().rows.size()));
    retranslate();
    if (m_opened)
        chooseTensor(std::min(m_tensor, int(m_bars->data().rows.size()) - 1));
    else
        m_map->setData({}), m_update->setData({});
}

void StepGradients::chooseTensor(int tensor)
{
    m_tensor = tensor;
    const TensorInfo &info = m_opened->before.layout().tensors()[std::size_t(tensor)];
    m_bars->setSelected(tensor);
    m_map->setData(gradientMap(*m_opened, tensor, *m_vocabulary));
    m_map->setTitle(tr("Gradient"), toQString(info.name));
    const auto [row, column] = strongestGradient(*m_opened, tensor);
    chooseWeight(row, column);
}

void StepGradients::chooseWeight(Index row, Index column)
{
    m_map->setSelected(-1, -1);
    m_map->setSelected(int(row), int(column));
    m_update->setData(updateLines(*m_opened, m_tensor, row, column));
    const HeatMapData &map = m_map->data();
    const QString place = map.columnNames[column];
    m_update->setTitle(tr("AdamW, one weight"),
                       map.values.rows() == 1 ? place : map.rowNames[row] + QStringLiteral(", ") + place);
}

void StepGradients::setColors(const Palette &palette)
{
    m_scroll->setStyleSheet(QStringLiteral("QScrollArea, QScrollArea > QWidget > QWidget { background: %1; }")
                                .arg(palette.background.name()));
}

void StepGradients::retranslate()
{
    m_bars->setTitle(tr("Gradient norm"),
                     m_opened ? tr("all: %1").arg(shortNumber(m_opened->step->optimizer.gradient_norm)) : QString());
    m_map->setTitle(tr("Gradient"), m_map->subtitle());
    m_update->setTitle(tr("AdamW, one weight"), m_update->subtitle());
}

} // namespace bertlab
