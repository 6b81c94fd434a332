#include "document/text_encoding.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "text/utf8.h"

namespace fangan {
namespace {

Diagnostic undecodable(uint64_t offset) {
  return problem("DOC-T002", {{"offset", std::to_string(offset)}});
}

bool begins_with(std::string_view bytes, std::string_view mark) {
  return bytes.substr(0, mark.size()) == mark;
}

Encoding byte_order_mark(std::string_view bytes) {
  if (begins_with(bytes, "\xEF\xBB\xBF")) return Encoding::utf8_bom;
  if (begins_with(bytes, "\xFF\xFE")) return Encoding::utf16le;
  if (begins_with(bytes, "\xFE\xFF")) return Encoding::utf16be;
  return Encoding::utf8;
}

size_t mark_size(Encoding encoding) {
  if (encoding == Encoding::utf8_bom) return 3;
  return encoding == Encoding::utf16le || encoding == Encoding::utf16be ? 2 : 0;
}

bool is_wide_encoding(Encoding encoding) {
  return encoding == Encoding::utf16le || encoding == Encoding::utf16be;
}

bool is_of_another_kind(std::string_view bytes) {
  for (const std::string_view mark : {"%PDF-", "{\\rtf", "PK\x03\x04", "\xD0\xCF\x11\xE0"}) {
    if (begins_with(bytes, mark)) return true;
  }
  return false;
}

bool is_ascii(char byte) {
  return static_cast<unsigned char>(byte) < 0x80;
}

/// The first byte at or behind `at` that is not ASCII.
size_t end_of_ascii(std::string_view bytes, size_t at) {
  for (; at + 8 <= bytes.size(); at += 8) {
    uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, 8);
    if ((word & 0x8080808080808080u) != 0) break;
  }
  while (at < bytes.size() && is_ascii(bytes[at])) ++at;
  return at;
}

/// How many of the last bytes begin a character of UTF-8 that is not complete.
size_t cut_character(std::string_view bytes) {
  for (size_t count = 1; count <= 3 && count <= bytes.size(); ++count) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - count]);
    if ((byte & 0xC0) == 0x80) continue;
    const size_t size = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    return size > count ? count : 0;
  }
  return 0;
}

}  // namespace

void EncodingSurvey::feed(std::string_view bytes) {
  if (bytes.empty()) return;
  if (!is_begun_) {
    is_begun_ = true;
    mark_ = byte_order_mark(bytes);
    checked_bytes_ = mark_size(mark_);
    bytes.remove_prefix(mark_size(mark_));
    is_no_text_ = !is_wide_encoding(mark_) && is_of_another_kind(bytes);
  }
  if (is_no_text_ || is_wide_encoding(mark_)) return;
  is_no_text_ = bytes.find('\0') != std::string_view::npos;
  check_utf8(bytes);
}

void EncodingSurvey::check_utf8(std::string_view bytes) {
  if (!cut_.empty()) {
    const size_t more = std::min<size_t>(bytes.size(), 4 - std::min<size_t>(cut_.size(), 4));
    const size_t cut_size = cut_.size();
    cut_ += bytes.substr(0, more);
    if (cut_character(cut_) == cut_.size()) return;  // Still not complete: there was no more.
    const std::string joined = std::exchange(cut_, {});
    size_t end = 0;  // The characters that begin among the bytes kept.
    while (end < cut_size) next_code_point(joined, &end);
    count(joined, end);
    bytes.remove_prefix(end - cut_size);
  }
  const size_t left = cut_character(bytes);
  count(bytes, bytes.size() - left);
  cut_ = bytes.substr(bytes.size() - left);
}

/// Looks at the characters before `end`.
void EncodingSurvey::count(std::string_view bytes, size_t end) {
  size_t offset = end_of_ascii(bytes, 0);
  while (offset < end) {
    const size_t begin = offset;
    next_code_point(bytes, &offset);
    if (offset - begin > 1) {
      wide_bytes_ += offset - begin;
    } else if (!is_ascii(bytes[begin]) && stray_bytes_++ == 0) {
      first_stray_ = checked_bytes_ + begin;
    }
    if (offset < end && is_ascii(bytes[offset])) offset = end_of_ascii(bytes, offset);
  }
  checked_bytes_ += end;
}

Result<Encoding> EncodingSurvey::finish() {
  if (is_no_text_) return problem("DOC-T003");
  if (is_wide_encoding(mark_)) return mark_;
  if (!cut_.empty()) count(cut_, cut_.size());
  cut_.clear();
  if (stray_bytes_ == 0) return mark_;
  // Damaged UTF-8 would decode as GB18030 too, but into other words: one must not become the other.
  const bool is_damaged_utf8 = wide_bytes_ / 9 > stray_bytes_;
  if (mark_ == Encoding::utf8_bom || is_damaged_utf8) return undecodable(first_stray_);
  return Encoding::gb18030;
}

/// Closes an iconv descriptor when it goes.
struct TextDecoder::Converter {
  iconv_t descriptor;
  explicit Converter(const char* from) : descriptor(iconv_open("UTF-8", from)) {}
  ~Converter() {
    if (is_open()) iconv_close(descriptor);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  bool is_open() const { return descriptor != reinterpret_cast<iconv_t>(-1); }
};

TextDecoder::TextDecoder(Encoding encoding) : encoding_(encoding) {
  if (encoding == Encoding::gb18030) converter_ = std::make_unique<Converter>("GB18030");
  if (encoding == Encoding::utf16le) converter_ = std::make_unique<Converter>("UTF-16LE");
  if (encoding == Encoding::utf16be) converter_ = std::make_unique<Converter>("UTF-16BE");
}

TextDecoder::~TextDecoder() = default;

Result<Done> TextDecoder::feed(std::string_view bytes, std::string* text) {
  if (bytes.empty()) return Done{};
  if (!is_begun_) {
    is_begun_ = true;
    decoded_bytes_ = mark_size(encoding_);
    bytes.remove_prefix(decoded_bytes_);
  }
  if (!cut_.empty()) {
    cut_ += bytes;
    bytes = cut_;
  }
  size_t left = 0;
  std::string_view said = bytes;
  if (converter_ == nullptr) {
    left = cut_character(bytes);
    said.remove_suffix(left);
    decoded_bytes_ += said.size();
  } else {
    const uint64_t before = decoded_bytes_;
    const Result<Done> converted = convert(bytes);
    if (!converted) return converted.errors();
    left = bytes.size() - (decoded_bytes_ - before);
    said = decoded_;
  }
  if (said.find('\0') != std::string_view::npos) return problem("DOC-T003");
  if (after_return_ && !said.empty()) {
    after_return_ = false;
    if (said.front() == '\n') said.remove_prefix(1);
  }
  for (size_t end = said.find('\r'); end != said.npos; end = said.find('\r')) {
    text->append(said.substr(0, end)) += '\n';
    said.remove_prefix(end + 1);
    after_return_ = said.empty();
    if (!said.empty() && said.front() == '\n') said.remove_prefix(1);
  }
  text->append(said);
  cut_ = std::string(bytes.substr(bytes.size() - left));
  return Done{};
}

/// Into decoded_; what is cut at the end stays.
Result<Done> TextDecoder::convert(std::string_view bytes) {
  decoded_.clear();
  if (!converter_->is_open()) return undecodable(0);
  std::string chunk(64u << 10, '\0');
  char* in = const_cast<char*>(bytes.data());  // iconv takes char** and does not write to it.
  size_t left = bytes.size();
  while (left > 0) {
    char* to = chunk.data();
    size_t room = chunk.size();
    const size_t status = iconv(converter_->descriptor, &in, &left, &to, &room);
    decoded_.append(chunk.data(), chunk.size() - room);
    if (status != static_cast<size_t>(-1) || errno == E2BIG) continue;
    if (errno == EINVAL) break;
    return undecodable(decoded_bytes_ + bytes.size() - left);
  }
  decoded_bytes_ += bytes.size() - left;
  return Done{};
}

Result<Done> TextDecoder::finish() const {
  if (!cut_.empty()) return undecodable(decoded_bytes_);
  return Done{};
}

}  // namespace fangan
