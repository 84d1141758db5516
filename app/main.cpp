#include "arguments.h"
#include "window/launch.h"

int main(int argc, char **argv)
{
    return bertlab::launch(argc, argv, utf8_arguments(argc, argv));
}
