// Formula words: the names that a formula may take from outside, found before it is parsed.
//
// What a formula names decides its scope, and a scope of hundreds of registers for every formula
// would cost more than the formula. Words in texts and behind dots name nothing; of the others some
// turn out to be fields of a row or variables of the formula itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fangan {

/// In order of first use, each once; `is set`, `working days` and the like are one word.
std::vector<std::string> formula_words(std::string_view formula);

}  // namespace fangan
