#include "io/weights.h"

#include "base/error.h"
#include "io/printable.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace bertlab {

namespace {

using NamedTensor = TensorTable::value_type;

/// The name as BertForPreTraining writes it: with `bert.` in front, LayerNorm.weight for gamma, LayerNorm.bias for beta
/// (the old names of the TensorFlow release).
std::string layout_name(std::string_view name)
{
    const bool prefixed = name.starts_with("bert.") || name.starts_with("cls.");
    std::string full = prefixed ? std::string(name) : "bert." + std::string(name);
    const auto rename_end = [&full](std::string_view old_end, std::string_view new_end) {
        if (full.ends_with(old_end))
            full.replace(full.size() - old_end.size(), old_end.size(), new_end);
    };
    rename_end("LayerNorm.gamma", "LayerNorm.weight");
    rename_end("LayerNorm.beta", "LayerNorm.bias");
    return full;
}

bool same_values(const TensorRef &a, const TensorRef &b)
{
    if (a.type != b.type || a.shape != b.shape)
        return false;
    return a.bytes.data() == b.bytes.data() || std::equal(a.bytes.begin(), a.bytes.end(), b.bytes.begin());
}

/// Which tensor of the file is which of the layout.
class Assignment
{
public:
    Assignment(const TensorTable &tensors, const ParameterLayout &layout, std::string_view file, LoadReport &report)
        : m_file(file)
    {
        const NamedTensor *decoder_weight = nullptr, *decoder_bias = nullptr;
        for (const NamedTensor &tensor : tensors) {
            report.tensors.push_back({tensor.first, tensor.second.type, tensor.second.shape});
            const std::string name = layout_name(tensor.first);
            if (name == "cls.predictions.decoder.weight")
                decoder_weight = &tensor;
            else if (name == "cls.predictions.decoder.bias")
                decoder_bias = &tensor;
            else if (layout.find(name))
                assign(name, tensor);
            else if (!name.ends_with("embeddings.position_ids")) // 0, 1, 2 …: no weight
                report.unexpected.push_back(tensor.first);
        }
        tie(decoder_weight, "bert.embeddings.word_embeddings.weight", report);
        tie(decoder_bias, "cls.predictions.bias", report);
    }

    const NamedTensor *find(const std::string &name) const
    {
        const auto found = m_tensors.find(name);
        return found == m_tensors.end() ? nullptr : found->second;
    }

private:
    void assign(const std::string &name, const NamedTensor &tensor)
    {
        const auto [place, is_new] = m_tensors.emplace(name, &tensor);
        if (!is_new)
            throw Error(m_file + ": " + place->second->first + " and " + tensor.first +
                        " are the same tensor of a BERT, expected one of them.");
    }
    /// The decoder shares its weights; a file may write them once under either name, or twice.
    void tie(const NamedTensor *decoder, const std::string &shared_with, LoadReport &report)
    {
        if (!decoder)
            return;
        const NamedTensor *shared = find(shared_with);
        if (!shared)
            m_tensors.emplace(shared_with, decoder);
        else if (!same_values(decoder->second, shared->second))
            report.unexpected.push_back(decoder->first); // a decoder of its own: BERT has none
    }

    std::string m_file;
    std::map<std::string, const NamedTensor *, std::less<>> m_tensors;
};

/// "hidden_size 64", for the sizes that config.json decides.
std::string describe_size(Size size, const Config &config)
{
    switch (size) {
    case Size::one:
    case Size::two:
        return {};
    case Size::hidden:
        return "hidden_size " + std::to_string(config.hidden_size);
    case Size::intermediate:
        return "intermediate_size " + std::to_string(config.intermediate_size);
    case Size::vocabulary:
        return "vocab_size " + std::to_string(config.vocab_size);
    case Size::positions:
        return "max_position_embeddings " + std::to_string(config.max_position_embeddings);
    case Size::types:
        return "type_vocab_size " + std::to_string(config.type_vocab_size);
    }
    assert(false);
    return {};
}

std::vector<Index> shape_of(const TensorInfo &info)
{
    if (info.is_vector())
        return {info.rows};
    return {info.rows, info.columns};
}

void check_shape(const NamedTensor &tensor, const TensorInfo &info, const Config &config, const std::string &file)
{
    const std::vector<Index> expected = shape_of(info);
    if (tensor.second.shape == expected)
        return;
    const std::string rows = describe_size(info.spec->rows, config);
    const std::string columns = describe_size(info.spec->columns, config);
    const std::string both =
        rows.empty() || columns.empty() || rows == columns ? std::max(rows, columns) : rows + ", " + columns;
    throw Error(file + ": " + printable(tensor.first) + " is " + describe_shape(tensor.second.shape) +
                ", but config.json (" + both + ") asks for " + describe_shape(expected) + ".");
}

[[noreturn]] void throw_missing(const std::vector<const TensorInfo *> &missing, const std::string &file)
{
    const std::size_t more = missing.size() - 1;
    throw Error(file + ": " + missing.front()->name +
                (more == 0 ? " is missing" : " and " + std::to_string(more) + " more tensors are missing") +
                ", expected the embeddings and the encoder of a BERT with the sizes of config.json.");
}

/// Copies in pieces that stay in the cache between the copy and the search for NaN.
void copy_tensor(const NamedTensor &tensor, std::span<float> out, const std::string &file)
{
    const std::string place = file + ": " + printable(tensor.first);
    const std::size_t width = size_of(tensor.second.type);
    constexpr std::size_t piece = 32768;
    for (std::size_t first = 0; first < out.size(); first += piece) {
        const std::size_t count = std::min(piece, out.size() - first);
        const TensorRef part{
            tensor.second.type, {static_cast<Index>(count)}, tensor.second.bytes.subspan(first * width, count * width)};
        copy_as_float(part, place, out.subspan(first, count));
        if (const auto bad = first_not_finite(out.subspan(first, count)))
            throw Error(place + " has " + (std::isnan(out[first + *bad]) ? "NaN" : "an infinite value") +
                        " at element " + std::to_string(first + *bad) + ", expected finite numbers.");
    }
}

/// Asks one thread at a time, and nobody any more once the answer was yes.
class CancelOnce
{
public:
    explicit CancelOnce(IsCancelled is_cancelled) : m_is_cancelled(std::move(is_cancelled)) {}

    void check()
    {
        const std::lock_guard lock(m_mutex);
        m_cancelled = m_cancelled || (m_is_cancelled && m_is_cancelled());
        if (m_cancelled)
            throw Cancelled();
    }

private:
    IsCancelled m_is_cancelled;
    std::mutex m_mutex;
    bool m_cancelled = false;
};

} // namespace

WeightSource find_weights(const TensorTable &tensors, const Config &config, std::string_view name, LoadReport &report,
                          const IsCancelled &is_cancelled, const std::function<void(std::span<const std::byte>)> &done)
{
    const std::string file(name);
    // Before the layout of an absurd number of layers fills the memory; a layer has 16 tensors.
    if (static_cast<std::size_t>(config.num_hidden_layers) > tensors.size() / 16 + 1)
        throw Error(file + ": " + std::to_string(tensors.size()) + " tensors are too few for the " +
                    std::to_string(config.num_hidden_layers) + " layers of config.json (num_hidden_layers).");
    const ParameterLayout layout(config);
    const auto assignment = std::make_shared<const Assignment>(tensors, layout, file, report);

    std::vector<const TensorInfo *> required_missing;
    std::vector<Part> missing_parts;
    for (const TensorInfo &info : layout.tensors()) {
        const Part part = info.spec->part;
        if (const NamedTensor *tensor = assignment->find(info.name)) {
            check_shape(*tensor, info, config, file);
            continue;
        }
        report.missing.push_back(info.name);
        if (part == Part::embeddings || part == Part::encoder)
            required_missing.push_back(&info);
        else
            missing_parts.push_back(part);
    }
    if (!required_missing.empty())
        throw_missing(required_missing, file);

    const auto cancel = std::make_shared<CancelOnce>(is_cancelled);
    return {[missing_parts](Part part) { return std::ranges::find(missing_parts, part) == missing_parts.end(); },
            [file, assignment, cancel, done](const TensorInfo &info, const MatrixView &values) {
                cancel->check();
                assert(values.outerStride() == values.cols());
                const NamedTensor &tensor = *assignment->find(info.name);
                const auto out = const_cast<float *>(values.data());
                copy_tensor(tensor, std::span(out, static_cast<std::size_t>(values.size())), file);
                if (done)
                    done(tensor.second.bytes);
            }};
}

} // namespace bertlab
