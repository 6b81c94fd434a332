// What an expression begins with: literals, brackets, lists, ranges, contexts, functions, names.
#include <algorithm>
#include <array>

#include "feel/parser.h"
#include "feel/quantity.h"
#include "feel/temporal_text.h"
#include "text/utf8.h"
#include "value/digits.h"
#include "value/number_text.h"

namespace fangan::feel {
namespace {

size_t digits_end(std::string_view text, size_t offset) {
  while (offset < text.size() && is_digit(text[offset])) ++offset;
  return offset;
}

bool is_high_surrogate(char32_t unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
bool is_low_surrogate(char32_t unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

/// Reads exactly `count` hexadecimal digits.
std::optional<char32_t> read_hex(std::string_view text, size_t offset, size_t count) {
  if (offset + count > text.size()) return std::nullopt;
  char32_t code_point = 0;
  for (const char c : text.substr(offset, count)) {
    constexpr std::string_view digits = "0123456789abcdef";
    const size_t digit = digits.find(static_cast<char>(c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c));
    if (digit == std::string_view::npos) return std::nullopt;
    code_point = code_point * 16 + static_cast<char32_t>(digit);
  }
  return code_point;
}

}  // namespace

NodeId Parser::primary() {
  const size_t begin = start();
  if (begin >= text_.size()) return fail_missing("FEEL-P013");
  const char c = text_[begin];
  const bool point = c == '.' && begin + 1 < text_.size() && is_digit(text_[begin + 1]);
  if (is_digit(c) || point) return number();
  switch (c) {
    case '"':
      return string();
    case '@':
      return at_literal();
    case '(':
      return in_brackets();
    case '[':
    case ']':
      return list_or_range();
    case '{':
      return context();
    default:
      return keyword_or_name();
  }
}

NodeId Parser::keyword_or_name() {
  const size_t begin = position_;
  const size_t end = word_end(text_, begin);
  const std::string_view word = text_.substr(begin, end - begin);
  const std::optional<NameTable::Match> known = longest_name();
  if (known && (known->end > end || !is_keyword(word))) return name();
  position_ = end;
  if (word == "if") return if_then(begin);
  if (word == "for") return iteration(Op::for_in, begin);
  if (word == "some") return iteration(Op::some, begin);
  if (word == "every") return iteration(Op::every, begin);
  if (word == "function") return function_literal(begin);
  if (word == "true") return literal(true, begin);
  if (word == "false") return literal(false, begin);
  if (word == "null") return literal({}, begin);
  position_ = begin;
  if (end == begin || is_keyword(word)) return fail_missing("FEEL-P013");
  return unknown_name(begin);
}

/// DMN rounds a number to the digits it holds; a rule of a plan says what it means.
bool Parser::fail_too_long(std::string_view number, size_t begin) {
  const int digits = significant_digits(number);
  if (scope_.dialect() != Dialect::plan || digits <= Decimal::digits_max) return false;
  fail("FEEL-P023", begin, position_,
       {{"digits", std::to_string(digits)}, {"limit", std::to_string(Decimal::digits_max)}});
  return true;
}

NodeId Parser::number() {
  const size_t begin = position_;
  size_t end = digits_end(text_, begin);
  const bool fraction = end + 1 < text_.size() && text_[end] == '.' && is_digit(text_[end + 1]);
  if (fraction) end = digits_end(text_, end + 1);
  if (end < text_.size() && (text_[end] == 'e' || text_[end] == 'E')) {
    const bool has_sign =
        end + 1 < text_.size() && (text_[end + 1] == '+' || text_[end + 1] == '-');
    const size_t exponent = end + (has_sign ? 2 : 1);
    if (digits_end(text_, exponent) > exponent) end = digits_end(text_, exponent);
  }
  std::string digits(text_.substr(begin, end - begin));
  if (digits.front() == '.') digits.insert(0, "0");
  const Result<Decimal> value = Decimal::parse(digits);
  if (!value) return fail("FEEL-P008", begin, end);
  position_ = end;
  if (fail_too_long(digits, begin)) return no_node;
  return literal(value.value(), begin);
}

NodeId Parser::string() {
  const size_t begin = position_;
  std::optional<std::string> text = quoted();
  return text ? literal(Value(std::move(*text)), begin) : no_node;
}

/// The string literal at the position; on an error none, and failed().
std::optional<std::string> Parser::quoted() {
  const size_t begin = position_++;
  std::string value;
  while (position_ < text_.size() && text_[position_] != '"') {
    if (text_[position_] != '\\') {
      value += text_[position_++];
    } else if (!escape(&value)) {
      return std::nullopt;
    }
  }
  if (position_ >= text_.size()) {
    fail("FEEL-P003", begin, begin + 1);
    return std::nullopt;
  }
  ++position_;
  return value;
}

/// One escape. A backslash before any other character stands for itself, as in "\d".
bool Parser::escape(std::string* out) {
  constexpr std::string_view letters = "\"\\nrt'";
  constexpr std::string_view meanings = "\"\\\n\r\t'";
  const size_t begin = position_;
  const char letter = begin + 1 < text_.size() ? text_[begin + 1] : ' ';
  const size_t simple = letters.find(letter);
  if (simple != std::string_view::npos) {
    *out += meanings[simple];
    position_ += 2;
    return true;
  }
  if (letter != 'u' && letter != 'U') {
    *out += text_[position_++];
    return true;
  }
  const size_t count = letter == 'u' ? 4 : 6;
  std::optional<char32_t> unit = read_hex(text_, begin + 2, count);
  size_t end = begin + 2 + count;
  if (unit && is_high_surrogate(*unit) && text_.substr(end, 2) == "\\u") {
    const std::optional<char32_t> low = read_hex(text_, end + 2, 4);
    if (low && is_low_surrogate(*low)) {
      unit = 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00);
      end += 6;
    }
  }
  if (!unit || *unit > 0x10FFFF) {
    fail("FEEL-P004", begin, std::min(end, text_.size()));
    return false;
  }
  append_utf8(out, *unit);
  position_ = end;
  return true;
}

/// @"...": a date, time, date and time or duration by its form; in plans also a quantity with its
/// unit. Anything else is null.
/// Quantities belong to plans, where one that was not read has an unknown unit.
Diagnostic Parser::not_temporal(const std::string& text, const Diagnostic& otherwise) const {
  const std::string_view unit = unit_in(text);
  if (unit.empty()) return otherwise;
  if (scope_.dialect() != Dialect::plan) return problem("FEEL-P022", {{"text", text}});
  if (scope_.units() == nullptr) return otherwise;
  const Result<Unit> read = scope_.units()->parse(unit);
  return read ? otherwise : read.error();
}

NodeId Parser::at_literal() {
  const size_t begin = position_++;
  if (peek() != '"') return fail_expecting("\"");
  const std::optional<std::string> text = quoted();
  if (!text) return no_node;
  if (scope_.dialect() == Dialect::plan && scope_.units() != nullptr) {
    if (std::optional<Quantity> quantity = read_quantity(*text, *scope_.units())) {
      if (fail_too_long(number_in(*text), begin)) return no_node;
      const NodeId id = literal(quantity->amount, begin);
      syntax_.types[id] = Type::number(std::move(quantity->unit));
      return id;
    }
  }
  Value value = read_temporal(*text);
  if (value.is_null()) {
    Diagnostic reason = not_temporal(*text, *value.reason());
    reason.marks = {{span_from(begin), ""}};
    value = Value::null(reason);
    reason.severity = Severity::warning;
    if (scope_.dialect() == Dialect::plan) {
      reason.severity = Severity::error;
      failed_ = true;
    }
    diagnostics_.push_back(std::move(reason));
  }
  return failed_ ? no_node : literal(std::move(value), begin);
}

/// An expression in brackets, a range with an open start, or `(< 10)`, the range of a test.
NodeId Parser::in_brackets() {
  const size_t begin = position_++;
  if (comparison_at() != nullptr) {
    const NodeId range = test_range(begin);
    return !failed() && expect_symbol(")") ? range : no_node;
  }
  const NodeId inside = expression();
  if (!failed() && peek_symbol("..")) return rest_of_range(inside, false, begin);
  return !failed() && expect_symbol(")") ? inside : no_node;
}

/// `< 10` and so on, as the range of values that fulfil it.
NodeId Parser::test_range(size_t begin) {
  const Nesting nesting(this);
  if (!nesting) return no_node;
  const Comparison* comparison = comparison_at();
  take_symbol(comparison->symbol);
  Node node;
  node.op = Op::range;
  node.form = comparison->form;
  node.children = {sum()};
  return failed() ? no_node : make(std::move(node), begin);
}

NodeId Parser::list_or_range() {
  const Nesting nesting(this);
  if (!nesting) return no_node;
  const size_t begin = position_;
  if (text_[position_++] == ']') {
    const NodeId low = expression();
    return failed() ? no_node : rest_of_range(low, false, begin);
  }
  Node node;
  node.op = Op::list;
  if (take_symbol("]")) return make(std::move(node), begin);
  do {
    const size_t item_begin = start();
    node.children.push_back(comparison_at() != nullptr ? test_range(item_begin) : expression());
    if (failed()) return no_node;
    if (node.children.size() == 1 && peek_symbol("..")) {
      return rest_of_range(node.children.front(), true, begin);
    }
  } while (take_symbol(","));
  return expect_symbol("]") ? make(std::move(node), begin) : no_node;
}

/// From `..` on.
NodeId Parser::rest_of_range(NodeId low, bool start_included, size_t begin) {
  const Nesting nesting(this);
  if (!nesting) return no_node;
  if (!expect_symbol("..")) return no_node;
  ++range_ends_;
  const NodeId high = sum();
  --range_ends_;
  if (failed()) return no_node;
  Node node;
  node.op = Op::range;
  node.children = {low, high};
  node.start_included = start_included;
  node.end_included = take_symbol("]");
  if (!node.end_included && !take_symbol(")") && !take_symbol("[")) return fail_expecting("]");
  return make(std::move(node), begin);
}

NodeId Parser::context() {
  const Nesting nesting(this);
  if (!nesting) return no_node;
  const size_t begin = position_++;
  Node node;
  node.op = Op::context;
  if (take_symbol("}")) return make(std::move(node), begin);
  open_layer();
  do {
    std::string key;
    if (!context_key(&key)) break;
    node.names.push_back(key);
    function_key_ = {start(), key};
    node.children.push_back(expression());
    if (failed()) break;
    const uint32_t slot = new_slot();
    node.slots.push_back(slot);
    add_variable(key, slot, type_at(node.children.back()));
  } while (take_symbol(","));
  close_layer();
  if (failed() || !expect_symbol("}")) return no_node;
  return make(std::move(node), begin);
}

/// A key and its colon.
bool Parser::context_key(std::string* key) {
  if (peek() == '"') {
    const std::optional<std::string> text = quoted();
    if (!text) return false;
    *key = *text;
    return expect_symbol(":");
  }
  const std::optional<std::string> name = argument_name();
  if (!name) {
    fail_missing("FEEL-P015");
    return false;
  }
  *key = *name;
  return true;
}

NodeId Parser::function_literal(size_t begin) {
  const Nesting nesting(this);
  if (!nesting || !expect_symbol("(")) return no_node;
  Node node;
  node.op = Op::lambda;
  const std::string own_name = own_name_of_function(begin);
  frames_.emplace_back();
  open_layer();
  if (parameters(&node)) {
    if (!own_name.empty() && frame().layers.back().variables.count(own_name) == 0) {
      node.slots = {new_slot()};
      add_variable(own_name, node.slots.front(), {});
    }
    if (take_word("external")) node.op = Op::external;
    node.children.push_back(expression());
  }
  node.captures = std::move(frame().captures);
  node.frame_size = frame().slot_count;
  frames_.pop_back();
  return failed() ? no_node : make(std::move(node), begin);
}

/// The key whose value this function is, where it means nothing else: by it the function may call
/// itself, `{fact: function(n) ... fact(n - 1)}`. Empty: none.
std::string Parser::own_name_of_function(size_t begin) const {
  const auto& [key_begin, key] = function_key_;
  if (key_begin != begin || key.empty()) return {};
  return is_visible(frames_.size() - 1, frames_.back().layers.size(), key) ? "" : key;
}

/// What stands behind the opening bracket.
bool Parser::parameters(Node* lambda) {
  if (take_symbol(")")) return true;
  do {
    if (!parameter(lambda)) return false;
  } while (take_symbol(","));
  return expect_symbol(")");
}

bool Parser::parameter(Node* lambda) {
  const std::optional<std::string> name = new_name(":,)");
  if (!name) return false;
  Type type;
  std::string written;
  if (take_symbol(":")) {
    const std::optional<Type> known = this->type(&written);
    if (!known) return false;
    type = *known;
  }
  lambda->names.push_back(*name);
  lambda->written_types.push_back(std::move(written));
  lambda->parameter_types.push_back(type);
  add_variable(*name, new_slot(), type);
  return true;
}

}  // namespace fangan::feel
