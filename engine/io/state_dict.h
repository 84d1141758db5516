#pragma once

#include "io/pickle.h"
#include "io/tensor.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bertlab {

/// One tensor of a state dict: which elements of which storage it is.
struct StoredTensor
{
    std::string name;
    std::string storage; ///< the key of its storage; tied tensors share one
    DataType type = DataType::f32;
    std::uint64_t storage_size = 0; ///< elements of the storage
    std::uint64_t first = 0;        ///< its first element
    std::vector<Index> shape;
    std::vector<Index> strides; ///< in elements, none negative

    /// Its elements lie one behind the other in row-major order.
    bool is_contiguous() const;
};

/// The tensors of an unpickled state dict. Every element lies within its storage, and no tensor has more elements than
/// its storage. Throws Error naming `file` and the tensor.
std::vector<StoredTensor> tensors_of_state_dict(const PickleValue &state_dict, std::string_view file);

} // namespace bertlab
