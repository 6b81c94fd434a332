// Search grams: the pieces by which texts of rows are found again.
//
// Chinese has no blanks between words, so every two neighbouring characters are a piece; a name is
// found by any two of its characters. Runs of Latin letters and digits are pieces whole, and are
// found by their beginning. Whoever looks up pieces looks at the text itself afterwards: the pieces
// say only where it is worth while.
#pragma once

#include <string>
#include <string_view>

namespace fangan {

/// The pieces of a text, each once, with blanks between them.
std::string search_grams(std::string_view text);

/// What FTS5 is asked for a word: texts that hold it match. Empty: the word has no piece.
std::string search_expression(std::string_view word);

/// Letters of ASCII in lower case, as words are compared.
std::string folded_case(std::string_view text);

}  // namespace fangan
