#pragma once

#include "base/views.h"
#include "numerics/parallel.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

/// Products with a weight that is packed once into panels for the processor's registers.
/// Each element of a product is one chain of fused multiply-adds over K in order, blocked by K alone: its bits depend
/// on its row of x and its column of the weight, never on the other rows, the batch or the number of threads.
namespace bertlab {

struct GemmKernels; // numerics/gemm_kernels.h

/// A weight W (N x K: out_features x in_features, as the files have it) in panels.
class PackedMatrix
{
public:
    PackedMatrix() = default;
    explicit PackedMatrix(const ConstMatrixView &weight);
    /// For the kernels of another instruction set than the chosen one; its products run on them. (Tests, benchmarks.)
    PackedMatrix(const ConstMatrixView &weight, const GemmKernels &kernels);

    /// Takes other values, packed by all workers. Training does so in each step: the room is used again if it suffices
    /// and no copy of this object shares it.
    void assign(const ConstMatrixView &weight, Workers &workers);
    /// The same with the weight given as Wᵀ, K x N: a weight W of a layer gives the W of the product dy W.
    void assign_transposed(const ConstMatrixView &transposed, Workers &workers);

    Index out_features() const { return m_out_features; }
    Index in_features() const { return m_in_features; }
    /// A row-major copy of W, every bit as it was.
    Matrix unpack() const;
    /// Row `out_feature` of W, K values.
    RowVector row(Index out_feature) const;

private:
    friend struct PackedProduct;
    struct Panels;
    void make_room(Index out_features, Index in_features, const GemmKernels &kernels);
    void pack_panel(const ConstMatrixView &weight, Index panel);
    std::shared_ptr<Panels> m_panels; ///< shared by copies, and never changed while it is
    Index m_out_features = 0;
    Index m_in_features = 0;
};

/// Called for each part of a product once it is computed, by the thread that did so, while it is in that thread's
/// cache.
using PartDone = std::function<void(const Rectangle &part)>;

/// y = x Wᵀ + bias.  x: M x K, y: M x N, bias: N values or nullptr (no bias). M may be 0. y must not overlap x.
void multiply(const ConstMatrixView &x, const PackedMatrix &weight, const float *bias, const MatrixView &y,
              Workers &workers, const PartDone &done = {});

/// y += x Wᵀ, else as multiply.
void multiply_add(const ConstMatrixView &x, const PackedMatrix &weight, const MatrixView &y, Workers &workers);
/// y += xᵀ Wᵀ for an x that lies transposed.  x: K x M, y: M x N.  The gradient of a layer's weight is dyᵀ x, with the
/// panels packed from x: each element one chain over the tokens, from the gradient that was there.
void multiply_transposed_add(const ConstMatrixView &x, const PackedMatrix &weight, const MatrixView &y,
                             Workers &workers);

/// y = a b.  a: M x K, b: K x N, y: M x N; y must not overlap a or b. For small operands that are used once (the
/// probabilities and values of an attention head): nothing is packed, one thread works. K = 0 gives zeros.
/// Bits as above: an element depends on its row of a and its column of b alone.
void multiply_views(const ConstMatrixView &a, const ConstMatrixView &b, const MatrixView &y);
/// y = scale (a bᵀ).  a: M x K, b: N x K, y: M x N; else as multiply_views. (The scores of an attention head.)
void multiply_views_transposed(const ConstMatrixView &a, const ConstMatrixView &b, float scale, const MatrixView &y);
/// y += aᵀ b.  a: K x M, b: K x N, y: M x N; else as multiply_views. (What the keys and values of a head contributed.)
void multiply_transposed_views_add(const ConstMatrixView &a, const ConstMatrixView &b, const MatrixView &y);

/// The instruction sets that the kernels have on this processor, best last: "portable", "avx2", "avx512" …
std::vector<std::string> supported_instruction_sets();
/// The one in use: the best, or what the environment variable BERTLAB_ISA asks for.
/// Throws Error naming the supported ones if BERTLAB_ISA asks for another.
std::string instruction_set();

/// The fused multiply-adds of threads that do nothing else, in 10⁹ operations a second (an FMA counts two), over the
/// next so many milliseconds. Wide vectors slow the clock of many processors, step by step within milliseconds: what a
/// product reaches is compared with the peak over as long a time, measured in turn with it, not with that of a moment.
double measure_peak_gflops(Workers &workers, double milliseconds);

} // namespace bertlab
