// One of: a text that must be one of some words, as a type. The checker says "did you mean".
#pragma once

#include <string>
#include <vector>

#include "value/type.h"

namespace fangan {

Type one_of(std::vector<std::string> words);

}  // namespace fangan
