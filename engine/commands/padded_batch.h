#pragma once

#include "io/tensor.h"
#include "model/trace.h"

#include <map>
#include <string>
#include <vector>

namespace bertlab {

/// A batch as files hold it, [B, S] with padding: the tokens that count, one after the other, and their places.
struct PaddedBatch
{
    Batch batch;
    Index length = 0;                       ///< S
    std::vector<std::vector<Index>> places; ///< of each sequence: the columns that its tokens come from, in order

    Index sequences() const { return batch.sequences(); }
};

/// From input_ids, token_type_ids and attention_mask [B, S] (I64) of a safetensors file; other tensors are ignored. A
/// position whose mask is 0 is dropped, the others keep their position index. Throws Error naming file, tensor and
/// place for a missing tensor, another type or shape, a mask that is neither 0 nor 1, a row of zeros.
PaddedBatch read_padded_batch(const std::string &path);
/// The same from the tensors of a file that is open already.
PaddedBatch padded_batch_of(const TensorTable &tensors, const std::string &file);
/// One sequence without padding.
PaddedBatch padded_batch_of(const std::vector<std::int32_t> &input_ids,
                            const std::vector<std::int32_t> &token_type_ids);

/// The shape of a traced tensor in the batch: [B, S, …], [B, A, S, S] or [B, …].
std::vector<Index> padded_shape(const Trace::Tensor &tensor, const PaddedBatch &batch);
/// Every traced tensor in that shape; what belongs to padding is zero.
std::map<std::string, OwnedTensor, std::less<>> padded_tensors(const Trace &trace, const PaddedBatch &batch);

} // namespace bertlab
