#include "feel/syntax_builder.h"

#include "feel/parser.h"

namespace fangan::feel {

SyntaxBuilder::SyntaxBuilder(const Scope& scope) : parser_(std::make_unique<Parser>(scope)) {}
SyntaxBuilder::~SyntaxBuilder() = default;

uint32_t SyntaxBuilder::next_text() const {
  return static_cast<uint32_t>(parser_->syntax_.texts.size());
}

NodeId SyntaxBuilder::expression(std::string_view text) {
  parser_->begin_text(text);
  const NodeId root = parser_->expression();
  return whole(root);
}

NodeId SyntaxBuilder::tests(std::string_view text, uint32_t slot, const Type& type) {
  parser_->begin_text(text);
  const NodeId root = parser_->tests_in(slot, type);
  return whole(root);
}

/// The tree of a text, if it is all of it; else null with the error, which stays reported.
NodeId SyntaxBuilder::whole(NodeId root) {
  if (!parser_->failed_ && parser_->start() < parser_->text_.size()) parser_->fail_expecting("");
  if (!parser_->failed_) return root;
  parser_->failed_ = false;
  const Diagnostic& error = parser_->diagnostics_.back();
  return literal(Value::null(error), error.marks.front().span);
}

void SyntaxBuilder::open_layer() {
  parser_->open_layer();
}

uint32_t SyntaxBuilder::declare(std::string_view name, Type type) {
  const uint32_t slot = parser_->new_slot();
  parser_->add_variable(std::string(name), slot, std::move(type));
  return slot;
}

uint32_t SyntaxBuilder::open_item_layer(const Type& list_type) {
  return parser_->open_item_layer(list_type);
}

void SyntaxBuilder::close_layer() {
  parser_->close_layer();
}

void SyntaxBuilder::open_function(const std::vector<Parameter>& parameters) {
  parser_->frames_.emplace_back();
  parser_->open_layer();
  for (const Parameter& parameter : parameters) declare(parameter.name, parameter.type);
}

NodeId SyntaxBuilder::close_function(const std::vector<Parameter>& parameters, NodeId body,
                                     Span span) {
  Node node;
  node.op = body == no_node ? Op::external : Op::lambda;
  if (body != no_node) node.children = {body};
  for (const Parameter& parameter : parameters) {
    node.names.push_back(normal_name(parameter.name));
    node.parameter_types.push_back(parameter.type);
    node.written_types.push_back(parameter.type.is_any() ? "" : parameter.type.print());
  }
  node.captures = std::move(parser_->frame().captures);
  node.frame_size = parser_->frame().slot_count;
  parser_->frames_.pop_back();
  return make(std::move(node), span);
}

uint32_t SyntaxBuilder::new_slot() {
  return parser_->new_slot();
}

NodeId SyntaxBuilder::make(Node node, Span span) {
  const NodeId id = parser_->make(std::move(node), span);
  if (id != no_node) return id;
  parser_->failed_ = false;
  return literal(Value::null(parser_->diagnostics_.back()), span);
}

NodeId SyntaxBuilder::make(Op op, std::vector<NodeId> children, Span span) {
  Node node;
  node.op = op;
  node.children = std::move(children);
  return make(std::move(node), span);
}

NodeId SyntaxBuilder::literal(Value value, Span span) {
  Node node;
  node.op = Op::literal;
  node.value = std::move(value);
  return parser_->make(std::move(node), span);
}

NodeId SyntaxBuilder::conform(NodeId child, Type type, Span span) {
  Node node;
  node.op = Op::conform;
  node.children = {child};
  node.asked = std::move(type);
  return make(std::move(node), span);
}

Type SyntaxBuilder::type_of(NodeId id) const {
  return parser_->type_at(id);
}
Span SyntaxBuilder::span_of(NodeId id) const {
  return parser_->syntax_.spans[id];
}
std::optional<uint32_t> SyntaxBuilder::variable_of(NodeId id) const {
  const Node& node = parser_->syntax_.at(id);
  const bool is_variable = node.op == Op::name && node.symbol.kind == Symbol::Kind::slot;
  return is_variable ? std::optional<uint32_t>(node.symbol.slot) : std::nullopt;
}
Value SyntaxBuilder::only_literal(NodeId tests) const {
  const Node& node = parser_->syntax_.at(tests);
  if (node.op != Op::tests || node.negated || node.children.size() != 1) return {};
  const Node& test = parser_->syntax_.at(node.children.front());
  // A quantity may be converted to the unit of its column yet.
  const bool is_quantity = parser_->syntax_.types[node.children.front()].unit() != nullptr;
  return test.op == Op::literal && !test.asks_input && !is_quantity ? test.value : Value();
}
std::vector<NodeId> SyntaxBuilder::children_of(NodeId id) const {
  return parser_->syntax_.at(id).children;
}

Parsed SyntaxBuilder::finish(NodeId root) {
  return parser_->finish(root);
}

}  // namespace fangan::feel
