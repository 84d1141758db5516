#include "arguments.h"
#include "commands/command_line.h"

#include <iostream>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#endif

int main(int argc, char **argv)
{
    std::ios::sync_with_stdio(false);
#ifdef _WIN32
    _setmode(_fileno(stdout), _O_BINARY); // lines of JSON end in \n alone
#endif
    return bertlab::run_command_line(utf8_arguments(argc, argv), std::cout, std::cerr);
}
