#pragma once

#include "base/atomic_file.h"
#include "training/trainer.h"

#include <filesystem>
#include <optional>

/// Checkpoints of a run: one file each, in a folder of their own. A checkpoint that has its name is whole: it is
/// written under another one, flushed and renamed. Ending the process or the machine at any moment leaves the one
/// before.
namespace bertlab {

/// Writes step-<number>.safetensors into the folder, which is made if it is not there, and then removes all but the
/// newest `kept` (at least 1). Throws Error naming what cannot be written. `before`: for tests, see
/// write_file_atomically.
void save_checkpoint(const std::filesystem::path &folder, const TrainingState &state, Index kept = 2,
                     const FileStepHook &before = {});

/// The newest checkpoint of the folder that is whole and fits the model; nothing if there is none, or no folder. One
/// that is damaged all the same (a disk's fault) is passed over.
std::optional<TrainingState> load_newest_checkpoint(const std::filesystem::path &folder, const Config &config);

/// A checkpoint's file. Throws Error naming file, tensor, found and expected if it is damaged or of another model.
TrainingState load_checkpoint(const std::filesystem::path &file, const Config &config);

/// The files of a folder's checkpoints with their steps, ascending.
std::vector<std::pair<Index, std::filesystem::path>> list_checkpoints(const std::filesystem::path &folder);

} // namespace bertlab
