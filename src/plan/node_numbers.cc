#include "plan/node_numbers.h"

#include <algorithm>
#include <utility>

#include "feel/code.h"
#include "value/print.h"

namespace fangan {

using feel::Node;
using feel::NodeId;
using feel::Op;

NodeNumbers::NodeNumbers(const feel::Syntax& syntax, const std::vector<FormulaInput>& inputs)
    : syntax_(syntax), numbers_(syntax.nodes.size(), 0) {
  record_ = intern("record");
  user_ = intern("user");
  paths_[user_] = "user";
  for (uint32_t slot = 0; slot < inputs.size(); ++slot) {
    const FormulaInput& input = inputs[slot];
    if (input.kind == FormulaInput::Kind::record) slots_[slot] = record_;
    if (input.kind == FormulaInput::Kind::user) slots_[slot] = user_;
    if (input.kind == FormulaInput::Kind::field) slots_[slot] = member(record_, input.name);
  }
  visit(syntax.root);
}

uint32_t NodeNumbers::intern(const std::string& key) {
  return known_.emplace(key, static_cast<uint32_t>(known_.size()) + 1).first->second;
}

uint32_t NodeNumbers::member(uint32_t owner, std::string_view name) {
  const uint32_t number = intern("." + std::to_string(owner) + " " + std::string(name));
  const auto path = paths_.find(owner);
  if (owner == record_) paths_[number] = name;
  if (path != paths_.end()) paths_[number] = path->second + "." + std::string(name);
  return number;
}

uint32_t NodeNumbers::field(std::string_view path) {
  uint32_t number = record_;
  for (size_t begin = 0; begin <= path.size();) {
    const size_t end = std::min(path.find('.', begin), path.size());
    const std::string_view name = path.substr(begin, end - begin);
    number = begin == 0 && name == "user" ? user_ : member(number, name);
    begin = end + 1;
  }
  return number;
}

std::string NodeNumbers::path(uint32_t number) const {
  const auto found = paths_.find(number);
  return found == paths_.end() ? "" : found->second;
}

uint32_t NodeNumbers::has_items(uint32_t list) {
  return intern("[] " + std::to_string(list));
}

uint32_t NodeNumbers::variable(NodeId of, size_t domain) const {
  const auto found = variables_.find({of, domain});
  return found == variables_.end() ? 0 : found->second;
}

void NodeNumbers::visit(NodeId id) {
  const Node& node = syntax_.at(id);
  switch (node.op) {
    case Op::filter:
      visit_filter(id, node);
      break;
    case Op::for_in:
    case Op::some:
    case Op::every:
      visit_iteration(id, node);
      break;
    case Op::lambda:
      visit_function(node);
      break;
    case Op::extension:
      visit_table(node);
      break;
    default:
      visit_parts(node);
      break;
  }
  numbers_[id] = number(id, node);
}

/// A variable is told by how many were there before it, so the items of `R[a][b]` are one.
void NodeNumbers::bind(uint32_t slot) {
  slots_[slot] = intern("variable " + std::to_string(depth_++));
}

void NodeNumbers::visit_filter(NodeId id, const Node& node) {
  visit(node.children[0]);
  const uint32_t outer = depth_;
  bind(node.slots[0]);
  variables_[{id, 0}] = slots_[node.slots[0]];
  visit(node.children[1]);
  depth_ = outer;
}

void NodeNumbers::visit_iteration(NodeId id, const Node& node) {
  const uint32_t outer = depth_;
  for (size_t i = 0; i < node.children.size(); ++i) {
    visit(node.children[i]);
    if (i >= node.names.size()) continue;
    bind(node.slots[i]);
    variables_[{id, i}] = slots_[node.slots[i]];
  }
  depth_ = outer;
}

void NodeNumbers::visit_function(const Node& node) {
  Slots inside;
  for (const feel::Capture& capture : node.captures) {
    visit(capture.from);
    inside[capture.slot] = numbers_[capture.from];
  }
  std::swap(slots_, inside);
  const uint32_t outer = depth_;
  for (uint32_t slot = 0; slot < node.names.size(); ++slot) bind(slot);
  for (const NodeId child : node.children) visit(child);
  depth_ = outer;
  slots_ = std::move(inside);
}

/// In the cells of a column `?` is its input.
void NodeNumbers::visit_table(const Node& node) {
  const std::vector<size_t> inputs = node.extension->inputs();
  for (const size_t input : inputs) visit(node.children[input]);
  for (uint32_t i = 0; i < node.extension->rule_count(); ++i) {
    const feel::Extension::Rule rule = node.extension->rule(i);
    for (size_t column = 0; column < inputs.size(); ++column) {
      const Node& cell = syntax_.at(node.children[rule.parts[column]]);
      if (cell.slots.empty()) continue;  // It could not be read, which is told.
      slots_[cell.slots[0]] = numbers_[node.children[inputs[column]]];
    }
  }
  for (const NodeId child : node.children) visit(child);
}

void NodeNumbers::visit_parts(const Node& node) {
  for (size_t i = 0; i < node.children.size(); ++i) {
    visit(node.children[i]);
    const bool names_it = node.op == Op::context || (node.op == Op::in && i == 0);
    if (names_it && i < node.slots.size()) slots_[node.slots[i]] = numbers_[node.children[i]];
  }
}

uint32_t NodeNumbers::number(NodeId id, const Node& node) {
  switch (node.op) {
    case Op::name:
      return of_name(node);
    case Op::literal:
      return intern("literal " + print(node.value));
    case Op::member:
      return member(numbers_[node.children[0]], node.name);
    case Op::conform:
      return numbers_[node.children[0]];
    case Op::extension:
      return intern("table " + std::to_string(id));
    default:
      return of_parts(node);
  }
}

uint32_t NodeNumbers::of_name(const Node& node) {
  using Kind = feel::Symbol::Kind;
  if (node.symbol.kind == Kind::constant) return intern("constant " + node.name);
  const uint32_t slot = of_slot(node.symbol.slot);
  return node.symbol.kind == Kind::field ? member(slot, node.name) : slot;
}

uint32_t NodeNumbers::of_slot(uint32_t slot) {
  const auto found = slots_.find(slot);
  return found != slots_.end() ? found->second : intern("slot " + std::to_string(slot));
}

uint32_t NodeNumbers::of_parts(const Node& node) {
  std::string key = "op " + std::to_string(static_cast<int>(node.op)) + " " + node.name;
  for (const std::string& name : node.names) key += "," + name;
  key += " " + std::to_string(static_cast<int>(node.form)) + (node.start_included ? "[" : "(") +
         (node.end_included ? "]" : ")") + (node.negated ? "not" : "");
  for (const NodeId child : node.children) key += " " + std::to_string(numbers_[child]);
  if (node.op == Op::instance_of) key += " " + node.asked.print();
  return intern(key);
}

}  // namespace fangan
