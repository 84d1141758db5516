#pragma once

#include <string_view>
#include <vector>

/// Which of the compiled kernels run. Public names and contract: instruction_set() in numerics/gemm.h.
namespace bertlab {

/// In order of preference, best last.
enum class InstructionSet {
    portable, ///< what every processor of the family has; on 64-bit ARM that is already NEON
    avx2,     ///< with FMA: x86 since 2013
    avx512,
};

std::string_view name_of(InstructionSet set);

/// Those that are compiled in and that this processor has, best last; never empty.
std::vector<InstructionSet> usable_instruction_sets();

/// The best one if `wanted` is empty, else the one of that name.
/// Throws Error naming the usable ones if there is none.
InstructionSet choose_instruction_set(std::string_view wanted);

/// The choice by the environment variable BERTLAB_ISA. The first call of the process that succeeds decides for all: the
/// kernels of a model must not change under it. Tests reach every set through the kernel tables instead.
InstructionSet chosen_instruction_set();

} // namespace bertlab
