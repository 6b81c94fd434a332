// Decision tables.
#include "decision/read_parts.h"

namespace fangan::dmn {
namespace {

constexpr Word<HitPolicy> hit_policies[] = {{"UNIQUE", HitPolicy::unique},
                                            {"FIRST", HitPolicy::first},
                                            {"PRIORITY", HitPolicy::priority},
                                            {"ANY", HitPolicy::any},
                                            {"COLLECT", HitPolicy::collect},
                                            {"RULE ORDER", HitPolicy::rule_order},
                                            {"OUTPUT ORDER", HitPolicy::output_order}};

constexpr Word<Aggregation> aggregations[] = {{"SUM", Aggregation::sum},
                                              {"COUNT", Aggregation::count},
                                              {"MIN", Aggregation::min},
                                              {"MAX", Aggregation::max}};

constexpr Word<Orientation> orientations[] = {{"Rule-as-Row", Orientation::rule_as_row},
                                              {"Rule-as-Column", Orientation::rule_as_column},
                                              {"CrossTable", Orientation::cross_table}};

InputClause read_input(ReadContext* context, const XmlElement& element) {
  InputClause clause;
  context->read_attributes(element, &clause.about, {});
  context->read_children(
      element, &clause.about,
      {{"inputExpression", Times::once,
        [&](const XmlElement& child) { clause.expression = read_feel_text(context, child); }},
       {"inputValues", Times::at_most_once,
        [&](const XmlElement& child) { clause.values = read_feel_text(context, child); }}});
  return clause;
}

OutputClause read_output(ReadContext* context, const XmlElement& element) {
  OutputClause clause;
  MappedText type;
  context->read_attributes(element, &clause.about, {{"name", &clause.name}, {"typeRef", &type}});
  context->read_children(
      element, &clause.about,
      {{"outputValues", Times::at_most_once,
        [&](const XmlElement& child) { clause.values = read_feel_text(context, child); }},
       {"defaultOutputEntry", Times::at_most_once,
        [&](const XmlElement& child) { clause.default_entry = read_feel_text(context, child); }}});
  clause.type_ref = context->type_ref(type, element);
  return clause;
}

MappedText read_annotation_name(ReadContext* context, const XmlElement& element) {
  MappedText name;
  About about;
  context->read_attributes(element, &about, {{"name", &name}});
  context->read_children(element, &about, {});
  return name;
}

Rule read_rule(ReadContext* context, const XmlElement& element) {
  Rule rule;
  context->read_attributes(element, &rule.about, {});
  context->read_children(
      element, &rule.about,
      {{"inputEntry", Times::any,
        [&](const XmlElement& child) { rule.inputs.push_back(read_feel_text(context, child)); }},
       {"outputEntry", Times::any,
        [&](const XmlElement& child) { rule.outputs.push_back(read_feel_text(context, child)); }},
       {"annotationEntry", Times::any, [&](const XmlElement& child) {
          rule.annotations.push_back(read_feel_text(context, child).text);
        }}});
  return rule;
}

void check_outputs(ReadContext* context, const DecisionTable& table, Span place) {
  if (table.outputs.empty()) context->report("DMN-X028", place);
  if (table.outputs.size() < 2) return;
  for (size_t index = 0; index < table.outputs.size(); ++index) {
    const OutputClause& output = table.outputs[index];
    if (output.name.empty()) context->report("DMN-X029", output.about.place);
    for (size_t before = 0; before < index && !output.name.empty(); ++before) {
      if (!(table.outputs[before].name == output.name)) continue;
      context->report("DMN-X041", output.name.span(), {{"name", output.name.text()}});
      break;
    }
  }
}

void check_cells(ReadContext* context, const DecisionTable& table) {
  const auto check = [context](const Rule& rule, size_t count, size_t expected,
                               std::string_view cell) {
    if (count == expected) return;
    context->report("DMN-X027", rule.about.place,
                    {{"cell", std::string(cell)},
                     {"count", std::to_string(count)},
                     {"expected", std::to_string(expected)}});
  };
  for (const Rule& rule : table.rules) {
    check(rule, rule.inputs.size(), table.inputs.size(), "inputEntry");
    check(rule, rule.outputs.size(), table.outputs.size(), "outputEntry");
  }
}

}  // namespace

DecisionTable read_decision_table(ReadContext* context, const XmlElement& element,
                                  Expression* expression) {
  DecisionTable table;
  MappedText type, policy, aggregation, orientation;
  context->read_attributes(element, &expression->about,
                           {{"typeRef", &type},
                            {"hitPolicy", &policy},
                            {"aggregation", &aggregation},
                            {"preferredOrientation", &orientation},
                            {"outputLabel", &table.output_label}});
  context->read_children(
      element, &expression->about,
      {{"input", Times::any,
        [&](const XmlElement& child) { table.inputs.push_back(read_input(context, child)); }},
       {"output", Times::any,
        [&](const XmlElement& child) { table.outputs.push_back(read_output(context, child)); }},
       {"annotation", Times::any,
        [&](const XmlElement& child) {
          table.annotations.push_back(read_annotation_name(context, child));
        }},
       {"rule", Times::any,
        [&](const XmlElement& child) { table.rules.push_back(read_rule(context, child)); }}});
  expression->type_ref = context->type_ref(type, element);
  table.hit_policy = context->read_word(policy, "hitPolicy", hit_policies);
  table.orientation = context->read_word(orientation, "preferredOrientation", orientations);
  if (!aggregation.empty()) {
    table.aggregation = context->read_word(aggregation, "aggregation", aggregations);
    if (table.hit_policy != HitPolicy::collect) {
      context->report("DMN-X030", aggregation.span(), {{"aggregation", aggregation.text()}});
    }
  }
  check_outputs(context, table, element.tag);
  check_cells(context, table);
  return table;
}

}  // namespace fangan::dmn
