#include "io/pickle.h"

#include "base/error.h"
#include "io/printable.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace bertlab {

namespace {

using Value = PickleValue;
using Kind = PickleValue::Kind;

constexpr std::size_t most_values = 1'000'000; // a state dict of BERT-large has about 10,000
constexpr std::size_t most_references = 4 * most_values;
constexpr std::uint8_t newest_protocol = 5;

constexpr std::string_view ordered_dict = "collections OrderedDict", rebuild_tensor = "torch._utils _rebuild_tensor_v2",
                           rebuild_parameter = "torch._utils _rebuild_parameter";
constexpr std::array<std::string_view, 8> allowed_names{
    ordered_dict,        rebuild_tensor,          rebuild_parameter,     "torch FloatStorage",
    "torch HalfStorage", "torch BFloat16Storage", "torch DoubleStorage", "torch LongStorage",
};

std::string hexadecimal(std::uint8_t byte)
{
    constexpr std::string_view digits = "0123456789abcdef";
    return {'0', 'x', digits[byte >> 4], digits[byte & 15]};
}

} // namespace

class Unpickler
{
public:
    Unpickler(Pickle &pickle, std::span<const std::byte> bytes, std::string_view file)
        : m_pickle(pickle), m_bytes(bytes), m_file(file)
    {}

    void run()
    {
        for (;;) {
            const std::uint8_t opcode = byte();
            if (opcode == '.')
                break;
            if (!constant(opcode) && !number(opcode) && !text(opcode) && !container(opcode) && !memory(opcode) &&
                !object(opcode))
                fail("holds the opcode " + hexadecimal(opcode) + ", which no state dict has");
        }
        m_pickle.m_value = pop();
        m_pickle.m_size = m_position;
    }

private:
    [[noreturn]] void fail(const std::string &found) const
    {
        throw Error(m_file + ": the pickle " + found + " (near its byte " + std::to_string(m_position) + ").");
    }

    // --- bytes
    std::span<const std::byte> take(std::uint64_t count)
    {
        if (count > m_bytes.size() - m_position)
            fail("is cut short or damaged");
        const auto taken = m_bytes.subspan(m_position, static_cast<std::size_t>(count));
        m_position += static_cast<std::size_t>(count);
        return taken;
    }
    /// A little-endian number of `count` bytes, at most 8.
    std::uint64_t unsigned_number(std::size_t count)
    {
        std::uint64_t value = 0;
        std::memcpy(&value, take(count).data(), count);
        return value;
    }
    std::uint8_t byte() { return static_cast<std::uint8_t>(unsigned_number(1)); }
    std::string characters(std::uint64_t count)
    {
        const auto taken = take(count);
        std::string text(reinterpret_cast<const char *>(taken.data()), taken.size());
        if (!is_utf8(text))
            fail("holds the text \"" + printable(text) + "\", which is not UTF-8");
        return text;
    }
    std::string line()
    {
        const auto rest = m_bytes.subspan(m_position);
        const auto end = std::find(rest.begin(), rest.end(), std::byte{'\n'});
        if (end == rest.end())
            fail("is cut short or damaged");
        std::string text = characters(static_cast<std::uint64_t>(end - rest.begin()));
        take(1);
        return text;
    }

    // --- values and the stack
    Value &create(Kind kind, std::int64_t number = 0, std::string text = {})
    {
        if (m_pickle.m_values.size() >= most_values)
            fail("has more than " + std::to_string(most_values) + " values");
        return m_pickle.m_values.emplace_back(Value{kind, number, std::move(text), {}});
    }
    bool push(Value &value)
    {
        if (m_stack.size() >= most_values)
            fail("has more than " + std::to_string(most_values) + " values");
        m_stack.push_back(&value);
        return true;
    }
    std::size_t bottom() const { return m_marks.empty() ? 0 : m_marks.back(); }
    Value &top() const
    {
        if (m_stack.size() <= bottom())
            fail("takes a value that it never put down");
        return *m_stack.back();
    }
    Value *pop()
    {
        Value &value = top();
        m_stack.pop_back();
        return &value;
    }
    /// Everything above the last mark, which goes too.
    std::vector<const Value *> pop_to_mark()
    {
        if (m_marks.empty())
            fail("looks for a mark that it never set");
        const auto first = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
        std::vector<const Value *> items(first, m_stack.end());
        m_stack.erase(first, m_stack.end());
        m_marks.pop_back();
        return items;
    }
    /// Values may be referred to again and again; all these references together stay small, too.
    void count_references(std::size_t count)
    {
        if (m_references += count; m_references > most_references)
            fail("has more than " + std::to_string(most_references) + " references");
    }
    bool push_tuple(std::vector<const Value *> items)
    {
        count_references(items.size());
        Value &tuple = create(Kind::tuple);
        tuple.items = std::move(items);
        return push(tuple);
    }
    bool push_tuple_of(std::size_t count)
    {
        std::vector<const Value *> items(count);
        for (std::size_t i = count; i-- > 0;)
            items[i] = pop();
        return push_tuple(std::move(items));
    }
    /// Appends to the list or dictionary on top; a dictionary takes keys and values in turn.
    bool extend(Kind kind, const std::vector<const Value *> &items)
    {
        Value &container = top();
        if (container.kind != kind || (kind == Kind::dictionary && items.size() % 2 != 0))
            fail("adds to " + describe(container) + ", expected " + describe(Value{kind, 0, {}, {}}));
        count_references(items.size());
        container.items.insert(container.items.end(), items.begin(), items.end());
        return true;
    }

    // --- opcodes, by what they do; each returns whether it knew the opcode
    bool constant(std::uint8_t opcode)
    {
        switch (opcode) {
        case 0x80: // PROTO
            if (const std::uint8_t protocol = byte(); protocol > newest_protocol)
                fail("has the protocol " + std::to_string(protocol) + ", expected at most 5");
            return true;
        case 0x95: // FRAME: only a hint for reading ahead
            take(8);
            return true;
        case 'N':
            return push(create(Kind::none));
        case 0x88: // NEWTRUE
        case 0x89: // NEWFALSE
            return push(create(Kind::boolean, opcode == 0x88));
        default:
            return false;
        }
    }
    bool number(std::uint8_t opcode)
    {
        switch (opcode) {
        case 'K': // BININT1
            return push(create(Kind::whole_number, byte()));
        case 'M': // BININT2
            return push(create(Kind::whole_number, static_cast<std::int64_t>(unsigned_number(2))));
        case 'J': // BININT
            return push(create(Kind::whole_number, static_cast<std::int32_t>(unsigned_number(4))));
        case 'G': // BINFLOAT
            take(8);
            return push(create(Kind::real));
        case 0x8a: // LONG1
            return long_number(byte());
        default:
            return false;
        }
    }
    bool long_number(std::size_t count)
    {
        if (count > sizeof(std::int64_t)) {
            const auto taken = take(count);
            return push(
                create(Kind::large_number, 0, std::string(reinterpret_cast<const char *>(taken.data()), taken.size())));
        }
        std::uint64_t value = unsigned_number(count);
        const bool negative = count > 0 && (value >> (8 * count - 1)) & 1u;
        if (negative && count < sizeof value)
            value |= ~std::uint64_t{0} << (8 * count);
        return push(create(Kind::whole_number, static_cast<std::int64_t>(value)));
    }
    bool text(std::uint8_t opcode)
    {
        switch (opcode) {
        case 'X': // BINUNICODE
        case 'T': // BINSTRING, of Python 2
            return push(create(Kind::text, 0, characters(unsigned_number(4))));
        case 0x8c: // SHORT_BINUNICODE
        case 'U':  // SHORT_BINSTRING, of Python 2
            return push(create(Kind::text, 0, characters(unsigned_number(1))));
        default:
            return false;
        }
    }
    bool container(std::uint8_t opcode)
    {
        switch (opcode) {
        case '(':
            m_marks.push_back(m_stack.size());
            if (m_marks.size() > most_values)
                fail("has more than " + std::to_string(most_values) + " marks");
            return true;
        case ')': // EMPTY_TUPLE
            return push_tuple({});
        case 't': // TUPLE
            return push_tuple(pop_to_mark());
        case 0x85: // TUPLE1, TUPLE2, TUPLE3
        case 0x86:
        case 0x87:
            return push_tuple_of(opcode - 0x84u);
        case ']':
            return push(create(Kind::list));
        case '}':
            return push(create(Kind::dictionary));
        case 'a': // APPEND
        {
            const Value *item = pop();
            return extend(Kind::list, {item});
        }
        case 'e': // APPENDS
            return extend(Kind::list, pop_to_mark());
        case 's': // SETITEM
        {
            const Value *value = pop();
            const Value *key = pop();
            return extend(Kind::dictionary, {key, value});
        }
        case 'u': // SETITEMS
            return extend(Kind::dictionary, pop_to_mark());
        default:
            return false;
        }
    }
    bool memory(std::uint8_t opcode)
    {
        switch (opcode) {
        case 'q': // BINPUT
            return remember(byte());
        case 'r': // LONG_BINPUT
            return remember(unsigned_number(4));
        case 0x94: // MEMOIZE
            return remember(m_memo.size());
        case 'h': // BINGET
            return push(remembered(byte()));
        case 'j': // LONG_BINGET
            return push(remembered(unsigned_number(4)));
        default:
            return false;
        }
    }
    bool remember(std::uint64_t index)
    {
        if (index >= most_values)
            fail("numbers a value " + std::to_string(index) + ", expected less than " + std::to_string(most_values));
        if (index >= m_memo.size())
            m_memo.resize(static_cast<std::size_t>(index) + 1);
        m_memo[static_cast<std::size_t>(index)] = &top();
        return true;
    }
    Value &remembered(std::uint64_t index) const
    {
        if (index >= m_memo.size() || !m_memo[static_cast<std::size_t>(index)])
            fail("asks for the value " + std::to_string(index) + ", which it never kept");
        return *m_memo[static_cast<std::size_t>(index)];
    }
    bool object(std::uint8_t opcode)
    {
        switch (opcode) {
        case 'c': // GLOBAL
        {
            const std::string module = line();
            return push_name(module, line());
        }
        case 0x93: // STACK_GLOBAL
        {
            const Value *name = pop(), *module = pop();
            if (name->kind != Kind::text || module->kind != Kind::text)
                fail("names something by " + describe(*module) + " and " + describe(*name) + ", expected two texts");
            return push_name(module->text, name->text);
        }
        case 'R': // REDUCE
            return call();
        case 'b': // BUILD: attributes of an OrderedDict (`_metadata`), of no use here
            if (const Value *state = pop(); top().kind != Kind::dictionary || state->kind != Kind::dictionary)
                fail("sets attributes of " + describe(top()) + ", expected a dictionary");
            return true;
        case 'Q': // BINPERSID
        {
            const Value *id = pop();
            if (id->kind != Kind::tuple)
                fail("refers to a storage by " + describe(*id) + ", expected a tuple");
            return push_copy(Kind::storage, id->items);
        }
        default:
            return false;
        }
    }
    bool push_copy(Kind kind, const std::vector<const Value *> &items)
    {
        count_references(items.size());
        Value &copy = create(kind);
        copy.items = items;
        return push(copy);
    }
    bool push_name(const std::string &module, const std::string &name)
    {
        const std::string whole = module + " " + name;
        if (std::find(allowed_names.begin(), allowed_names.end(), whole) == allowed_names.end())
            throw Error(m_file + ": the pickle asks for " + printable(module + "." + name) +
                        ", expected only what a state dict of floats needs; nothing was run.");
        return push(create(Kind::name, 0, whole));
    }
    bool call()
    {
        const Value *arguments = pop(), *function = pop();
        if (function->kind != Kind::name || arguments->kind != Kind::tuple)
            fail("calls " + describe(*function) + " with " + describe(*arguments));
        if (function->text == ordered_dict) {
            if (!arguments->items.empty())
                fail("makes an OrderedDict from arguments, expected an empty one");
            return push(create(Kind::dictionary));
        }
        if (function->text == rebuild_tensor)
            return push_copy(Kind::tensor, arguments->items);
        const Value *first = arguments->items.empty() ? nullptr : arguments->items.front();
        if (function->text == rebuild_parameter && first && first->kind == Kind::tensor)
            return push_copy(Kind::tensor, first->items);
        fail("calls " + describe(*function) + " in a way that no state dict does");
    }

    Pickle &m_pickle;
    std::span<const std::byte> m_bytes;
    std::string m_file;
    std::size_t m_position = 0;
    std::size_t m_references = 0;
    std::vector<Value *> m_stack;
    std::vector<std::size_t> m_marks; // sizes of the stack
    std::vector<Value *> m_memo;
};

Pickle::Pickle(std::span<const std::byte> bytes, std::string_view file)
{
    Unpickler(*this, bytes, file).run();
}

std::string describe(const PickleValue &value)
{
    switch (value.kind) {
    case Kind::none:
        return "None";
    case Kind::boolean:
        return value.number ? "True" : "False";
    case Kind::whole_number:
        return "the number " + std::to_string(value.number);
    case Kind::large_number:
    case Kind::real:
        return "a number";
    case Kind::text:
        return "the text \"" + printable(value.text) + "\"";
    case Kind::tuple:
        return "a tuple";
    case Kind::list:
        return "a list";
    case Kind::dictionary:
        return "a dictionary";
    case Kind::name:
        return value.text;
    case Kind::storage:
        return "a storage";
    case Kind::tensor:
        return "a tensor";
    }
    return {};
}

} // namespace bertlab
