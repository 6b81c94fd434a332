// Render: a diagnostic as people read it in a terminal.
//
//   错误 DOC-M001: ...
//   error DOC-M001: ...
//      ╭─ plan.md:15:29
//      │  二、重点任务 › (一)...
//   15 │ the line, cut around the caret when it is long
//      │     ^^^^ what to see there
//   建议: ...
//   hint: ...
//
// Carets count display columns (Han characters take two); positions count characters.
#pragma once

#include <string>
#include <vector>

#include "text/diagnostic.h"
#include "text/messages.h"

namespace fangan {

/// Renders one diagnostic in the given languages, in that order.
std::string render(const Diagnostic& diagnostic, const Sources& sources,
                   const std::vector<Language>& languages);

/// Renders all of them, sorted by position, each followed by an empty line.
std::string render(Diagnostics diagnostics, const Sources& sources,
                   const std::vector<Language>& languages);

}  // namespace fangan
