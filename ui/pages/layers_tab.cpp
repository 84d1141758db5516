#include "pages/layers_tab.h"

#include <QCoreApplication>

namespace bertlab {

void LayersTab::renew(const std::shared_ptr<const Reading> &reading)
{
    if (m_shown.lock() == reading)
        return;
    m_shown = reading;
    fill(reading);
}

int LayersTab::tokenOf(const Reading &reading, const Selection &selection)
{
    const int size = reading.encoding.size();
    if (selection.token >= 0 && selection.token < size)
        return selection.token;
    if (!reading.gaps.empty())
        return reading.gaps.front().position;
    return std::min(1, size - 1);
}

void LayersTab::select(int token, int key, bool hold)
{
    SelectionModel &selection = m_session.selection();
    if (token < 0) {
        selection.preview(std::nullopt);
        return;
    }
    Selection chosen = selection.held();
    chosen.token = chosen.lastToken = token;
    chosen.key = key;
    hold ? selection.hold(chosen) : selection.preview(chosen);
}

QString layerName(int layer)
{
    return layer == 0 ? QCoreApplication::translate("LayersTab", "embeddings")
                      : QCoreApplication::translate("LayersTab", "layer %1").arg(layer);
}

} // namespace bertlab
