// Comments: `# words` behind a value, as YAML has them. The language has none, so people are told,
// and the value is read without.
#pragma once

#include <string>

#include "document/body.h"
#include "plan/kinds.h"

namespace fangan {

/// Takes them out of the values of a block, except of keys that hold a text. Errors  DOC-B007.
void refuse_comments(const KindEntry& kind, Body* body, Diagnostics* diagnostics);

/// An expression, whose comments become as many blanks.
std::string without_comments(std::string expression);

}  // namespace fangan
