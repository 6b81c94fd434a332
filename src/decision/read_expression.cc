// Boxed expressions, all but tables.
#include <algorithm>
#include <array>

#include "decision/read_parts.h"

namespace fangan::dmn {
namespace {

using ExpressionReader = void (*)(ReadContext*, const XmlElement&, Expression*);

/// What every kind of expression has: typeRef besides its own attributes.
void read_head(ReadContext* context, const XmlElement& element, Expression* expression,
               std::vector<AttributeRule> rules = {}) {
  MappedText type;
  rules.push_back({"typeRef", &type});
  context->read_attributes(element, &expression->about, rules);
  expression->type_ref = context->type_ref(type, element);
}

void read_literal(ReadContext* context, const XmlElement& element, Expression* expression) {
  FeelText feel = read_feel_text(context, element);
  expression->about = std::move(feel.about);
  expression->type_ref = std::move(feel.type_ref);
  expression->body = LiteralExpression{std::move(feel.text)};
}

ContextEntry read_context_entry(ReadContext* context, const XmlElement& element) {
  ContextEntry entry;
  context->read_attributes(element, &entry.about, {});
  context->read_children(element, &entry.about,
                         {variable_rule(context, &entry.variable),
                          expression_rule(context, &entry.value, Times::once)});
  return entry;
}

void read_context_box(ReadContext* context, const XmlElement& element, Expression* expression) {
  Context box;
  read_head(context, element, expression);
  context->read_children(element, &expression->about,
                         {{"contextEntry", Times::any, [&](const XmlElement& child) {
                             box.entries.push_back(read_context_entry(context, child));
                           }}});
  for (size_t index = 0; index + 1 < box.entries.size(); ++index) {
    if (box.entries[index].variable) continue;
    context->report("DMN-X032", box.entries[index].about.place);
  }
  expression->body = std::move(box);
}

std::vector<Expression> read_elements(ReadContext* context, const XmlElement& element,
                                      About* about) {
  std::vector<Expression> elements;
  context->read_children(element, about,
                         {{any_expression, Times::any, [&](const XmlElement& child) {
                             elements.push_back(read_expression(context, child));
                           }}});
  return elements;
}

void read_list(ReadContext* context, const XmlElement& element, Expression* expression) {
  read_head(context, element, expression);
  expression->body = List{read_elements(context, element, &expression->about)};
}

RelationRow read_row(ReadContext* context, const XmlElement& element) {
  RelationRow row;
  MappedText type;
  context->read_attributes(element, &row.about, {{"typeRef", &type}});
  row.type_ref = context->type_ref(type, element);
  row.cells = read_elements(context, element, &row.about);
  return row;
}

void read_relation(ReadContext* context, const XmlElement& element, Expression* expression) {
  Relation relation;
  read_head(context, element, expression);
  context->read_children(element, &expression->about,
                         {{"column", Times::any,
                           [&](const XmlElement& child) {
                             relation.columns.push_back(read_information_item(context, child));
                           }},
                          {"row", Times::any, [&](const XmlElement& child) {
                             relation.rows.push_back(read_row(context, child));
                           }}});
  for (const RelationRow& row : relation.rows) {
    if (row.cells.size() == relation.columns.size()) continue;
    context->report("DMN-X031", row.about.place,
                    {{"count", std::to_string(row.cells.size())},
                     {"expected", std::to_string(relation.columns.size())}});
  }
  expression->body = std::move(relation);
}

Binding read_binding(ReadContext* context, const XmlElement& element) {
  Binding binding;
  About about;
  context->read_attributes(element, &about, {});
  context->read_children(element, &about,
                         {{"parameter", Times::once,
                           [&](const XmlElement& child) {
                             binding.parameter = read_information_item(context, child);
                           }},
                          expression_rule(context, &binding.value, Times::at_most_once)});
  return binding;
}

void read_invocation(ReadContext* context, const XmlElement& element, Expression* expression) {
  Invocation invocation;
  read_head(context, element, expression);
  context->read_children(element, &expression->about,
                         {expression_rule(context, &invocation.function, Times::once),
                          {"binding", Times::any, [&](const XmlElement& child) {
                             invocation.bindings.push_back(read_binding(context, child));
                           }}});
  expression->body = std::move(invocation);
}

void read_function(ReadContext* context, const XmlElement& element, Expression* expression) {
  *expression = read_function_definition(context, element);
}

ChildExpression read_child(ReadContext* context, const XmlElement& element) {
  ChildExpression child;
  MappedText type;
  context->read_attributes(element, &child.about, {{"typeRef", &type}});
  child.type_ref = context->type_ref(type, element);
  context->read_children(element, &child.about,
                         {expression_rule(context, &child.value, Times::once)});
  return child;
}

ChildRule child_rule(ReadContext* context, std::string_view name, ChildExpression* into) {
  return {name, Times::once,
          [context, into](const XmlElement& child) { *into = read_child(context, child); }};
}

void read_conditional(ReadContext* context, const XmlElement& element, Expression* expression) {
  Conditional conditional;
  read_head(context, element, expression);
  context->read_children(element, &expression->about,
                         {child_rule(context, "if", &conditional.condition),
                          child_rule(context, "then", &conditional.then_value),
                          child_rule(context, "else", &conditional.else_value)});
  expression->body = std::move(conditional);
}

void read_filter(ReadContext* context, const XmlElement& element, Expression* expression) {
  Filter filter;
  read_head(context, element, expression);
  context->read_children(
      element, &expression->about,
      {child_rule(context, "in", &filter.in), child_rule(context, "match", &filter.match)});
  expression->body = std::move(filter);
}

void read_iteration(ReadContext* context, const XmlElement& element, Expression* expression) {
  Iteration iteration;
  std::string_view result = "satisfies";
  iteration.kind = IterationKind::some_satisfies;
  if (element.name == "every") iteration.kind = IterationKind::every_satisfies;
  if (element.name == "for") {
    iteration.kind = IterationKind::for_return;
    result = "return";
  }
  read_head(context, element, expression,
            {{"iteratorVariable", &iteration.variable, Need::required}});
  context->read_children(
      element, &expression->about,
      {child_rule(context, "in", &iteration.in), child_rule(context, result, &iteration.result)});
  expression->body = std::move(iteration);
}

void read_table(ReadContext* context, const XmlElement& element, Expression* expression) {
  expression->body = read_decision_table(context, element, expression);
}

struct ExpressionKind {
  std::string_view name;
  ExpressionReader read;
};

constexpr std::array<ExpressionKind, 12> expression_kinds = {{
    {"literalExpression", read_literal},
    {"decisionTable", read_table},
    {"context", read_context_box},
    {"relation", read_relation},
    {"list", read_list},
    {"invocation", read_invocation},
    {"functionDefinition", read_function},
    {"conditional", read_conditional},
    {"filter", read_filter},
    {"for", read_iteration},
    {"some", read_iteration},
    {"every", read_iteration},
}};

}  // namespace

bool is_expression_name(std::string_view name) {
  return std::any_of(expression_kinds.begin(), expression_kinds.end(),
                     [name](const ExpressionKind& kind) { return kind.name == name; });
}

std::vector<std::string> expression_names() {
  std::vector<std::string> names;
  for (const ExpressionKind& kind : expression_kinds) names.emplace_back(kind.name);
  return names;
}

Expression read_expression(ReadContext* context, const XmlElement& element) {
  Expression expression;
  for (const ExpressionKind& kind : expression_kinds) {
    if (kind.name == element.name) kind.read(context, element, &expression);
  }
  return expression;
}

Expression read_function_definition(ReadContext* context, const XmlElement& element) {
  constexpr Word<FunctionKind> kinds[] = {
      {"FEEL", FunctionKind::feel}, {"Java", FunctionKind::java}, {"PMML", FunctionKind::pmml}};
  Expression expression;
  FunctionDefinition function;
  MappedText kind;
  read_head(context, element, &expression, {{"kind", &kind}});
  context->read_children(element, &expression.about,
                         {{"formalParameter", Times::any,
                           [&](const XmlElement& child) {
                             function.parameters.push_back(read_information_item(context, child));
                           }},
                          expression_rule(context, &function.body, Times::at_most_once)});
  function.kind = context->read_word(kind, "kind", kinds);
  if (function.kind != FunctionKind::feel) {
    context->warn("DMN-W003", kind.span(), {{"kind", kind.text()}});
  }
  expression.body = std::move(function);
  return expression;
}

}  // namespace fangan::dmn
