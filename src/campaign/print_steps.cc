#include "campaign/print_steps.h"

#include "campaign/decide_sheet.h"

namespace fangan {
namespace {

std::string row_text(const Row& row) {
  return row.table().definition().name.text + " " + row.state().id;
}

std::string clause_text(const Plan& plan, const Citation& citation) {
  const PlanFile& file = plan.files[citation.file];
  if (file.notes) return file.name;
  return file.name + ":" + std::to_string(file.lines[citation.text_line].line);
}

/// A derived field stands where its register does.
Citation citation_of(const Plan& plan, const RuleStep& step, const PrintedRule& rule) {
  if (step.name.empty()) return rule.citation;
  const Decision* decision =
      step.kind == RowColumn::Kind::decision ? plan.find_decision(step.name) : nullptr;
  if (decision != nullptr) return decision->citation;
  return step.row == nullptr ? rule.citation : step.row->table().definition().citation;
}

std::string value_text(const Value& value) {
  const Row* row = as_row(value);
  return row == nullptr ? print_cell(value) : row->state().id;
}

/// "= 331 (2017-10-12)": the version that counts on the day.
std::string parameter_text(const Rows& rows, const std::string& name) {
  std::string text = name;
  const auto value = rows.parameters().find(name);
  if (value != rows.parameters().end()) text += " = " + print_cell(value->second);
  std::string since;
  for (const auto& [day, written] : rows.plan().find_parameter(name)->values) {
    if (day <= rows.as_of()) since = day.print();
  }
  return since.empty() ? text : text + " (" + since + ")";
}

}  // namespace

std::string print_steps(Rows* rows, const PrintedRule& rule, Language language) {
  const Plan& plan = rows->plan();
  const std::string parameter = language == Language::zh ? "参数 " : "parameter ";
  std::string text;
  for (const RuleStep& step : steps_of(rows, rule.formula, rule.record)) {
    text += "  " + (step.name.empty() ? rule.name : step.name);
    if (step.row != nullptr) text += " · " + row_text(*step.row);
    text += " = " + value_text(step.outcome.value);
    text += "  " + clause_text(plan, citation_of(plan, step, rule)) + "\n";
    for (const auto& [row, column] : step.leaves) {
      text += "    " + row_text(*row) + " " + row->table().columns()[column].name + " = " +
              value_text(*rows->cell(*row, column)) + "\n";
    }
    for (const std::string& name : step.parameters) {
      text += "    " + parameter + parameter_text(*rows, name) + "\n";
    }
  }
  return text;
}

}  // namespace fangan
