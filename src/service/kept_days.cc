#include "service/kept_days.h"

#include <algorithm>
#include <exception>
#include <unordered_map>

#include "campaign/parameters_in_force.h"
#include "service/store_figures.h"
#include "store/register_columns.h"
#include "value/compare.h"

namespace fangan {
namespace {

bool are_same(const ParameterValues& left, const ParameterValues& right) {
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(), [](const auto& a, const auto& b) {
           return a.first == b.first && is_same(a.second, b.second);
         });
}

View everything_known(Date day) {
  return View{day, Moment{INT64_MAX}};
}

}  // namespace

/// Registers are read whole, each row with its number, which the journal calls it by.
class KeptDays::Source final : public RowSource {
 public:
  void open(const Snapshot& snapshot, Date date) {
    reader_ = std::make_unique<RegisterReader>(snapshot.database, snapshot.tables,
                                               everything_known(date));
    tables_ = &snapshot.tables;
  }
  void close() {
    reader_.reset();
    tables_ = nullptr;
  }
  RegisterReader& reader() { return *reader_; }
  const Diagnostics& errors() const { return errors_; }
  /// The ids of the rows that were read, by number.
  std::unordered_map<int64_t, std::string>& ids(const std::string& register_name) {
    return ids_[register_name];
  }

  std::vector<RowState> all(const Register& definition) override {
    const RegisterTable* table = tables_->find(definition.name.text);
    if (table == nullptr) return {};
    RowQuery query;
    query.count = -1;
    query.scope.all = true;
    std::unordered_map<int64_t, std::string>& ids = this->ids(definition.name.text);
    const Result<RegisterColumns> read = reader_->columns(*table, query, whole_rows());
    if (!read) {
      errors_.insert(errors_.end(), read.errors().begin(), read.errors().end());
      return {};
    }
    const RowColumns& columns = read.value().columns;
    for (size_t i = 0; i < columns.rows(); ++i) {
      ids.emplace(read.value().numbers[i], columns.ids[i]);
    }
    return states_of(columns, definition);
  }
  /// Rows that keep up have their registers whole.
  std::optional<RowState> one(const Register&, std::string_view) override {
    assert(false);
    return std::nullopt;
  }
  std::vector<RowState> referring(const Register&, size_t, std::string_view) override {
    assert(false);
    return {};
  }

 private:
  std::unique_ptr<RegisterReader> reader_;
  const RegisterTables* tables_ = nullptr;
  std::map<std::string, std::unordered_map<int64_t, std::string>> ids_;
  Diagnostics errors_;
};

struct KeptDays::Day {
  Day(const Plan& plan, Date date, ParameterValues parameters)
      : rows(plan, date, std::move(parameters), &source), measured(&rows) {
    rows.keep_up();
  }

  Source source;
  Rows rows;
  MeasuredDay measured;
};

KeptDays::KeptDays(std::shared_ptr<const LoadedPlan> loaded) : loaded_(std::move(loaded)) {}

KeptDays::~KeptDays() = default;

/// Brings what is kept to the snapshot.
Result<Done> KeptDays::catch_up(const Snapshot& snapshot) {
  if (today_ != snapshot.today) days_.clear();
  today_ = snapshot.today;
  const Result<RowsSince> since =
      rows_since(snapshot.database, snapshot.tables, days_.empty() ? 0 : entry_);
  if (!since) return since.errors();
  entry_ = since.value().entry;
  if (since.value().are_too_many) days_.clear();
  for (auto day = days_.begin(); day != days_.end();) {
    const ParameterValues parameters = parameters_in_force(
        loaded_->plan, snapshot.records, everything_known(day->first));
    bool holds = are_same(parameters, day->second->rows.parameters());
    day->second->source.open(snapshot, day->first);
    for (const RowsSince::Row& row : since.value().rows) {
      if (!holds) break;
      const Result<bool> kept = catch_up(day->second.get(), row);
      if (!kept) return kept.errors();
      holds = kept.value();
    }
    day = holds ? std::next(day) : days_.erase(day);
  }
  return Done{};
}

/// False where what is kept of the day is of no use any more.
Result<bool> KeptDays::catch_up(Day* day, const RowsSince::Row& row) {
  const std::string& name = row.table->definition->name.text;
  const RowTable* table = day->rows.table(name);
  if (table == nullptr || !table->is_whole()) return true;  // Nobody has read it.
  Result<std::optional<StoredRow>> now = day->source.reader().row(*row.table, row.row);
  if (!now) return now.errors();
  std::unordered_map<int64_t, std::string>& ids = day->source.ids(name);
  const auto known = ids.find(row.row);
  if (!now.value() && known == ids.end()) return true;
  if (now.value() && known != ids.end() && known->second != now.value()->state.id) {
    return false;  // What refers to it calls it by another name.
  }
  std::optional<RowState> state;
  if (now.value()) state = std::move(now.value()->state);
  const std::string id = state ? state->id : known->second;
  if (!state) ids.erase(known);
  if (state) ids.emplace(row.row, id);
  const Changed changed = day->rows.change(name, id, std::move(state));
  if (changed.everything) return false;
  day->measured.forget(changed.rows);
  return true;
}

/// Days that are long past go first: fewest figures ask for them.
void KeptDays::shed() {
  constexpr size_t rows_max = 2'000'000;
  size_t rows = 0;
  auto day = days_.end();
  while (day != days_.begin() && rows <= rows_max) {
    --day;
    for (const Register& definition : loaded_->plan.registers) {
      rows += day->second->rows.table(definition.name.text)->numbers();
    }
  }
  if (rows <= rows_max) return;
  const auto today = std::prev(days_.end());
  days_.erase(days_.begin(), day == today ? today : std::next(day));
}

KeptDays::Turn::Turn(KeptDays* days, const Snapshot& snapshot)
    : days_(*days), snapshot_(snapshot) {
  // Days that caught up in part are of no use.
  const auto clear = [](KeptDays* half_way) { half_way->days_.clear(); };
  std::unique_ptr<KeptDays, decltype(clear)> unless_done(days, clear);
  const Result<Done> done = days->catch_up(snapshot);
  if (!done) errors_ = done.errors();
  unless_done.release();
}

KeptDays::Turn::~Turn() {
  // Of what was interrupted nobody knows how far it came.
  if (std::uncaught_exceptions() > exceptions_) {
    for (const Date asked : asked_) days_.days_.erase(asked);
  }
  if (!errors().empty()) days_.days_.clear();
  days_.shed();
  for (auto& [date, day] : days_.days_) day->source.close();
}

Diagnostics KeptDays::Turn::errors() const {
  Diagnostics errors = errors_;
  for (const auto& [date, day] : days_.days_) {
    const Diagnostics& own = day->source.errors();
    errors.insert(errors.end(), own.begin(), own.end());
  }
  return errors;
}

MeasuredDay& KeptDays::Turn::measured(Date date) {
  asked_.insert(date);
  const auto known = days_.days_.find(date);
  if (known != days_.days_.end()) return known->second->measured;
  const Plan& plan = days_.loaded_->plan;
  auto day = std::make_unique<Day>(
      plan, date, parameters_in_force(plan, snapshot_.records, everything_known(date)));
  day->source.open(snapshot_, date);
  return days_.days_.emplace(date, std::move(day)).first->second->measured;
}

}  // namespace fangan
