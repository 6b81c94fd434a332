#include "campaign/progress.h"

#include <cassert>

namespace fangan {
namespace {

/// The n of an id "目标/节点/单位/n". Ids are sorted as text, so 10 stands before 9.
int64_t row_number(std::string_view id) {
  const Result<Decimal> number = Decimal::parse(id.substr(id.rfind('/') + 1));
  if (!number) return 0;
  const Result<int64_t> whole = number.value().to_int64();
  return whole ? whole.value() : 0;
}

void add_to(std::optional<Decimal>* sum, const std::optional<Decimal>& value) {
  if (!value) return;
  const Result<Decimal> added = add(sum->value_or(Decimal(0)), *value);
  assert(added);  // Entry allows few digits; a sum cannot leave the range of Decimal.
  *sum = added.value();
}

}  // namespace

Progress::Progress(const Records& records, const View& view) {
  const auto keep_last = [](Last* last, const Record& row, const Decimal& value) {
    const int64_t number = row_number(row.id);
    const bool later = std::tie(row.since, number) > std::tie(last->since, last->number);
    if (last->number < 0 || later) *last = Last{number, row.since, value};
  };
  for (const Record& row : records.rows("进展", "", view)) {
    const std::string state = row.text("状态");
    const std::optional<Decimal> value = row.number("数值");
    if (!value || (state != "reported" && state != "accepted")) continue;
    Unit& unit = units_[Key(row.text("目标"), row.text("节点"), row.text("单位"))];
    keep_last(&unit.reported, row, *value);
    if (state == "accepted") keep_last(&unit.accepted, row, *value);
  }
  for (const Record& row : records.rows("公布", "", view)) {
    const std::optional<Decimal> value = row.number("数值");
    if (!value) continue;
    keep_last(&published_[{row.text("目标"), row.text("节点")}], row, *value);
  }
}

Grades Progress::of_unit(const std::string& target, const std::string& node,
                         const std::string& unit) const {
  Grades grades;
  const auto found = units_.find(Key(target, node, unit));
  if (found == units_.end()) return grades;
  grades.reported = found->second.reported.value;
  if (found->second.accepted.number >= 0) grades.accepted = found->second.accepted.value;
  return grades;
}

Grades Progress::of_whole(const std::string& target, const std::string& node) const {
  Grades sum;
  for (const std::string& unit : units(target, node)) {
    const Grades part = of_unit(target, node, unit);
    add_to(&sum.reported, part.reported);
    add_to(&sum.accepted, part.accepted);
  }
  const auto published = published_.find({target, node});
  if (published != published_.end()) sum.published = published->second.value;
  return sum;
}

std::vector<std::string> Progress::units(const std::string& target, const std::string& node) const {
  std::vector<std::string> names;
  for (auto at = units_.lower_bound(Key(target, node, ""));
       at != units_.end() && std::get<0>(at->first) == target && std::get<1>(at->first) == node;
       ++at) {
    names.push_back(std::get<2>(at->first));
  }
  return names;
}

}  // namespace fangan
