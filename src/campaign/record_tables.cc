#include "campaign/record_tables.h"

#include "campaign/target_tables.h"
#include "plan/row_words.h"
#include "value/json.h"

namespace fangan {
namespace {

using Entries = std::vector<std::pair<std::string, Value>>;

Value text_value(const std::string& text) {
  return text.empty() ? Value() : Value(text);
}

Value agency_value(Rows* rows, const std::string& name) {
  return name.empty() ? Value() : rows->row(agency_register_name, name);
}

Entries entries_of(Rows* rows, const Record& record) {
  return {{"目标", Value(record.text("目标"))},
          {"节点", node_value(record.text("节点"))},
          {"单位", agency_value(rows, record.text("单位"))}};
}

Value number_value(const Record& record, std::string_view name) {
  const std::optional<Decimal> number = record.number(name);
  return number ? Value(*number) : Value();
}

Value share(Rows* rows, const Record& record) {
  Entries entries = entries_of(rows, record);
  entries.emplace_back("份额", number_value(record, "份额"));
  return Value(Context(std::move(entries)));
}

/// By their hashes, as registers name files.
Value files_of(const Record& record) {
  const Result<Json> files = parse_json(record.text("附件"));
  std::vector<Value> hashes;
  if (files) {
    for (const Json& file : files.value().items()) hashes.emplace_back(file["hash"].text());
  }
  return Value(std::move(hashes));
}

Value report(Rows* rows, const Record& record) {
  Entries entries = entries_of(rows, record);
  entries.emplace_back("数值", number_value(record, "数值"));
  entries.emplace_back("说明", text_value(record.text("说明")));
  entries.emplace_back("附件", files_of(record));
  entries.emplace_back("状态", text_value(record.text("状态")));
  return Value(Context(std::move(entries)));
}

/// A share that was given back is a record without a number; what a target had stays recorded when
/// the plan no longer has it.
bool is_row(const Plan& plan, std::string_view name, const Record& record) {
  if (plan.find_target(record.text("目标")) == nullptr) return false;
  return name != "分解" || record.number("份额");
}

Value duties(Rows* rows) {
  std::vector<Value> table;
  for (const Duty& duty : rows->plan().duties) {
    table.emplace_back(Context({{"行", Value(static_cast<int64_t>(duty.number))},
                                {"单位", agency_value(rows, duty.agency)},
                                {"牵头", Value(duty.lead)},
                                {"开放", Value(duty.open)},
                                {"部分", text_value(duty.section)}}));
  }
  return Value(std::move(table));
}

}  // namespace

void add_record_tables(Rows* rows, const Records& records, const View& view,
                       std::function<bool(const Record&)> shows) {
  const auto add = [&](const char* name, Value (*row)(Rows*, const Record&)) {
    rows->add_table(name, [rows, &records, view, shows, name, row] {
      std::vector<Value> table;
      for (const Record& record : records.rows(name, "", view)) {
        if (!is_row(rows->plan(), name, record)) continue;
        if (!shows || shows(record)) table.push_back(row(rows, record));
      }
      return Value(std::move(table));
    });
  };
  add("分解", share);
  add("进展", report);
  add_duties(rows);
  // Rows do not move through flows yet: no step of any has been taken.
  rows->add_table("办理记录", [] { return Value(std::vector<Value>()); });
}

void add_computed_tables(Rows* rows, std::shared_ptr<FigureMaker> figures, const Records& records,
                         const View& view, std::function<bool(const Record&)> shows) {
  add_target_tables(rows, std::move(figures));
  add_record_tables(rows, records, view, std::move(shows));
}

void add_duties(Rows* rows) {
  rows->add_table("责任", [rows] { return duties(rows); });
}

}  // namespace fangan
