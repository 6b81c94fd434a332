#include "value/json.h"

#include <cassert>

#include "text/utf8.h"

namespace fangan {
namespace {

/// JSON is UTF-8: malformed bytes, which somebody may send us in a name, become U+FFFD.
void write_string(std::string_view given, std::string* out) {
  const std::string mended = is_valid_utf8(given) ? std::string() : to_utf8(to_utf32(given));
  const std::string_view text = mended.empty() ? given : std::string_view(mended);
  constexpr std::string_view digits = "0123456789abcdef";
  *out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      *out += '\\';
      *out += c;
    } else if (c == '\n') {
      *out += "\\n";
    } else if (byte < 0x20 || byte == 0x7F) {
      *out += "\\u00";
      *out += digits[byte >> 4];
      *out += digits[byte & 15];
    } else {
      *out += c;
    }
  }
  *out += '"';
}

constexpr int one_line = -1;

void new_line(int indent, std::string* out) {
  if (indent == one_line) return;
  *out += '\n';
  out->append(static_cast<size_t>(indent) * 2, ' ');
}

void write(const Json& json, int indent, std::string* out) {
  const int inner = indent == one_line ? one_line : indent + 1;
  bool first = true;
  switch (json.kind()) {
    case Json::Kind::null: *out += "null"; return;
    case Json::Kind::boolean: *out += json.boolean() ? "true" : "false"; return;
    case Json::Kind::number: *out += json.text(); return;
    case Json::Kind::string: write_string(json.text(), out); return;
    case Json::Kind::array:
      *out += '[';
      for (const Json& item : json.items()) {
        if (!first) *out += ',';
        first = false;
        new_line(inner, out);
        write(item, inner, out);
      }
      if (!first) new_line(indent, out);
      *out += ']';
      return;
    case Json::Kind::object:
      *out += '{';
      for (const auto& [key, value] : json.members()) {
        if (!first) *out += ',';
        first = false;
        new_line(inner, out);
        write_string(key, out);
        *out += indent == one_line ? ":" : ": ";
        write(value, inner, out);
      }
      if (!first) new_line(indent, out);
      *out += '}';
      return;
  }
}

}  // namespace

Json::Json(bool value) : kind_(Kind::boolean), boolean_(value) {}
Json::Json(int value) : Json(static_cast<int64_t>(value)) {}
Json::Json(int64_t value) : kind_(Kind::number), text_(std::to_string(value)) {}
Json::Json(uint64_t value) : kind_(Kind::number), text_(std::to_string(value)) {}
Json::Json(const Decimal& value) : kind_(Kind::number), text_(value.print_normal()) {}
Json::Json(const char* text) : Json(std::string_view(text)) {}
Json::Json(std::string_view text) : kind_(Kind::string), text_(text) {}
Json::Json(std::string text) : kind_(Kind::string), text_(std::move(text)) {}

Json Json::array(std::vector<Json> items) {
  Json json;
  json.kind_ = Kind::array;
  json.items_ = std::move(items);
  return json;
}

Json Json::object(std::vector<Member> members) {
  Json json;
  json.kind_ = Kind::object;
  json.members_ = std::move(members);
  return json;
}

Json Json::raw(std::string printed) { return number(std::move(printed)); }

Json Json::number(std::string digits) {
  Json json;
  json.kind_ = Kind::number;
  json.text_ = std::move(digits);
  return json;
}

bool Json::boolean() const { return kind_ == Kind::boolean && boolean_; }
const std::string& Json::text() const { return text_; }
const std::vector<Json>& Json::items() const { return items_; }
const std::vector<Json::Member>& Json::members() const { return members_; }

const Json& Json::operator[](std::string_view key) const {
  static const Json none;
  for (const auto& [name, value] : members_) {
    if (name == key) return value;
  }
  return none;
}

Json& Json::push(Json item) {
  assert(kind_ == Kind::array);
  items_.push_back(std::move(item));
  return *this;
}

Json& Json::set(std::string key, Json value) {
  assert(kind_ == Kind::object);
  for (auto& [name, old] : members_) {
    if (name == key) {
      old = std::move(value);
      return *this;
    }
  }
  members_.emplace_back(std::move(key), std::move(value));
  return *this;
}

std::string Json::print() const {
  std::string out;
  write(*this, one_line, &out);
  return out;
}

std::string Json::print_pretty() const {
  std::string out;
  write(*this, 0, &out);
  return out;
}

}  // namespace fangan
