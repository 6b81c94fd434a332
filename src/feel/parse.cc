#include "feel/parse.h"

#include <algorithm>
#include <utility>

#include "feel/parser.h"
#include "value/digits.h"

namespace fangan::feel {
namespace {

constexpr size_t text_max_bytes = 1 << 20;

Node node_of(Op op, std::vector<NodeId> children) {
  Node node;
  node.op = op;
  node.children = std::move(children);
  return node;
}

}  // namespace

const Parser::Comparison Parser::comparisons[6] = {{"!=", Op::not_equal, Range::Form::not_equal},
                                                   {"<=", Op::at_most, Range::Form::at_most},
                                                   {">=", Op::at_least, Range::Form::at_least},
                                                   {"<", Op::less, Range::Form::less},
                                                   {">", Op::more, Range::Form::more},
                                                   {"=", Op::equal, Range::Form::equal}};

Parsed parse(std::string_view text, const Scope& scope) {
  return Parser(scope).whole_expression(text);
}

Parsed parse_tests(std::string_view text, const Scope& scope) {
  return Parser(scope).whole_tests(text);
}

std::optional<Type> parse_type(std::string_view text, const Scope& scope) {
  return Parser(scope).whole_type(text);
}

Parser::Parser(const Scope& scope) : scope_(scope) {
  frames_.emplace_back();
  frame().slot_count = static_cast<uint32_t>(scope.variables().size());
}

Parser::Nesting::Nesting(Parser* parser) : parser_(parser) {
  if (++parser_->nesting_ > nesting_max) {
    parser_->fail("FEEL-P005", parser_->position_, parser_->position_,
                  {{"limit", std::to_string(nesting_max)}});
  }
}

/// Goes on with a text of its own; its number among the texts.
uint32_t Parser::begin_text(std::string_view text) {
  source_ = static_cast<uint32_t>(syntax_.texts.size());
  text_ = text;
  position_ = blank_begin_ = blank_end_ = 0;
  function_key_ = {};
  syntax_.texts.emplace_back(text.substr(0, text_max_bytes));
  if (text.size() > text_max_bytes) fail("FEEL-P006", 0, 0);
  return source_;
}

Parsed Parser::whole_expression(std::string_view text) {
  begin_text(text);
  const NodeId root = expression();
  if (!failed() && start() < text_.size()) fail_expecting("");
  return finish(root);
}

Parsed Parser::whole_tests(std::string_view text) {
  begin_text(text);
  const NodeId root = tests();
  if (!failed() && start() < text_.size()) fail_expecting("");
  return finish(root);
}

std::optional<Type> Parser::whole_type(std::string_view text) {
  begin_text(text);
  std::optional<Type> type = this->type();
  if (start() < text_.size()) return std::nullopt;
  return type;
}

Parsed Parser::finish(NodeId root) {
  syntax_.root = failed() ? no_node : root;
  syntax_.slot_count = frames_.front().slot_count;
  return {std::move(syntax_), std::move(diagnostics_)};
}

NodeId Parser::expression() {
  const Nesting nesting(this);
  if (!nesting || failed()) return no_node;
  const int range_ends = std::exchange(range_ends_, 0);
  const NodeId root = disjunction();
  range_ends_ = range_ends;
  return root;
}

NodeId Parser::disjunction() {
  const size_t begin = start();
  NodeId left = conjunction();
  while (!failed() && take_word("or")) left = make(Op::disjunction, {left, conjunction()}, begin);
  return left;
}

NodeId Parser::conjunction() {
  const size_t begin = start();
  NodeId left = comparison();
  while (!failed() && take_word("and")) left = make(Op::conjunction, {left, comparison()}, begin);
  return left;
}

/// The comparison that stands here, or nullptr; the position stays.
const Parser::Comparison* Parser::comparison_at() {
  for (const Comparison& comparison : comparisons) {
    if (peek_symbol(comparison.symbol)) return &comparison;
  }
  return nullptr;
}

NodeId Parser::comparison() {
  const size_t begin = start();
  NodeId left = sum();
  while (!failed()) {
    if (const Comparison* found = comparison_at(); found != nullptr) {
      take_symbol(found->symbol);
      left = make(found->op, {left, sum()}, begin);
    } else if (take_word("between")) {
      left = between(left, begin);
    } else if (take_word("in")) {
      left = membership(left, begin);
    } else {
      break;
    }
  }
  return left;
}

NodeId Parser::between(NodeId child, size_t begin) {
  const NodeId low = sum();
  if (failed() || !expect_word("and")) return no_node;
  return make(Op::between, {child, low, sum()}, begin);
}

/// `in test` or `in (tests)`; inside the tests `?` is the value asked about.
NodeId Parser::membership(NodeId child, size_t begin) {
  Node node = node_of(Op::in, {child});
  const uint32_t slot = new_slot();
  node.slots = {slot};
  open_layer();
  add_variable("?", slot, type_at(child));
  const size_t inside = start();
  if (take_symbol("(")) {
    const NodeId first = test();
    if (!failed() && peek_symbol("..")) {
      node.children.push_back(rest_of_range(first, false, inside));
    } else {
      node.children.push_back(first);
      while (!failed() && take_symbol(",")) node.children.push_back(test());
      if (!failed()) expect_symbol(")");
    }
  } else {
    const auto* found = comparison_at();
    node.children.push_back(found != nullptr ? test_range(inside) : sum());
  }
  close_layer();
  return failed() ? no_node : make(std::move(node), begin);
}

NodeId Parser::sum() {
  const size_t begin = start();
  NodeId left = product();
  while (!failed()) {
    if (take_symbol("+")) {
      left = make(Op::add, {left, product()}, begin);
    } else if (take_symbol("-")) {
      left = make(Op::subtract, {left, product()}, begin);
    } else {
      break;
    }
  }
  return left;
}

NodeId Parser::product() {
  const size_t begin = start();
  NodeId left = power();
  while (!failed()) {
    if (!peek_symbol("**") && take_symbol("*")) {
      left = make(Op::multiply, {left, power()}, begin);
    } else if (take_symbol("/")) {
      left = make(Op::divide, {left, power()}, begin);
    } else {
      break;
    }
  }
  return left;
}

NodeId Parser::power() {
  const size_t begin = start();
  NodeId left = negation();
  while (!failed() && take_symbol("**")) left = make(Op::power, {left, negation()}, begin);
  return left;
}

NodeId Parser::negation() {
  const size_t begin = start();
  if (!take_symbol("-")) return instance_of();
  const Nesting nesting(this);
  if (!nesting) return no_node;
  return make(Op::negate, {negation()}, begin);
}

NodeId Parser::instance_of() {
  const size_t begin = start();
  NodeId left = postfix();
  while (!failed() && peek_word("instance")) {
    take_word("instance");
    if (!expect_word("of")) return no_node;
    std::string written;
    const std::optional<Type> asked = type(&written);
    if (!asked) return no_node;
    Node node = node_of(Op::instance_of, {left});
    node.asked = *asked;
    node.written_types = {std::move(written)};
    left = make(std::move(node), begin);
  }
  return left;
}

NodeId Parser::postfix() {
  const size_t begin = start();
  NodeId left = primary();
  while (!failed()) {
    if (!peek_symbol("..") && take_symbol(".")) {
      left = member_of(left, begin);
    } else if (peek_symbol("[") && !(range_ends_ > 0 && bracket_closes_range())) {
      left = filter_of(left, begin);
    } else if (peek_symbol("(")) {
      left = call_of(left, begin);
    } else {
      break;
    }
  }
  return left;
}

NodeId Parser::member_of(NodeId child, size_t begin) {
  const size_t name_begin = start();
  Type owner = type_at(child);
  if (owner.is(TypeKind::list)) owner = owner.element();
  std::optional<NameTable::Match> match;
  if (owner.is_declared()) {
    // Names that a plan declares are single words.
    const size_t end = word_end(text_, name_begin);
    const std::string word(text_.substr(name_begin, end - name_begin));
    if (owner.field(word) != nullptr) match = NameTable::Match{word, end};
  } else {
    NameTable fields;
    for (const Type::Field& field : owner.fields()) fields.add(field.name);
    match = fields.longest_at(text_, name_begin);
  }
  if (!match) match = scope_.member_names().longest_at(text_, name_begin);
  Node node = node_of(Op::member, {child});
  if (match) {
    node.name = match->name;
    position_ = match->end;
  } else {
    const size_t end = end_of_words(name_begin);
    if (end == name_begin) return fail_missing("FEEL-P014");
    node.name = normal_name(text_.substr(name_begin, end - name_begin));
    position_ = end;
  }
  return make(std::move(node), begin);
}

/// The end of a name that nothing declares: of a word, and of the words after it up to a keyword,
/// for no word can follow a name.
size_t Parser::end_of_words(size_t begin) const {
  size_t end = word_end(text_, begin);
  for (size_t next = skip_blanks(text_, end); end > begin; next = skip_blanks(text_, end)) {
    const size_t word = word_end(text_, next);
    if (word == next || is_keyword(text_.substr(next, word - next))) break;
    end = word;
  }
  return end;
}

/// In the upper end of a range `[` closes it unless it can begin a filter.
bool Parser::bracket_closes_range() const {
  const size_t after = skip_blanks(text_, skip_blanks(text_, position_) + 1);
  if (after >= text_.size()) return true;
  const bool point =
      text_[after] == '.' && (after + 1 == text_.size() || !is_digit(text_[after + 1]));
  if (point) return true;
  constexpr std::string_view enders = ",)]}=<>!|";
  if (enders.find(text_[after]) != std::string_view::npos) return true;
  const std::string_view word = text_.substr(after, word_end(text_, after) - after);
  constexpr std::string_view dividers[] = {"and",    "or",        "then", "else",
                                           "return", "satisfies", "in"};
  return std::find(std::begin(dividers), std::end(dividers), word) != std::end(dividers);
}

NodeId Parser::filter_of(NodeId list, size_t begin) {
  const Nesting nesting(this);
  if (!nesting || !expect_symbol("[")) return no_node;
  const uint32_t slot = open_item_layer(type_at(list));
  const NodeId condition = expression();
  close_layer();
  if (failed() || !expect_symbol("]")) return no_node;
  Node node = node_of(Op::filter, {list, condition});
  node.slots = {slot};
  return make(std::move(node), begin);
}

/// The layer of a filter: `item` and its fields. Returns the slot of the item.
uint32_t Parser::open_item_layer(const Type& list_type) {
  const bool is_single = !list_type.is(TypeKind::list) && !list_type.is_any();
  Layer layer;
  const uint32_t slot = new_slot();
  layer.item = Layer::Variable{slot, is_single ? list_type : list_type.element()};
  layer.names.add("item");
  layer.variables["item"] = *layer.item;
  for (const Type::Field& field : layer.item->type.fields()) layer.names.add(field.name);
  frame().layers.push_back(std::move(layer));
  return slot;
}

NodeId Parser::call_of(NodeId function, size_t begin) {
  const Nesting nesting(this);
  if (!nesting) return no_node;
  Node node = node_of(Op::call, {function});
  return arguments(&node) ? make(std::move(node), begin) : no_node;
}

bool Parser::arguments(Node* call) {
  if (!expect_symbol("(")) return false;
  if (take_symbol(")")) return true;
  do {
    const std::optional<std::string> name = argument_name();
    if (name) call->names.push_back(*name);
    call->children.push_back(expression());
    if (failed()) return false;
  } while (take_symbol(","));
  if (!call->names.empty() && call->names.size() + 1 != call->children.size()) {
    fail("FEEL-P011", position_, position_);
    return false;
  }
  return expect_symbol(")");
}

/// The `name:` before an argument, or none and the position unmoved.
std::optional<std::string> Parser::argument_name() {
  const size_t begin = start();
  if (word_end(text_, begin) == begin) return std::nullopt;
  size_t end = begin;
  while (end < text_.size() && text_[end] != ':') {
    const size_t word = word_end(text_, end);
    const bool digit = text_[end] >= '0' && text_[end] <= '9';
    if (word > end) {
      end = word;
    } else if (digit || is_name_symbol(text_[end])) {
      ++end;
    } else {
      return std::nullopt;
    }
    end = skip_blanks(text_, end);
  }
  if (end >= text_.size()) return std::nullopt;
  position_ = end + 1;
  return normal_name(text_.substr(begin, end - begin));
}

}  // namespace fangan::feel
