// Boxed expressions as XML.
#include "decision/model_writer.h"

namespace fangan::dmn {
namespace {

std::string_view hit_policy_word(HitPolicy policy) {
  switch (policy) {
    case HitPolicy::unique:
      return "UNIQUE";
    case HitPolicy::first:
      return "FIRST";
    case HitPolicy::priority:
      return "PRIORITY";
    case HitPolicy::any:
      return "ANY";
    case HitPolicy::collect:
      return "COLLECT";
    case HitPolicy::rule_order:
      return "RULE ORDER";
    case HitPolicy::output_order:
      return "OUTPUT ORDER";
  }
  return {};
}

std::string_view aggregation_word(Aggregation aggregation) {
  switch (aggregation) {
    case Aggregation::none:
      return {};
    case Aggregation::sum:
      return "SUM";
    case Aggregation::count:
      return "COUNT";
    case Aggregation::min:
      return "MIN";
    case Aggregation::max:
      return "MAX";
  }
  return {};
}

/// The default is left out.
std::string_view orientation_word(Orientation orientation) {
  if (orientation == Orientation::rule_as_column) return "Rule-as-Column";
  return orientation == Orientation::cross_table ? "CrossTable" : "";
}

/// The default is left out.
std::string_view kind_word(FunctionKind kind) {
  if (kind == FunctionKind::java) return "Java";
  return kind == FunctionKind::pmml ? "PMML" : "";
}

XmlPair type_of(const Expression& expression) {
  return {"typeRef", expression.type_ref.text()};
}

}  // namespace

void ModelWriter::expression(const Expression& expression) {
  std::visit([&](const auto& each) { body(expression, each); }, expression.body);
}

void ModelWriter::expression(const ExpressionBox& box) {
  if (box) expression(*box);
}

void ModelWriter::child(std::string_view name, const ChildExpression& child) {
  open(name, child.about, {{"typeRef", child.type_ref.text()}});
  expression(child.value);
  close(name);
}

void ModelWriter::body(const Expression& expression, const LiteralExpression& literal) {
  open("literalExpression", expression.about, {type_of(expression)});
  xml_.text_element("text", literal.text.text());
  close("literalExpression");
}

void ModelWriter::rule(const Rule& rule) {
  open("rule", rule.about);
  for (const FeelText& each : rule.inputs) feel_text("inputEntry", each);
  for (const FeelText& each : rule.outputs) feel_text("outputEntry", each);
  for (const MappedText& each : rule.annotations) {
    xml_.open("annotationEntry", {});
    xml_.text_element("text", each.text());
    xml_.close("annotationEntry");
  }
  close("rule");
}

void ModelWriter::body(const Expression& expression, const DecisionTable& table) {
  open("decisionTable", expression.about,
       {type_of(expression),
        {"hitPolicy", hit_policy_word(table.hit_policy)},
        {"aggregation", aggregation_word(table.aggregation)},
        {"preferredOrientation", orientation_word(table.orientation)},
        {"outputLabel", table.output_label.text()}});
  for (const InputClause& each : table.inputs) {
    open("input", each.about);
    feel_text("inputExpression", each.expression);
    optional_text("inputValues", each.values);
    close("input");
  }
  for (const OutputClause& each : table.outputs) {
    open("output", each.about, {{"name", each.name.text()}, {"typeRef", each.type_ref.text()}});
    optional_text("outputValues", each.values);
    optional_text("defaultOutputEntry", each.default_entry);
    close("output");
  }
  for (const MappedText& each : table.annotations) {
    xml_.open("annotation", {{"name", each.text(), WhenEmpty::write}});
    xml_.close("annotation");
  }
  for (const Rule& each : table.rules) rule(each);
  close("decisionTable");
}

void ModelWriter::body(const Expression& expression, const Context& context) {
  open("context", expression.about, {type_of(expression)});
  for (const ContextEntry& each : context.entries) {
    open("contextEntry", each.about);
    variable(each.variable);
    this->expression(each.value);
    close("contextEntry");
  }
  close("context");
}

void ModelWriter::body(const Expression& expression, const Relation& relation) {
  open("relation", expression.about, {type_of(expression)});
  for (const InformationItem& each : relation.columns) information_item("column", each);
  for (const RelationRow& each : relation.rows) {
    open("row", each.about, {{"typeRef", each.type_ref.text()}});
    for (const Expression& cell : each.cells) this->expression(cell);
    close("row");
  }
  close("relation");
}

void ModelWriter::body(const Expression& expression, const List& list) {
  open("list", expression.about, {type_of(expression)});
  for (const Expression& each : list.elements) this->expression(each);
  close("list");
}

void ModelWriter::body(const Expression& expression, const Invocation& invocation) {
  open("invocation", expression.about, {type_of(expression)});
  this->expression(invocation.function);
  for (const Binding& each : invocation.bindings) {
    xml_.open("binding", {});
    information_item("parameter", each.parameter);
    this->expression(each.value);
    xml_.close("binding");
  }
  close("invocation");
}

void ModelWriter::function(std::string_view name, const Expression& expression,
                           const FunctionDefinition& function) {
  open(name, expression.about, {type_of(expression), {"kind", kind_word(function.kind)}});
  for (const InformationItem& each : function.parameters) information_item("formalParameter", each);
  this->expression(function.body);
  close(name);
}

void ModelWriter::body(const Expression& expression, const FunctionDefinition& definition) {
  function("functionDefinition", expression, definition);
}

void ModelWriter::body(const Expression& expression, const Conditional& conditional) {
  needs_dmn15("conditional", expression.about);
  open("conditional", expression.about, {type_of(expression)});
  child("if", conditional.condition);
  child("then", conditional.then_value);
  child("else", conditional.else_value);
  close("conditional");
}

void ModelWriter::body(const Expression& expression, const Filter& filter) {
  needs_dmn15("filter", expression.about);
  open("filter", expression.about, {type_of(expression)});
  child("in", filter.in);
  child("match", filter.match);
  close("filter");
}

void ModelWriter::body(const Expression& expression, const Iteration& iteration) {
  std::string_view name = "for";
  if (iteration.kind == IterationKind::some_satisfies) name = "some";
  if (iteration.kind == IterationKind::every_satisfies) name = "every";
  needs_dmn15(name, expression.about);
  open(name, expression.about,
       {type_of(expression), {"iteratorVariable", iteration.variable.text()}});
  child("in", iteration.in);
  child(iteration.kind == IterationKind::for_return ? "return" : "satisfies", iteration.result);
  close(name);
}

}  // namespace fangan::dmn
