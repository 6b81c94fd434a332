// Markdown: a file of a plan package, split into official text and blocks.
//
// Only two things are markup (language.md section 1): a line of one to six `#` and a blank, and
// fences. Every other line is literal text, one line of the file for one line of the original. A
// text line that would begin with `#`, a backquote, `~~~` or `\` has one `\` in front.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"
#include "text/source.h"

namespace fangan {

/// One line of official text, as it was in the original.
struct TextLine {
  std::string text;    ///< Without `# ` marks and the protecting `\`.
  int level = 0;       ///< 0 text, 1..6 heading.
  Span span;           ///< The characters of `text` in the file.
  uint32_t line = 1;   ///< 1-based line of the file.
};

constexpr uint32_t no_line = UINT32_MAX;

/// A fence whose info string is `kind name`.
struct FencedBlock {
  std::string kind;
  std::string name;              ///< May be empty.
  Span kind_span;
  Span name_span;
  Span body;                     ///< The lines between the fences, with their line ends.
  Span whole;                    ///< From the opening fence to the closing one.
  uint32_t text_line = no_line;  ///< Index of the nearest text line above, in MarkdownFile::lines.
};

struct MarkdownFile {
  uint32_t source = 0;
  std::vector<TextLine> lines;  ///< Empty lines are left out.
  std::vector<FencedBlock> blocks;
};

/// Errors  DOC-M001 a fence is not closed; DOC-M002 a fence without a kind. Both are reported and
/// reading goes on.
MarkdownFile read_markdown(const Sources& sources, uint32_t source, Diagnostics* diagnostics);

/// The text line as a package writes it: with its `#` marks, or with a protecting `\` where needed.
std::string write_text_line(std::string_view text, int level);

}  // namespace fangan
