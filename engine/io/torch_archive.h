#pragma once

#include "io/tensor.h"

#include <memory>
#include <span>
#include <string_view>

namespace bertlab {

/// A state dict of torch.save, in the zip form (torch >= 1.6) or the legacy form. The unpickler knows only the opcodes
/// of state dicts and an allow-list of names: it can run nothing. Tensors with unusual strides are copied into order;
/// others refer into `bytes`, which must outlive the archive.
class TorchArchive
{
public:
    /// Throws Error naming `name` and what was found.
    TorchArchive(std::span<const std::byte> bytes, std::string_view name);
    ~TorchArchive();
    TorchArchive(TorchArchive &&) noexcept;
    const TensorTable &tensors() const &;
    const TensorTable &tensors() && = delete;

private:
    struct Contents;
    std::unique_ptr<Contents> m_contents;
};

} // namespace bertlab
