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

/// Which of `members` are in each of many sets.
class MemberSets {
 public:
  MemberSets(size_t sets, size_t members)
      : words_((members + 63) / 64), bits_(sets * words_, 0) {}
  void add(size_t set, uint32_t member) {
    bits_[set * words_ + member / 64] |= uint64_t{1} << (member % 64);
  }
  void add_all(size_t set, const MemberSets& from, size_t other) {
    for (size_t i = 0; i < words_; ++i) bits_[set * words_ + i] |= from.bits_[other * words_ + i];
  }
  uint64_t count(size_t set) const {
    uint64_t count = 0;
    for (size_t i = 0; i < words_; ++i) {
      count += static_cast<uint64_t>(__builtin_popcountll(bits_[set * words_ + i]));
    }
    return count;
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
  drop_passes(key);
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
  drop_passes(key);
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
    if (asks_grades_ && fact.is_before) {
      std::vector<MissingField> open =
          of_.parts.rows().lacks_for_grade(row, driving_grade(of_.target));
      if (!open.empty()) lacks_[lacked_grade][number] = std::move(open);
    }
  }
  if (!days_[1].empty()) set_day(row);
  if (!fact.is_before || (of_.count.is_done && fact.grade == 0)) return;
  std::vector<MissingField> lacks;
  fact.is_after = asks(after_, row, &lacks);
  if (!lacks.empty()) lacks_[lacked_after][number] = std::move(lacks);
  if (!fact.is_after) return;
  if (!asks_grades_ || fact.grade > 0) set_part(row);
  if (of_.count.takes == RowCount::Takes::sum) set_amount(row);
  if (of_.count.takes == RowCount::Takes::distinct) set_member(row);
}

void RowTally::set_part(const Row& row) {
  const RowWordNumbers* numbers = part_numbers();
  if (numbers == nullptr || numbers->of(row.number()) != RowWordNumbers::none) return;
  std::vector<MissingField> lacks =
      lacks_for_part(&of_.parts.rows(), row, of_.target.split_by.text);
  if (!lacks.empty()) lacks_[lacked_part][static_cast<uint32_t>(row.number())] = std::move(lacks);
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
    return fits(day);
  }
  /// Of one of which it is not known whether it has the lowest grade.
  bool may_count(size_t row) const {
    if (!needs_days()) return true;
    const CountedDays::Day day =
        tally_.of_.days.of(tally_.table_.at(row), Grade::reported, tally_.of_.node);
    if (!day.day) return !day.missing.empty();
    const auto found = static_cast<int32_t>(day.day->days_since_1970());
    return (!until_ || *day.day <= *until_) && fits(found);
  }

 private:
  bool fits(int32_t day) const {
    return !restricts_ || std::any_of(spans_.begin(), spans_.end(), [day](const auto& span) {
      return span.first <= day && day <= span.second;
    });
  }

  RowTally& tally_;
  std::optional<Date> until_;
  bool restricts_;
  std::vector<std::pair<int64_t, int64_t>> spans_;
};

// --- adding up -----------------------------------------------------------------------------------

/// Cells of holders and parts, and the members of each.
struct RowTally::Sums {
  Sums(size_t count, size_t members) : cells(count), members(count * grades, members) {}

  /// What another cell has of a grade, added to that of a grade of this one.
  void merge(size_t to, size_t to_grade, const Sums& from, size_t other, size_t grade) {
    Cell& cell = cells[to];
    const Cell& more = from.cells[other];
    cell.is_known = cell.is_known && more.is_known;
    if (more.rows[grade] == 0) return;
    const bool is_first = cell.rows[to_grade] == 0;
    cell.places[to_grade] = is_first ? more.places[grade]
                                     : std::max(cell.places[to_grade], more.places[grade]);
    cell.rows[to_grade] += more.rows[grade];
    cell.amount[to_grade] += more.amount[grade];
    members.add_all(to * grades + to_grade, from.members, other * grades + grade);
  }

  std::vector<Cell> cells;
  MemberSets members;
};

/// One pass over all rows. Each is added to the cell of its holder and part and, where its day is
/// the same for all grades, to its own grade; what is below and around them is put together after.
class RowTally::Adding {
 public:
  Adding(RowTally* tally, const Question& question)
      : tally_(*tally),
        counting_made_(std::make_shared<const Counting>(tally, question)),
        counting_(*counting_made_),
        holders_(tally->of_.parts.holder_numbers(&tally->table_)),
        parts_(tally->part_numbers()),
        parts_count_(parts_ == nullptr ? 0 : parts_->words().size()),
        sums_(holders_.words().size() * (parts_count_ + 1), tally->member_numbers_.size()),
        adds_(tally->amount_.has_value()),
        is_by_grade_(counting_.needs_days() && tally->of_.days.is_by_grade()) {
    pass_.counting = counting_made_;
    pass_.holders = holders_.words().size();
    pass_.parts = parts_count_;
    pass_.partless.resize(pass_.holders + 1);
  }

  Pass run() {
    for (size_t row = 0; row < tally_.facts_.size(); ++row) {
      const Fact& fact = tally_.facts_[row];
      if (!fact.is_before || !fact.is_after) continue;
      if (!tally_.of_.count.is_done) add(row, 0);
      for (size_t grade = is_by_grade_ ? 1 : fact.grade; grade > 0 && grade <= fact.grade;
           ++grade) {
        if (counting_.counts(row, grade)) add(row, grade);
      }
    }
    put_together();
    for (const auto& [row, lacks] : tally_.lacks_[lacked_before]) lack(lacked_before, row);
    for (const auto& [row, lacks] : tally_.lacks_[lacked_after]) {
      if (counting_.counts(row, 1)) lack(lacked_after, row);
    }
    for (const auto& [row, lacks] : tally_.lacks_[lacked_grade]) {
      if (counting_.may_count(row)) lack(lacked_grade, row);
    }
    for (const auto& [row, lacks] : tally_.lacks_[lacked_part]) {
      if (!tally_.asks_grades_ || counting_.counts(row, 1)) lack(lacked_part, row);
    }
    if (!counting_.needs_days()) return std::move(pass_);
    for (const auto& [row, lacks] : tally_.lacks_[lacked_day]) lack(lacked_day, row);
    return std::move(pass_);
  }

 private:
  /// Behind the parts stand the rows that have none.
  size_t part_of(size_t row) const {
    const size_t part = parts_ == nullptr ? RowWordNumbers::none : parts_->of(row);
    return part == RowWordNumbers::none ? parts_count_ : part;
  }

  void add(size_t row, size_t grade) {
    const Fact& fact = tally_.facts_[row];
    const size_t index = holders_.of(row) * (parts_count_ + 1) + part_of(row);
    Cell& cell = sums_.cells[index];
    const bool is_first = cell.rows[grade]++ == 0;
    if (!fact.is_known) {
      cell.is_known = false;
    } else if (adds_) {
      const column::Column& amounts = *tally_.amount_;
      const int places = amounts.places.empty() ? amounts.scale : amounts.places[row];
      cell.amount[grade] += amounts.cell(row);
      cell.places[grade] = is_first ? places : std::max(cell.places[grade], places);
    } else if (!tally_.members_.empty()) {
      sums_.members.add(index * grades + grade, tally_.members_[row]);
    }
  }

  /// Whoever has a grade has those below it; all holders and all parts are cells of their own.
  void put_together() {
    for (size_t index = 0; !is_by_grade_ && index < sums_.cells.size(); ++index) {
      for (size_t grade = grades - 1; grade > 1; --grade) {
        sums_.merge(index, grade - 1, sums_, index, grade);
      }
    }
    Sums all((pass_.holders + 1) * (pass_.parts + 1), tally_.member_numbers_.size());
    for (size_t index = 0; index < sums_.cells.size(); ++index) {
      each_cell(index / (parts_count_ + 1), index % (parts_count_ + 1), [&](size_t to) {
        for (size_t grade = 0; grade < grades; ++grade) all.merge(to, grade, sums_, index, grade);
      });
    }
    for (size_t index = 0; index < all.cells.size(); ++index) {
      for (size_t grade = 0; grade < grades; ++grade) {
        all.cells[index].distinct[grade] = all.members.count(index * grades + grade);
      }
    }
    pass_.cells = std::move(all.cells);
  }

  /// Where rows of a holder and part are told.
  template <typename Use>
  void each_cell(size_t holder, size_t part, const Use& use) const {
    for (const size_t of : {holder, pass_.holders}) {
      use(of * (pass_.parts + 1) + pass_.parts);
      if (part < pass_.parts) use(of * (pass_.parts + 1) + part);
    }
  }

  /// A row of no part may belong to each of them; to all of them together it belongs.
  void lack(Lacked what, uint32_t row) {
    const size_t own = part_of(row);
    const auto note = [&](size_t index) { pass_.cells[index].lacking[what].push_back(row); };
    if (what != lacked_part) each_cell(holders_.of(row), own, note);
    if (parts_ == nullptr || own != parts_count_) return;
    for (const size_t holder : {static_cast<size_t>(holders_.of(row)), pass_.holders}) {
      pass_.partless[holder][what].push_back(row);
    }
  }

  RowTally& tally_;
  std::shared_ptr<const Counting> counting_made_;
  const Counting& counting_;
  const RowWordNumbers& holders_;
  const RowWordNumbers* parts_;
  size_t parts_count_;
  Sums sums_;
  bool adds_;
  bool is_by_grade_;
  Pass pass_;
};

RowTally::Pass& RowTally::pass(const Question& question) {
  std::string key = question.ask.due ? question.ask.due->print() : "";
  for (const TargetNode* node : question.ask.nodes) key += "|" + node->name;
  Pass& pass = passes_[{key, question.until}];
  // A county that has its first row is in no pass yet.
  const size_t holders = of_.parts.holder_numbers(&table_).words().size();
  const RowWordNumbers* parts = part_numbers();
  const bool fits = pass.counting != nullptr && pass.holders == holders &&
                    pass.parts == (parts == nullptr ? 0 : parts->words().size());
  if (!fits) pass = Adding(this, question).run();
  return pass;
}

/// By row the value of the split; nullptr where there is none.
const RowWordNumbers* RowTally::part_numbers() {
  const std::string& split = of_.target.split_by.text;
  const size_t column = split.empty() ? Shape::npos : table_.column(split);
  return column == Shape::npos ? nullptr : &of_.parts.part_numbers(&table_, column);
}

/// Whether a pass would come to something else without the row.
bool RowTally::matters(const Counting& counting, uint32_t row) const {
  const auto is_in = [row](const auto& lacks) { return lacks.count(row) > 0; };
  if (std::any_of(lacks_.begin(), lacks_.end(), is_in)) return true;
  const Fact& fact = facts_[row];
  if (!fact.is_before || !fact.is_after) return false;
  bool counts = !of_.count.is_done;
  for (size_t grade = 1; grade <= fact.grade; ++grade) {
    counts = counts || counting.counts(row, grade);
  }
  return counts;
}

void RowTally::drop_passes(uint32_t row) {
  if (row >= facts_.size()) return;
  std::erase_if(passes_, [&](const auto& pass) { return matters(*pass.second.counting, row); });
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

/// Beyond those of the pass where no row is of that holder.
size_t RowTally::holder_of(const Question& question, const Pass& pass) {
  RowParts& parts = of_.parts;
  if (!question.holder || !parts.regions().has(of_.count.register_name)) return pass.holders;
  return parts.holder_numbers(&table_).find(*question.holder);
}

/// The last where no part is asked for; beyond those of the pass where no row is of the part.
size_t RowTally::part_of(const Question& question, const Pass& pass) {
  const RowWordNumbers* numbers = part_numbers();
  if (question.ask.part.empty() || numbers == nullptr) return pass.parts;
  return numbers->find(question.ask.part);
}

void RowTally::add_lacks(const Lacking& lacking, Sum* sum) const {
  for (size_t what = 0; what < lacks_.size(); ++what) {
    for (const uint32_t row : lacking[what]) {
      const std::vector<MissingField>& lacks = lacks_[what].at(row);
      sum->lacks.insert(sum->lacks.end(), lacks.begin(), lacks.end());
    }
  }
}

std::optional<RowTally::Sum> RowTally::sum(const Question& question) {
  const bool adds = of_.count.takes == RowCount::Takes::sum;
  const bool is_exact = !adds || amount_->kind == column::Kind::none ||
                        (amount_->kind == column::Kind::number &&
                         !(column::Width::w64 < amount_->width));
  const bool has_column = of_.count.field.empty() || column_ != Shape::npos;
  if (!is_exact || !has_column) return std::nullopt;
  Pass& pass = this->pass(question);
  const size_t holder = holder_of(question, pass);
  const size_t part = part_of(question, pass);
  static const Cell nothing;
  const bool has_rows = holder <= pass.holders && part <= pass.parts;
  const Cell& cell = has_rows ? pass.at(holder, part) : nothing;
  Sum sum;
  for (size_t grade = 0; grade < grades; ++grade) {
    const Int128 amount = cell.amount[grade];
    const bool is_large = (amount < 0 ? -amount : amount) >= column::magnitude_end;
    if (!cell.is_known || is_large) return std::nullopt;
    sum.values[grade] = value_of(cell, grade);
  }
  add_lacks(cell.lacking, &sum);
  if (part != pass.parts && holder <= pass.holders) add_lacks(pass.partless[holder], &sum);
  return sum;
}

}  // namespace fangan
