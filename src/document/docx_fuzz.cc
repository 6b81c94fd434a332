// Any bytes somebody uploads as .docx: refused by code, or lines of valid text within the limits.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "document/docx.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!fangan::looks_like_docx(bytes)) return 0;
  const fangan::Result<fangan::Docx> read = fangan::read_docx(bytes);
  if (!read) return 0;
  for (const std::string& line : read.value().lines) {
    if (!fangan::is_valid_utf8(line)) std::abort();
  }
  return 0;
}
