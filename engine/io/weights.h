#pragma once

#include "io/model_directory.h"
#include "io/tensor.h"
#include "model/parameters.h"

#include <string_view>

namespace bertlab {

/// Copies the tensors of a weights' file into the layout of `config` and says in `report` what the file had and had
/// not. `name` is the file's name. Throws Error for two tensors of one meaning, a wrong shape or type, NaN or infinity,
/// and for a missing tensor of the embeddings or the encoder; Cancelled when asked to stop.
Parameters copy_weights(const TensorTable &tensors, const Config &config, std::string_view name, LoadReport &report,
                        const IsCancelled &is_cancelled);

} // namespace bertlab
