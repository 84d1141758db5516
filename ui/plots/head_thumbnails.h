#pragma once

#include "base/views.h"

#include <QList>

#include <functional>

namespace bertlab {

/// What the head grid shows of an attention tensor: a small image of each head, layer after layer, made by max pooling.
struct HeadThumbnails
{
    static constexpr int largestSide = 64;

    int layers = 0, heads = 0;
    QList<Matrix> maps;           ///< at most 64 x 64, pooled as evenly as it gets; NaN wins over any number
    QList<double> means, largest; ///< of each whole map
};

/// `weights(layer, head)` is an S x S map without negative numbers, asked for once. Takes some tens of milliseconds for
/// 144 heads of 512 tokens: not for the thread that paints. Asks `isCancelled` before each map and throws Cancelled.
HeadThumbnails headThumbnails(int layers, int heads, const std::function<ConstMatrixView(int layer, int head)> &weights,
                              const std::function<bool()> &isCancelled = {});

} // namespace bertlab
