#pragma once

#include "model/config.h"

#include <string>
#include <string_view>

namespace bertlab {

/// Reads the fields of a Hugging Face config.json that a BERT needs; unknown ones are ignored, absent ones take BERT's
/// defaults except the sizes, which must be there. Throws Error naming the field, what was found and what was expected
/// (a text where a number belongs, an unknown activation, a model_type that is not BERT's, relative positions …).
Config parse_config(std::string_view json, std::string_view name);
/// The config.json of a BertForPreTraining.
std::string write_config(const Config &config);

} // namespace bertlab
