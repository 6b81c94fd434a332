// The plans made by hand: names in scope, formulas compiled with what they use.
#include "campaign/plan_builder_test.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "feel/check.h"
#include "plan/formula_cost.h"
#include "plan/row_words.h"

namespace fangan {

Register& PlanBuilder::add_register(const std::string& name, const std::vector<std::string>& key,
                                    const std::vector<FieldText>& fields) {
  Register made;
  made.name.text = name;
  for (const std::string& one : key) made.key.push_back(named(one));
  for (const FieldText& text : fields) {
    Field field;
    field.name = named(text.name);
    field.domain.kind = text.kind;
    field.domain.target = named(text.target);
    made.fields.push_back(field);
  }
  plan_.registers.push_back(made);
  return plan_.registers.back();
}

void PlanBuilder::derive(const std::string& on, const std::string& name, const std::string& text) {
  find(on).derived.push_back({named(name), formula(text)});
}

void PlanBuilder::grade(const std::string& on, const std::string& name, const std::string& text) {
  find(on).grades.push_back({named(name), formula(text)});
}

void PlanBuilder::decide(const std::string& name, const std::vector<std::string>& on,
                         const std::string& text) {
  Decision decision;
  decision.name = named(name);
  for (const std::string& one : on) decision.on.push_back(named(one));
  decision.value = formula(text);
  plan_.decisions.push_back(decision);
}

void PlanBuilder::parameter(const std::string& name, const std::string& type,
                            const std::vector<std::pair<std::string, std::string>>& values) {
  Parameter parameter;
  parameter.name = name;
  parameter.type = type;
  for (const auto& [day, text] : values) {
    parameter.values.emplace_back(Date::parse(day).value(), text);
  }
  plan_.parameters.push_back(parameter);
}

Policy& PlanBuilder::policy(const std::string& name, const std::string& of,
                            const std::string& subject, const std::string& eligible) {
  Policy policy;
  policy.name = named(name);
  policy.of = {named(of)};
  policy.subject = named(subject);
  policy.eligible = formula(eligible);
  plan_.policies.push_back(policy);
  return plan_.policies.back();
}

void PlanBuilder::flow(const std::string& name,
                       const std::vector<std::pair<std::string, Grade>>& states) {
  Flow flow;
  flow.name = named(name);
  for (const auto& [state, grade] : states) flow.states.push_back({named(state), grade});
  plan_.flows.push_back(flow);
}

void PlanBuilder::agency(const std::string& name, const std::string& kind,
                         const std::string& region) {
  Agency agency;
  agency.name = name;
  agency.kind = kind;
  agency.region = region;
  plan_.agencies.push_back(agency);
}

Formula PlanBuilder::compiled(const std::string& text, const std::string& on) const {
  Formula made = formula(text);
  compile(&made, on);
  return made;
}

Plan PlanBuilder::finish() {
  plan_.files.push_back({"规则.md", 0, true, {}});  // Where all of it stands.
  for (Register& each : plan_.registers) {
    for (NamedFormula& one : each.derived) compile(&one.formula, each.name.text);
    for (NamedFormula& one : each.grades) compile(&one.formula, each.name.text);
  }
  for (Decision& decision : plan_.decisions) {
    compile(&decision.value, decision.on.empty() ? "" : decision.on.front().text);
  }
  for (Policy& policy : plan_.policies) {
    for (Formula* each : {&policy.eligible, &policy.amount, &policy.cap, &policy.until,
                          &policy.rates_on}) {
      if (!each->empty()) compile(each, policy.of.front().text);
    }
  }
  for (size_t i = 0; i < 10; ++i) spread_parameters();
  return plan_;
}

Formula PlanBuilder::formula(const std::string& text) {
  Formula made;
  made.text = MappedText(text);
  return made;
}

Register& PlanBuilder::find(const std::string& name) {
  return *std::find_if(plan_.registers.begin(), plan_.registers.end(),
                       [&name](const Register& each) { return each.name.text == name; });
}

std::vector<std::string> PlanBuilder::names_of(const Register& definition) const {
  const RowWords& words = row_words(plan_.header.language);
  std::vector<std::string> names;
  for (const Field& field : definition.fields) names.push_back(field.name.text);
  for (const NamedFormula& derived : definition.derived) names.push_back(derived.name.text);
  for (const Decision& decision : plan_.decisions) {
    for (const Name& on : decision.on) {
      if (on.text == definition.name.text) names.push_back(decision.name.text);
    }
  }
  for (const std::string_view word :
       {words.id, words.period, words.state, words.reported, words.accepted, words.published}) {
    names.emplace_back(word);
  }
  names.insert(names.end(), {"entered", "at"});
  for (const Register& other : plan_.registers) {
    for (const Field& field : other.fields) {
      if (field.domain.target.text == definition.name.text) names.push_back(other.name.text);
    }
  }
  return names;
}

Type PlanBuilder::rows_type(const Register& definition) const {
  std::vector<Type::Field> fields;
  for (const std::string& name : names_of(definition)) fields.push_back({name, {}});
  return Type::list(Type::context(std::move(fields)));
}

std::map<std::string, PlanBuilder::Visible> PlanBuilder::names_in_scope(
    const std::string& on) const {
  using Kind = FormulaInput::Kind;
  std::map<std::string, Visible> names;
  const auto add = [&names](Kind kind, const std::string& name, Type type = {}) {
    names.try_emplace(name, Visible{{kind, name}, std::move(type)});
  };
  if (const Register* definition = plan_.find_register(on)) {
    for (const std::string& name : names_of(*definition)) add(Kind::field, name);
    add(Kind::record, "record");
  }
  for (const Register& each : plan_.registers) add(Kind::rows, each.name.text, rows_type(each));
  add(Kind::rows, "单位", Type::list(Type::context({{"名称", {}}, {"kind", {}}})));
  for (const Parameter& each : plan_.parameters) add(Kind::parameter, each.name);
  for (const Decision& each : plan_.decisions) {
    if (each.on.empty()) add(Kind::decision, each.name.text);
  }
  add(Kind::done, "done");
  add(Kind::total, "total");
  add(Kind::is_set, "is set");
  add(Kind::working_days, "working days");
  add(Kind::node, "node");
  return names;
}

void PlanBuilder::compile(Formula* formula, const std::string& on) const {
  const std::string& text = formula->text.text();
  const std::map<std::string, Visible> names = names_in_scope(on);
  feel::Scope all;
  for (const auto& [name, visible] : names) all.add_variable(name, visible.type);
  const feel::Compiled first = feel::compile(text, all);
  ASSERT_TRUE(first.expression) << text;
  feel::Scope scope;
  for (const std::string& name : feel::mentions(first.expression->syntax())) {
    const auto found = names.find(name);
    ASSERT_NE(found, names.end()) << name << " in " << text;
    scope.add_variable(name, found->second.type);
    formula->inputs.push_back(found->second.input);
    const bool asks = text.find("is set(" + name + ")") != std::string::npos;
    if (plan_.find_parameter(name) != nullptr && !asks) formula->rests_on.push_back(name);
  }
  formula->expression = feel::compile(text, scope).expression;
  ASSERT_TRUE(formula->expression) << text;
  const Evaluated evaluated = on.empty() ? Evaluated::once : Evaluated::for_each_row;
  for (CostlyScan& one :
       costly_scans(formula->expression->syntax(), formula->inputs, evaluated)) {
    formula->nests.push_back(std::move(one.nest));
  }
}

void PlanBuilder::spread_parameters() {
  std::vector<std::pair<std::string, Formula*>> all;
  for (Register& each : plan_.registers) {
    for (NamedFormula& one : each.derived) all.emplace_back(one.name.text, &one.formula);
  }
  for (Decision& decision : plan_.decisions) {
    all.emplace_back(decision.name.text, &decision.value);
  }
  for (const auto& [name, from] : all) {
    for (const auto& [other, to] : all) {
      if (to == from || to->text.text().find(name) == std::string::npos) continue;
      std::set<std::string> both(to->rests_on.begin(), to->rests_on.end());
      both.insert(from->rests_on.begin(), from->rests_on.end());
      to->rests_on.assign(both.begin(), both.end());
    }
  }
}

RowState row_state(const std::string& id, std::vector<Value> fields, const std::string& state) {
  RowState made;
  made.id = id;
  made.fields = std::move(fields);
  made.state = state;
  return made;
}

}  // namespace fangan
