#include "papers/xml_scanner.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t buffer_bytes = 128u << 10;
/// Longer than any entity that is one.
constexpr size_t entity_bytes_max = 12;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view without_prefix(std::string_view name) {
  const size_t colon = name.find(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

/// 0 for an unknown one.
char32_t entity(std::string_view name) {
  if (name == "lt") return U'<';
  if (name == "gt") return U'>';
  if (name == "amp") return U'&';
  if (name == "quot") return U'"';
  if (name == "apos") return U'\'';
  if (name.size() < 2 || name.front() != '#') return 0;
  name.remove_prefix(1);
  const int base = name.front() == 'x' ? 16 : 10;
  if (base == 16) name.remove_prefix(1);
  uint32_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number, base);
  if (error != std::errc() || end != name.data() + name.size()) return 0;
  const bool is_character = number <= 0x10FFFF && (number < 0xD800 || number > 0xDFFF);
  return is_character ? static_cast<char32_t>(number) : 0;
}

bool append_with_entities(std::string_view text, std::string* out) {
  while (!text.empty()) {
    const size_t begin = std::min(text.find('&'), text.size());
    out->append(text.substr(0, begin));
    text.remove_prefix(begin);
    if (text.empty()) return true;
    const size_t end = text.substr(0, entity_bytes_max).find(';');
    if (end == text.npos) return false;
    const char32_t character = entity(text.substr(1, end - 1));
    if (character == 0) return false;
    append_utf8(out, character);
    text.remove_prefix(end + 1);
  }
  return true;
}

}  // namespace

XmlScanner::XmlScanner(Fill fill, std::string part)
    : fill_(std::move(fill)),
      part_(std::move(part)),
      buffer_(std::make_unique_for_overwrite<char[]>(buffer_bytes)) {}

XmlScanner::Event XmlScanner::fail(const char* code) {
  if (errors_.empty()) {
    errors_.push_back(
        problem(code, {{"part", part_}, {"offset", std::to_string(passed_bytes_ + at_)}}));
    errors_.back().fault = Fault::data;
  }
  return Event::failed;
}

XmlScanner::Event XmlScanner::malformed() {
  return fail("PAPER-X010");
}

/// Moves what is left to the front and reads behind it. False when nothing came.
bool XmlScanner::refill() {
  if (is_at_end_ || !errors_.empty()) return false;
  std::memmove(buffer_.get(), buffer_.get() + at_, size_ - at_);
  passed_bytes_ += at_;
  size_ -= at_;
  at_ = 0;
  if (size_ == buffer_bytes) return false;
  const Result<size_t> count = fill_(buffer_.get() + size_, buffer_bytes - size_);
  if (!count) {
    errors_ = count.errors();
    return false;
  }
  is_at_end_ = count.value() == 0;
  size_ += count.value();
  return !is_at_end_;
}

bool XmlScanner::has(size_t count) {
  while (size_ - at_ < count) {
    if (!refill()) return false;
  }
  return true;
}

XmlScanner::Event XmlScanner::next() {
  if (closes_itself_) {
    closes_itself_ = false;
    return leave();
  }
  while (true) {
    if (!errors_.empty()) return Event::failed;
    if (!has(1)) return finish();
    if (is_in_cdata_) {
      const Event event = cdata_piece();
      if (event != Event::end) return event;
      continue;
    }
    if (buffer_[at_] != '<') {
      const Event event = text_piece();
      if (event != Event::end) return event;
      continue;
    }
    if (!has(2)) return malformed();
    const char mark = buffer_[at_ + 1];
    if (mark == '/') return close_tag();
    if (mark == '?') {
      if (!skip_past("?>")) return malformed();
    } else if (mark == '!') {
      if (declaration() == Event::failed) return Event::failed;
    } else {
      return open_tag();
    }
  }
}

XmlScanner::Event XmlScanner::finish() {
  if (!errors_.empty()) return Event::failed;
  return is_done_ ? Event::end : malformed();
}

/// A text inside the outermost element; end: there was only space around it.
XmlScanner::Event XmlScanner::text_piece() {
  const char* begin = buffer_.get() + at_;
  const void* mark = std::memchr(begin, '<', size_ - at_);
  size_t length = size_ - at_;
  if (mark != nullptr) {
    length = static_cast<size_t>(static_cast<const char*>(mark) - begin);
  } else {
    // An entity may go on in what is not read yet.
    const std::string_view piece(begin, length);
    const size_t last = piece.rfind('&');
    const bool is_cut = last != piece.npos && piece.find(';', last) == piece.npos &&
                        length - last < entity_bytes_max && !is_at_end_;
    if (is_cut && last == 0) return refill() ? Event::end : malformed();
    if (is_cut) length = last;
  }
  text_ = std::string_view(begin, length);
  at_ += length;
  if (depth_ == 0) {
    // A byte order mark may stand before everything.
    if (passed_bytes_ + at_ == length && text_.substr(0, 3) == "\xEF\xBB\xBF") {
      text_.remove_prefix(3);
    }
    return std::all_of(text_.begin(), text_.end(), is_blank) ? Event::end : malformed();
  }
  text_has_entities_ = std::memchr(text_.data(), '&', text_.size()) != nullptr;
  return Event::text;
}

XmlScanner::Event XmlScanner::cdata_piece() {
  constexpr std::string_view mark = "]]>";
  if (!has(mark.size())) return malformed();
  const std::string_view piece(buffer_.get() + at_, size_ - at_);
  const size_t end = piece.find(mark);
  const size_t length = end == piece.npos ? piece.size() - (mark.size() - 1) : end;
  text_ = piece.substr(0, length);
  text_has_entities_ = false;
  at_ += length;
  if (end != piece.npos) {
    at_ += mark.size();
    is_in_cdata_ = false;
  }
  return length == 0 ? Event::end : Event::text;
}

/// A comment, CDATA, or the document type that is refused.
XmlScanner::Event XmlScanner::declaration() {
  constexpr std::string_view cdata = "<![CDATA[";
  const bool is_long = has(cdata.size());
  const std::string_view begin(buffer_.get() + at_, size_ - at_);
  if (begin.substr(0, 4) == "<!--") {
    at_ += 4;
    return skip_past("-->") ? Event::end : malformed();
  }
  if (is_long && begin.substr(0, cdata.size()) == cdata && depth_ > 0) {
    at_ += cdata.size();
    is_in_cdata_ = true;
    return Event::end;
  }
  return fail(begin.substr(0, 9) == "<!DOCTYPE" ? "PAPER-X011" : "PAPER-X010");
}

bool XmlScanner::skip_past(std::string_view mark) {
  while (true) {
    const std::string_view rest(buffer_.get() + at_, size_ - at_);
    const size_t end = rest.find(mark);
    if (end != rest.npos) {
      at_ += end + mark.size();
      return true;
    }
    at_ += rest.size() - std::min(rest.size(), mark.size() - 1);
    if (!refill()) return false;
  }
}

/// Behind its >, or 0 where the buffer ends before.
size_t XmlScanner::end_of_tag() const {
  char quote = 0;
  for (size_t i = at_ + 1; i < size_; ++i) {
    const char c = buffer_[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '>') {
      return i + 1;
    } else if (c == '"' || c == '\'') {
      quote = c;
    }
  }
  return 0;
}

XmlScanner::Event XmlScanner::open_tag() {
  size_t end = end_of_tag();
  while (end == 0) {
    if (size_ - at_ > mark_bytes_max || !refill()) return malformed();
    end = end_of_tag();
  }
  std::string_view tag(buffer_.get() + at_ + 1, end - at_ - 2);
  closes_itself_ = !tag.empty() && tag.back() == '/';
  if (closes_itself_) tag.remove_suffix(1);
  size_t name_end = 0;
  while (name_end < tag.size() && !is_blank(tag[name_end])) ++name_end;
  if (name_end == 0 || is_done_) return malformed();
  if (depth_ == depth_max) return fail("PAPER-X012");
  if (open_names_.size() == depth_) open_names_.emplace_back();
  open_names_[depth_++].assign(tag.data(), name_end);
  name_ = without_prefix(open_names_[depth_ - 1]);
  attributes_ = tag.substr(name_end);
  at_ = end;
  return Event::open;
}

XmlScanner::Event XmlScanner::close_tag() {
  size_t end = end_of_tag();
  while (end == 0) {
    if (size_ - at_ > mark_bytes_max || !refill()) return malformed();
    end = end_of_tag();
  }
  std::string_view name(buffer_.get() + at_ + 2, end - at_ - 3);
  while (!name.empty() && is_blank(name.back())) name.remove_suffix(1);
  if (depth_ == 0 || open_names_[depth_ - 1] != name) return malformed();
  at_ = end;
  return leave();
}

XmlScanner::Event XmlScanner::leave() {
  --depth_;
  name_ = without_prefix(open_names_[depth_]);
  is_done_ = depth_ == 0;
  return Event::close;
}

std::string_view XmlScanner::attribute(std::string_view name) const {
  std::string_view rest = attributes_;
  while (true) {
    const size_t equals = rest.find('=');
    if (equals == rest.npos) return {};
    std::string_view key = rest.substr(0, equals);
    while (!key.empty() && is_blank(key.front())) key.remove_prefix(1);
    while (!key.empty() && is_blank(key.back())) key.remove_suffix(1);
    rest.remove_prefix(equals + 1);
    while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
    if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) return {};
    const size_t end = rest.find(rest.front(), 1);
    if (end == rest.npos) return {};
    if (without_prefix(key) == name && key.substr(0, 6) != "xmlns:") return rest.substr(1, end - 1);
    rest.remove_prefix(end + 1);
  }
}

Result<std::string> XmlScanner::attribute_text(std::string_view name) const {
  std::string text;
  if (append_with_entities(attribute(name), &text) && is_valid_utf8(text)) return text;
  return problem("PAPER-X010", {{"part", part_}, {"offset", std::to_string(passed_bytes_ + at_)}});
}

bool XmlScanner::append_text(std::string* out) const {
  if (text_has_entities_) return append_with_entities(text_, out);
  out->append(text_);
  return true;
}

}  // namespace fangan
