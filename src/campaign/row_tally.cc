#include "campaign/row_tally.h"

#include <algorithm>

#include "value/print.h"

namespace fangan {
namespace {

constexpr int32_t no_day = INT32_MIN;
constexpr uint32_t no_member = UINT32_MAX;

/// Room for rows to come, so that a new one makes no new column.
size_t room_for(size_t rows) {
  return rows + rows / 8 + column::block_rows;
}

/// Which of `members` were seen, for each of many sets.
class Seen {
 public:
  Seen(size_t sets, size_t members) : words_((members + 63) / 64), bits_(sets * words_, 0) {}
  /// False where it was seen before.
  bool add(size_t set, uint32_t member) {
    uint64_t& word = bits_[set * words_ + member / 64];
    const uint64_t bit = uint64_t{1} << (member % 64);
    const bool is_new = (word & bit) == 0;
    word |= bit;
    return is_new;
  }

 private:
  size_t words_;
  std::vector<uint64_t> bits_;
};

}  // namespace

RowTally::RowTally(Of of)
    : of_(std::move(of)),
      table_(*of_.parts.rows().table(of_.count.register_name)),
      is_by_period_(is_by_period(of_.target)),
      asks_grades_(of_.count.is_done || !of_.target.all_of.empty()) {
  Rows& rows = of_.parts.rows();
  const Formula& formula =
      of_.target.measure.empty() ? of_.target.all_of : of_.target.measure;
  Asked asked;
  asked.node = of_.node;
  const std::vector<Value> inputs = rows.inputs(formula, asked);
  for (const RowCount::Condition& each : of_.count.before) {
    before_.push_back({each.expression, inputs, each.row_slot});
  }
  for (const RowCount::Condition& each : of_.count.after) {
    after_.push_back({each.expression, inputs, each.row_slot});
  }
  if (!of_.count.field.empty()) column_ = table_.column(of_.count.field);
  table_.load();
  facts_.resize(table_.numbers());
  if (of_.count.takes == RowCount::Takes::distinct) members_.resize(table_.numbers(), no_member);
  const bool adds = of_.count.takes == RowCount::Takes::sum;
  amounts_.resize(adds ? room_for(table_.numbers()) : 0);
  for (size_t i = 0; i < table_.numbers(); ++i) find(table_.at(i));
  if (adds) amount_ = column::column_of(amounts_);
  amounts_ = {};
}

void RowTally::forget(const Row& row) {
  const size_t number = row.number();
  const auto key = static_cast<uint32_t>(number);
  for (auto& lacks : lacks_) lacks.erase(key);
  if (facts_.size() <= number) {
    facts_.resize(number + 1);
    if (!members_.empty()) members_.resize(number + 1, no_member);
  }
  if (amount_ && amount_->rows <= number) {
    for (size_t i = 0; i < amount_->rows; ++i) amounts_.push_back(amount_->value(i));
    amounts_.resize(room_for(number));
    amount_ = column::column_of(amounts_);
    amounts_ = {};
  }
  find(row);
  passes_.clear();
}

/// Whether all of them take the row; the first that does not is the last that is asked.
bool RowTally::asks(const std::vector<RowQuestion>& conditions, const Row& row,
                    std::vector<MissingField>* lacks) {
  for (const RowQuestion& condition : conditions) {
    RowAnswer answer = of_.parts.rows().ask(condition, row);
    lacks->insert(lacks->end(), answer.lacks.begin(), answer.lacks.end());
    if (!answer.value.is_true()) return false;
  }
  return true;
}

void RowTally::find(const Row& row) {
  const auto number = static_cast<uint32_t>(row.number());
  Fact& fact = facts_[number];
  fact = {};
  if (!members_.empty()) members_[number] = no_member;
  if (amount_) amount_->set(number, Value());
  if (row.is_there()) {
    if (asks_grades_) {
      const Rows::ReadFor read_for(&of_.parts.rows(), &row);
      fact.grade = static_cast<uint8_t>(of_.parts.rows().grade_of(row));
    }
    std::vector<MissingField> lacks;
    fact.is_before = asks(before_, row, &lacks);
    if (!lacks.empty()) lacks_[lacked_before][number] = std::move(lacks);
  }
  if (!days_[1].empty()) set_day(row);
  if (!fact.is_before || (of_.count.is_done && fact.grade == 0)) return;
  std::vector<MissingField> lacks;
  fact.is_after = asks(after_, row, &lacks);
  if (!lacks.empty()) lacks_[lacked_after][number] = std::move(lacks);
  if (!fact.is_after) return;
  if (of_.count.takes == RowCount::Takes::sum) set_amount(row);
  if (of_.count.takes == RowCount::Takes::distinct) set_member(row);
}

void RowTally::set_amount(const Row& row) {
  Rows& rows = of_.parts.rows();
  const Rows::ReadFor read_for(&rows, &row);
  const Value* value = rows.cell(row, column_);
  const bool is_number = value->is(ValueKind::number);
  facts_[row.number()].is_known = is_number;
  if (!is_number) return;
  if (amount_) {
    amount_->set(row.number(), *value);
  } else {
    amounts_[row.number()] = *value;
  }
}

/// Alike for values that are equal; none for kinds of which that is not known.
std::optional<std::string> RowTally::member_key(const Value& value) const {
  if (const Row* row = as_row(value)) {
    return "r" + row->table().definition().name.text + "/" + row->state().id;
  }
  switch (value.kind()) {
    case ValueKind::null:
      return "";
    case ValueKind::string:
      return "t" + value.text();
    case ValueKind::boolean:
      return value.boolean() ? "yes" : "no";
    case ValueKind::date:
      return "d" + value.date().print();
    case ValueKind::number:
      return "n" + value.number().print_normal();
    default:
      return std::nullopt;
  }
}

void RowTally::set_member(const Row& row) {
  Rows& rows = of_.parts.rows();
  const Rows::ReadFor read_for(&rows, &row);
  std::optional<std::string> key = member_key(*rows.cell(row, column_));
  facts_[row.number()].is_known = key.has_value();
  if (!key) return;
  const auto next = static_cast<uint32_t>(member_numbers_.size());
  members_[row.number()] = member_numbers_.emplace(*std::move(key), next).first->second;
}

// --- days ----------------------------------------------------------------------------------------

void RowTally::set_day(const Row& row) {
  const size_t number = row.number();
  for (size_t grade = 1; grade < grades; ++grade) {
    if (days_[grade].size() <= number) days_[grade].resize(number + 1, no_day);
    days_[grade][number] = no_day;
  }
  const Fact& fact = facts_[number];
  if (!fact.is_before) return;
  const Rows::ReadFor read_for(&of_.parts.rows(), &row);
  for (size_t grade = 1; grade <= fact.grade; ++grade) {
    const CountedDays::Day day = of_.days.of(row, static_cast<Grade>(grade), of_.node);
    const int32_t found = day.day ? static_cast<int32_t>(day.day->days_since_1970()) : no_day;
    if (!day.missing.empty()) lacks_[lacked_day][static_cast<uint32_t>(number)] = day.missing;
    const size_t last = of_.days.is_by_grade() ? grade : grades - 1;
    for (size_t same = grade; same <= last; ++same) days_[same][number] = found;
    if (!of_.days.is_by_grade()) return;
  }
}

/// As CountedRows::counts().
class RowTally::Counting {
 public:
  Counting(RowTally* tally, const Question& question)
      : tally_(*tally), until_(question.until), restricts_(tally->of_.days.restricts()) {
    const auto days = [](Date day) { return day.days_since_1970(); };
    if (!tally->is_by_period_) {
      spans_.emplace_back(INT64_MIN + 1, question.ask.due ? days(*question.ask.due) : INT64_MAX);
    } else {
      for (const TargetNode* node : question.ask.nodes) {
        spans_.emplace_back(days(node->from), days(node->due));
      }
    }
    if (!needs_days() || !tally->days_[1].empty()) return;
    for (std::vector<int32_t>& each : tally->days_) each.resize(tally->facts_.size(), no_day);
    for (size_t i = 0; i < tally->facts_.size(); ++i) tally->set_day(tally->table_.at(i));
  }

  bool needs_days() const { return restricts_ || until_; }
  bool counts(size_t row, size_t grade) const {
    if (!needs_days()) return true;
    const int32_t day = tally_.days_[grade][row];
    if (day == no_day) return false;
    if (until_ && day > until_->days_since_1970()) return false;
    return !restricts_ || std::any_of(spans_.begin(), spans_.end(), [day](const auto& span) {
      return span.first <= day && day <= span.second;
    });
  }

 private:
  RowTally& tally_;
  std::optional<Date> until_;
  bool restricts_;
  std::vector<std::pair<int64_t, int64_t>> spans_;
};

// --- adding up -----------------------------------------------------------------------------------

/// One pass over all rows.
class RowTally::Adding {
 public:
  Adding(RowTally* tally, const Question& question)
      : tally_(*tally), counting_(tally, question), adds_(tally->amount_.has_value()) {
    RowParts& parts = tally->of_.parts;
    holders_ = &parts.holder_numbers(&tally->table_);
    const Name& split = tally->of_.target.split_by;
    const size_t column =
        split.empty() ? Shape::npos : tally->table_.column(split.text);
    if (column != Shape::npos) parts_ = &parts.part_numbers(&tally->table_, column);
    pass_.holders = holders_->words().size();
    pass_.parts = parts_ == nullptr ? 0 : parts_->words().size();
    pass_.cells.resize((pass_.holders + 1) * (pass_.parts + 1));
    if (!tally->members_.empty()) {
      seen_.emplace(pass_.cells.size() * grades, tally->member_numbers_.size());
    }
  }

  Pass run() {
    const bool is_done = tally_.of_.count.is_done;
    for (size_t row = 0; row < tally_.facts_.size(); ++row) {
      const Fact& fact = tally_.facts_[row];
      if (!fact.is_before) continue;
      if (!is_done) add(row, 0);
      for (size_t grade = 1; grade <= fact.grade; ++grade) {
        if (counting_.counts(row, grade)) add(row, grade);
      }
    }
    for (const auto& [row, lacks] : tally_.lacks_[lacked_before]) lack(lacked_before, row);
    for (const auto& [row, lacks] : tally_.lacks_[lacked_after]) {
      if (counting_.counts(row, 1)) lack(lacked_after, row);
    }
    if (!counting_.needs_days()) return std::move(pass_);
    for (const auto& [row, lacks] : tally_.lacks_[lacked_day]) lack(lacked_day, row);
    return std::move(pass_);
  }

 private:
  template <typename Use>
  void each_cell(size_t row, const Use& use) {
    const size_t holder = holders_->of(row);
    const size_t part = parts_ == nullptr ? RowWordNumbers::none : parts_->of(row);
    for (const size_t h : {holder, pass_.holders}) {
      if (h == RowWordNumbers::none) continue;
      use(h * (pass_.parts + 1) + pass_.parts);
      if (part != RowWordNumbers::none) use(h * (pass_.parts + 1) + part);
    }
  }

  void add(size_t row, size_t grade) {
    const Fact& fact = tally_.facts_[row];
    if (!fact.is_after) return;
    Int128 amount = 0;
    int places = 0;
    if (adds_ && fact.is_known) {
      amount = tally_.amount_->cell(row);
      places = tally_.amount_->places.empty() ? tally_.amount_->scale : tally_.amount_->places[row];
    }
    each_cell(row, [&](size_t index) {
      Cell& cell = pass_.cells[index];
      if (cell.rows[grade]++ == 0 || places > cell.places[grade]) cell.places[grade] = places;
      cell.amount[grade] += amount;
      cell.is_known = cell.is_known && fact.is_known;
      if (!seen_ || !fact.is_known) return;
      if (seen_->add(index * grades + grade, tally_.members_[row])) ++cell.distinct[grade];
    });
  }

  void lack(Lacked what, uint32_t row) {
    each_cell(row, [&](size_t index) { pass_.cells[index].lacking[what].push_back(row); });
  }

  RowTally& tally_;
  Counting counting_;
  bool adds_;
  const RowWordNumbers* holders_ = nullptr;
  const RowWordNumbers* parts_ = nullptr;
  Pass pass_;
  std::optional<Seen> seen_;
};

RowTally::Pass& RowTally::pass(const Question& question) {
  const std::string key = question.ask.name + "|" +
                          (question.ask.due ? question.ask.due->print() : std::string());
  const auto [place, is_new] = passes_.try_emplace({key, question.until});
  if (is_new) place->second = Adding(this, question).run();
  return place->second;
}

Value RowTally::value_of(const Cell& cell, size_t grade) const {
  if (of_.count.takes == RowCount::Takes::distinct) {
    return static_cast<int64_t>(cell.distinct[grade]);
  }
  if (of_.count.takes == RowCount::Takes::rows) return static_cast<int64_t>(cell.rows[grade]);
  if (cell.rows[grade] == 0) return Value(0);
  const Decimal sum = column::decimal_of(cell.amount[grade], amount_->scale);
  Decimal given;
  const bool is_shorter = cell.places[grade] < amount_->scale &&
                          try_round(sum, cell.places[grade], Rounding::down, &given);
  return is_shorter ? given : sum;
}

/// Nullptr where no row is of that holder and part.
const RowTally::Cell* RowTally::cell(const Question& question) {
  Pass& found = pass(question);
  RowParts& parts = of_.parts;
  size_t holder = found.holders;
  if (question.holder && parts.regions().has(of_.count.register_name)) {
    holder = parts.holder_numbers(&table_).find(*question.holder);
  }
  size_t part = found.parts;
  const std::string& field = of_.target.split_by.text;
  if (!question.ask.part.empty() && table_.column(field) != Shape::npos) {
    part = parts.part_numbers(&table_, table_.column(field)).find(question.ask.part);
  }
  const bool is_there = holder <= found.holders && part <= found.parts;
  return is_there ? &found.at(holder, part) : nullptr;
}

std::optional<RowTally::Sum> RowTally::sum(const Question& question) {
  const bool adds = of_.count.takes == RowCount::Takes::sum;
  const bool is_exact = !adds || amount_->kind == column::Kind::none ||
                        (amount_->kind == column::Kind::number &&
                         !(column::Width::w64 < amount_->width));
  const bool has_column = of_.count.field.empty() || column_ != Shape::npos;
  if (!is_exact || !has_column) return std::nullopt;
  const Cell* found = cell(question);
  static const Cell nothing;
  const Cell& cell = found == nullptr ? nothing : *found;
  Sum sum;
  for (size_t grade = 0; grade < grades; ++grade) {
    const Int128 amount = cell.amount[grade];
    const bool is_large = (amount < 0 ? -amount : amount) >= column::magnitude_end;
    if (!cell.is_known || is_large) return std::nullopt;
    sum.values[grade] = value_of(cell, grade);
  }
  for (size_t what = 0; what < lacks_.size(); ++what) {
    for (const uint32_t row : cell.lacking[what]) {
      const std::vector<MissingField>& lacks = lacks_[what].at(row);
      sum.lacks.insert(sum.lacks.end(), lacks.begin(), lacks.end());
    }
  }
  return sum;
}

}  // namespace fangan
