// Docx: the text of a document as Word and WPS write it, one line for each paragraph.
//
// Numbers that Word generates ("一、" "(一)" "1.") are written out as text, because officials cite
// them. Tracked deletions are ignored, insertions are kept. A table is kept as a grid and as lines,
// one cell a line, marked with where it came from. Headers, footers, comments, hidden
// text and generated tables of contents are left out; a text box follows its paragraph.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace fangan {

struct DocxLimits {
  size_t packed_bytes_max = 64u << 20;
  size_t unpacked_bytes_max = 64u << 20;  ///< Of all parts read, together.
  size_t marks_max = 8'000'000;           ///< Tags and attributes.
  size_t paragraphs_max = 200'000;
  int depth_max = 64;
};

struct DocxTable {
  std::vector<std::vector<std::string>> rows;
  uint32_t first_line = 0;  ///< 0-based line at which its cells begin in `lines`.
  uint32_t line_count = 0;
};

struct Docx {
  std::vector<std::string> lines;  ///< UTF-8, no empty lines.
  std::vector<DocxTable> tables;
};

/// Errors  DOC-X001 not a zip; DOC-X002 no word/document.xml in it; DOC-X003 unpacks to more than
/// the limit; DOC-X004 malformed XML (with offset); DOC-X005 nested too deep; DOC-X006 too many
/// paragraphs; DOC-X007 encrypted or an old .doc; DOC-X008 too many tags; DOC-T001 too large.
Result<Docx> read_docx(std::string_view bytes, const DocxLimits& limits = {});

/// True for bytes that begin like a zip archive.
bool looks_like_docx(std::string_view bytes);

}  // namespace fangan
