// Numbered sentence: a line that is numbered like a heading and says what is to be done.
//
// 1.首次创办满一年的,给予1.2万元补贴。 has the form of 1.支持载体发展。; what stands below tells
// them apart, and a number does.
#pragma once

#include "plan/draft.h"

namespace fangan {

/// Whether the words at the head of a line close as a sentence and nothing below belongs to them.
bool is_numbered_sentence(const Draft& draft, Place words);

/// Whether the words at the head of a line only name a part of the text. A numbered sentence and
/// one with a number in it say more.
bool is_title(const Draft& draft, Place words);

}  // namespace fangan
