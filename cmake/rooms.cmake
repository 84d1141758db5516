# A room is one folder, one static library, one target bertlab::<name>.
#
#   bertlab_room(text SOURCES a.cpp b.cpp PUBLIC bertlab::base PRIVATE PkgConfig::utf8proc)
#
# Headers are included with their room in front: #include "text/tokenizer.h".

add_library(bertlab_warnings INTERFACE)
if(MSVC)
  target_compile_options(bertlab_warnings INTERFACE /W4 $<$<BOOL:${BERTLAB_WERROR}>:/WX>)
else()
  target_compile_options(bertlab_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion $<$<BOOL:${BERTLAB_WERROR}>:-Werror>
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>) # GCC 12 sees overlaps in "text" + std::string that are not there (bug 105651)
endif()

function(bertlab_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(bertlab_${name} STATIC ${ROOM_SOURCES})
  add_library(bertlab::${name} ALIAS bertlab_${name})
  cmake_path(GET CMAKE_CURRENT_SOURCE_DIR PARENT_PATH house)
  target_include_directories(bertlab_${name} PUBLIC ${house})
  target_link_libraries(bertlab_${name} PUBLIC ${ROOM_PUBLIC} PRIVATE ${ROOM_PRIVATE} bertlab_warnings)
endfunction()

# A test program of one file, run by CTest: bertlab_test(tokenizer_test bertlab::text). The room's name is its label.
# It runs without a display.
function(bertlab_test name)
  add_executable(${name} ${name}.cpp)
  target_link_libraries(${name} PRIVATE ${ARGN} bertlab_test_support Qt6::Test bertlab_warnings)
  set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  add_test(NAME ${name} COMMAND ${name})
  cmake_path(GET CMAKE_CURRENT_SOURCE_DIR FILENAME room)
  set_tests_properties(${name} PROPERTIES
    LABELS ${room}
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_LOGGING_RULES=qt.qpa.*=false;LC_ALL=C.UTF-8")
  set_property(GLOBAL APPEND PROPERTY BERTLAB_TESTS_OF_${room} ${name})
endfunction()
