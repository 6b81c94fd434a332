#include "document/text_file.h"

#include <iconv.h>

#include <cerrno>

#include "text/utf8.h"

namespace fangan {
namespace {

std::string with_line_feeds(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const bool before_feed = i + 1 < text.size() && text[i + 1] == '\n';
    if (text[i] != '\r') {
      out += text[i];
    } else if (!before_feed) {
      out += '\n';
    }
  }
  return out;
}

Diagnostic undecodable(size_t offset) {
  return problem("DOC-T002", {{"offset", std::to_string(offset)}});
}

/// Closes an iconv descriptor when it goes.
struct Converter {
  iconv_t descriptor;
  explicit Converter(const char* from) : descriptor(iconv_open("UTF-8", from)) {}
  ~Converter() {
    if (is_open()) iconv_close(descriptor);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  bool is_open() const { return descriptor != reinterpret_cast<iconv_t>(-1); }
};

Result<std::string> convert(std::string_view bytes, const char* from) {
  Converter converter(from);
  if (!converter.is_open()) return undecodable(0);
  std::string out;
  std::string chunk(64u << 10, '\0');
  char* in = const_cast<char*>(bytes.data());  // iconv takes char** and does not write to it.
  size_t left = bytes.size();
  while (left > 0) {
    char* to = chunk.data();
    size_t room = chunk.size();
    const size_t status = iconv(converter.descriptor, &in, &left, &to, &room);
    out.append(chunk.data(), chunk.size() - room);
    const bool full = status == static_cast<size_t>(-1) && errno == E2BIG;
    if (status == static_cast<size_t>(-1) && !full) return undecodable(bytes.size() - left);
  }
  return out;
}

/// How well bytes read as UTF-8.
struct Utf8Check {
  size_t wide_bytes = 0;       ///< Bytes of characters beyond ASCII.
  size_t stray_bytes = 0;      ///< Bytes that belong to no character.
  size_t first_stray = 0;      ///< Offset of the first of them.
};

Utf8Check check_utf8(std::string_view bytes) {
  Utf8Check check;
  for (size_t offset = 0; offset < bytes.size();) {
    const size_t begin = offset;
    next_code_point(bytes, &offset);
    const bool is_ascii = static_cast<unsigned char>(bytes[begin]) < 0x80;
    const bool is_stray = !is_ascii && offset - begin == 1;
    if (is_stray && check.stray_bytes == 0) check.first_stray = begin;
    check.stray_bytes += is_stray ? 1 : 0;
    check.wide_bytes += is_ascii || is_stray ? 0 : offset - begin;
  }
  return check;
}

/// Damaged UTF-8 would decode as GB18030 too, but into other words: one must not become the other.
bool is_damaged_utf8(const Utf8Check& check) { return check.wide_bytes / 9 > check.stray_bytes; }

bool is_no_text(std::string_view bytes) {
  for (const std::string_view mark : {"%PDF-", "{\\rtf", "PK\x03\x04", "\xD0\xCF\x11\xE0"}) {
    if (bytes.substr(0, mark.size()) == mark) return true;
  }
  return bytes.find('\0') != std::string_view::npos;
}

bool begins_with(std::string_view bytes, std::string_view mark) {
  return bytes.substr(0, mark.size()) == mark;
}

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
  TextFile file;
  const char* from = nullptr;
  const size_t bytes_given = bytes.size();
  if (begins_with(bytes, "\xEF\xBB\xBF")) {
    file.encoding = Encoding::utf8_bom;
    bytes.remove_prefix(3);
  } else if (begins_with(bytes, "\xFF\xFE") || begins_with(bytes, "\xFE\xFF")) {
    file.encoding = bytes[0] == '\xFF' ? Encoding::utf16le : Encoding::utf16be;
    from = bytes[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE";
    bytes.remove_prefix(2);
  }
  const size_t mark_size = bytes_given - bytes.size();
  if (from == nullptr && is_no_text(bytes)) return problem("DOC-T003");
  if (from == nullptr && !is_valid_utf8(bytes)) {
    const Utf8Check check = check_utf8(bytes);
    const bool is_utf8 = file.encoding == Encoding::utf8_bom || is_damaged_utf8(check);
    if (is_utf8) return undecodable(mark_size + check.first_stray);
    file.encoding = Encoding::gb18030;
    from = "GB18030";
  }
  if (from == nullptr) {
    file.text = with_line_feeds(bytes);
  } else {
    const Result<std::string> converted = convert(bytes, from);
    if (!converted) return converted.errors();
    if (converted.value().find('\0') != std::string::npos) return problem("DOC-T003");
    file.text = with_line_feeds(converted.value());
  }
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
