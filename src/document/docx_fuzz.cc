// Any .docx somebody uploads: refused by code, or lines of valid text.
//
// A zip archive with a broken checksum is refused at the door, so bytes alone would never get far.
// The input is therefore the XML inside: word/document.xml, then after a zero byte
// word/numbering.xml, then word/styles.xml; here they are packed. Input that begins like a zip
// archive is taken as it is.
#include <zip.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "document/docx.h"
#include "text/utf8.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

std::string pack(const std::vector<std::pair<const char*, std::string_view>>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(memory);
  zip_t* archive = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
  require(archive != nullptr);
  for (const auto& [name, text] : parts) {
    zip_source_t* source = zip_source_buffer(archive, text.data(), text.size(), 0);
    const zip_int64_t index = zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8);
    require(index >= 0);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
  }
  require(zip_close(archive) == 0);
  zip_stat_t status;
  require(zip_source_open(memory) == 0 && zip_source_stat(memory, &status) == 0);
  std::string bytes(status.size, '\0');
  zip_source_read(memory, bytes.data(), bytes.size());
  zip_source_close(memory);
  zip_source_free(memory);
  return bytes;
}

std::string packed_input(std::string_view input) {
  std::vector<std::pair<const char*, std::string_view>> parts;
  for (const char* name : {"word/document.xml", "word/numbering.xml", "word/styles.xml"}) {
    const size_t end = input.find('\0');
    parts.emplace_back(name, input.substr(0, end));
    if (end == std::string_view::npos) break;
    input.remove_prefix(end + 1);
  }
  return pack(parts);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const bool is_zip = fangan::looks_like_docx(input);
  const std::string bytes = is_zip ? std::string(input) : packed_input(input);
  const fangan::Result<fangan::Docx> read = fangan::read_docx(bytes);
  if (!read) return 0;
  for (const std::string& line : read.value().lines) require(fangan::is_valid_utf8(line));
  return 0;
}
