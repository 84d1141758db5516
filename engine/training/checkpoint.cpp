#include "training/checkpoint.h"

#include "base/error.h"
#include "base/mapped_file.h"
#include "io/model_writer.h"
#include "io/safetensors.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>

namespace bertlab {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = "step-", suffix = ".safetensors";
constexpr std::size_t digits = 9;
const std::string first_moments = "first_moments", second_moments = "second_moments", state_name = "state";

/// What is no weight, as whole numbers; the seconds by their bits.
enum StateField : std::size_t { step, tokens, epoch, index, seconds, field_count };
using StateFields = std::array<std::int64_t, field_count>;

StateFields fields_of(const TrainingState &state)
{
    return {state.step, static_cast<std::int64_t>(state.tokens), state.data.epoch,
            static_cast<std::int64_t>(state.data.index), std::bit_cast<std::int64_t>(state.seconds)};
}

std::string name_of(Index number)
{
    std::string text = std::to_string(number);
    text.insert(0, digits - std::min(digits, text.size()), '0');
    return std::string(prefix) + text + std::string(suffix);
}

std::optional<Index> number_of(const fs::path &file)
{
    const std::string name = display_name(file);
    if (name.size() <= prefix.size() + suffix.size() || !name.starts_with(prefix) || !name.ends_with(suffix))
        return std::nullopt;
    const char *begin = name.data() + prefix.size(), *end = name.data() + name.size() - suffix.size();
    Index number = 0;
    const auto [rest, problem] = std::from_chars(begin, end, number);
    return problem == std::errc() && rest == end ? std::optional(number) : std::nullopt;
}

const TensorRef &find(const TensorTable &tensors, const std::string &name, const std::vector<Index> &shape,
                      DataType type, const std::string &file)
{
    const auto found = tensors.find(name);
    if (found == tensors.end())
        throw Error(file + ": " + name + " is missing; expected a checkpoint of this run.");
    if (found->second.shape != shape || found->second.type != type)
        throw Error(file + ": " + name + " is " + describe_shape(found->second.shape) +
                    ", but the run's model asks for " + describe_shape(shape) + ".");
    return found->second;
}

} // namespace

void save_checkpoint(const fs::path &folder, const TrainingState &state, Index kept, const FileStepHook &before)
{
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem)
        throw Error(display_name(folder) + ": the folder cannot be made (" + problem.message() + ").");
    TensorTable tensors = tensors_of(state.weights);
    const auto arena = static_cast<Index>(state.first_moments.size());
    const StateFields fields = fields_of(state);
    tensors.emplace(first_moments, TensorRef{DataType::f32, {arena}, std::as_bytes(std::span(state.first_moments))});
    tensors.emplace(second_moments, TensorRef{DataType::f32, {arena}, std::as_bytes(std::span(state.second_moments))});
    tensors.emplace(state_name, TensorRef{DataType::i64, {field_count}, std::as_bytes(std::span(fields))});
    write_safetensors(folder / name_of(state.step), tensors, before);

    const auto files = list_checkpoints(folder);
    for (std::size_t i = 0; i + static_cast<std::size_t>(std::max<Index>(kept, 1)) < files.size(); ++i)
        fs::remove(files[i].second, problem); // an old one that stays does no harm
}

std::vector<std::pair<Index, fs::path>> list_checkpoints(const fs::path &folder)
{
    std::vector<std::pair<Index, fs::path>> files;
    std::error_code problem;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem))
        if (const auto number = number_of(entry->path()))
            files.emplace_back(*number, entry->path());
    std::ranges::sort(files);
    return files;
}

TrainingState load_checkpoint(const fs::path &path, const Config &config)
{
    const std::string file = display_name(path);
    const MappedFile mapped(path);
    const TensorTable tensors = read_safetensors(mapped.bytes(), file);
    TrainingState state{Parameters(config)};
    for (const auto &[name, expected] : tensors_of(state.weights)) {
        const TensorRef &tensor = find(tensors, name, expected.shape, DataType::f32, file);
        const TensorInfo &info = *state.weights.layout().find(name);
        copy_as_float(tensor, name, state.weights.values().subspan(info.offset, static_cast<std::size_t>(info.size())));
    }
    const auto arena = static_cast<Index>(state.first_moments.size());
    copy_as_float(find(tensors, first_moments, {arena}, DataType::f32, file), first_moments, state.first_moments);
    copy_as_float(find(tensors, second_moments, {arena}, DataType::f32, file), second_moments, state.second_moments);
    const auto fields = copy_as_int64(find(tensors, state_name, {field_count}, DataType::i64, file));
    if (fields[step] < 0 || fields[tokens] < 0 || fields[epoch] < 0 || fields[index] < 0)
        throw Error(file + ": state has a negative number; expected step, tokens, epoch and index.");
    state.step = fields[step];
    state.tokens = static_cast<std::uint64_t>(fields[tokens]);
    state.data = {static_cast<std::uint32_t>(fields[epoch]), static_cast<std::uint64_t>(fields[index])};
    state.seconds = std::bit_cast<double>(fields[seconds]);
    return state;
}

std::optional<TrainingState> load_newest_checkpoint(const fs::path &folder, const Config &config)
{
    auto files = list_checkpoints(folder);
    while (!files.empty()) {
        try {
            return load_checkpoint(files.back().second, config);
        } catch (const Error &) {
            files.pop_back();
        }
    }
    return std::nullopt;
}

} // namespace bertlab
