#include "campaign/target_tables.h"

#include "campaign/rows.h"
#include "plan/row_words.h"

namespace fangan {
namespace {

Value value_of(const std::optional<Decimal>& number) {
  return number ? Value(*number) : Value();
}

class TargetTable {
 public:
  TargetTable(Rows* rows, const Target& target)
      : rows_(*rows), target_(target), words_(row_words(rows->plan().header.language)) {}

  Value row(const Figure& figure) const {
    std::vector<std::pair<std::string, Value>> entries;
    const auto add = [&entries](std::string_view name, Value value) {
      entries.emplace_back(std::string(name), std::move(value));
    };
    const std::optional<Decimal>& low = figure.due_value.low;
    add("目标", Value(target_.name));
    add("节点", node_value(figure.node));
    add("单位", unit_of(figure));
    add("份额", figure.share.empty() ? Value() : value_of(low));
    add("目标值", value_of(low));
    add("完成值", done_of(figure, driving(target_, figure)));
    add("完成率", done_of(figure, figure.rate));
    add("差额", done_of(figure, gap_of(figure)));
    add("灯", figure.light.empty() ? Value() : Value(figure.light));
    add("期限", figure.due ? Value(*figure.due) : Value());
    add("剩余天数", figure.days_left ? Value(*figure.days_left) : Value());
    add("迟", Value(figure.late));
    add("分类", figure.part.empty() ? Value() : Value(figure.part));
    add(words_.reported, done_of(figure, figure.reported));
    add(words_.accepted, done_of(figure, figure.accepted));
    add(words_.published, done_of(figure, figure.published));
    return Value(Context(std::move(entries)));
  }

 private:
  Value unit_of(const Figure& figure) const {
    const bool is_agency = !figure.share.empty() && figure.share != unheld_share;
    return is_agency ? rows_.row(agency_register_name, figure.share) : Value();
  }

  static Value done_of(const Figure& figure, const std::optional<Decimal>& number) {
    if (number) return *number;
    if (!figure.not_set.empty()) {
      return Value::null(problem("CAMP-R006", {{"name", figure.not_set.front()}}));
    }
    return figure.reason ? Value::null(*figure.reason) : Value();
  }

  std::optional<Decimal> gap_of(const Figure& figure) const {
    const std::optional<Decimal>& done = driving(target_, figure);
    if (!figure.due_value.low || (figure.measured && !done)) return std::nullopt;
    const Result<Decimal> gap = subtract(*figure.due_value.low, done.value_or(Decimal(0)));
    return gap ? std::optional(gap.value()) : std::nullopt;
  }

  Rows& rows_;
  const Target& target_;
  const RowWords& words_;
};

}  // namespace

Value node_value(const std::string& node) {
  if (node.empty()) return {};
  if (const Result<Date> day = Date::parse(node)) return day.value();
  if (const Result<Decimal> year = Decimal::parse(node)) return year.value();
  return Value(node);
}

void add_target_tables(Rows* rows, std::shared_ptr<FigureMaker> figures) {
  const std::vector<Target>& targets = rows->plan().targets;
  const auto add = [rows, figures](const Target& target, std::vector<Value>* table) {
    const TargetTable made(rows, target);
    for (const Figure& figure : figures->of(target)) table->push_back(made.row(figure));
  };
  for (const Target& target : targets) {
    rows->add_table(target.name, [add, &target] {
      std::vector<Value> table;
      add(target, &table);
      return Value(std::move(table));
    });
  }
  rows->add_table(std::string(figures_table_name), [add, &targets] {
    std::vector<Value> table;
    for (const Target& target : targets) add(target, &table);
    return Value(std::move(table));
  });
}

}  // namespace fangan
