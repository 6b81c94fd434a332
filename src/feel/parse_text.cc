// The text under the parser, and the tree it makes.
#include <algorithm>
#include <array>

#include "feel/parser.h"
#include "text/suggest.h"
#include "text/utf8.h"
#include "value/digits.h"

namespace fangan::feel {
namespace {

constexpr std::array<std::string_view, 18> all_keywords = {
    "and", "between",  "else", "every", "external", "false",     "for",  "function", "if",
    "in",  "instance", "null", "or",    "return",   "satisfies", "some", "then",     "true"};

struct ForeignSign {
  std::string_view written;
  std::string_view feel;
};

/// What other languages write, the longer before its beginning.
constexpr std::array<ForeignSign, 14> foreign_signs = {{{"==", "="},
                                                        {"&&", "and"},
                                                        {"||", "or"},
                                                        {"<>", "!="},
                                                        {"=>", ">="},
                                                        {"=<", "<="},
                                                        {"->", "function(x) ..."},
                                                        {"..", "[a..b]"},
                                                        {"!", "not(...)"},
                                                        {"%", "modulo(a, b)"},
                                                        {"^", "**"},
                                                        {"'", "\"...\""},
                                                        {"&", "and"},
                                                        {"|", "or"}}};

/// What stands at `offset`, for a message: a word, or a character.
std::string found_at(std::string_view text, size_t offset) {
  size_t end = word_end(text, offset);
  while (end == offset || (end < text.size() && (text[end] & 0xC0) == 0x80)) ++end;
  return std::string(text.substr(offset, std::min<size_t>(end - offset, 40)));
}

}  // namespace

std::span<const std::string_view> keywords() {
  return all_keywords;
}

bool is_keyword(std::string_view word) {
  return std::find(all_keywords.begin(), all_keywords.end(), word) != all_keywords.end();
}

void Parser::skip() {
  const size_t end = skip_blanks(text_, position_);
  if (end == position_) return;
  blank_begin_ = position_;
  position_ = blank_end_ = end;
}

size_t Parser::start() {
  skip();
  return position_;
}

char Parser::peek() {
  skip();
  return position_ < text_.size() ? text_[position_] : '\0';
}

bool Parser::peek_symbol(std::string_view symbol) {
  skip();
  return text_.substr(position_, symbol.size()) == symbol;
}

bool Parser::take_symbol(std::string_view symbol) {
  if (!peek_symbol(symbol)) return false;
  position_ += symbol.size();
  return true;
}

bool Parser::peek_word(std::string_view word) {
  skip();
  return text_.substr(position_, word_end(text_, position_) - position_) == word;
}

bool Parser::take_word(std::string_view word) {
  if (!peek_word(word)) return false;
  position_ += word.size();
  return true;
}

bool Parser::expect_symbol(std::string_view symbol) {
  if (failed()) return false;
  if (take_symbol(symbol)) return true;
  fail_expecting(std::string(symbol));
  return false;
}

bool Parser::expect_word(std::string_view word) {
  if (failed()) return false;
  if (take_word(word)) return true;
  fail_expecting(std::string(word));
  return false;
}

Span Parser::span_from(size_t begin) const {
  const size_t end = position_ == blank_end_ ? blank_begin_ : position_;
  return {source_, static_cast<uint32_t>(begin), static_cast<uint32_t>(std::max(begin, end))};
}

NodeId Parser::fail(std::string code, size_t begin, size_t end, std::vector<Fact> facts) {
  if (failed_) return no_node;
  failed_ = true;
  const Span span = {source_, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  diagnostics_.push_back(problem_at(std::move(code), span, std::move(facts)));
  return no_node;
}

/// The literal number that ends here, blanks left out.
std::optional<NodeId> Parser::number_before() const {
  const uint32_t end = span_from(0).end;
  for (NodeId id = static_cast<NodeId>(syntax_.nodes.size()); id-- > 0;) {
    const Node& node = syntax_.nodes[id];
    const bool is_number = node.op == Op::literal && node.value.is(ValueKind::number);
    if (is_number && syntax_.spans[id].source == source_ && syntax_.spans[id].end == end) return id;
  }
  return std::nullopt;
}

/// Whether a unit or a percent sign stands behind a number; then that is the error.
bool Parser::fail_unit() {
  const std::optional<NodeId> number = number_before();
  if (!number) return false;
  const size_t begin = syntax_.spans[*number].begin;
  const std::string written(text_.substr(begin, syntax_.spans[*number].end - begin));
  if (text_.substr(position_, 1) == "%") {
    // With something behind it that is computed with, it is meant as an operator: 5 % 2.
    const size_t after = skip_blanks(text_, position_ + 1);
    const std::string_view word = text_.substr(after, word_end(text_, after) - after);
    const char next = after < text_.size() ? text_[after] : ' ';
    const bool is_operand = is_digit(next) || next == '(' || (!word.empty() && !is_keyword(word));
    if (is_operand) return false;
    const Result<Decimal> part =
        divide(syntax_.nodes[*number].value.number(), Decimal(100));
    if (!part) return false;
    fail("FEEL-P019", begin, position_ + 1,
         {{"number", written}, {"part", part.value().print_normal()}});
    return true;
  }
  const size_t end = word_end(text_, position_);
  size_t next = position_;
  const bool is_unit = end > position_ && is_han(next_code_point(text_, &next));
  if (!is_unit) return false;
  fail("FEEL-P020", begin, end,
       {{"number", written}, {"unit", std::string(text_.substr(position_, end - position_))}});
  return true;
}

/// Whether a word that FEEL writes in English stands here; then that is the error.
bool Parser::fail_chinese_word() {
  const size_t end = word_end(text_, position_);
  const std::string_view word = text_.substr(position_, end - position_);
  const std::string_view feel = feel_for(word, scope_.dialect());
  if (feel.empty()) return false;
  fail("FEEL-P021", position_, end, {{"written", std::string(word)}, {"feel", std::string(feel)}});
  return true;
}

/// Whether a sign of another language stands here, or just ends here; then that is the error.
bool Parser::fail_foreign() {
  for (const size_t back : {size_t{1}, size_t{0}}) {
    if (position_ < back) continue;
    const size_t begin = position_ - back;
    for (const ForeignSign& sign : foreign_signs) {
      if (sign.written.size() <= back || text_.substr(begin, sign.written.size()) != sign.written) {
        continue;
      }
      fail("FEEL-P017", begin, begin + sign.written.size(),
           {{"written", std::string(sign.written)}, {"feel", std::string(sign.feel)}});
      return true;
    }
  }
  return false;
}

/// Whether the words before the position and at it are nearly a name in scope, "string lenght";
/// then that is the error.
bool Parser::fail_near_name() {
  const size_t end = word_end(text_, position_);
  size_t begin = position_;
  constexpr int words_max = 4;
  for (int words = 1; end > position_ && words < words_max && begin > 0; ++words) {
    size_t before = text_.find_last_not_of(" \t\r\n", begin - 1);
    if (before == std::string_view::npos || before + 1 == begin) return false;
    before = text_.find_last_of(" \t\r\n()[]{},:;\"=<>+-*/.", before);
    begin = before == std::string_view::npos ? 0 : before + 1;
    if (word_end(text_, begin) == begin) return false;
    const std::string name = normal_name(text_.substr(begin, end - begin));
    std::vector<std::string> known;
    for (std::string& each : names_in_scope()) {
      if (std::count(each.begin(), each.end(), ' ') == words) known.push_back(std::move(each));
    }
    const std::string near = did_you_mean(name, known);
    if (near.empty()) continue;
    fail("FEEL-P018", begin, end, {{"name", name}, {"near", near}});
    return true;
  }
  return false;
}

/// A construct is missing here, by its message.
NodeId Parser::fail_missing(const char* code) {
  if (failed_) return no_node;
  skip();
  if (fail_foreign()) return no_node;
  if (!ascii_for(text_, position_).empty()) return fail_expecting("");
  const size_t size = position_ < text_.size() ? found_at(text_, position_).size() : 0;
  return fail(code, position_, position_ + size);
}

/// `expected`: the symbol or word to write; empty: nothing more.
NodeId Parser::fail_expecting(std::string expected) {
  if (failed_) return no_node;
  skip();
  if (position_ >= text_.size()) {
    return fail("FEEL-P002", text_.size(), text_.size(), {{"expected", std::move(expected)}});
  }
  if (const std::string_view ascii = ascii_for(text_, position_); !ascii.empty()) {
    size_t after = position_;
    next_code_point(text_, &after);
    return fail("FEEL-P007", position_, after,
                {{"written", std::string(text_.substr(position_, after - position_))},
                 {"ascii", std::string(ascii)}});
  }
  if (fail_chinese_word() || fail_unit() || fail_foreign() || fail_near_name()) return no_node;
  const std::string found = found_at(text_, position_);
  const char* code = expected.empty() ? "FEEL-P010" : "FEEL-P001";
  return fail(code, position_, position_ + found.size(),
              {{"expected", std::move(expected)}, {"found", found}});
}

NodeId Parser::make(Node node, Span span) {
  if (failed_) return no_node;
  uint32_t depth = 0;
  for (const NodeId child : node.children) {
    if (child == no_node) return no_node;
    depth = std::max(depth, depths_[child] + 1);
  }
  if (depth > depth_max) {
    return fail("FEEL-P005", span.begin, span.begin, {{"limit", std::to_string(depth_max)}});
  }
  const NodeId id = static_cast<NodeId>(syntax_.nodes.size());
  syntax_.types.push_back(infer(node, syntax_));
  syntax_.nodes.push_back(std::move(node));
  syntax_.spans.push_back(span);
  depths_.push_back(depth);
  return id;
}

NodeId Parser::make(Node node, size_t begin) {
  return make(std::move(node), span_from(begin));
}

NodeId Parser::make(Op op, std::vector<NodeId> children, size_t begin) {
  Node node;
  node.op = op;
  node.children = std::move(children);
  return make(std::move(node), begin);
}

NodeId Parser::literal(Value value, size_t begin) {
  Node node;
  node.op = Op::literal;
  node.value = std::move(value);
  return make(std::move(node), begin);
}

}  // namespace fangan::feel
