// Catalogue: what the sources of the tool that turns data files into C++ tables share.
#pragma once

#include <string>

namespace catalogue {

/// Ends the build: a data file has a mistake at "file:line".
[[noreturn]] void stop(const std::string& place, const std::string& why);
std::string trim(const std::string& text);
/// The text as a C++ string literal.
std::string literal(const std::string& text);
/// Breaks a line after blanks, so that it has at most 96 bytes where that can be.
std::string wrapped(const std::string& text, const std::string& indent);

/// What src/feel/builtins.yaml says, as a C++ table (feel/builtin_entries.h).
std::string builtins_table(const std::string& path);
/// The same as a page for readers; language is "zh" or "en".
std::string builtins_page(const std::string& path, const std::string& language);

/// What src/plan/kinds.yaml says, as a C++ table (plan/kinds.h), and as a page for readers.
std::string kinds_table(const std::string& path);
std::string kinds_page(const std::string& path, const std::string& language);

}  // namespace catalogue
