// Any bytes somebody uploads as a text: refused by code, or clean UTF-8 with LF.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "document/text_file.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const fangan::Result<fangan::TextFile> read = fangan::read_text_file(bytes);
  if (!read) return 0;
  const std::string& text = read.value().text;
  if (!fangan::is_valid_utf8(text) || text.find('\r') != std::string::npos) std::abort();
  fangan::official_lines(text);
  return 0;
}
