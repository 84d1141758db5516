#include "training/run_directory.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/mapped_file.h"

#include <nlohmann/json.hpp>

namespace bertlab {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Json or_null(const std::optional<double> &value)
{
    return value ? Json(*value) : Json();
}

/// The step of a line that is whole.
std::optional<Index> step_of(const std::string &line)
{
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object() || !json.contains("step") || !json.at("step").is_number_integer())
        return std::nullopt;
    return json.at("step").get<Index>();
}

} // namespace

std::string metrics_line(const TrainingStep &step, double seconds)
{
    const std::optional<Evaluation> &evaluation = step.evaluation;
    const Json line{
        {"step", step.step},
        {"tokens", step.tokens},
        {"seconds", seconds},
        {"learning_rate", step.learning_rate},
        {"mlm_loss", step.loss.masked_lm},
        {"nsp_loss", step.loss.next_sentence},
        {"gradient_norm", step.optimizer.gradient_norm},
        {"mlm_accuracy", evaluation ? Json(evaluation->masked_lm_accuracy) : Json()},
        {"nsp_accuracy", evaluation ? or_null(evaluation->next_sentence_accuracy) : Json()},
        {"held_out_mlm_loss", evaluation ? Json(evaluation->masked_lm_loss) : Json()},
        {"held_out_nsp_loss", evaluation ? or_null(evaluation->next_sentence_loss) : Json()},
    };
    return line.dump();
}

std::string RunDirectory::description_name() const
{
    return display_name(m_folder) + "/training.json";
}

bool RunDirectory::has_run() const
{
    std::error_code ignored;
    return fs::exists(m_folder / "training.json", ignored);
}

void RunDirectory::make() const
{
    std::error_code problem;
    fs::create_directories(m_folder, problem);
    if (problem)
        throw Error(display_name(m_folder) + ": the folder cannot be made (" + problem.message() + ").");
}

void RunDirectory::write_description(const std::string &json) const
{
    write_file_atomically(m_folder / "training.json", std::as_bytes(std::span(json)));
}

std::string RunDirectory::read_description() const
{
    if (!has_run())
        throw Error(description_name() + " was not found: there is no run to go on with; start one without --resume.");
    return read_text_file(m_folder / "training.json");
}

void RunDirectory::open_metrics(Index step)
{
    const fs::path path = m_folder / "metrics.jsonl";
    std::string kept;
    std::error_code ignored;
    if (fs::exists(path, ignored)) {
        const std::string text = read_text_file(path);
        for (std::size_t begin = 0, end; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
            const auto of_line = step_of(text.substr(begin, end - begin));
            if (!of_line || *of_line >= step)
                break;
            kept.append(text, begin, end + 1 - begin);
        }
    }
    write_file_atomically(path, std::as_bytes(std::span(kept)));
    m_metrics.open(path, std::ios::binary | std::ios::app);
}

void RunDirectory::append_metrics(const TrainingStep &step, double seconds)
{
    m_metrics << metrics_line(step, seconds) << '\n' << std::flush;
    if (!m_metrics)
        throw Error("metrics.jsonl: the file cannot be written; is the disk full?");
}

} // namespace bertlab
