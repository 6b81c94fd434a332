#include "service/store_figures.h"

#include <algorithm>

#include "campaign/parameters_in_force.h"
#include "campaign/record_tables.h"
#include "store/change_days.h"

namespace fangan {
namespace {

/// Rows of one day, but for the registers of a policy, which show what they do on a later one.
class SplitRows final : public RowSource {
 public:
  SplitRows(StoreRows* own, StoreRows* last, const Policy* policy)
      : own_(*own), last_(*last), policy_(policy) {}

  std::vector<RowState> all(const Register& definition) override {
    return of(definition).all(definition);
  }
  std::optional<RowState> one(const Register& definition, std::string_view id) override {
    return of(definition).one(definition, id);
  }
  std::vector<RowState> referring(const Register& from, size_t field,
                                  std::string_view id) override {
    return of(from).referring(from, field, id);
  }

 private:
  StoreRows& of(const Register& definition) {
    const bool is_of =
        policy_ != nullptr &&
        std::any_of(policy_->of.begin(), policy_->of.end(),
                    [&](const Name& name) { return name.text == definition.name.text; });
    return is_of ? last_ : own_;
  }

  StoreRows& own_;
  StoreRows& last_;
  const Policy* policy_;
};

/// The days from which somebody entered records of the register, the last one first.
std::vector<Date> entered_days(const Records& records, const std::string& name, Moment known_at) {
  std::vector<Date> days;
  View view{Date::from_days(INT32_MAX), known_at};
  for (;;) {
    std::optional<Date> last;
    for (const Record& record : records.rows(name, "", view)) {
      if (!last || *last < record.holds_from) last = record.holds_from;
    }
    if (!last) return days;
    days.push_back(*last);
    view.as_of = add_days(*last, -1);
  }
}

}  // namespace

StoreRows::Scope every_row() {
  return [](const Register&) {
    RowScope scope;
    scope.all = true;
    return scope;
  };
}

ParameterValues moved_parameters(ParameterValues values, const MovedParameters& moved) {
  for (const auto& [name, value] : moved) {
    values.erase(name);
    if (value) values[name] = *value;
  }
  return values;
}

/// One reader for each view: that of the day and, where a policy asks for it, that of the last one.
class StoreFigures::OneDay {
 public:
  OneDay(StoreFigures* figures, Date day, Date last, const Policy* policy)
      : figures_(*figures),
        reader_(from().database, from().tables, View{day, from().known_at}),
        last_reader_(from().database, from().tables, View{last, from().known_at}),
        own_(&reader_, from().tables, from().scope),
        last_(&last_reader_, from().tables, from().scope),
        split_(&own_, &last_, policy),
        rows_(from().plan, day,
              moved_parameters(parameters_in_force(from().plan, from().records,
                                                   View{day, from().known_at}),
                               from().moved),
              &split_) {
    ledgers_ = add_policy_ledgers(&rows_, figures->views(last));
  }
  ~OneDay() { add_errors(&figures_.errors_); }
  OneDay(const OneDay&) = delete;
  OneDay& operator=(const OneDay&) = delete;

  Rows& rows() { return rows_; }
  PolicyLedgers& ledgers() { return *ledgers_; }
  void add_errors(Diagnostics* errors) const {
    for (const StoreRows* source : {&own_, &last_}) {
      errors->insert(errors->end(), source->errors().begin(), source->errors().end());
    }
  }

 private:
  const From& from() const { return figures_.from_; }

  StoreFigures& figures_;
  RegisterReader reader_;
  RegisterReader last_reader_;
  StoreRows own_;
  StoreRows last_;
  SplitRows split_;
  Rows rows_;
  std::shared_ptr<PolicyLedgers> ledgers_;
};

StoreFigures::StoreFigures(From from) : from_(std::move(from)) {}

StoreFigures::~StoreFigures() = default;

StoreFigures::OneDay& StoreFigures::day(Date day) {
  std::unique_ptr<OneDay>& known = days_[day];
  if (known == nullptr) {
    known = std::make_unique<OneDay>(this, day, day, nullptr);
    add_tables(day, &known->rows());
  }
  return *known;
}

void StoreFigures::add_tables(Date day, Rows* rows) {
  add_computed_tables(rows, figures(day), from_.records, View{day, from_.known_at});
}

Rows& StoreFigures::rows(Date day) { return this->day(day).rows(); }

PolicyLedgers& StoreFigures::ledgers(Date day) { return this->day(day).ledgers(); }

/// Views of days before `last`, made anew for whoever asks: they may be moved to other days.
PastViews StoreFigures::views(Date last) {
  PastViews views;
  views.on = [this, last](Date day, const Policy* policy) {
    const auto one = std::make_shared<OneDay>(this, day, last, policy);
    add_tables(day, &one->rows());
    return std::shared_ptr<Rows>(one, &one->rows());
  };
  views.changes = [this](const std::set<std::string>& registers) { return changes(registers); };
  views.changed = [this](Date day, const Policy& policy) { return changed(day, policy); };
  return views;
}

const StoreFigures::RowsByDay& StoreFigures::rows_by_day_of(const RegisterTable& table) {
  const auto [known, is_new] = rows_by_day_.try_emplace(table.name);
  if (!is_new) return known->second;
  Result<RowsByDay> found = rows_by_day(from_.database, table, from_.known_at);
  if (found) {
    known->second = std::move(found).value();
  } else {
    errors_.insert(errors_.end(), found.errors().begin(), found.errors().end());
  }
  return known->second;
}

/// Rows that changed on the day, of the registers of the policy and of no other.
std::shared_ptr<Rows> StoreFigures::changed(Date day, const Policy& policy) {
  const View view{day, from_.known_at};
  auto rows = std::make_shared<Rows>(
      from_.plan, day,
      moved_parameters(parameters_in_force(from_.plan, from_.records, view), from_.moved));
  RegisterReader reader(from_.database, from_.tables, view);
  for (const Name& of : policy.of) {
    const RegisterTable* table = from_.tables.find(of.text);
    if (table == nullptr) continue;
    const RowsByDay& by_day = rows_by_day_of(*table);
    const auto numbers = by_day.find(day);
    if (numbers == by_day.end()) continue;
    const RowScope scope = from_.scope(*table->definition);
    std::vector<RowState> states;
    for (const int64_t number : numbers->second) {
      Result<std::optional<StoredRow>> row = reader.row(*table, number);
      if (!row) {
        errors_.insert(errors_.end(), row.errors().begin(), row.errors().end());
      } else if (row.value() && scope.takes(*row.value())) {
        states.push_back(std::move(row.value()->state));
      }
    }
    rows->add(of.text, std::move(states));
  }
  return rows;
}

const std::set<Date>& StoreFigures::days_of(const std::string& register_name) {
  const auto known = change_days_.find(register_name);
  if (known != change_days_.end()) return known->second;
  std::set<Date>& days = change_days_[register_name];
  const RegisterTable* table = from_.tables.find(register_name);
  if (table == nullptr) {
    const std::vector<Date> entered = entered_days(from_.records, register_name, from_.known_at);
    days.insert(entered.begin(), entered.end());
    return days;
  }
  Result<std::set<Date>> found = change_days(from_.database, *table, from_.known_at);
  if (found) {
    days = std::move(found).value();
  } else {
    errors_.insert(errors_.end(), found.errors().begin(), found.errors().end());
  }
  return days;
}

std::vector<Date> StoreFigures::changes(const std::set<std::string>& registers) {
  const PlanHeader& header = from_.plan.header;
  std::set<Date> days;
  for (const std::string& name : registers) {
    const std::set<Date>& own = days_of(name);
    days.insert(own.begin(), own.end());
  }
  for (const Parameter& parameter : from_.plan.parameters) {
    if (from_.moved.count(parameter.name) != 0) continue;
    for (const auto& value : parameter.values) days.insert(value.first);
  }
  const std::vector<Date> entered = entered_days(from_.records, "参数", from_.known_at);
  days.insert(entered.begin(), entered.end());
  // What was entered of days before the plan counts from its first day.
  const std::optional<Date> first = header.in_force_from ? header.in_force_from : header.issued;
  if (first) days.insert(*first);
  return {first ? days.lower_bound(*first) : days.begin(), days.end()};
}

std::shared_ptr<FigureMaker> StoreFigures::figures(Date day) {
  std::shared_ptr<FigureMaker>& known = figures_[day];
  if (known == nullptr) {
    known = std::make_shared<FigureMaker>(
        FigureSight{from_.plan, from_.records, View{day, from_.known_at},
                    [this](Date other) -> Rows& { return rows(other); }, from_.holder});
  }
  return known;
}

Diagnostics StoreFigures::errors() const {
  Diagnostics errors = errors_;
  const Diagnostics& of_records = from_.records.errors();
  errors.insert(errors.end(), of_records.begin(), of_records.end());
  for (const auto& [day, one] : days_) one->add_errors(&errors);
  return errors;
}

}  // namespace fangan
