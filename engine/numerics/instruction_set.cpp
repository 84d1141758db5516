#include "numerics/instruction_set.h"

#include "base/error.h"

#include <cstdlib>
#include <hwy/targets.h>
#include <string>

namespace bertlab {

std::string_view name_of(InstructionSet set)
{
    switch (set) {
    case InstructionSet::avx512:
        return "avx512";
    case InstructionSet::avx2:
        return "avx2";
    case InstructionSet::portable:
        break;
    }
    return "portable";
}

std::vector<InstructionSet> usable_instruction_sets()
{
    const auto targets = HWY_TARGETS & hwy::SupportedTargets();
    std::vector<InstructionSet> sets{InstructionSet::portable};
    if (targets & HWY_AVX2)
        sets.push_back(InstructionSet::avx2);
    if (targets & HWY_AVX3)
        sets.push_back(InstructionSet::avx512);
    return sets;
}

InstructionSet choose_instruction_set(std::string_view wanted)
{
    const std::vector<InstructionSet> usable = usable_instruction_sets();
    if (wanted.empty())
        return usable.back();
    std::string names;
    for (const InstructionSet set : usable) {
        if (wanted == name_of(set))
            return set;
        names.append(names.empty() ? "" : ", ").append(name_of(set));
    }
    throw Error("BERTLAB_ISA is '" + std::string(wanted) + "', but this program has on this processor: " + names + ".");
}

InstructionSet chosen_instruction_set()
{
    static const InstructionSet chosen = [] {
        const char *wanted = std::getenv("BERTLAB_ISA");
        return choose_instruction_set(wanted ? wanted : "");
    }();
    return chosen;
}

} // namespace bertlab
