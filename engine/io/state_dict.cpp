#include "io/state_dict.h"

#include "base/error.h"
#include "io/printable.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <set>
#include <utility>

namespace bertlab {

namespace {

using Value = PickleValue;
using Kind = PickleValue::Kind;

constexpr std::size_t most_dimensions = 8;
constexpr std::array<std::pair<std::string_view, DataType>, 5> storage_types{{
    {"torch FloatStorage", DataType::f32},
    {"torch HalfStorage", DataType::f16},
    {"torch BFloat16Storage", DataType::bf16},
    {"torch DoubleStorage", DataType::f64},
    {"torch LongStorage", DataType::i64},
}};

/// a * b + c, or nothing if that passes 63 bits. All are at least 0.
std::optional<std::uint64_t> multiply_add(std::uint64_t a, std::uint64_t b, std::uint64_t c)
{
    constexpr auto limit = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (c > limit || (b != 0 && a > (limit - c) / b))
        return std::nullopt;
    return a * b + c;
}

/// Takes the arguments of one _rebuild_tensor_v2 apart:
/// (storage, storage_offset, size, stride, requires_grad, backward_hooks[, metadata]).
class TensorReader
{
public:
    TensorReader(std::string name, std::string_view file)
        : m_place(std::string(file) + ": " + printable(name)), m_name(std::move(name))
    {}

    StoredTensor read(const Value &value) const
    {
        if (value.kind != Kind::tensor)
            throw Error(m_place + " is " + describe(value) + ", expected a tensor; the file should hold a state dict.");
        if (value.items.size() < 4 || value.items[0]->kind != Kind::storage)
            throw Error(m_place + " is built in a way that no state dict has.");
        StoredTensor tensor;
        tensor.name = m_name;
        read_storage(*value.items[0], tensor);
        tensor.first = static_cast<std::uint64_t>(number(*value.items[1], "storage offset"));
        tensor.shape = numbers(*value.items[2], "shape");
        tensor.strides = numbers(*value.items[3], "strides");
        check_extent(tensor);
        return tensor;
    }

private:
    Index number(const Value &value, const char *what) const
    {
        if (value.kind != Kind::whole_number || value.number < 0)
            throw Error(m_place + ": its " + what + " has " + describe(value) + ", expected a whole number from 0.");
        return value.number;
    }
    std::vector<Index> numbers(const Value &value, const char *what) const
    {
        if (value.kind != Kind::tuple || value.items.size() > most_dimensions)
            throw Error(m_place + ": its " + what + " is " + describe(value) + ", expected a tuple of at most " +
                        std::to_string(most_dimensions) + " numbers.");
        std::vector<Index> result;
        for (const Value *item : value.items)
            result.push_back(number(*item, what));
        return result;
    }
    /// ("storage", type, key, location, elements[, view]); the view of very old files must be None.
    void read_storage(const Value &storage, StoredTensor &tensor) const
    {
        const auto &items = storage.items;
        const bool known = (items.size() == 5 || (items.size() == 6 && items[5]->kind == Kind::none)) &&
                           items[0]->kind == Kind::text && items[0]->text == "storage" &&
                           items[1]->kind == Kind::name && items[2]->kind == Kind::text;
        if (!known)
            throw Error(m_place + ": its storage is described in a way that is not known.");
        const auto *type = &storage_types[0];
        while (type != storage_types.end() && type->first != items[1]->text)
            ++type;
        if (type == storage_types.end())
            throw Error(m_place + ": its storage is of the kind " + items[1]->text + ", expected a torch storage.");
        tensor.type = type->second;
        tensor.storage = items[2]->text;
        tensor.storage_size = static_cast<std::uint64_t>(number(*items[4], "storage's size"));
    }
    void check_extent(const StoredTensor &tensor) const
    {
        if (tensor.shape.size() != tensor.strides.size())
            throw Error(m_place + " has " + std::to_string(tensor.shape.size()) + " dimensions, but " +
                        std::to_string(tensor.strides.size()) + " strides.");
        std::optional<std::uint64_t> last = tensor.first, count = 1;
        bool empty = false;
        for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
            const auto size = static_cast<std::uint64_t>(tensor.shape[i]);
            empty = empty || size == 0;
            if (size > 0 && last)
                last = multiply_add(size - 1, static_cast<std::uint64_t>(tensor.strides[i]), *last);
            if (count)
                count = multiply_add(*count, size, 0);
        }
        if (empty)
            return;
        if (!last || *last >= tensor.storage_size)
            throw Error(m_place + " (" + describe_shape(tensor.shape) + ", strides " + describe_shape(tensor.strides) +
                        ") reaches beyond its storage of " + std::to_string(tensor.storage_size) + " elements.");
        if (!count || *count > tensor.storage_size)
            throw Error(m_place + " (" + describe_shape(tensor.shape) +
                        ") has more elements than its storage, which "
                        "has " +
                        std::to_string(tensor.storage_size) + ".");
    }

    std::string m_place;
    std::string m_name;
};

} // namespace

bool StoredTensor::is_contiguous() const
{
    if (std::ranges::find(shape, 0) != shape.end())
        return true;
    Index expected = 1;
    for (std::size_t i = shape.size(); i-- > 0;) {
        if (shape[i] != 1 && strides[i] != expected)
            return false;
        expected *= shape[i]; // no overflow: no tensor has more elements than its storage
    }
    return true;
}

std::vector<StoredTensor> tensors_of_state_dict(const PickleValue &state_dict, std::string_view file)
{
    if (state_dict.kind != Kind::dictionary)
        throw Error(std::string(file) + ": found " + describe(state_dict) + ", expected a state dict.");
    std::vector<StoredTensor> tensors;
    std::set<std::string_view> names;
    for (std::size_t i = 0; i + 1 < state_dict.items.size(); i += 2) {
        const Value &key = *state_dict.items[i];
        if (key.kind != Kind::text)
            throw Error(std::string(file) + ": the state dict has " + describe(key) + " as a name, expected a text.");
        if (!names.insert(key.text).second)
            throw Error(std::string(file) + ": the tensor " + printable(key.text) + " occurs twice.");
        tensors.push_back(TensorReader(key.text, file).read(*state_dict.items[i + 1]));
    }
    return tensors;
}

} // namespace bertlab
