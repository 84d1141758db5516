#include "test_data.h"

namespace bertlab::test {

std::string test_data(const std::string &name)
{
    return BERTLAB_TEST_DATA "/" + name;
}

} // namespace bertlab::test
