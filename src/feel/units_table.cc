// Units of tests and of decision tables: what stands in a column counts as the column does.
#include "feel/check_rules.h"
#include "feel/code.h"
#include "feel/units_check.h"

namespace fangan::feel {

Counted UnitsCheck::of_tests(const Node& node) {
  const size_t first = node.op == Op::tests ? 0 : 1;
  if (first == 1) {
    const Counted value = infer(node.children[0]);
    if (!node.slots.empty()) frames_.back()[node.slots[0]] = value;
  }
  infer_all(node, first);
  for (size_t i = first; first == 1 && i < node.children.size(); ++i) {
    if (syntax_.at(node.children[i]).asks_input) continue;
    unify(node.children[0], node.children[i], operator_of(node.op));
  }
  return {std::nullopt, TypeKind::boolean};
}

/// A bare number in a cell, or in an output, counts in the unit of its column.
void UnitsCheck::test(NodeId value, NodeId tests) {
  const Node& node = syntax_.at(tests);
  if (!node.slots.empty()) frames_.back()[node.slots[0]] = counted_[value];
  infer(tests);
  if (node.op != Op::tests) return;
  for (const NodeId one : node.children) {
    if (syntax_.at(one).asks_input) continue;
    if (!is_bare(one)) {
      unify(value, one, operator_of(Op::in));
    } else if (of(value)) {
      doubt_fraction(one, *of(value));
    }
  }
}

void UnitsCheck::of_rules(const Node& table) {
  const std::vector<size_t> inputs = table.extension->inputs();
  for (const size_t input : inputs) infer(table.children[input]);
  const std::vector<std::optional<size_t>> allowed = table.extension->allowed_inputs();
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (allowed[i]) test(table.children[inputs[i]], table.children[*allowed[i]]);
  }
  for (uint32_t number = 0; number < table.extension->rule_count(); ++number) {
    const Extension::Rule rule = table.extension->rule(number);
    for (size_t i = 0; i < inputs.size(); ++i) {
      test(table.children[inputs[i]], table.children[rule.parts[i]]);
    }
    for (size_t i = inputs.size(); i < rule.parts.size(); ++i) infer(table.children[rule.parts[i]]);
  }
}

Counted UnitsCheck::of_table(NodeId id, const Node& table) {
  of_rules(table);
  const std::vector<std::vector<size_t>> outputs = table.extension->outputs();
  const std::vector<std::vector<size_t>> allowed = table.extension->allowed_outputs();
  const Type& type = syntax_.types[id];
  const bool is_list = type.is(TypeKind::list);
  const Type row = is_list ? type.element() : type;
  std::vector<Type::Field> fields = row.fields();
  MaybeUnit unit;
  for (size_t i = 0; i < outputs.size(); ++i) {
    unit = of_output(table, outputs[i], allowed[i]);
    const NodeId first = first_with_unit(table, outputs[i]);
    const bool is_field = fields.size() == outputs.size() && first != no_node;
    if (is_field) fields[i].type = in_unit(fields[i].type, of(first));
  }
  if (table.extension->counts_rules()) return {Unit(), type};
  if (outputs.size() == 1) return unit ? Counted{unit, type} : declared(type);
  if (fields.size() != outputs.size()) return declared(type);
  const Type counted = Type::context(std::move(fields));
  return {std::nullopt, is_list ? Type::list(counted) : counted};
}

/// None where an output is no number, or nothing says what it counts in.
MaybeUnit UnitsCheck::of_output(const Node& table, const std::vector<size_t>& entries,
                                const std::vector<size_t>& allowed) {
  for (const size_t entry : entries) infer(table.children[entry]);
  const NodeId first = first_with_unit(table, entries);
  if (first == no_node) {
    for (const size_t value : allowed) infer(table.children[value]);
    return std::nullopt;
  }
  bool are_numbers = true;
  for (const size_t entry : entries) {
    const NodeId id = table.children[entry];
    if (!stands_alone(id)) unify(first, id, operator_of(Op::extension));
    are_numbers = are_numbers && (of(id) || stands_alone(id));
  }
  for (const size_t value : allowed) test(first, table.children[value]);
  return are_numbers ? of(first) : std::nullopt;
}

/// The output that says what its column counts in: a pure number does where no other does.
NodeId UnitsCheck::first_with_unit(const Node& table, const std::vector<size_t>& entries) const {
  NodeId pure = no_node;
  for (const size_t entry : entries) {
    const NodeId id = table.children[entry];
    if (!of(id) || stands_alone(id)) continue;
    if (!is_pure(*of(id))) return id;
    if (pure == no_node) pure = id;
  }
  return pure;
}

}  // namespace fangan::feel
