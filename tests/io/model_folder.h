#pragma once

#include "base/atomic_file.h"
#include "io/model_directory.h"
#include "io/reading.h"
#include "io/safetensors.h"

#include <QTemporaryDir>

#include <map>

/// A copy of tests/data/tiny-random to damage, one piece at a time.
namespace bertlab::test {

class ModelFolder
{
public:
    explicit ModelFolder(const std::string &original = "tiny-random", const char *name = "model")
        : m_path(path_from_utf8(m_directory.path().toStdString()) / name)
    {
        std::filesystem::create_directory(m_path);
        for (const char *name : {"config.json", "vocab.txt", "model.safetensors", "pytorch_model.bin"}) {
            const auto source = test_file(original) / name;
            if (std::filesystem::exists(source))
                std::filesystem::copy_file(source, path() / name);
        }
    }

    const std::filesystem::path &path() const { return m_path; }
    void write(const char *name, std::string_view text) const { write_file_atomically(path() / name, bytes_of(text)); }
    std::string read(const char *name) const { return read_text_file(path() / name); }
    void remove(const char *name) const { std::filesystem::remove(path() / name); }
    /// Replaces one text in a file; the test fails if it is not there.
    void replace(const char *name, std::string_view before, std::string_view after) const
    {
        std::string text = read(name);
        const auto place = text.find(before);
        QVERIFY2(place != std::string::npos, std::string(before).c_str());
        write(name, text.replace(place, before.size(), after));
    }

    using Tensors = std::map<std::string, OwnedTensor, std::less<>>;
    Tensors tensors() const
    {
        const MappedFile file(path() / "model.safetensors");
        Tensors owned;
        for (const auto &[name, tensor] : read_safetensors(file.bytes(), "model.safetensors"))
            owned[name] = {tensor.type, tensor.shape, {tensor.bytes.begin(), tensor.bytes.end()}};
        return owned;
    }
    void write_tensors(const Tensors &tensors) const { write_safetensors(path() / "model.safetensors", tensors); }
    /// Reads the weights, changes them and writes them back.
    template <typename Change>
    void change_tensors(Change &&change) const
    {
        Tensors changed = tensors();
        change(changed);
        write_tensors(changed);
    }
    /// Leaves out the tensors whose names contain `part`.
    void remove_tensors(std::string_view part) const
    {
        change_tensors([part](Tensors &tensors) {
            std::erase_if(tensors, [part](const auto &tensor) { return tensor.first.find(part) != std::string::npos; });
        });
    }

    std::shared_ptr<const Model> load() const { return load_model_directory(path()); }
    std::string sentence() const
    {
        return sentence_of([this] { load(); });
    }

private:
    QTemporaryDir m_directory;
    std::filesystem::path m_path;
};

} // namespace bertlab::test
