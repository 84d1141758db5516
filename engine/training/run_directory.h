#pragma once

#include "training/trainer.h"

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace bertlab {

/// The folder of a run: training.json (what the run is), checkpoints/, metrics.jsonl (a line a step), and the files of
/// the model.
class RunDirectory
{
public:
    explicit RunDirectory(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    const std::filesystem::path &folder() const { return m_folder; }
    std::filesystem::path checkpoints() const { return m_folder / "checkpoints"; }
    std::string description_name() const; ///< "DIR/training.json", for sentences

    bool has_run() const;
    /// Makes the folder if it is not there. Throws Error if that cannot be.
    void make() const;
    void write_description(const std::string &json) const;
    /// Throws Error if there is no run.
    std::string read_description() const;

    /// Opens metrics.jsonl for the lines from `step` on: later ones of an earlier try are cut away, and so is a line
    /// that was not finished.
    void open_metrics(Index step);
    /// Appends a line and hands it to the system, so that it survives the end of the process.
    void append_metrics(const TrainingStep &step, double seconds);

private:
    std::filesystem::path m_folder;
    std::ofstream m_metrics;
};

/// A line of metrics.jsonl, without its end. `seconds`: since the run began. Accuracies are null where nothing was
/// evaluated.
std::string metrics_line(const TrainingStep &step, double seconds);

} // namespace bertlab
