#include "base/error.h"

namespace bertlab {

Error::Error(const std::string &sentence) : std::runtime_error(sentence) {}

Cancelled::Cancelled() : Error("The work was cancelled.") {}

} // namespace bertlab
