// Text files: bytes as people save them, as one clean UTF-8 text.
//
// Officials send UTF-8 with and without BOM, GB18030 (and its subsets GBK, GB 2312), UTF-16 from
// Notepad, and every line end. What comes out is UTF-8 with LF and nothing else changed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/text_encoding.h"
#include "text/result.h"

namespace fangan {

struct TextFile {
  std::string text;  ///< UTF-8, LF line ends, no BOM.
  Encoding encoding = Encoding::utf8;
};

/// Limits  bytes_max bytes in. Errors  DOC-T001 too large; DOC-T002 neither UTF-8 nor GB18030 (with
/// the byte offset); DOC-T003 no text (NUL bytes, PDF, RTF, archives); DOC-T004 empty.
Result<TextFile> read_text_file(std::string_view bytes, size_t bytes_max = 64u << 20);

/// The lines of a text without trailing blanks; empty ones stay, so numbers match the file.
std::vector<std::string> official_lines(std::string_view text);

}  // namespace fangan
