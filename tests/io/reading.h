#pragma once

#include "base/error.h"
#include "base/mapped_file.h"
#include "test_data.h"

#include <QTest>

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

/// What the tests of files share: bytes made in memory, and the sentence of an Error.
namespace bertlab::test {

using Bytes = std::vector<std::byte>;

inline Bytes bytes_of(std::string_view text)
{
    const auto bytes = std::as_bytes(std::span(text.data(), text.size()));
    return {bytes.begin(), bytes.end()};
}

inline void append(Bytes &bytes, std::string_view text)
{
    for (char character : text)
        bytes.push_back(static_cast<std::byte>(character));
}

template <typename Number>
void append_number(Bytes &bytes, Number number)
{
    for (std::byte byte : std::as_bytes(std::span(&number, 1)))
        bytes.push_back(byte);
}

inline Bytes read_bytes(const std::filesystem::path &path)
{
    const MappedFile file(path);
    return {file.bytes().begin(), file.bytes().end()};
}

/// What the action's Error says; anything else that is thrown fails the test.
template <typename Action>
std::string sentence_of(Action &&action)
{
    try {
        action();
    } catch (const Error &error) {
        return error.what();
    }
    return "no error";
}

/// A sentence for people: names the file first, ends with a full stop, stays on one line.
inline bool is_sentence_about(const std::string &sentence, std::string_view file)
{
    return sentence.starts_with(file) && sentence.ends_with('.') && sentence.find('\n') == std::string::npos;
}

/// Numbers for damage that is the same on every machine: SplitMix64 of a counter.
inline std::uint64_t scrambled(std::uint64_t counter)
{
    std::uint64_t z = (counter + 1) * 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

} // namespace bertlab::test

/// For sentences in QCOMPARE: readable when they differ.
#define COMPARE_SENTENCE(actual, expected) QCOMPARE(QString::fromStdString(actual), QString::fromUtf8(expected))
