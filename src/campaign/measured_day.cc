#include "campaign/measured_day.h"

#include <algorithm>

namespace fangan {

Value node_value(const Ask& ask) {
  const auto day = [](const std::optional<Date>& date) { return date ? Value(*date) : Value(); };
  const Value year = ask.due ? Value(ask.due->year()) : Value();
  return Value(Context(
      {{"year", year}, {"from", day(ask.from)}, {"to", day(ask.due)}, {"due", day(ask.due)}}));
}

CountedDays& MeasuredDay::days(const Target& target) {
  return days_.try_emplace(&target, &parts_.rows(), target).first->second;
}

RowTally& MeasuredDay::tally(const Target& target, const MeasureShape& shape, size_t count,
                             const Ask& ask) {
  CountedDays& days = this->days(target);
  const RowCount& own = shape.counts[count];
  const bool is_by_node = own.asks_node || days.is_by_node();
  const auto text = [](const std::optional<Date>& day) { return day ? day->print() : ""; };
  const std::string node = is_by_node ? text(ask.from) + "/" + text(ask.due) : "";
  std::unique_ptr<RowTally>& known = tallies_[{&target, count, node}];
  if (known == nullptr) {
    known = std::make_unique<RowTally>(
        RowTally::Of{parts_, days, target, own, is_by_node ? node_value(ask) : Value()});
  }
  return *known;
}

std::optional<MeasuredDay::Counted> MeasuredDay::count(const Target& target,
                                                       const RowTally::Question& question) {
  const auto [known, is_new] = shapes_.try_emplace(&target);
  if (is_new) known->second = shape_of(target);
  if (!known->second) return std::nullopt;
  const MeasureShape& shape = *known->second;
  const Formula& formula = target.all_of.empty() ? target.measure : target.all_of;
  if (!rows().missing_parameters(formula).empty()) return std::nullopt;
  Counted counted;
  std::vector<RowTally::ByGrade> counts;
  for (size_t i = 0; i < shape.counts.size(); ++i) {
    if (rows().table(shape.counts[i].register_name) == nullptr) return std::nullopt;
    std::optional<RowTally::Sum> sum = tally(target, shape, i, question.ask).sum(question);
    if (!sum || (shape.may_skip && !sum->lacks.empty())) return std::nullopt;
    counts.push_back(std::move(sum->values));
    counted.lacks.insert(sum->lacks.begin(), sum->lacks.end());
  }
  if (!shape.value) {
    counted.values = std::move(counts.front());
    return counted;
  }
  Asked asked;
  asked.node = node_value(question.ask);
  std::vector<Value> variables = rows().inputs(formula, asked);
  variables.resize(shape.value->slot_count());
  for (size_t grade = 1; grade < counted.values.size(); ++grade) {
    for (size_t i = 0; i < counts.size(); ++i) {
      variables[shape.slots[i]] = counts[i][shape.counts[i].is_done ? grade : 0];
    }
    counted.values[grade] = rows().value(*shape.value, variables);
    if (!counted.values[grade].is(ValueKind::number)) return std::nullopt;
  }
  return counted;
}

void MeasuredDay::forget(const std::vector<const Row*>& rows) {
  for (const Row* row : rows) {
    for (auto& [target, days] : days_) days.forget(*row);
  }
  parts_.forget(rows);
  for (auto& [of, tally] : tallies_) {
    for (const Row* row : rows) {
      if (&row->table() == &tally->table()) tally->forget(*row);
    }
  }
}

}  // namespace fangan
