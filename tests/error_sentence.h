#pragma once

#include "base/error.h"

#include <string>

/// The sentence of the Error that `action` throws, or "no error".
template <typename Action>
std::string error_sentence(const Action &action)
{
    try {
        action();
    } catch (const bertlab::Error &error) {
        return error.what();
    }
    return "no error";
}
