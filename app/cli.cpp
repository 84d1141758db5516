#include "arguments.h"
#include "commands/command_line.h"

#include <iostream>

int main(int argc, char **argv)
{
    std::ios::sync_with_stdio(false);
    return bertlab::run_command_line(utf8_arguments(argc, argv), std::cout, std::cerr);
}
