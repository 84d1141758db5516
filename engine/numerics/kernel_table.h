#pragma once

#include "numerics/instruction_set.h"

#include <hwy/highway.h>

/// `return` of the constant `kernels` that this file compiled for InstructionSet `set`: each target has its own, in the
/// namespace that Highway gives it. A macro, since a function cannot name what only some targets have. For the
/// #if HWY_ONCE part of a kernel file, within namespace bertlab.
#define BERTLAB_RETURN_KERNELS(set)                                                                                    \
    static_cast<void>(set);                                                                                            \
    BERTLAB_RETURN_AVX512_KERNELS(set)                                                                                 \
    BERTLAB_RETURN_AVX2_KERNELS(set)                                                                                   \
    return HWY_STATIC_DISPATCH(kernels)

#if HWY_TARGETS & HWY_AVX3
#define BERTLAB_RETURN_AVX512_KERNELS(set)                                                                             \
    if (set == InstructionSet::avx512)                                                                                 \
        return N_AVX3::kernels;
#else
#define BERTLAB_RETURN_AVX512_KERNELS(set)
#endif

#if HWY_TARGETS & HWY_AVX2
#define BERTLAB_RETURN_AVX2_KERNELS(set)                                                                               \
    if (set == InstructionSet::avx2)                                                                                   \
        return N_AVX2::kernels;
#else
#define BERTLAB_RETURN_AVX2_KERNELS(set)
#endif
