# Every library that the house stands on, found once. Set-up (./dev) installs them.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(hwy 1.0 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
# libzip's own CMake file asks for command-line tools that Debian packs elsewhere; utf8proc has none.
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)
if(BERTLAB_WINDOW)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Gui Widgets Concurrent PrintSupport Svg LinguistTools)
  find_package(QCustomPlotQt6 REQUIRED) # after Qt: it names Qt's targets and has no version file
endif()
if(BERTLAB_BENCHMARKS)
  find_package(benchmark REQUIRED)
endif()
