#include "pages/layers_page.h"

#include "pages/attention_cell.h"
#include "pages/context_tab.h"
#include "pages/controls.h"
#include "pages/lens_tab.h"
#include "pages/projection_tab.h"
#include "pages/similarity_tab.h"
#include "pages/token_course_tab.h"
#include "plots/fonts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace bertlab {

namespace {

constexpr int margin = 16, spacing = 12, sliderWidth = 160;

} // namespace

LayersPage::LayersPage(Session &session, QWidget *parent)
    : Page(QStringLiteral("layers"), session, parent), m_tabs(new SegmentedControl(QStringLiteral("layers-tabs"), 5)),
      m_layerLabel(new QLabel), m_slider(new QSlider(Qt::Horizontal)),
      m_stack(new QStackedLayout), m_all{new TokenCourseTab(session), new SimilarityTab(session),
                                         new ProjectionTab(session), new LensTab(session), new ContextTab(session)}
{
    m_slider->setObjectName(QStringLiteral("layers-slider"));
    m_slider->setFixedWidth(sliderWidth);
    m_slider->setPageStep(1);
    m_layerLabel->setFont(fonts::text(12));
    m_layerLabel->setBuddy(m_slider);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(spacing);
    bar->addWidget(m_tabs);
    bar->addStretch();
    bar->addWidget(m_layerLabel);
    bar->addWidget(m_slider);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(margin, margin, margin, margin);
    page->setSpacing(spacing);
    page->addLayout(bar);
    page->addLayout(m_stack, 1);
    for (LayersTab *tab : std::as_const(m_all)) {
        m_stack->addWidget(tab);
        connect(tab, &LayersTab::resultChanged, this, &Page::explanationChanged);
        connect(tab, &LayersTab::layerChosen, this, &LayersPage::chooseLayer);
    }
    connect(m_tabs, &SegmentedControl::currentChanged, this, &LayersPage::chooseTab);
    connect(m_slider, &QSlider::valueChanged, this, &LayersPage::chooseLayer);
    retranslate();
    setColors(colors());
}

LayersTab &LayersPage::tab() const
{
    return *m_all[m_stack->currentIndex()];
}

QStringList LayersPage::tabs() const // in the order of Tab
{
    return {QStringLiteral("token"), QStringLiteral("similarity"), QStringLiteral("projection"), QStringLiteral("lens"),
            QStringLiteral("context")};
}

void LayersPage::showTab(int tab)
{
    m_tabs->setCurrent(tab);
    chooseTab(tab);
}

void LayersPage::chooseTab(int tab)
{
    m_stack->setCurrentIndex(tab);
    showLayer();
    if (const auto reading = session().reading()) {
        this->tab().renew(reading);
        showSelection(*reading);
    }
    emit explanationChanged();
}

void LayersPage::chooseLayer(int layer)
{
    if (layer == m_layer)
        return;
    m_layer = layer;
    showLayer();
    // Other pages follow; they have no layer for the embeddings.
    if (layer > 0 && session().selection().held().layer != layer - 1) {
        Selection chosen = session().selection().held();
        chosen.layer = m_selectedLayer = layer - 1;
        session().selection().hold(chosen);
    } else if (const auto reading = session().reading()) {
        tab().showSelection(*reading, m_layer);
        emit explanationChanged();
    }
}

void LayersPage::showLayer()
{
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(m_layer);
    m_layerLabel->setText(layerName(m_layer));
    m_slider->setVisible(tab().hasLayer());
    m_layerLabel->setVisible(tab().hasLayer());
}

void LayersPage::showReading(const Reading &reading)
{
    const auto layers = static_cast<int>(reading.model->bert.config().num_hidden_layers);
    m_layer = m_layer >= m_slider->maximum() ? layers : std::min(m_layer, layers); // the last stays the last
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setRange(0, layers);
    }
    showLayer();
    tab().renew(session().reading());
}

void LayersPage::showSelection(const Reading &reading)
{
    const int selected = clampedTo(reading, session().selection().held()).layer;
    if (selected != m_selectedLayer) {
        m_selectedLayer = selected;
        m_layer = selected + 1;
        showLayer();
    }
    tab().showSelection(reading, m_layer);
}

Explanation LayersPage::explanation() const
{
    const auto reading = session().reading();
    return reading ? tab().explanation(*reading, m_layer) : Explanation{.title = name()};
}

bool LayersPage::isBusy() const
{
    return tab().isBusy();
}

QString LayersPage::name() const
{
    return tr("Layers");
}

void LayersPage::retranslate()
{
    m_tabs->setTexts(tr("What is shown"),
                     {tr("One token"), tr("Similarity"), tr("Projection"), tr("Logit lens"), tr("Context")});
    m_slider->setAccessibleName(tr("Layer"));
    for (LayersTab *tab : std::as_const(m_all))
        tab->retranslate();
    showLayer();
}

void LayersPage::setColors(const Palette &palette)
{
    Page::setColors(palette);
    m_tabs->setColors(palette);
    for (LayersTab *tab : std::as_const(m_all))
        tab->setColors(palette);
}

} // namespace bertlab
