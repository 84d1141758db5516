#include "arguments.h"

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#include <shellapi.h>
#include <windows.h>
#endif

std::vector<std::string> utf8_arguments([[maybe_unused]] int argc, [[maybe_unused]] char **argv)
{
#ifdef _WIN32
    int count = 0;
    wchar_t **wide = CommandLineToArgvW(GetCommandLineW(), &count);
    std::vector<std::string> arguments;
    for (int i = 1; i < count; ++i) {
        const int size = WideCharToMultiByte(CP_UTF8, 0, wide[i], -1, nullptr, 0, nullptr, nullptr);
        std::string text(static_cast<std::size_t>(size), '\0');
        WideCharToMultiByte(CP_UTF8, 0, wide[i], -1, text.data(), size, nullptr, nullptr);
        text.pop_back(); // the terminating zero
        arguments.push_back(std::move(text));
    }
    LocalFree(wide);
    SetConsoleOutputCP(CP_UTF8);
    return arguments;
#else
    return {argv + 1, argv + argc};
#endif
}
