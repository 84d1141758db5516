#include "io/torch_archive.h"

#include "base/error.h"

#include <string>

namespace bertlab {

struct TorchArchive::Contents
{
    TensorTable tensors;
};

TorchArchive::TorchArchive(std::span<const std::byte>, std::string_view name)
{
    throw Error(std::string(name) + ": this form is not read yet, expected model.safetensors.");
}

TorchArchive::~TorchArchive() = default;
TorchArchive::TorchArchive(TorchArchive &&) noexcept = default;

const TensorTable &TorchArchive::tensors() const &
{
    return m_contents->tensors;
}

} // namespace bertlab
