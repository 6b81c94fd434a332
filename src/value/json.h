// JSON: a small tree that keeps numbers exact, a reader and a writer.
//
// A number stays the text it was written as, so 34 digits survive the way in and out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/result.h"
#include "value/decimal.h"

namespace fangan {

class Json {
 public:
  enum class Kind : uint8_t { null, boolean, number, string, array, object };
  using Member = std::pair<std::string, Json>;

  Json() = default;
  Json(std::nullptr_t) {}
  Json(bool value);
  Json(int value);
  Json(int64_t value);
  Json(uint64_t value);
  Json(const Decimal& value);
  Json(const char* text);
  Json(std::string_view text);
  Json(std::string text);
  static Json array(std::vector<Json> items = {});
  static Json object(std::vector<Member> members = {});
  /// JSON already printed: goes out as it is, and reads as nothing.
  static Json raw(std::string printed);
  static Json number(std::string digits);  ///< Digits as written; the caller vouches for them.

  Kind kind() const { return kind_; }
  bool is_null() const { return kind_ == Kind::null; }
  bool boolean() const;             ///< False unless a boolean true.
  const std::string& text() const;  ///< A string's text or a number's digits; else empty.
  const std::vector<Json>& items() const;
  const std::vector<Member>& members() const;
  /// The member, or null where there is none.
  const Json& operator[](std::string_view key) const;

  Json& push(Json item);                     ///< To an array; returns *this.
  Json& set(std::string key, Json value);    ///< To an object, replacing; returns *this.

  std::string print() const;         ///< One line, members in order of writing.
  std::string print_pretty() const;  ///< Indented by two blanks.

 private:
  Kind kind_ = Kind::null;
  bool boolean_ = false;
  std::string text_;
  std::vector<Json> items_;
  std::vector<Member> members_;
};

/// Reads strict JSON. Limits  depth 64, 64 MiB. Errors  VAL-J001 malformed,
/// VAL-J002 a key written twice, VAL-J003 too deep or too large.
Result<Json> parse_json(std::string_view text);

}  // namespace fangan
