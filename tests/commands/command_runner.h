#pragma once

#include "commands/command_line.h"
#include "test_data.h"

#include <QString>

#include <sstream>
#include <string>
#include <vector>

/// What a call of bertlab-cli gave.
struct CommandResult
{
    int exit_code;
    std::string out, error;

    std::vector<std::string> out_lines() const
    {
        std::vector<std::string> lines;
        std::istringstream stream(out);
        for (std::string line; std::getline(stream, line);)
            lines.push_back(line);
        return lines;
    }
};

inline CommandResult run_command(const std::vector<std::string> &arguments)
{
    std::ostringstream out, error;
    const int exit_code = bertlab::run_command_line(arguments, out, error);
    return {exit_code, out.str(), error.str()};
}

using bertlab::test::test_data;
