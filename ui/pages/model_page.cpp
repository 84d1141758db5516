#include "pages/model_page.h"

#include "analysis/parameter_counts.h"
#include "pages/attention_cell.h"
#include "pages/controls.h"
#include "pages/model_structure.h"
#include "pages/wording.h"
#include "plots/bar_list.h"
#include "plots/flow_columns.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace bertlab {

namespace {

constexpr int margin = 16, spacing = 12;
constexpr const char *shapes[]{"tiny", "mini", "small", "medium", "base", "large"};

bool hasShape(const Config &config, const Config &shape)
{
    return config.num_hidden_layers == shape.num_hidden_layers && config.hidden_size == shape.hidden_size &&
           config.num_attention_heads == shape.num_attention_heads;
}

} // namespace

ModelPage::ModelPage(Session &session, QWidget *parent)
    : Page(QStringLiteral("model"), session, parent), m_tabs(new SegmentedControl(QStringLiteral("model-tabs"), 4)),
      m_stack(new QStackedLayout), m_structure(new FlowColumnsView(QStringLiteral("model-structure"))),
      m_tasks(new FlowColumnsView(QStringLiteral("model-tasks"))),
      m_gpt(new FlowColumnsView(QStringLiteral("model-gpt"))), m_parts(new BarListView(QStringLiteral("model-parts"))),
      m_sizes(new BarListView(QStringLiteral("model-sizes"))), m_more(new QPushButton)
{
    build();
    for (FlowColumnsView *view : {m_structure, m_tasks, m_gpt}) {
        connect(view, &FlowColumnsView::boxClicked, this, &ModelPage::choose);
        connect(view, &FlowColumnsView::boxOpened, this, &ModelPage::open);
        connect(view, &FlowColumnsView::boxHovered, this, [this](const QString &box) {
            m_hovered = box;
            emit explanationChanged();
        });
    }
    connect(m_tabs, &SegmentedControl::currentChanged, this, &ModelPage::chooseTab);
    connect(m_more, &QPushButton::clicked, this, [this] { open(m_box); });
    retranslate();
    setColors(colors());
}

void ModelPage::build()
{
    m_more->setObjectName(QStringLiteral("model-more"));
    auto *bar = new QHBoxLayout;
    bar->addWidget(m_tabs);
    bar->addStretch();
    bar->addWidget(m_more);
    auto *parameters = new QWidget;
    auto *row = new QHBoxLayout(parameters);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    row->addWidget(m_parts, 1);
    row->addWidget(m_sizes, 1);
    for (QWidget *widget : {static_cast<QWidget *>(m_structure), parameters, static_cast<QWidget *>(m_tasks),
                            static_cast<QWidget *>(m_gpt)})
        m_stack->addWidget(widget);
    for (View *view : {static_cast<View *>(m_structure), static_cast<View *>(m_parts), static_cast<View *>(m_sizes),
                       static_cast<View *>(m_tasks), static_cast<View *>(m_gpt)})
        view->setPanel(true);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(margin, margin, margin, margin);
    page->setSpacing(spacing);
    page->addLayout(bar);
    page->addLayout(m_stack, 1);
}

QStringList ModelPage::tabs() const // in the order of the stack
{
    return {QStringLiteral("structure"), QStringLiteral("weights"), QStringLiteral("tasks"), QStringLiteral("gpt")};
}

void ModelPage::showTab(int tab)
{
    m_tabs->setCurrent(tab);
    chooseTab(tab);
}

void ModelPage::chooseTab(int tab)
{
    m_stack->setCurrentIndex(tab);
    choose({});
}

/// A layer opens beside the stack, and other pages follow; a part is explained.
void ModelPage::choose(const QString &box)
{
    m_box = box;
    const auto reading = session().reading();
    if (!reading)
        return;
    if (const int layer = layerOfBox(box); layer >= 0) {
        Selection chosen = session().selection().held();
        chosen.layer = layer;
        session().selection().hold(chosen);
    }
    showSelection(*reading);
    emit explanationChanged();
}

void ModelPage::open(const QString &box)
{
    if (const QString page = pageOfBox(box); !page.isEmpty())
        emit pageRequested(page);
}

void ModelPage::showReading(const Reading &reading)
{
    m_open = -1; // filled by showSelection
    m_tasks->setData(taskHeads(reading));
    m_gpt->setData(besideGpt(reading));
    showParameters(reading);
}

void ModelPage::showSelection(const Reading &reading)
{
    const int layer = clampedTo(reading, session().selection().held()).layer;
    if (layer != m_open) {
        m_open = layer;
        m_structure->setData(stackOf(reading, layer));
    }
    for (FlowColumnsView *view : {m_structure, m_tasks, m_gpt})
        view->setSelected(m_box);
    const QString page = pageOfBox(m_box);
    m_more->setVisible(!page.isEmpty());
}

void ModelPage::showParameters(const Reading &reading)
{
    const Config &config = reading.model->bert.config();
    const ParameterCounts counts = parameter_counts(config);
    const auto row = [](const QString &label, std::size_t count) {
        return BarListData::Row{label, double(count), countInWords(count), {}, false, {}};
    };
    BarListData parts;
    parts.rows = {row(tr("token table"), counts.word), row(tr("positions"), counts.position),
                  row(tr("segments"), counts.token_type)};
    const std::size_t layers = counts.layers;
    parts.rows << row(tr("attention × %1").arg(layers),
                      layers * (counts.layer.query_key_value + counts.layer.attention_dense))
               << row(tr("feed-forward × %1").arg(layers),
                      layers * (counts.layer.intermediate + counts.layer.output_dense))
               << row(tr("LayerNorms"),
                      counts.embeddings_norm + layers * (counts.layer.attention_norm + counts.layer.output_norm))
               << row(tr("pooler"), counts.pooler) << row(tr("MLM head"), counts.masked_lm)
               << row(tr("NSP head"), counts.next_sentence);
    parts.max = 0;
    for (const BarListData::Row &each : std::as_const(parts.rows))
        parts.max = std::max(parts.max, each.value);
    parts.quantity = tr("weights");
    m_parts->setData(parts);
    m_parts->setTitle(tr("Where the weights are: %1").arg(toQString(reading.model->name)),
                      tr("%1 in all").arg(countInWords(counts.with_heads())));

    BarListData sizes;
    int own = -1;
    for (const char *name : shapes) {
        const Config shape = Config::of_shape(name);
        const ParameterCounts of = parameter_counts(shape);
        if (hasShape(config, shape))
            own = int(sizes.rows.size());
        sizes.rows.append({QString::fromLatin1(name),
                           double(of.with_heads()),
                           countInWords(of.with_heads()),
                           QStringLiteral("%1 / %2 / %3")
                               .arg(shape.num_hidden_layers)
                               .arg(shape.hidden_size)
                               .arg(shape.num_attention_heads),
                           false,
                           {}});
        sizes.max = double(of.with_heads());
    }
    sizes.quantity = tr("weights");
    m_sizes->setData(sizes);
    m_sizes->setSelected(own);
    m_sizes->setTitle(tr("The released sizes"), tr("30,522 pieces · with both heads · layers / width / heads"));
}

QString ModelPage::name() const
{
    return tr("Model");
}

Explanation ModelPage::explanation() const
{
    const auto reading = session().reading();
    if (!reading)
        return {.title = name()};
    return explainPart(*reading, m_hovered.isEmpty() ? m_box : m_hovered, ModelTab(m_stack->currentIndex()));
}

void ModelPage::retranslate()
{
    m_tabs->setTexts(tr("What is shown"), {tr("Structure"), tr("Weights"), tr("Task heads"), tr("Beside GPT")});
    m_more->setText(tr("Show its numbers"));
    m_structure->setTitle(tr("This sentence's way through the model"), tr("click a layer to open it"));
    m_tasks->setTitle(tr("What tasks put on top"), tr("the same BERT below"));
    m_gpt->setTitle(tr("BERT and GPT"));
}

void ModelPage::setColors(const Palette &palette)
{
    Page::setColors(palette);
    m_tabs->setColors(palette);
    styleButton(*m_more, palette);
}

} // namespace bertlab
