#include "decision/lower.h"

#include "decision/table_code.h"

namespace fangan::dmn {

using feel::Node;
using feel::NodeId;
using feel::Op;

namespace {

Node node_of(Op op) {
  Node node;
  node.op = op;
  return node;
}

}  // namespace

Lowering::Lowering(uint32_t model, const feel::Scope& scope, TypeTable* types)
    : model_(model), types_(types), builder_(scope) {}

NodeId Lowering::lower(const ExpressionBox& box, Span place) {
  return box ? lower(*box) : builder_.literal({}, file_span(place));
}

NodeId Lowering::lower(const Expression& expression) {
  const NodeId node =
      std::visit([&](const auto& kind) { return body(kind, expression); }, expression.body);
  return typed(node, expression.type_ref, expression.about.place);
}

NodeId Lowering::typed(NodeId node, const MappedText& type_ref, Span place) {
  if (type_ref.empty()) return node;
  const Type type = types_->type(model_, type_ref);
  return fits(node, type) ? node : builder_.conform(node, type, file_span(place));
}

/// A variable fits its own type: whoever set it saw to that.
bool Lowering::fits(NodeId node, const Type& type) const {
  const Type known = builder_.type_of(node);
  const bool is_scalar =
      known.kind() >= TypeKind::boolean && known.kind() <= TypeKind::time_duration;
  return builder_.variable_of(node) && is_scalar && known.is(type.kind()) &&
         type.constraint() == nullptr;
}

NodeId Lowering::text(const MappedText& text, Span place) {
  if (text.empty()) return builder_.literal({}, file_span(place));
  texts_.push_back(&text);
  return builder_.expression(text.text());
}

/// An empty cell accepts everything, as `-` does.
NodeId Lowering::tests(const MappedText& text, uint32_t slot, const Type& type, Span place) {
  if (text.text().find_first_not_of(" \t\r\n") == std::string::npos) {
    Node any = node_of(Op::tests);
    any.slots = {slot};
    return builder_.make(std::move(any), file_span(place));
  }
  texts_.push_back(&text);
  return builder_.tests(text.text(), slot, type);
}

NodeId Lowering::child(const ChildExpression& child, Span place) {
  return typed(lower(child.value, place), child.type_ref, place);
}

NodeId Lowering::body(const LiteralExpression& literal, const Expression& whole) {
  return text(literal.text, whole.about.place);
}

NodeId Lowering::body(const Context& context, const Expression& whole) {
  const Span place = file_span(whole.about.place);
  Node node = node_of(Op::context);
  builder_.open_layer();
  bool has_result = false;
  for (const ContextEntry& entry : context.entries) {
    NodeId value = lower(entry.value, entry.about.place);
    std::string name;
    if (entry.variable) {
      value = typed(value, entry.variable->type_ref, entry.about.place);
      name = feel::normal_name(entry.variable->name.text());
      node.slots.push_back(builder_.declare(name, builder_.type_of(value)));
    } else {
      has_result = true;
      node.slots.push_back(builder_.new_slot());
    }
    node.names.push_back(std::move(name));
    node.children.push_back(value);
  }
  builder_.close_layer();
  const NodeId whole_context = builder_.make(std::move(node), place);
  if (!has_result) return whole_context;
  Node result = node_of(Op::member);  // The result is the entry without a name.
  result.children = {whole_context};
  return builder_.make(std::move(result), place);
}

NodeId Lowering::body(const Relation& relation, const Expression& whole) {
  std::vector<NodeId> rows;
  for (const RelationRow& row : relation.rows) {
    Node node = node_of(Op::context);
    for (size_t i = 0; i < relation.columns.size(); ++i) {
      const InformationItem& column = relation.columns[i];
      node.names.push_back(feel::normal_name(column.name.text()));
      node.children.push_back(typed(lower(row.cells[i]), column.type_ref, row.about.place));
      node.slots.push_back(builder_.new_slot());
    }
    rows.push_back(builder_.make(std::move(node), file_span(row.about.place)));
  }
  return builder_.make(Op::list, std::move(rows), file_span(whole.about.place));
}

NodeId Lowering::body(const List& list, const Expression& whole) {
  std::vector<NodeId> items;
  for (const Expression& element : list.elements) items.push_back(lower(element));
  return builder_.make(Op::list, std::move(items), file_span(whole.about.place));
}

NodeId Lowering::body(const Invocation& invocation, const Expression& whole) {
  Node node = node_of(Op::call);
  node.children = {lower(invocation.function, whole.about.place)};
  for (const Binding& binding : invocation.bindings) {
    const InformationItem& parameter = binding.parameter;
    node.names.push_back(feel::normal_name(parameter.name.text()));
    const NodeId value = lower(binding.value, parameter.about.place);
    node.children.push_back(typed(value, parameter.type_ref, parameter.about.place));
  }
  return builder_.make(std::move(node), file_span(whole.about.place));
}

NodeId Lowering::body(const FunctionDefinition& function, const Expression& whole) {
  std::vector<feel::SyntaxBuilder::Parameter> parameters;
  for (const InformationItem& parameter : function.parameters) {
    parameters.push_back({parameter.name.text(), types_->type(model_, parameter.type_ref)});
  }
  builder_.open_function(parameters);
  const bool is_feel = function.kind == FunctionKind::feel;
  const NodeId body = is_feel ? lower(function.body, whole.about.place) : feel::no_node;
  return builder_.close_function(parameters, body, file_span(whole.about.place));
}

NodeId Lowering::body(const Conditional& conditional, const Expression& whole) {
  const Span place = whole.about.place;
  const NodeId condition = child(conditional.condition, place);
  const NodeId then_value = child(conditional.then_value, place);
  const NodeId else_value = child(conditional.else_value, place);
  return builder_.make(Op::choose, {condition, then_value, else_value}, file_span(place));
}

NodeId Lowering::body(const Filter& filter, const Expression& whole) {
  const Span place = whole.about.place;
  Node node = node_of(Op::filter);
  const NodeId list = child(filter.in, place);
  node.slots = {builder_.open_item_layer(builder_.type_of(list))};
  const NodeId match = child(filter.match, place);
  builder_.close_layer();
  node.children = {list, match};
  return builder_.make(std::move(node), file_span(place));
}

NodeId Lowering::body(const Iteration& iteration, const Expression& whole) {
  const Span place = whole.about.place;
  constexpr Op ops[] = {Op::for_in, Op::some, Op::every};
  Node node = node_of(ops[static_cast<size_t>(iteration.kind)]);
  const NodeId domain = child(iteration.in, place);
  builder_.open_layer();
  node.names = {feel::normal_name(iteration.variable.text())};
  node.slots = {builder_.declare(iteration.variable.text(), builder_.type_of(domain).element())};
  if (node.op == Op::for_in) node.slots.push_back(builder_.declare("partial", Type::list({})));
  const NodeId result = child(iteration.result, place);
  builder_.close_layer();
  node.children = {domain, result};
  return builder_.make(std::move(node), file_span(place));
}

std::vector<NodeId> Lowering::ranks(const FeelText& values, uint32_t slot, const Type& type) {
  const NodeId all = tests(values.text, slot, type, values.about.place);
  std::vector<NodeId> single;
  for (const NodeId test : builder_.children_of(all)) {
    Node node = node_of(Op::tests);
    node.slots = {slot};
    node.children = {test};
    single.push_back(builder_.make(std::move(node), builder_.span_of(test)));
  }
  return single;
}

/// The children of a table, in the order that TableLayout names.
NodeId Lowering::body(const DecisionTable& table, const Expression& whole) {
  TableLayout layout;
  layout.hit_policy = table.hit_policy;
  layout.aggregation = table.aggregation;
  std::vector<NodeId> children;
  std::vector<uint32_t> slots;
  std::vector<Type> input_types;
  for (const InputClause& input : table.inputs) {
    const Span place = input.about.place;
    const NodeId value =
        typed(text(input.expression.text, place), input.expression.type_ref, place);
    children.push_back(value);
    input_types.push_back(builder_.type_of(value));
    const std::optional<uint32_t> variable = builder_.variable_of(value);
    slots.push_back(variable ? *variable : builder_.new_slot());
  }
  layout.input_slots = slots;
  for (size_t i = 0; i < table.inputs.size(); ++i) {
    const std::optional<FeelText>& values = table.inputs[i].values;
    const bool given = values && !values->text.empty();
    layout.has_input_values.push_back(given);
    if (given) {
      children.push_back(tests(values->text, slots[i], input_types[i], values->about.place));
    }
  }
  std::vector<std::vector<Value>> keys(table.inputs.size());
  layout.entry_types.assign(table.outputs.size(), TypeKind::null);
  for (const Rule& rule : table.rules) {
    layout.rule_places.push_back(file_span(rule.about.place));
    std::vector<std::string>& notes = layout.rule_notes.emplace_back();
    for (const MappedText& annotation : rule.annotations) {
      if (!annotation.empty()) notes.push_back(annotation.text());
    }
    for (size_t i = 0; i < table.inputs.size(); ++i) {
      const FeelText& cell = rule.inputs[i];
      children.push_back(tests(cell.text, slots[i], input_types[i], cell.about.place));
      keys[i].push_back(builder_.only_literal(children.back()));
    }
    for (size_t i = 0; i < table.outputs.size(); ++i) {
      const FeelText& cell = rule.outputs[i];
      const NodeId value = text(cell.text, cell.about.place);
      children.push_back(typed(value, table.outputs[i].type_ref, cell.about.place));
      layout.entry_types[i] = join(layout.entry_types[i], builder_.type_of(children.back()));
    }
  }
  layout.index = RuleIndex::of(keys);
  layout.output_slot = builder_.new_slot();
  for (const OutputClause& output : table.outputs)
    add_output(table, output, whole, &layout, &children);
  Node node = node_of(Op::extension);
  node.children = std::move(children);
  node.asked = layout.result_type();
  node.extension = std::make_shared<TableExtension>(std::move(layout));
  return builder_.make(std::move(node), file_span(whole.about.place));
}

/// The name of an output, the values it may have, and what it is where no rule matches.
void Lowering::add_output(const DecisionTable& table, const OutputClause& output,
                          const Expression& whole, TableLayout* layout,
                          std::vector<NodeId>* children) {
  const bool is_only = table.outputs.size() == 1;
  const MappedText& type_ref =
      output.type_ref.empty() && is_only ? whole.type_ref : output.type_ref;
  const Type type = types_->type(model_, type_ref);
  layout->output_names.push_back(feel::normal_name(output.name.text()));
  layout->output_types.push_back(type);
  const FeelText* values = output.values && !output.values->text.empty()
                               ? &*output.values
                               : types_->allowed_values(model_, type_ref);
  const std::vector<NodeId> tests =
      values == nullptr ? std::vector<NodeId>() : ranks(*values, layout->output_slot, type);
  layout->rank_counts.push_back(tests.size());
  children->insert(children->end(), tests.begin(), tests.end());
  const bool has_default = output.default_entry && !output.default_entry->text.empty();
  layout->has_default.push_back(has_default);
  if (!has_default) return;
  const FeelText& entry = *output.default_entry;
  children->push_back(
      typed(text(entry.text, entry.about.place), output.type_ref, entry.about.place));
  Type& entries = layout->entry_types[layout->has_default.size() - 1];
  entries = join(entries, builder_.type_of(children->back()));
}

}  // namespace fangan::dmn
