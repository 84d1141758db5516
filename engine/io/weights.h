#pragma once

#include "io/model_directory.h"
#include "io/tensor.h"
#include "model/parameters.h"

#include <functional>
#include <span>
#include <string_view>

namespace bertlab {

/// Finds the tensors of a weights' file in the layout of `config` and says in `report` what the file had and had not.
/// `name` is the file's name. Throws Error for two tensors of one meaning, a wrong shape, and for a missing tensor of
/// the embeddings or the encoder. The source reads from `tensors`, which must outlive it; it throws Error for a wrong
/// type, NaN or infinity, Cancelled when asked to stop (on any thread, by one at a time), and tells `done` whose bytes
/// it has copied.
WeightSource find_weights(const TensorTable &tensors, const Config &config, std::string_view name, LoadReport &report,
                          const IsCancelled &is_cancelled,
                          const std::function<void(std::span<const std::byte>)> &done = {});

} // namespace bertlab
