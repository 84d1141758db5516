#include "plots/head_thumbnails.h"

#include "base/error.h"
#include "plots/color_map.h"

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

struct Thumbnail
{
    Matrix map;
    double sum = 0, largest = 0;
};

/// One walk over the rows as they lie in memory, whole vectors at a time: reading them is what takes the time.
Thumbnail thumbnailOf(const ConstMatrixView &weights)
{
    constexpr Index most = HeadThumbnails::largestSide;
    const Index high = (weights.rows() + most - 1) / most, wide = (weights.cols() + most - 1) / most;
    if (weights.size() == 0)
        return {};
    Thumbnail result{Matrix((weights.rows() + high - 1) / high, (weights.cols() + wide - 1) / wide)};
    RowVector largest(weights.cols());
    for (Index row = 0; row < result.map.rows(); ++row) {
        const Index first = row * high, end = std::min(weights.rows(), first + high);
        largest = weights.row(first);
        result.sum += static_cast<double>(weights.row(first).sum());
        for (Index each = first + 1; each < end; ++each) {
            largest = largest.cwiseMax(weights.row(each));
            result.sum += static_cast<double>(weights.row(each).sum());
        }
        for (Index column = 0; column < result.map.cols(); ++column) {
            const Index from = column * wide;
            result.map(row, column) = largest.segment(from, std::min(wide, weights.cols() - from)).maxCoeff();
        }
    }
    if (std::isnan(result.sum)) // a maximum may have passed over what is no number
        result.map = pooled(weights, QSize(static_cast<int>(wide), static_cast<int>(high)));
    result.largest = static_cast<double>(result.map.maxCoeff<Eigen::PropagateNaN>());
    return result;
}

} // namespace

HeadThumbnails headThumbnails(int layers, int heads, const std::function<ConstMatrixView(int layer, int head)> &weights,
                              const std::function<bool()> &isCancelled)
{
    HeadThumbnails all{layers, heads, {}, {}, {}};
    for (int layer = 0; layer < layers; ++layer) {
        for (int head = 0; head < heads; ++head) {
            if (isCancelled && isCancelled())
                throw Cancelled();
            const ConstMatrixView map = weights(layer, head);
            Thumbnail thumbnail = thumbnailOf(map);
            all.maps.append(std::move(thumbnail.map));
            all.means.append(map.size() > 0 ? thumbnail.sum / static_cast<double>(map.size()) : 0);
            all.largest.append(thumbnail.largest);
        }
    }
    return all;
}

} // namespace bertlab
