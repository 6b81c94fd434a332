#include "document/text_file.h"

#include "text/utf8.h"

namespace fangan {
namespace {

bool is_blank(std::string_view text) {
  for (size_t offset = 0; offset < text.size();) {
    const char32_t c = next_code_point(text, &offset);
    if (c != U' ' && c != U'\n' && c != U'\t' && c != 0x3000 && c != 0xA0 && c != 0xFEFF)
      return false;
  }
  return true;
}

}  // namespace

Result<TextFile> read_text_file(std::string_view bytes, size_t bytes_max) {
  if (bytes.size() > bytes_max) {
    return problem("DOC-T001", {{"limit", std::to_string(bytes_max >> 20)}});
  }
  EncodingSurvey survey;
  survey.feed(bytes);
  const Result<Encoding> encoding = survey.finish();
  if (!encoding) return encoding.errors();
  TextFile file;
  file.encoding = encoding.value();
  TextDecoder decoder(file.encoding);
  const Result<Done> decoded = decoder.feed(bytes, &file.text);
  if (!decoded) return decoded.errors();
  const Result<Done> finished = decoder.finish();
  if (!finished) return finished.errors();
  if (is_blank(file.text)) return problem("DOC-T004");
  return file;
}

std::vector<std::string> official_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    lines.emplace_back(line);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace fangan
