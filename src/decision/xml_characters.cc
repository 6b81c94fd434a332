#include "decision/xml_characters.h"

#include <algorithm>
#include <optional>

#include "text/utf8.h"

namespace fangan::dmn {
namespace {

/// Source: XML 1.0, production Char.
bool is_xml_character(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
}

/// 0 to 35 for digits and letters, 36 for anything else.
int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return 36;
}

/// `#38` or `#x26`.
std::optional<std::string> character_reference(std::string_view digits) {
  digits.remove_prefix(1);
  uint32_t base = 10;
  if (!digits.empty() && digits.front() == 'x') {
    base = 16;
    digits.remove_prefix(1);
  }
  if (digits.empty()) return std::nullopt;
  uint32_t value = 0;
  for (const char c : digits) {
    const uint32_t digit = static_cast<uint32_t>(digit_of(c));
    if (digit >= base) return std::nullopt;
    value = std::min<uint32_t>(value * base + digit, 0x110000);
  }
  if (!is_xml_character(value)) return std::nullopt;
  std::string text;
  append_utf8(&text, value);
  return text;
}

/// What stands before a semicolon, or empty if it is no name.
std::string_view reference_name(std::string_view behind_ampersand) {
  const auto is_of_name = [](char c) {
    return digit_of(c) < 36 || c == '#' || c == '_' || c == '.';
  };
  size_t end = 0;
  while (end < behind_ampersand.size() && is_of_name(behind_ampersand[end])) ++end;
  const bool is_closed = end < behind_ampersand.size() && behind_ampersand[end] == ';';
  return behind_ampersand.substr(0, is_closed ? end : 0);
}

/// What stands between & and ; as text.
std::optional<std::string> reference_text(std::string_view name) {
  if (name == "lt") return "<";
  if (name == "gt") return ">";
  if (name == "amp") return "&";
  if (name == "quot") return "\"";
  if (name == "apos") return "'";
  if (!name.empty() && name.front() == '#') return character_reference(name);
  return std::nullopt;
}

}  // namespace

void XmlCharacters::add_plain(std::string_view plain, uint32_t file_begin) {
  if (plain.empty()) return;
  if (is_blank_) is_blank_ = plain.find_first_not_of(" \t\n\r") == std::string_view::npos;
  const uint32_t size = static_cast<uint32_t>(plain.size());
  const bool goes_on = !pieces_.empty() && file_end_ == file_begin &&
                       text_.size() - pieces_.back().text_begin == pieces_.back().file_size;
  if (goes_on) {
    pieces_.back().file_size += size;
  } else {
    pieces_.push_back({static_cast<uint32_t>(text_.size()), file_begin, size});
  }
  text_ += plain;
  file_end_ = file_begin + size;
}

void XmlCharacters::add_reference(std::string_view meaning, uint32_t file_begin,
                                  uint32_t file_size) {
  is_blank_ = false;
  pieces_.push_back({static_cast<uint32_t>(text_.size()), file_begin, file_size});
  text_ += meaning;
  file_end_ = file_begin + file_size;
}

void XmlCharacters::add(std::string_view raw, uint32_t file_begin, XmlStretch kind,
                        Diagnostics* problems) {
  if (kind == XmlStretch::cdata) return add_plain(raw, file_begin);
  for (size_t at = 0; at < raw.size();) {
    const size_t end = std::min(raw.find_first_of("&\t\n", at), raw.size());
    add_plain(raw.substr(at, end - at), file_begin + static_cast<uint32_t>(at));
    at = end;
    if (at == raw.size()) break;
    const uint32_t place = file_begin + static_cast<uint32_t>(at);
    if (raw[at] != '&') {
      // Attributes: a tab or line end reads as a blank. Source: XML 1.0, 3.3.3.
      add_plain(kind == XmlStretch::attribute ? " " : raw.substr(at, 1), place);
      ++at;
      continue;
    }
    const std::string_view name = reference_name(raw.substr(at + 1));
    const std::optional<std::string> meaning = reference_text(name);
    if (!meaning) {
      const uint32_t size = static_cast<uint32_t>(name.empty() ? 1 : name.size() + 2);
      if (problems->size() < problems_max) {
        problems->push_back(problem_at("DMN-X009", {source_, place, place + size},
                                       {{"reference", std::string(raw.substr(at, size))}}));
      }
      add_plain("&", place);
      ++at;
      continue;
    }
    add_reference(*meaning, place, static_cast<uint32_t>(name.size()) + 2);
    at += name.size() + 2;
  }
}

MappedText XmlCharacters::finish(uint32_t place_if_empty) {
  if (text_.empty()) return MappedText("", {source_, place_if_empty, place_if_empty});
  const Span span{source_, pieces_.front().file_begin, file_end_};
  if (pieces_.size() == 1 && pieces_.front().file_size == text_.size()) pieces_.clear();
  pieces_.shrink_to_fit();
  return MappedText(std::move(text_), span, std::move(pieces_));
}

}  // namespace fangan::dmn
