#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bertlab {

/// A value of a pickle, as far as state dicts have them. Members refer to values of the same Pickle.
struct PickleValue
{
    enum class Kind {
        none,
        boolean,      ///< number is 0 or 1
        whole_number, ///< number
        large_number, ///< text: its bytes, little-endian two's complement
        real,         ///< not kept
        text,         ///< text, UTF-8
        tuple,        ///< items
        list,         ///< items
        dictionary,   ///< items: key, value, key, value …
        name,         ///< text: "torch FloatStorage", one of the allow-list
        storage,      ///< items: what the persistent id consists of
        tensor,       ///< items: the arguments of torch._utils._rebuild_tensor_v2
    };
    Kind kind = Kind::none;
    std::int64_t number = 0;
    std::string text;
    std::vector<const PickleValue *> items;
};

/// One pickle, read without running anything: only the opcodes that torch.save writes for state dicts, and only the
/// names that these need. Source: Python's pickletools.py; torch/serialization.py.
class Pickle
{
public:
    /// Reads from the first byte to the opcode STOP. Throws Error naming `file` for a cut or foreign pickle, a name
    /// that is not allowed, texts that are not UTF-8, and more than a million values.
    Pickle(std::span<const std::byte> bytes, std::string_view file);

    const PickleValue &value() const & { return *m_value; }
    const PickleValue &value() && = delete;
    std::size_t size() const { return m_size; } ///< bytes read

private:
    std::deque<PickleValue> m_values; // owns all: a cycle of references leaks nothing
    const PickleValue *m_value = nullptr;
    std::size_t m_size = 0;
    friend class Unpickler;
};

/// "a dictionary", "the number 3", for "found …".
std::string describe(const PickleValue &value);

} // namespace bertlab
