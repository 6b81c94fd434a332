// if, for, some, every; and the unary tests of cells.
#include "feel/parser.h"

namespace fangan::feel {

NodeId Parser::if_then(size_t begin) {
  const NodeId condition = expression();
  if (failed() || !expect_word("then")) return no_node;
  const NodeId then = expression();
  if (failed() || !expect_word("else")) return no_node;
  const NodeId otherwise = expression();
  return failed() ? no_node : make(Op::if_then, {condition, then, otherwise}, begin);
}

NodeId Parser::iteration(Op op, size_t begin) {
  Node node;
  node.op = op;
  open_layer();
  if (iterators(&node)) {
    if (op == Op::for_in) {
      const uint32_t partial = new_slot();
      node.slots.push_back(partial);
      add_variable("partial", partial, Type::list({}));
    }
    if (expect_word(op == Op::for_in ? "return" : "satisfies")) {
      node.children.push_back(expression());
    }
  }
  close_layer();
  return failed() ? no_node : make(std::move(node), begin);
}

/// `name in domain`, several between commas; a later domain may use the earlier names.
bool Parser::iterators(Node* node) {
  do {
    const std::optional<std::string> name = new_name_before_word("in");
    if (!name) return false;
    const NodeId values = domain();
    if (failed()) return false;
    const uint32_t slot = new_slot();
    node->names.push_back(*name);
    node->children.push_back(values);
    node->slots.push_back(slot);
    const Type type = type_at(values);
    const bool has_element = type.is(TypeKind::list) || type.is(TypeKind::range);
    add_variable(*name, slot, has_element ? type.element() : type);
  } while (take_symbol(","));
  return true;
}

/// A list, or `low .. high`.
NodeId Parser::domain() {
  const size_t begin = start();
  const NodeId low = expression();
  if (failed() || !take_symbol("..")) return low;
  const NodeId high = expression();
  return failed() ? no_node : make(Op::series, {low, high}, begin);
}

NodeId Parser::tests() {
  return tests_in(new_slot(), scope_.input_type());
}

/// Tests of what stands in a slot.
NodeId Parser::tests_in(uint32_t slot, const Type& type) {
  const size_t begin = start();
  Node node;
  node.op = Op::tests;
  node.slots = {slot};
  open_layer();
  add_variable("?", slot, type);
  const bool any = text_.substr(begin, 1) == "-" && skip_blanks(text_, begin + 1) == text_.size();
  if (any) {
    position_ = text_.size();
  } else if (!negated_tests(&node)) {
    test_list(&node);
  }
  close_layer();
  return failed() ? no_node : make(std::move(node), begin);
}

/// `not(...)` around all of the text. Where it is not that, nothing has happened.
bool Parser::negated_tests(Node* tests) {
  const size_t begin = position_;
  const size_t nodes = syntax_.nodes.size();
  const size_t diagnostics = diagnostics_.size();
  if (!take_word("not") || !take_symbol("(")) {
    position_ = begin;
    return false;
  }
  const std::vector<Frame> frames = frames_;
  if (test_list(tests) && take_symbol(")") && start() == text_.size()) {
    tests->negated = true;
    return true;
  }
  failed_ = false;
  position_ = begin;
  frames_ = frames;
  diagnostics_.resize(diagnostics);
  tests->children.clear();
  syntax_.nodes.resize(nodes);
  syntax_.spans.resize(nodes);
  syntax_.types.resize(nodes);
  depths_.resize(nodes);
  return false;
}

bool Parser::test_list(Node* tests) {
  do {
    tests->children.push_back(test());
    if (failed()) return false;
  } while (take_symbol(","));
  return true;
}

/// One test. It asks the input itself where it names the `?` of this place.
NodeId Parser::test() {
  const size_t begin = start();
  if (comparison_at() != nullptr) return test_range(begin);
  const uint32_t slot = frame().layers.back().variables.at("?").slot;
  const size_t first = syntax_.nodes.size();
  const NodeId root = expression();
  if (failed()) return no_node;
  for (size_t i = first; i < syntax_.nodes.size(); ++i) {
    const Node& node = syntax_.nodes[i];
    const bool is_input = node.op == Op::name && node.symbol.kind == Symbol::Kind::slot &&
                          node.symbol.slot == slot && node.name == "?";
    if (is_input) syntax_.nodes[root].asks_input = true;
  }
  return root;
}

}  // namespace fangan::feel
