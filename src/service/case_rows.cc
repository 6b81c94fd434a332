#include "service/case_rows.h"

#include <algorithm>
#include <set>

#include "plan/heading_names.h"
#include "plan/lint.h"
#include "service/state.h"
#include "text/words.h"

namespace fangan {
namespace {

FieldValue text_of(const std::string& text) {
  return text.empty() ? FieldValue() : FieldValue(text);
}

FieldValue line_of(uint32_t line) {
  return Decimal(static_cast<int64_t>(line) + 1);
}

/// A year reads as a number and a day as a date, so that cases can compare them.
FieldValue node_of(const std::string& node) {
  if (node.empty()) return FieldValue();
  if (const Result<Date> date = Date::parse(node)) return date.value();
  if (const Result<Decimal> year = Decimal::parse(node)) return year.value();
  return node;
}

std::vector<CaseRow> agency_rows(const Plan& plan) {
  std::vector<CaseRow> rows;
  for (const Agency& agency : plan.agencies) {
    rows.push_back({{"名称", agency.name},
                    {"类型", text_of(agency.kind)},
                    {"区划", text_of(agency.region)},
                    {"上级", text_of(agency.superior)},
                    {"别名", text_of(joined(agency.aliases, "、"))}});
  }
  return rows;
}

std::vector<CaseRow> duty_rows(const Plan& plan) {
  std::vector<CaseRow> rows;
  for (const Duty& duty : plan.duties) {
    rows.push_back({{"单位", duty.agency},
                    {"行", Decimal(static_cast<int64_t>(duty.number))},
                    {"牵头", duty.lead},
                    {"开放", duty.open},
                    {"条款", text_of(duty.section)}});
  }
  return rows;
}

std::vector<CaseRow> heading_rows(const Draft& draft) {
  std::vector<CaseRow> rows;
  for (const Heading& heading : draft.headings) {
    rows.push_back({{"类型", std::string(type_name(heading.type))},
                    {"编号", text_of(heading.number)},
                    {"标题", text_of(heading.title)},
                    {"行", line_of(heading.place.line)}});
  }
  return rows;
}

/// Annexes the text announces: a missing one has no rows and the mark 表格缺失.
std::vector<CaseRow> annex_rows(const Draft& draft) {
  std::vector<CaseRow> rows;
  std::set<std::string> missing;
  for (const Finding& finding : lint(draft, Lexicon::standard())) {
    if (finding.code != "LINT-001") continue;
    for (const Fact& fact : finding.facts) {
      if (fact.name != "title" || !missing.insert(fact.value).second) continue;
      rows.push_back({{"标题", fact.value},
                      {"行", line_of(finding.place.line)},
                      {"行数", Decimal(0)},
                      {"标记", std::string("表格缺失")}});
    }
  }
  for (size_t i = 0; i < draft.headings.size(); ++i) {
    const Heading& heading = draft.headings[i];
    if (heading.type != HeadingType::annex) continue;
    const uint32_t title_line = heading.place.line + 1;
    if (title_line >= draft.lines.size() || missing.count(draft.lines[title_line])) continue;
    uint32_t end = static_cast<uint32_t>(draft.lines.size());
    for (size_t next = i + 1; next < draft.headings.size(); ++next) {
      const HeadingType type = draft.headings[next].type;
      if (type != HeadingType::plan && type != HeadingType::annex) continue;
      end = draft.headings[next].place.line;
      break;
    }
    rows.push_back({{"标题", draft.lines[title_line]},
                    {"行", line_of(title_line)},
                    {"行数", Decimal(static_cast<int64_t>(end) - title_line - 1)},
                    {"标记", FieldValue()}});
  }
  return rows;
}

std::vector<CaseRow> task_rows(const CaseSight& sight, std::string_view name) {
  std::vector<CaseRow> rows;
  const Task* task = sight.plan.find_task(name);
  const bool is_shown =
      task != nullptr && (sight.reader == nullptr || may_see(*sight.reader, sight.plan, *task));
  if (!is_shown) return rows;
  for (const Figure& figure : FigureMaker({sight.plan, sight.records, sight.view, {}}).of(*task)) {
    rows.push_back(
        {{"节点", node_of(figure.node)},
         {"期限", figure.due ? FieldValue(*figure.due) : FieldValue()},
         {"剩余天数", figure.days_left ? FieldValue(Decimal(*figure.days_left)) : FieldValue()},
         {"灯", text_of(figure.light)},
         {"迟", figure.late},
         {"状态", figure.state}});
  }
  return rows;
}

/// Of a share or a report, or of what was done for a task. Parameters are everybody's.
bool shows(const CaseSight& sight, const Record& record) {
  if (sight.reader == nullptr) return true;
  if (const Target* target = sight.plan.find_target(record.text("目标"))) {
    return may_see(*sight.reader, *target, record.text("单位"));
  }
  const Task* task = sight.plan.find_task(record.text("任务"));
  return task == nullptr || may_see(*sight.reader, sight.plan, *task);
}

/// Rows of a register the program brings along, every field a column.
std::vector<CaseRow> record_rows(const CaseSight& sight, const RegisterDefinition& definition) {
  std::vector<CaseRow> rows;
  for (const Record& record : sight.records.rows(definition.name, "", sight.view)) {
    if (!shows(sight, record)) continue;
    CaseRow row;
    for (const FieldDefinition& field : definition.fields) {
      row[std::string(field.name)] = record.field(field.name);
    }
    if (row.count("节点")) row["节点"] = node_of(record.text("节点"));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<CaseRow> owner_rows(const Draft& draft) {
  std::vector<CaseRow> rows;
  for (const OwnerStatement& owner : draft.owners) {
    if (owner.form == OwnerForm::sentence) continue;
    for (const std::string& unit : owner.units) {
      const bool leads = std::find(owner.lead.begin(), owner.lead.end(), unit) != owner.lead.end();
      rows.push_back({{"单位", unit},
                      {"行", line_of(owner.place.line)},
                      {"牵头", leads},
                      {"开放", owner.open}});
    }
  }
  return rows;
}

std::vector<CaseRow> rows_of(const CaseSight& sight, const std::string& name) {
  if (name == "单位") return agency_rows(sight.plan);
  if (name == "责任") return duty_rows(sight.plan);
  if (name == "提纲") return heading_rows(sight.plan.draft);
  if (name == "附件") return annex_rows(sight.plan.draft);
  for (const RegisterDefinition& definition : built_in_registers()) {
    if (definition.name == name) return record_rows(sight, definition);
  }
  return task_rows(sight, name);
}

}  // namespace

CaseRegisters draft_registers(const Draft& draft) {
  return {{"提纲", "附件", "责任"}, [&draft](const std::string& name) {
            if (name == "提纲") return heading_rows(draft);
            return name == "附件" ? annex_rows(draft) : owner_rows(draft);
          }};
}

CaseRegisters case_registers(const CaseSight& sight) {
  CaseRegisters registers;
  registers.names = {"单位", "责任", "提纲", "附件"};
  for (const RegisterDefinition& definition : built_in_registers()) {
    registers.names.emplace_back(definition.name);
  }
  for (const Task& task : sight.plan.tasks) registers.names.push_back(task.name);
  registers.rows = [&sight](const std::string& name) { return rows_of(sight, name); };
  return registers;
}

}  // namespace fangan
