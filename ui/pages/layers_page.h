#pragma once

#include "pages/page.h"

#include <limits>

class QLabel;
class QSlider;
class QStackedLayout;

namespace bertlab {

class LayersTab;
class SegmentedControl;

/// What happens to the tokens from layer to layer.
class LayersPage : public Page
{
    Q_OBJECT

public:
    explicit LayersPage(Session &session, QWidget *parent = nullptr);

    QString name() const override;
    bool canShow(const Example &) const override { return true; }
    Explanation explanation() const override;
    bool isBusy() const override;
    void setColors(const Palette &palette) override;

    QStringList tabs() const override;
    void showTab(int tab) override;

    enum class Tab { token, similarity, projection, lens, context };
    void setTab(Tab tab) { showTab(int(tab)); }

protected:
    void showReading(const Reading &reading) override;
    void showSelection(const Reading &reading) override;
    void retranslate() override;

private:
    LayersTab &tab() const;
    void chooseTab(int tab);
    void chooseLayer(int layer);
    void showLayer();

    SegmentedControl *m_tabs;
    QLabel *m_layerLabel;
    QSlider *m_slider;
    QStackedLayout *m_stack;
    QList<LayersTab *> m_all;
    int m_layer = std::numeric_limits<int>::max(); ///< 0: embeddings; until one is chosen the last of any model
    int m_selectedLayer = 0;                       ///< of the selection when m_layer last followed it
};

} // namespace bertlab
