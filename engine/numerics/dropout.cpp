#include "numerics/dropout.h"

#include "numerics/gradient_kernels.h"
#include "numerics/random.h"

#include <cassert>
#include <cmath>

namespace bertlab {

void drop_elements(const ConstMatrixView &x, const Dropout &dropout, const MatrixView &y)
{
    assert(x.rows() == y.rows() && x.cols() == y.cols());
    assert(dropout.probability >= 0 && dropout.probability < 1);
    const auto drop = gradient_kernels(chosen_instruction_set()).drop;
    const auto threshold = static_cast<std::uint32_t>(std::min(dropout.probability * 0x1p32, 0x1p32 - 1));
    const auto scale = static_cast<float>(1 / (1 - dropout.probability));
    const Random random(dropout.seed, dropout.step, dropout.site);
    float *out = const_cast<float *>(y.data());
    for (Index row = 0; row < x.rows(); ++row) {
        const auto index = static_cast<std::uint64_t>(dropout.first_row + row * dropout.row_step);
        const std::array<std::uint32_t, 4> bits = random.bits(index);
        const std::uint64_t key = static_cast<std::uint64_t>(bits[1]) << 32 | bits[0];
        drop({key, threshold, scale}, x.data() + row * x.outerStride(), out + row * y.outerStride(), x.cols());
    }
}

} // namespace bertlab
