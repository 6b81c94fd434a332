#include "decision/type_refs.h"

#include <array>

namespace fangan::dmn {
namespace {

using Origin = BuiltInType::Origin;

// Source: DMN 1.5, 7.3.3 and 10.3.2; DMN 1.1, 10.3.2.9 for the names with capitals inside.
constexpr std::array<BuiltInType, 30> built_in_types = {{
    {"Any", "Any"},
    {"Null", "Null"},
    {"number", "number"},
    {"string", "string"},
    {"boolean", "boolean"},
    {"date", "date"},
    {"time", "time"},
    {"date and time", "date and time"},
    {"days and time duration", "days and time duration"},
    {"years and months duration", "years and months duration"},
    {"context", "context"},
    {"list", "list"},
    {"range", "range"},
    {"function", "function"},
    {"dateTime", "date and time"},
    {"dayTimeDuration", "days and time duration"},
    {"yearMonthDuration", "years and months duration"},
    {"any", "Any", Origin::vendor},
    {"<Undefined>", "Any", Origin::vendor},
    {"Undefined", "Any", Origin::vendor},
    {"integer", "number", Origin::vendor},
    {"long", "number", Origin::vendor},
    {"double", "number", Origin::vendor},
    {"int", "number", Origin::vendor},
    {"float", "number", Origin::vendor},
    {"decimal", "number", Origin::vendor},
    {"String", "string", Origin::vendor},
    {"Number", "number", Origin::vendor},
    {"Boolean", "boolean", Origin::vendor},
    {"bool", "boolean", Origin::vendor},
}};

class Collector {
 public:
  std::vector<const MappedText*> found;

  void add(const MappedText& type) {
    if (!type.empty()) found.push_back(&type);
  }

  void add(const std::optional<InformationItem>& item) {
    if (item) add(item->type_ref);
  }

  void add(const std::optional<FeelText>& feel) {
    if (feel) add(feel->type_ref);
  }

  void add(const ItemDefinition& item) {
    add(item.type_ref);
    for (const ItemDefinition& each : item.components) add(each);
    if (!item.function) return;
    for (const InformationItem& each : item.function->parameters) add(each.type_ref);
    add(item.function->output_type_ref);
  }

  void add(const ExpressionBox& box) {
    if (box) add(*box);
  }

  void add(const ChildExpression& child) {
    add(child.type_ref);
    add(child.value);
  }

  void add(const Expression& expression) {
    add(expression.type_ref);
    std::visit([this](const auto& body) { add_body(body); }, expression.body);
  }

 private:
  void add_body(const LiteralExpression&) {}

  void add_body(const DecisionTable& table) {
    for (const InputClause& each : table.inputs) {
      add(each.expression.type_ref);
      add(each.values);
    }
    for (const OutputClause& each : table.outputs) {
      add(each.type_ref);
      add(each.values);
      add(each.default_entry);
    }
    for (const Rule& rule : table.rules) {
      for (const FeelText& each : rule.inputs) add(each.type_ref);
      for (const FeelText& each : rule.outputs) add(each.type_ref);
    }
  }

  void add_body(const Context& context) {
    for (const ContextEntry& each : context.entries) {
      add(each.variable);
      add(each.value);
    }
  }

  void add_body(const Relation& relation) {
    for (const InformationItem& each : relation.columns) add(each.type_ref);
    for (const RelationRow& row : relation.rows) {
      add(row.type_ref);
      for (const Expression& each : row.cells) add(each);
    }
  }

  void add_body(const List& list) {
    for (const Expression& each : list.elements) add(each);
  }

  void add_body(const Invocation& invocation) {
    add(invocation.function);
    for (const Binding& each : invocation.bindings) {
      add(each.parameter.type_ref);
      add(each.value);
    }
  }

  void add_body(const FunctionDefinition& function) {
    for (const InformationItem& each : function.parameters) add(each.type_ref);
    add(function.body);
  }

  void add_body(const Conditional& conditional) {
    add(conditional.condition);
    add(conditional.then_value);
    add(conditional.else_value);
  }

  void add_body(const Filter& filter) {
    add(filter.in);
    add(filter.match);
  }

  void add_body(const Iteration& iteration) {
    add(iteration.in);
    add(iteration.result);
  }
};

}  // namespace

std::vector<const MappedText*> type_refs(const Definitions& definitions) {
  Collector collector;
  for (const ItemDefinition& each : definitions.item_definitions) collector.add(each);
  for (const InputData& each : definitions.input_data) collector.add(each.variable);
  for (const Decision& each : definitions.decisions) {
    collector.add(each.variable);
    collector.add(each.expression);
  }
  for (const BusinessKnowledgeModel& each : definitions.knowledge_models) {
    collector.add(each.variable);
    collector.add(each.logic);
  }
  for (const DecisionService& each : definitions.decision_services) collector.add(each.variable);
  return std::move(collector.found);
}

const BuiltInType* find_built_in_type(std::string_view name) {
  for (const BuiltInType& each : built_in_types) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

std::vector<std::string_view> built_in_type_names() {
  std::vector<std::string_view> names;
  for (const BuiltInType& each : built_in_types) {
    if (each.origin == Origin::standard) names.push_back(each.name);
  }
  return names;
}

bool is_generic_type(std::string_view name) {
  const size_t bracket = name.find('<');
  if (bracket == std::string_view::npos) return false;
  const std::string_view kind = name.substr(0, bracket);
  return kind == "list" || kind == "context" || kind == "range" || kind == "function";
}

}  // namespace fangan::dmn
