#include "campaign/counted_rows.h"

#include <algorithm>

#include "campaign/figure_values.h"
#include "plan/period_days.h"
#include "plan/rule_reach.h"

namespace fangan {
namespace {

constexpr std::string_view blank_part("\0", 1);  // No text of a field is like it.

const Formula& measured(const Target& target) {
  return target.measure.empty() ? target.all_of : target.measure;
}

/// The entry into the grade: the first of the states that have it since the row last had less.
std::optional<Date> entry_into(const Flow& flow, const RowState& state, Grade grade) {
  std::optional<Date> entry;
  for (const auto& [name, day] : state.entered) {
    const FlowState* entered = flow.state(name);
    const bool has_grade = entered != nullptr && entered->grade >= grade;
    if (!has_grade) {
      entry.reset();
    } else if (!entry) {
      entry = day;
    }
  }
  return entry ? entry : std::optional<Date>(state.since);
}

}  // namespace

bool is_by_period(const Target& target) {
  return target.form == TargetForm::each || target.form == TargetForm::every;
}

Grade driving_grade(const Target& target) {
  if (target.grade == "reported") return Grade::reported;
  return target.grade == "published" ? Grade::published : Grade::accepted;
}

std::vector<std::string> registers_of(const Target& target) {
  std::vector<std::string> names;
  for (const FormulaInput& input : measured(target).inputs) {
    if (input.kind == FormulaInput::Kind::rows) names.push_back(input.name);
  }
  return names;
}

bool asks_node(const Formula& formula) {
  return std::any_of(formula.inputs.begin(), formula.inputs.end(), [](const FormulaInput& input) {
    return input.kind == FormulaInput::Kind::node;
  });
}

bool asks_done(const Formula& formula) {
  return std::any_of(formula.inputs.begin(), formula.inputs.end(), [](const FormulaInput& input) {
    return input.kind == FormulaInput::Kind::done;
  });
}

// --- words of rows -------------------------------------------------------------------------------

void RowWordNumbers::set(size_t row, const std::optional<std::string>& word) {
  if (of_row_.size() <= row) of_row_.resize(row + 1, none);
  uint32_t& place = of_row_[row];
  if (place != none) --counts_[place];
  place = none;
  if (!word) return;
  const auto [known, is_new] = numbers_.emplace(*word, static_cast<uint32_t>(words_.size()));
  if (is_new) {
    words_.push_back(*word);
    counts_.push_back(0);
  }
  place = known->second;
  ++counts_[place];
}

uint32_t RowWordNumbers::find(std::string_view word) const {
  const auto found = numbers_.find(word);
  return found == numbers_.end() ? none : found->second;
}

std::vector<std::string> RowWordNumbers::in_use() const {
  std::vector<std::string> words;
  for (const auto& [word, number] : numbers_) {
    if (counts_[number] > 0) words.push_back(word);
  }
  return words;
}

// --- parts of registers --------------------------------------------------------------------------

const RowParts::Lists& RowParts::by_holder(std::string_view register_name) {
  const auto known = by_holder_.find(register_name);
  if (known != by_holder_.end()) return known->second;
  std::map<std::string, std::vector<Value>> rows;
  const Value all = rows_.list(register_name);
  for (const Value& item : all.items()) {
    const std::string& region = regions_.of(*as_row(item));
    rows[region.empty() ? std::string(unheld_share) : region].push_back(item);
  }
  Lists lists;
  for (auto& [holder, own] : rows) lists.emplace(holder, Value(std::move(own)));
  return by_holder_.emplace(std::string(register_name), std::move(lists)).first->second;
}

const RowParts::Lists& RowParts::by_part(std::string_view register_name, const std::string& holder,
                                         const Value& list, std::string_view field) {
  const auto [place, is_new] =
      by_part_.try_emplace({std::string(register_name), holder, std::string(field)});
  if (!is_new) return place->second;
  const size_t column = rows_.table(register_name)->column(field);
  std::map<std::string, std::vector<Value>> rows;
  for (const Value& item : list.items()) {
    const Value* value = rows_.cell(*as_row(item), column);
    if (value->is(ValueKind::string)) rows[value->text()].push_back(item);
    if (value->is_null()) rows[std::string(blank_part)].push_back(item);
  }
  for (auto& [part, own] : rows) place->second.emplace(part, Value(std::move(own)));
  return place->second;
}

Value RowParts::list(std::string_view register_name, const std::optional<std::string>& holder,
                     std::string_view field, std::string_view part) {
  const RowTable* table = rows_.table(register_name);
  Value list = rows_.list(register_name);
  if (table == nullptr || !list.is(ValueKind::list)) return list;
  const auto of = [](const Lists& lists, std::string_view name) {
    const auto found = lists.find(name);
    return found == lists.end() ? Value(std::vector<Value>()) : found->second;
  };
  if (holder && regions_.has(register_name)) list = of(by_holder(register_name), *holder);
  const bool splits = !part.empty() && table->column(field) != Shape::npos;
  return splits ? of(by_part(register_name, holder.value_or(""), list, field), part) : list;
}

Value RowParts::without_part(std::string_view register_name,
                             const std::optional<std::string>& holder, std::string_view field) {
  return list(register_name, holder, field, blank_part);
}

bool RowParts::divides(const Target& target) {
  const auto [known, is_new] = divides_.try_emplace(&target);
  if (!is_new) return known->second;
  const RowsBeside beside = rows_beside(rows_.plan(), target);
  known->second = !beside.computed_tables &&
                  std::none_of(beside.registers.begin(), beside.registers.end(),
                               [this](const std::string& name) { return regions_.has(name); });
  return known->second;
}

std::vector<std::string> RowParts::holders(std::string_view register_name) {
  std::vector<std::string> names;
  RowTable* table = rows_.table(register_name);
  if (table == nullptr || !regions_.has(register_name)) return names;
  return holder_numbers(table).in_use();
}

std::vector<std::string> RowParts::parts(std::string_view register_name, std::string_view field) {
  std::vector<std::string> names;
  RowTable* table = rows_.table(register_name);
  if (table == nullptr || table->column(field) == Shape::npos) return names;
  return part_numbers(table, table->column(field)).in_use();
}

std::optional<std::string> RowParts::holder_of(const Row& row) {
  if (!row.is_there()) return std::nullopt;
  const Rows::ReadFor read_for(&rows_, &row);
  const std::string& region = regions_.of(row);
  return region.empty() ? std::string(unheld_share) : region;
}

std::optional<std::string> RowParts::part_of(const Row& row, size_t column) {
  if (!row.is_there()) return std::nullopt;
  const Rows::ReadFor read_for(&rows_, &row);
  const Value* value = rows_.cell(row, column);
  return value->is(ValueKind::string) ? std::optional(value->text()) : std::nullopt;
}

const RowWordNumbers& RowParts::holder_numbers(RowTable* table) {
  const auto [place, is_new] = holder_numbers_.try_emplace(table);
  if (!is_new) return place->second;
  table->load();
  for (size_t i = 0; i < table->numbers(); ++i) place->second.set(i, holder_of(table->at(i)));
  return place->second;
}

const RowWordNumbers& RowParts::part_numbers(RowTable* table, size_t column) {
  const auto [place, is_new] = part_numbers_.try_emplace({table, column});
  if (!is_new) return place->second;
  table->load();
  for (size_t i = 0; i < table->numbers(); ++i) {
    place->second.set(i, part_of(table->at(i), column));
  }
  return place->second;
}

void RowParts::forget(const std::vector<const Row*>& rows) {
  std::set<std::string> registers;
  for (const Row* row : rows) {
    regions_.forget(*row);
    registers.insert(row->table().definition().name.text);
  }
  for (const std::string& name : registers) {
    by_holder_.erase(name);
    std::erase_if(by_part_, [&](const auto& lists) { return std::get<0>(lists.first) == name; });
  }
  for (const Row* row : rows) {
    const auto known = holder_numbers_.find(&row->table());
    if (known != holder_numbers_.end()) known->second.set(row->number(), holder_of(*row));
    for (auto& [of, numbers] : part_numbers_) {
      if (of.first == &row->table()) numbers.set(row->number(), part_of(*row, of.second));
    }
  }
}

// --- days ----------------------------------------------------------------------------------------

/// Choice: a level reached by a day, without `counts on`, is what the registers show on the day of
/// the view, so what comes late is met and marked late.
CountedDays::CountedDays(Rows* rows, const Target& target) : rows_(*rows), target_(target) {
  if (!target.counts_on.empty()) {
    by_ = By::formula;
  } else if (is_by_period(target) && !asks_node(measured(target))) {
    by_ = By::row;
  }
}

bool CountedDays::has_days() const {
  if (by_ == By::formula) return true;
  const std::vector<std::string> names = registers_of(target_);
  return std::any_of(names.begin(), names.end(), [this](const std::string& name) {
    const RowTable* table = rows_.table(name);
    return table != nullptr && table->flow() != nullptr;
  });
}

CountedDays::Day CountedDays::of(const Row& row, Grade grade, const Value& node) {
  if (by_ == By::formula) return asks_node(target_.counts_on) ? of_formula(row, node) : kept(row);
  if (const std::optional<PeriodDays> period = days_of_period(row.state().period)) {
    return {period->to, {}};
  }
  const Flow* flow = row.table().flow();
  return {flow == nullptr ? std::nullopt : entry_into(*flow, row.state(), grade), {}};
}

CountedDays::Day CountedDays::of_formula(const Row& row, const Value& node) {
  const Rows::ReadFor read_for(&rows_, &row);
  Asked asked{row.value()};
  asked.node = node;
  Outcome outcome = rows_.evaluate(target_.counts_on, asked);
  if (outcome.value.is(ValueKind::date)) return {outcome.value.date(), {}};
  if (const std::optional<PeriodDays> period = days_of_period(outcome.value)) {
    return {period->to, {}};
  }
  return {std::nullopt, std::move(outcome.missing)};
}

void CountedDays::forget(const Row& row) {
  const auto known = kept_.find(&row.table());
  if (known == kept_.end() || known->second.size() <= row.number()) return;
  known->second[row.number()].reset();
}

const CountedDays::Day& CountedDays::kept(const Row& row) {
  std::vector<std::optional<Day>>& kept = kept_[&row.table()];
  if (kept.size() <= row.number()) kept.resize(row.number() + 1);
  std::optional<Day>& place = kept[row.number()];
  if (!place) place = of_formula(row, Value());
  return *place;
}

// --- what is counted -----------------------------------------------------------------------------

bool CountedRows::is_in_nodes(Date day) const {
  const Ask& ask = for_.ask;
  if (!is_by_period(for_.target)) return !ask.due || day <= *ask.due;
  return std::any_of(ask.nodes.begin(), ask.nodes.end(), [day](const TargetNode* node) {
    return node->from <= day && day <= node->due;
  });
}

bool CountedRows::fits(const CountedDays::Day& counted) const {
  const std::optional<Date>& day = counted.day;
  if (for_.until && (!day || *day > *for_.until)) return false;
  return !days_.restricts() || (day && is_in_nodes(*day));
}

/// All rows of the list may count where the formula asks for none that are done.
Value CountedRows::list(std::string_view register_name) {
  const std::string& split_by = for_.target.split_by.text;
  if (!for_.is_without_part) {
    return parts_.list(register_name, for_.holder, split_by, for_.ask.part);
  }
  const RowTable* table = parts_.rows().table(register_name);
  const bool splits = table != nullptr && table->column(split_by) != Shape::npos;
  Value list = splits ? parts_.without_part(register_name, for_.holder, split_by)
                      : Value(std::vector<Value>());
  const bool counts_all = for_.target.all_of.empty() && !asks_done(measured(for_.target));
  if (!counts_all || !list.is(ValueKind::list)) return list;
  for (const Value& item : list.items()) partless_.insert(as_row(item));
  return list;
}

bool CountedRows::counts(const Row& row, Grade grade) {
  const bool has_day = days_.restricts() || for_.until;
  const CountedDays::Day counted = has_day ? days_.of(row, grade, for_.node) : CountedDays::Day();
  missing_.insert(counted.missing.begin(), counted.missing.end());
  const bool is_counted = !has_day || fits(counted);
  if (is_counted && for_.is_without_part) partless_.insert(&row);
  // Asked at the lowest grade; whether it has the one that drives may be another question.
  if (for_.is_without_part && row.is_grade_open()) leave_open(row);
  return is_counted;
}

void CountedRows::leave_open(const Row& row) {
  if (days_.restricts() || for_.until) {
    const CountedDays::Day counted = days_.of(row, Grade::reported, for_.node);
    const bool may_fit = counted.day ? fits(counted) : !counted.missing.empty();
    if (!may_fit) return;
  }
  open_.insert(&row);
}

std::set<MissingField> CountedRows::missing() {
  const Grade driving = driving_grade(for_.target);
  for (const Row* row : open_) {
    const std::vector<MissingField> lacks = parts_.rows().lacks_for_grade(*row, driving);
    missing_.insert(lacks.begin(), lacks.end());
  }
  for (const Row* row : partless_) {
    const std::vector<MissingField> lacks =
        lacks_for_part(&parts_.rows(), *row, for_.target.split_by.text);
    missing_.insert(lacks.begin(), lacks.end());
  }
  open_.clear();
  partless_.clear();
  return missing_;
}

std::set<MissingField> lacks_without_part(RowParts* parts, CountedDays* days,
                                          CountedRows::For what) {
  const Target& target = what.target;
  if (what.ask.part.empty()) return {};
  const std::vector<std::string> names = registers_of(target);
  const bool has_any = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const RowTable* table = parts->rows().table(name);
    if (table == nullptr || table->column(target.split_by.text) == Shape::npos) return false;
    const Value list = parts->without_part(name, what.holder, target.split_by.text);
    return list.is(ValueKind::list) && !list.items().empty();
  });
  if (!has_any) return {};
  Asked asked;
  asked.grade = Grade::reported;
  asked.node = what.node;
  asked.tells_left_out = true;
  what.is_without_part = true;
  CountedRows choice(parts, days, std::move(what));
  asked.choice = &choice;
  Rows& rows = parts->rows();
  const Outcome outcome = rows.evaluate(measured(target), asked);
  if (!target.all_of.empty() && outcome.value.is(ValueKind::list)) {
    for (const Value& item : outcome.value.items()) {
      if (const Row* row = as_row(item)) choice.is_done(*row, Grade::reported);
    }
  }
  std::set<MissingField> missing = choice.missing();
  missing.insert(outcome.left_out.begin(), outcome.left_out.end());
  return missing;
}

std::vector<MissingField> lacks_for_part(Rows* rows, const Row& row, const std::string& split_by) {
  const Rows::ReadFor read_for(rows, &row);
  return rows->read(row.value(), split_by).missing;
}

}  // namespace fangan
