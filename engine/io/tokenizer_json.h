#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bertlab {

/// The pieces of a tokenizer.json of Hugging Face `tokenizers`, in the order of their ids; an id that no piece has is
/// an empty text. Throws Error for a model that is not WordPiece, and for ids that are no numbering.
std::vector<std::string> parse_wordpiece_vocabulary(std::string_view json, std::string_view name);

/// do_lower_case of a tokenizer_config.json, true if it is absent. Throws Error for a value that is not true or false,
/// and for options of a basic tokenizer that is not BERT's.
bool parse_lower_case(std::string_view json, std::string_view name);

} // namespace bertlab
