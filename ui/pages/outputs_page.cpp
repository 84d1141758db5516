#include "pages/outputs_page.h"

#include "analysis/pooling.h"
#include "analysis/similarity.h"
#include "pages/controls.h"
#include "pages/outputs_wording.h"
#include "pages/pooler_strips.h"
#include "pages/wording.h"
#include "plots/fonts.h"
#include "plots/heat_map.h"
#include "plots/vector_rows.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPolygonF>
#include <QVBoxLayout>

namespace bertlab {

namespace {

constexpr int margin = 16, spacing = 12, stripsHeight = 158, largestStrips = 310;
constexpr Index mostColumns = 64;
constexpr int clsStrip = 0;

/// An arrow from the right end of the map's first row, over its scale, to the strip that it becomes.
class Joint : public QWidget
{
public:
    explicit Joint(QWidget *parent) : QWidget(parent) { setAttribute(Qt::WA_TransparentForMouseEvents); }

    void join(const QPointF &from, double over, const QPointF &to, const QColor &color)
    {
        m_line = QPolygonF{from,
                           QPointF(from.x() + 5, from.y()),
                           QPointF(from.x() + 5, over),
                           QPointF(to.x() - 12, over),
                           QPointF(to.x() - 12, to.y()),
                           to};
        m_color = color;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(m_line);
        const QPointF tip = m_line.value(5);
        painter.drawPolyline(QPolygonF{tip + QPointF(-4, -4), tip, tip + QPointF(-4, 4)});
    }

private:
    QPolygonF m_line;
    QColor m_color;
};

} // namespace

OutputsPage::OutputsPage(Session &session, QWidget *parent)
    : Page("outputs", session, parent), m_sequence(new HeatMapView("outputs-sequence")),
      m_pooled(new VectorRowsView("outputs-pooled")), m_inside(new VectorRowsView("outputs-inside")),
      m_joint(new Joint(this)), m_noPooler(new EmptyState("outputs-no-pooler")), m_sequenceUse(new QLabel),
      m_pooledUse(new QLabel)
{
    build();
    connectViews();
    retranslate();
    setColors(colors());
}

void OutputsPage::build()
{
    m_sequenceUse->setObjectName("outputs-sequence-use");
    m_pooledUse->setObjectName("outputs-pooled-use");
    for (QLabel *label : {m_sequenceUse, m_pooledUse}) {
        label->setFont(fonts::text());
        label->setWordWrap(true);
        label->setTextFormat(Qt::RichText);
        label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    }
    for (View *view : {static_cast<View *>(m_sequence), static_cast<View *>(m_pooled), static_cast<View *>(m_inside)})
        view->setPanel(true);
    for (View *strips : {m_pooled, m_inside}) {
        strips->setMinimumHeight(stripsHeight);
        strips->setMaximumHeight(largestStrips);
    }

    auto *left = new QVBoxLayout;
    left->setSpacing(spacing);
    left->addWidget(m_sequence, 1);
    left->addWidget(m_sequenceUse);
    auto *right = new QVBoxLayout;
    right->setSpacing(spacing);
    right->addWidget(m_pooled, 1);
    right->addWidget(m_inside, 1);
    right->addWidget(m_noPooler);
    right->addWidget(m_pooledUse);
    right->addStretch();
    m_noPooler->hide(); // else the page would ask for its room before the first reading

    auto *page = new QHBoxLayout(this);
    page->setContentsMargins(margin, margin, margin, margin);
    page->setSpacing(24);
    page->addLayout(left, 1);
    page->addLayout(right, 1);
    m_joint->raise();
}

void OutputsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_joint->setGeometry(rect());
    placeJoint();
}

void OutputsPage::placeJoint()
{
    layout()->activate(); // the views must have their new places
    const auto columns = static_cast<int>(m_sequence->data().values.cols());
    if (columns == 0)
        return;
    const QRectF row = m_sequence->cellRect(0, columns - 1).translated(m_sequence->pos());
    const QRectF strip = m_pooled->cellRect(clsStrip, 0).translated(m_pooled->pos());
    static_cast<Joint *>(m_joint)->join({row.right() + 1, row.center().y()}, row.top() - 4,
                                        {m_pooled->x() + 13., strip.center().y()}, colors().secondary);
}

void OutputsPage::connectViews()
{
    connect(m_sequence, &HeatMapView::cellClicked, this,
            [this](int row, int column) { select(row, dimensionOfToken(row, column), true); });
    connect(m_sequence, &HeatMapView::cellHovered, this,
            [this](int row, int column) { select(row, dimensionOfToken(row, column), false); });
    connect(m_sequence, &HeatMapView::cellDoubleClicked, this, [this](int row, int) {
        if (session().canCover(row))
            session().toggleCovered(row);
    });
    connect(m_pooled, &VectorRowsView::cellClicked, this,
            [this](int row, int column) { select(0, dimensionOfStrip(row, column), true); });
    connect(m_pooled, &VectorRowsView::cellHovered, this,
            [this](int row, int column) { select(row < 0 ? -1 : 0, dimensionOfStrip(row, column), false); });
}

int OutputsPage::dimensionOfToken(int token, int column) const
{
    const auto reading = session().reading();
    if (!reading || token < 0 || column < 0)
        return -1;
    const ConstMatrixView sequence = reading->result.trace->tensor(trace_name::last_hidden_state);
    return static_cast<int>(m_groups.strongestDimension({sequence.row(token).data(), sequence.cols()}, column));
}

int OutputsPage::dimensionOfStrip(int row, int column) const
{
    const auto reading = session().reading();
    if (!reading || row < 0)
        return -1;
    if (row == m_pooled->data().rows.size() - 1)
        return static_cast<int>(m_groups.strongestDimension(view(m_mean), column));
    return row == clsStrip ? dimensionOfToken(0, column)
                           : static_cast<int>(m_groups.strongestDimension(
                                 {reading->result.pooler_output.data(), reading->result.pooler_output.cols()}, column));
}

void OutputsPage::select(int token, int dimension, bool hold)
{
    SelectionModel &selection = session().selection();
    if (token < 0)
        return selection.preview(std::nullopt);
    Selection chosen = selection.held();
    chosen.token = chosen.lastToken = token;
    chosen.dimension = dimension;
    hold ? selection.hold(chosen) : selection.preview(chosen);
}

void OutputsPage::showReading(const Reading &reading)
{
    m_groups = ColumnGroups(reading.model->bert.config().hidden_size, mostColumns);
    m_mean = mean_of_rows(reading.result.trace->tensor(trace_name::last_hidden_state));
    showSequence(reading);
    showPooled(reading);
    const bool pooler = reading.model->bert.has(Part::pooler);
    m_inside->setVisible(pooler);
    m_pooledUse->setVisible(pooler);
    m_noPooler->setVisible(!pooler);
    placeJoint();
}

void OutputsPage::showSequence(const Reading &reading)
{
    const ConstMatrixView sequence = reading.result.trace->tensor(trace_name::last_hidden_state);
    HeatMapData data;
    data.values = m_groups.strongest(sequence);
    data.rowLabels = tokenLabels(reading);
    data.rowNames = tokenNames(reading);
    data.columnNames = m_groups.names();
    data.tensor = QStringLiteral("last_hidden_state");
    data.scale = percentileScale(sequence, tr("99th percentile"));
    m_sequence->setData(data);
    m_sequence->setTitle(tr("Sequence output: %1 × %2").arg(sequence.rows()).arg(sequence.cols()), m_groups.text());
}

void OutputsPage::showPooled(const Reading &reading)
{
    const bool pooler = reading.model->bert.has(Part::pooler);
    VectorRowsData data;
    data.rows.append({tr("[CLS] row"), strongestOf(m_groups, clsRow(reading))});
    if (pooler) {
        const ConstRowView pooled(reading.result.pooler_output.data(), reading.result.pooler_output.cols());
        const auto cosine = [&pooled](const ConstRowView &other) {
            return tr("cosine %1").arg(shortNumber(cosine_similarity(pooled, other)));
        };
        data.rows[clsStrip].note = cosine(clsRow(reading));
        data.rows.append({tr("pooled"), strongestOf(m_groups, pooled)});
        data.rows.append({tr("mean of all"), strongestOf(m_groups, view(std::as_const(m_mean))),
                          cosine(view(std::as_const(m_mean)))});
    } else {
        data.rows.append({tr("mean of all"), strongestOf(m_groups, view(std::as_const(m_mean)))});
    }
    data.columnNames = m_groups.names();
    data.scale = m_sequence->data().scale;
    data.tensor = QStringLiteral("pooler_output");
    m_pooled->setData(data);
    m_pooled->setTitle(pooler ? tr("Pooler output: %1").arg(m_groups.dimensions()) : tr("[CLS] row and mean"),
                       pooler ? tr("cosine with the pooled vector") : m_groups.text());
}

void OutputsPage::showSelection(const Reading &reading)
{
    const Selection &held = session().selection().held(), &current = session().selection().current();
    const auto columnOf = [this](int dimension) {
        return dimension < 0 || dimension >= m_groups.dimensions() ? -1
                                                                   : static_cast<int>(m_groups.columnOf(dimension));
    };
    const int token = held.token < reading.encoding.size() ? held.token : -1;
    m_sequence->setSelected(token, token < 0 ? -1 : columnOf(held.dimension));
    m_pooled->setSelected(-1, columnOf(current.dimension));
    if (!reading.model->bert.has(Part::pooler))
        return;
    const int dimension = columnOf(current.dimension) < 0 ? 0 : current.dimension;
    const ProductStrips inside = pooledDimensionStrips(reading, dimension, m_groups);
    m_inside->setData(inside.rows);
    m_inside->setTitle(tr("Inside pooled[%1]: sum %2").arg(dimension).arg(shortNumber(inside.sum)), m_groups.text());
}

QString OutputsPage::name() const
{
    return tr("Outputs");
}

void OutputsPage::setColors(const Palette &palette)
{
    Page::setColors(palette);
    m_noPooler->setColors(palette);
    for (QLabel *label : {m_sequenceUse, m_pooledUse})
        label->setStyleSheet(
            QStringLiteral("color: %1; background: %2; border: 1px solid %3; border-radius: 8px; padding: 10px 13px;")
                .arg(palette.text.name(), palette.panel.name(), palette.line.name()));
    placeJoint();
}

void OutputsPage::retranslate()
{
    m_sequenceUse->setText(
        tr("<b>One vector for each token</b>: to tag words, to find where an answer starts and ends, "
           "to fill a gap."));
    m_pooledUse->setText(
        tr("<b>One vector for all</b>: to class a sentence, to judge a pair. Each pooled cell takes from "
           "the whole [CLS] row; other tokens reach it through attention only."));
    m_noPooler->setTexts(tr("This model has no pooler."),
                         tr("bert.pooler.dense is missing in its file. Take the [CLS] row or the mean of the tokens "
                            "instead."));
}

Explanation OutputsPage::explanation() const
{
    const auto reading = session().reading();
    if (!reading)
        return {.title = name()};
    const Selection &current = session().selection().current();
    const bool there = current.token < reading->encoding.size();
    const bool within = current.dimension < reading->model->bert.config().hidden_size;
    return explainOutputs(*reading, mean_of_rows(reading->result.trace->tensor(trace_name::last_hidden_state)),
                          there ? current.token : -1, within ? current.dimension : -1);
}

} // namespace bertlab
