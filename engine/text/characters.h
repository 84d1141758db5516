#pragma once

#include <string>

/// What BERT's basic tokenizer asks of a single code point. Decomposition and case: utf8proc; categories too, but as
/// they were in Unicode 8.0.
/// Sources: tokenization.py of google-research/bert; Hugging Face `tokenizers`, normalizers/bert.rs and
/// pre_tokenizers/bert.rs, which decide where both differ.
namespace bertlab {

/// Removed by cleaning: Cc (without tab, line feed, carriage return), Cf, Co, and U+FFFD. Unassigned code points stay.
bool is_dropped(char32_t c);
/// Becomes a space: tab, line feed, carriage return and Zs, Zl, Zp.
bool is_white_space(char32_t c);
/// Stands alone as a word: all ASCII that is neither letter, digit, space nor control, and every category P*.
bool is_punctuation(char32_t c);
/// Han ideographs, each of which is a word of its own; not kana, not hangul.
bool is_ideograph(char32_t c);
/// Mn: the accents that are stripped after decomposition.
bool is_nonspacing_mark(char32_t c);

/// Canonical combining class: marks of classes other than 0 are put in order by NFD.
int combining_class(char32_t c);
/// Appends the full canonical decomposition of c (c itself if it has none).
void append_decomposition(char32_t c, std::u32string &out);
/// Simple lower case of one code point. The only one with a longer lower case, U+0130, never comes here: it is
/// decomposed before.
char32_t lower_case_of(char32_t c);

} // namespace bertlab
