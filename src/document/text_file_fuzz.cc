// Any bytes somebody uploads as a text: refused by code, or clean UTF-8 with LF; and the same text
// where the bytes come in pieces.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "document/text_file.h"
#include "text/utf8.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

std::string decoded_in_pieces(std::string_view bytes, fangan::Encoding expected, size_t size) {
  fangan::EncodingSurvey survey;
  for (size_t at = 0; at < bytes.size(); at += size) survey.feed(bytes.substr(at, size));
  const fangan::Result<fangan::Encoding> encoding = survey.finish();
  require(static_cast<bool>(encoding) && encoding.value() == expected);
  fangan::TextDecoder decoder(expected);
  std::string text;
  for (size_t at = 0; at < bytes.size(); at += size) {
    require(static_cast<bool>(decoder.feed(bytes.substr(at, size), &text)));
  }
  require(static_cast<bool>(decoder.finish()));
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const fangan::Result<fangan::TextFile> read = fangan::read_text_file(bytes);
  if (!read) return 0;
  const std::string& text = read.value().text;
  require(fangan::is_valid_utf8(text) && text.find('\r') == std::string::npos);
  const size_t piece = 8 + size % 5;
  require(decoded_in_pieces(bytes, read.value().encoding, piece) == text);
  fangan::official_lines(text);
  return 0;
}
