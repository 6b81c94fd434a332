// The only source that knows simdjson. Numbers are taken as raw text, so no digit is lost.
#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "value/json.h"

namespace fangan {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr size_t bytes_max = 64u << 20;
constexpr int depth_max = 64;

std::string_view without_blanks(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const size_t begin = std::min(text.find_first_not_of(blanks), text.size());
  return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

/// A number with its digits as they are written; none where JSON or Decimal has no such number.
std::optional<Json> number_of(std::string_view written) {
  const std::string_view token = without_blanks(written);
  const std::string_view digits = token.substr(token.substr(0, 1) == "-" ? 1 : 0);
  const bool leading_zero =
      digits.size() > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9';
  if (leading_zero || token.substr(0, 1) == "+" || !Decimal::parse(token)) return std::nullopt;
  return Json::number(std::string(token));
}

/// Reads one value and all it holds; the first thing that is wrong ends the reading.
class Reader {
 public:
  const std::optional<Diagnostic>& wrong() const { return wrong_; }

  template <typename Value>
  Json read(Value&& value, int depth) {
    if (depth > depth_max) return fail(problem("VAL-J003"));
    ondemand::json_type type;
    if (value.type().get(type)) return malformed();
    switch (type) {
      case ondemand::json_type::array: return read_array(value, depth);
      case ondemand::json_type::object: return read_object(value, depth);
      case ondemand::json_type::number: return read_number(value);
      case ondemand::json_type::string: {
        std::string_view text;
        if (value.get_string().get(text)) return malformed();
        return Json(text);
      }
      case ondemand::json_type::boolean: {
        bool flag = false;
        if (value.get_bool().get(flag)) return malformed();
        return Json(flag);
      }
      case ondemand::json_type::null: {
        bool is_null = false;
        if (simdjson::simdjson_result<bool>(value.is_null()).get(is_null) || !is_null) {
          return malformed();
        }
        return Json();
      }
    }
    return malformed();
  }

 private:
  Json fail(Diagnostic diagnostic) {
    if (!wrong_) wrong_ = std::move(diagnostic);
    return Json();
  }
  Json malformed() { return fail(problem("VAL-J001")); }

  /// The token is not looked at by simdjson, whose numbers end at doubles: what iterates over the
  /// items skips it.
  template <typename Value>
  Json read_number(Value& value) {
    std::string_view token;
    if (simdjson::simdjson_result<std::string_view>(value.raw_json_token()).get(token)) {
      return malformed();
    }
    const std::optional<Json> number = number_of(token);
    return number ? *number : malformed();
  }

  template <typename Value>
  Json read_array(Value& value, int depth) {
    Json json = Json::array();
    ondemand::array array;
    if (value.get_array().get(array)) return malformed();
    for (auto item : array) {
      ondemand::value inner;
      if (item.get(inner)) return malformed();
      Json read_item = read(inner, depth + 1);
      if (wrong_) return json;
      json.push(std::move(read_item));
    }
    return json;
  }

  template <typename Value>
  Json read_object(Value& value, int depth) {
    std::vector<Json::Member> members;
    std::unordered_set<std::string> keys;
    ondemand::object object;
    if (value.get_object().get(object)) return malformed();
    for (auto field : object) {
      std::string_view key;
      if (field.unescaped_key().get(key)) return malformed();
      const std::string name(key);
      ondemand::value inner;
      if (field.value().get(inner)) return malformed();
      if (!keys.insert(name).second) return fail(problem("VAL-J002", {{"key", name}}));
      Json read_member = read(inner, depth + 1);
      if (wrong_) return Json();
      members.emplace_back(name, std::move(read_member));
    }
    return Json::object(std::move(members));
  }

  std::optional<Diagnostic> wrong_;
};

}  // namespace

Result<Json> parse_json(std::string_view text) {
  if (text.size() > bytes_max) return problem("VAL-J003");
  // A number alone: simdjson would want to read it as a double.
  if (std::optional<Json> number = number_of(text)) return std::move(*number);
  const simdjson::padded_string padded(text);
  ondemand::parser parser;
  ondemand::document document;
  if (parser.iterate(padded).get(document)) return problem("VAL-J001");
  Reader reader;
  Json json = reader.read(document, 0);
  if (reader.wrong()) return *reader.wrong();
  const char* rest = nullptr;
  const bool more = document.current_location().get(rest) == simdjson::SUCCESS;
  if (more) return problem("VAL-J001");
  return json;
}

}  // namespace fangan
