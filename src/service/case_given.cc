#include "service/case_given.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "campaign/credit_code.h"
#include "campaign/parameters_in_force.h"
#include "campaign/policy_ledger.h"
#include "campaign/row_sheets.h"
#include "document/csv.h"
#include "feel/check.h"
#include "feel/parse.h"
#include "plan/resolve.h"
#include "plan/row_words.h"
#include "service/register_sight.h"
#include "text/suggest.h"

namespace fangan {
namespace {

constexpr std::string_view times_column = "×";
constexpr int64_t times_max = 100'000;

std::string replaced(std::string text, std::string_view what, const std::string& with) {
  for (size_t at = text.find(what); at != text.npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

/// The cell that an error names, else the row's first.
Diagnostic at_cell(Diagnostic error, const CaseStep& table, size_t row) {
  Span span = table.rows[row].front().span;
  for (const Fact& fact : error.facts) {
    const auto found = std::find(table.columns.begin(), table.columns.end(), fact.value);
    const bool names_column = fact.name == "field" && found != table.columns.end();
    if (names_column) span = table.cell(row, fact.value).span;
  }
  error.marks = {Mark{span, {}}};
  return error;
}

/// How often a row stands there; none: `×` is no number.
std::optional<int64_t> times_of(const CaseStep& table, size_t row) {
  const Cell& times = table.cell(row, times_column);
  if (times.text.empty()) return 1;
  const Result<Decimal> number = Decimal::parse(times.text);
  const std::optional<int64_t> whole = number ? number.value().as_int64() : std::nullopt;
  return whole && *whole >= 0 && *whole <= times_max ? whole : std::nullopt;
}

/// The cells of the row for the number-th time, without `×`.
std::vector<std::string> cells_of(const CaseStep& table, size_t row, int64_t number) {
  const bool runs = std::count(table.columns.begin(), table.columns.end(), times_column) > 0;
  std::vector<std::string> cells;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i] == times_column) continue;
    const std::string& text = table.rows[row][i].text;
    cells.push_back(runs ? replaced(text, "#", std::to_string(number)) : text);
  }
  return cells;
}

std::vector<std::string> columns_of(const CaseStep& table) {
  std::vector<std::string> columns;
  for (const std::string& column : table.columns) {
    if (column != times_column) columns.push_back(column);
  }
  return columns;
}

/// Reads tables into sheets; errors stand at their cells.
class TableReader {
 public:
  TableReader(const Plan& plan, RowSheets* sheets, Diagnostics* errors)
      : plan_(plan), sheets_(*sheets), errors_(*errors) {}

  void read(const CaseStep& table) {
    const Register& definition = *plan_.find_register(table.register_name);
    const Diagnostics wrong = sheets_.open(definition, columns_of(table));
    for (Diagnostic error : wrong) {
      error.marks = {Mark{table.span, {}}};
      errors_.push_back(std::move(error));
    }
    if (!wrong.empty()) return;
    for (size_t row = 0; row < table.rows.size(); ++row) read_row(table, row);
  }

  void finish() {
    for (const auto& [place, error] : sheets_.finish()) add_error(place, error);
  }

  struct Read {
    RowSheets::Place place;
    const CaseStep* table = nullptr;
    size_t row = 0;
  };
  const std::vector<Read>& rows() const { return rows_; }

  /// After finish(): what a row needs and nobody wrote.
  void look_for_gaps() {
    for (const auto& [place, error] : sheets_.made()) add_error(place, error);
    for (const Read& read : rows_) {
      look_for_period(read);
      look_at_code(read);
      const RowState& state = sheets_.written(read.place);
      for (const Diagnostic& blank : missing_fields(plan_, *read.place.definition, state)) {
        need_column(read, blank.facts.front().value);
      }
    }
  }

 private:
  void add_error(const RowSheets::Place& place, const Diagnostic& error) {
    const auto found = std::find_if(rows_.begin(), rows_.end(), [&place](const Read& read) {
      return read.place.definition == place.definition && read.place.index == place.index;
    });
    if (found == rows_.end()) return errors_.push_back(error);
    add_once(at_cell(error, *found->table, found->row));
  }

  /// A row that `×` repeats says the same each time.
  void add_once(Diagnostic error) {
    const Span span = error.marks.front().span;
    if (!told_.emplace(span.source, span.begin, error.code).second) return;
    errors_.push_back(std::move(error));
  }

  bool need_column(const Read& read, const std::string& column) {
    const std::vector<std::string>& columns = read.table->columns;
    if (std::find(columns.begin(), columns.end(), column) != columns.end()) return true;
    if (!missing_columns_.emplace(read.table, column).second) return false;
    const std::string& name = read.place.definition->name.text;
    errors_.push_back(
        problem_at("TEST-X008", read.table->span, {{"column", column}, {"register", name}}));
    return false;
  }

  void look_for_period(const Read& read) {
    if (read.place.definition->period == Period::none) return;
    const std::string name(row_words(plan_.header.language).period);
    const bool blank = sheets_.written(read.place).period.is_null();
    if (!need_column(read, name) || !blank) return;
    add_once(at_cell(problem("STORE-R005", {{"field", name}}), *read.table, read.row));
  }

  /// A short word may stand for a code here; one written in full is held against its check
  /// character, as where it is imported.
  void look_at_code(const Read& read) {
    const Register& definition = *read.place.definition;
    const Field* field = definition.field(credit_code_field);
    if (field == nullptr) return;
    const Value& code = sheets_.written(read.place).fields[static_cast<size_t>(
        field - definition.fields.data())];
    if (!code.is(ValueKind::string)) return;
    const Result<Done> fits = check_credit_code(code.text());
    if (!fits && fits.error().code == "CAMP-F016")
      add_once(at_cell(fits.error(), *read.table, read.row));
  }

  void read_row(const CaseStep& table, size_t row) {
    const std::optional<int64_t> count = times_of(table, row);
    if (!count) {
      const Cell& times = table.cell(row, times_column);
      errors_.push_back(problem_at("TEST-X006", times.span, {{"value", times.text}}));
      return;
    }
    for (int64_t number = 1; number <= *count; ++number) {
      const std::vector<std::string> cells = cells_of(table, row, number);
      const RowSheets::Added added = sheets_.add({cells.begin(), cells.end()});
      rows_.push_back({added.place, &table, row});
      for (const Diagnostic& error : added.errors) errors_.push_back(at_cell(error, table, row));
      if (!added.errors.empty()) return;  // The others would say the same.
    }
  }

  const Plan& plan_;
  RowSheets& sheets_;
  Diagnostics& errors_;
  std::vector<Read> rows_;
  std::set<std::tuple<uint32_t, uint32_t, std::string>> told_;
  std::set<std::pair<const CaseStep*, std::string>> missing_columns_;
};

/// Where a rule that does not hold is shown: the first column it reads, else the row.
Diagnostic broken_rule(const NamedFormula& rule, const TableReader::Read& read,
                       const std::string& id) {
  const std::vector<std::string>& columns = read.table->columns;
  Span span = read.table->rows[read.row].front().span;
  for (const FormulaInput& input : rule.formula.inputs) {
    const bool is_column = input.kind == FormulaInput::Kind::field &&
                           std::find(columns.begin(), columns.end(), input.name) != columns.end();
    if (!is_column) continue;
    span = read.table->cell(read.row, input.name).span;
    break;
  }
  return problem_at("TEST-X011", span, {{"message", rule.name.text},
                                        {"register", read.place.definition->name.text},
                                        {"row", id}});
}

/// Rows are there from the day the plan is in force.
Date first_day(const Plan& plan) {
  return plan.header.in_force_from.value_or(plan.header.issued.value_or(Date()));
}

bool is_of(const Policy& policy, const std::string& register_name) {
  return std::any_of(policy.of.begin(), policy.of.end(), [&register_name](const Name& of) {
    return of.text == register_name;
  });
}

/// The row as it is on a day; none: it is not there yet. `written`: as it is from each of its days
/// on, in their order.
std::optional<RowState> state_on(Date day, const std::vector<const RowState*>& written) {
  std::optional<RowState> state;
  std::vector<std::pair<std::string, Date>> entered;
  for (const RowState* each : written) {
    if (each->since > day) break;
    const bool is_entered = !each->state.empty() && (!state || state->state != each->state);
    const Date since = state ? state->since : each->since;
    state = *each;
    state->since = since;
    if (!is_entered) continue;
    std::erase_if(entered, [each](const auto& known) { return known.first == each->state; });
    entered.emplace_back(each->state, each->since);
  }
  if (state) state->entered = std::move(entered);
  return state;
}

std::vector<RowState> there_on(Date day, const std::vector<RowState>& all) {
  std::vector<std::vector<const RowState*>> rows;
  std::unordered_map<std::string_view, size_t> places;
  for (const RowState& state : all) {
    const auto [place, is_new] = places.emplace(state.id, rows.size());
    if (is_new) rows.emplace_back();
    rows[place->second].push_back(&state);
  }
  std::vector<RowState> there;
  for (std::vector<const RowState*>& written : rows) {
    std::stable_sort(
        written.begin(), written.end(),
        [](const RowState* left, const RowState* right) { return left->since < right->since; });
    std::optional<RowState> state = state_on(day, written);
    if (state) there.push_back(*std::move(state));
  }
  return there;
}

/// The names of the plan that an expression mentions.
std::set<std::string> names_in(const Plan& plan, std::string_view expression) {
  feel::Scope scope;
  for (const char* function : {"done", "total", "is set", "working days"}) {
    scope.add_variable(function);
  }
  for (const Register& each : plan.registers) scope.add_variable(each.name.text);
  for (const Parameter& each : plan.parameters) scope.add_variable(each.name);
  for (const Decision& each : plan.decisions) scope.add_variable(each.name.text);
  for (const Policy& each : plan.policies) scope.add_variable(each.name.text);
  for (const Target& each : plan.targets) scope.add_variable(each.name);
  const feel::Parsed parsed = feel::parse(expression, scope);
  if (parsed.ok()) return feel::mentions(parsed.syntax);
  // Whoever reads it will say what is wrong; the names that stand in it tell who that is.
  std::set<std::string> names;
  for (const feel::Scope::Variable& each : scope.variables()) {
    if (expression.find(each.name) != expression.npos) names.insert(each.name);
  }
  return names;
}

}  // namespace

namespace {

/// As a case writes it.
std::string print_undetermined(const Outcome& outcome) {
  std::string text;
  std::set<std::string> fields;
  for (const MissingField& each : outcome.missing) fields.insert(each.field);
  for (const std::string& field : fields) text += (text.empty() ? ": " : ", ") + field;
  return "undetermined" + text;
}

/// The parameters an outcome waits for; one met through a row is told by the reason.
std::vector<std::string> unset_parameters(const Outcome& outcome) {
  if (outcome.kind == Outcome::Kind::not_set) return outcome.not_set;
  const Diagnostic* reason = outcome.value.reason();
  if (reason == nullptr || reason->code != "CAMP-R006") return {};
  return {reason->facts.front().value};
}

/// How many rows a policy looks at, and what it finds of each.
Diagnostic judged_rows(const Policy& policy, Rows* rows) {
  size_t all = 0;
  size_t eligible = 0;
  size_t unknown = 0;
  std::set<std::string> fields;
  for (const Name& of : policy.of) {
    const Value list = rows->list(of.text);
    if (!list.is(ValueKind::list)) continue;
    for (const Value& record : list.items()) {
      const Outcome outcome = rows->evaluate(policy.eligible, Asked{record});
      ++all;
      eligible += outcome.kind == Outcome::Kind::value && outcome.value.is_true() ? 1 : 0;
      unknown += outcome.kind == Outcome::Kind::value ? 0 : 1;
      for (const MissingField& each : outcome.missing) fields.insert(each.field);
      for (const std::string& each : outcome.not_set) fields.insert(each);
    }
  }
  std::string missing;
  for (const std::string& field : fields) missing += (missing.empty() ? "" : "、") + field;
  return problem("TEST-E006", {{"name", policy.name.text},
                               {"rows", std::to_string(all)},
                               {"eligible", std::to_string(eligible)},
                               {"undetermined", std::to_string(unknown)},
                               {"missing", missing.empty() ? "—" : missing}});
}

}  // namespace

Diagnostic other_outcome(const Outcome& outcome, const std::string& expected) {
  const std::vector<std::string> unset = unset_parameters(outcome);
  if (unset.empty()) {
    return problem("TEST-E004",
                   {{"expected", expected}, {"written", print_undetermined(outcome)}});
  }
  std::string names;
  for (const std::string& name : unset) names += (names.empty() ? "" : "、") + name;
  return problem("TEST-E005", {{"expected", expected},
                               {"names", names},
                               {"written", unset.front() + " not set"}});
}

bool matches_outcome(const Outcome& outcome, std::string_view expected) {
  const std::vector<std::string> unset = unset_parameters(outcome);
  if (!unset.empty()) {
    return std::any_of(unset.begin(), unset.end(), [expected](const std::string& name) {
      return name + " not set" == expected;
    });
  }
  return expected == "null" || expected == "undetermined" ||
         expected == print_undetermined(outcome);
}

Diagnostics CaseGiven::add(const Plan& plan, const CaseStep& given) {
  Diagnostics errors;
  RowSheets sheets(plan, first_day(plan), RowSheets::SameKey::later);
  TableReader reader(plan, &sheets, &errors);
  for (const CaseStep& before : tables_) reader.read(before);
  reader.read(given);
  if (errors.empty()) reader.finish();
  if (errors.empty()) tables_.push_back(given);
  return errors;
}

std::vector<PackageFile> CaseGiven::files() const {
  std::map<std::string, std::vector<std::string>> columns;  // Of all tables of a register.
  for (const CaseStep& table : tables_) {
    std::vector<std::string>& all = columns[table.register_name];
    for (const std::string& column : columns_of(table)) {
      if (std::find(all.begin(), all.end(), column) == all.end()) all.push_back(column);
    }
  }
  std::vector<PackageFile> files;
  for (const auto& [name, all] : columns) {
    std::string text = print_csv(all);
    for (const CaseStep& table : tables_) {
      if (table.register_name != name) continue;
      const std::vector<std::string> own = columns_of(table);
      for (size_t row = 0; row < table.rows.size(); ++row) {
        for (int64_t number = 1; number <= times_of(table, row).value_or(0); ++number) {
          const std::vector<std::string> cells = cells_of(table, row, number);
          std::vector<std::string> line(all.size());
          for (size_t i = 0; i < own.size(); ++i) {
            const auto place = std::find(all.begin(), all.end(), own[i]);
            line[static_cast<size_t>(place - all.begin())] = cells[i];
          }
          text += print_csv(line);
        }
      }
    }
    files.push_back({"data/" + name + ".csv", std::move(text)});
  }
  return files;
}

std::optional<size_t> CaseGiven::place_of(const Plan& plan, std::string_view register_name,
                                          std::string_view id) const {
  const std::string_view column = row_words(plan.header.language).id;
  size_t place = 0;
  for (const CaseStep& table : tables_) {
    if (table.register_name != register_name) continue;
    for (size_t row = 0; row < table.rows.size(); ++row) {
      if (!id.empty() && table.cell(row, column).text == id) return place;
      place += static_cast<size_t>(times_of(table, row).value_or(0));
    }
  }
  return std::nullopt;
}

Result<Done> CaseGiven::set(const Plan& plan, std::string_view name, std::string_view value,
                            Date from) {
  const Parameter* parameter = plan.find_parameter(name);
  if (parameter == nullptr) {
    std::vector<std::string> names;
    for (const Parameter& each : plan.parameters) names.push_back(each.name);
    return problem("TEST-A006", {{"name", std::string(name)}, {"near", did_you_mean(name, names)}});
  }
  const Result<Value> read = parameter_value(*parameter, value);
  if (!read) return read.errors();
  changes_.push_back({std::string(name), std::string(value), from});
  return Done{};
}

std::vector<Date> CaseGiven::days_of_change(const Plan& plan, const States& states) const {
  std::set<Date> days = {first_day(plan)};
  for (const auto& [name, rows] : states) {
    for (const RowState& row : rows) days.insert(row.since);
  }
  for (const Parameter& parameter : plan.parameters) {
    for (const auto& [day, value] : parameter.values) days.insert(day);
  }
  for (const ParameterChange& change : changes_) days.insert(change.from);
  return {days.lower_bound(first_day(plan)), days.end()};
}

ParameterValues CaseGiven::parameters(const Plan& plan, Date as_of) const {
  ParameterValues values = parameters_in_force(plan, as_of);
  for (const ParameterChange& change : changes_) {
    const Parameter* parameter = plan.find_parameter(change.name);
    if (parameter == nullptr || change.from > as_of) continue;
    // The later day counts, whoever said it.
    const bool is_superseded =
        std::any_of(parameter->values.begin(), parameter->values.end(), [&](const auto& value) {
          return value.first > change.from && value.first <= as_of;
        });
    if (is_superseded) continue;
    const Result<Value> value = parameter_value(*parameter, change.value);
    if (value) values[change.name] = value.value();
  }
  return values;
}

bool CaseGiven::is_asked(const Plan& plan, std::string_view expression) {
  const std::set<std::string> names = names_in(plan, expression);
  return std::any_of(names.begin(), names.end(), [&plan](const std::string& name) {
    const bool is_policy =
        std::any_of(plan.policies.begin(), plan.policies.end(),
                    [&name](const Policy& policy) { return policy.name.text == name; });
    return is_policy || name == "is set" || name == "working days" ||
           plan.find_register(name) != nullptr || plan.find_parameter(name) != nullptr ||
           plan.find_decision(name) != nullptr;
  });
}

bool CaseGiven::asks_measured(const Plan& plan, std::string_view expression) {
  const std::set<std::string> names = names_in(plan, expression);
  return std::any_of(names.begin(), names.end(), [&plan](const std::string& name) {
    const Target* target = plan.find_target(name);
    return target != nullptr && target->is_measured();
  });
}

Result<Done> CaseGiven::evaluate(const Plan& plan, Date as_of, std::string_view expression,
                                 const AddTables& add_tables,
                                 const std::function<void(const Outcome&)>& use) const {
  Diagnostics errors;
  const Formula formula = resolve_expression(plan, std::string(expression), "", &errors);
  if (!formula.expression) return errors;
  const Result<States> states = this->states(plan);
  if (!states) return states.errors();
  with_rows(plan, states.value(), as_of, add_tables,
            [&](Rows* rows) { use(rows->evaluate(formula, {})); });
  return Done{};
}

Result<CaseGiven::States> CaseGiven::states(const Plan& plan) const {
  Diagnostics errors;
  RowSheets sheets(plan, first_day(plan), RowSheets::SameKey::later);
  TableReader reader(plan, &sheets, &errors);
  for (const CaseStep& table : tables_) {
    if (plan.find_register(table.register_name) != nullptr) reader.read(table);
  }
  if (errors.empty()) reader.finish();
  if (!errors.empty()) return errors;
  return sheets.take();
}

Diagnostics CaseGiven::looked_at(const Plan& plan, Date as_of, std::string_view expression,
                                 const AddTables& add_tables) const {
  Diagnostics notes;
  const Result<States> states = this->states(plan);
  if (!states) return notes;
  const std::set<std::string> names = names_in(plan, expression);
  with_rows(plan, states.value(), as_of, add_tables, [&](Rows* rows) {
    for (const Policy& policy : plan.policies) {
      if (names.count(policy.name.text) != 0 && !policy.eligible.empty())
        notes.push_back(judged_rows(policy, rows));
    }
    for (const Register& each : plan.registers) {
      const std::string& name = each.name.text;
      if (names.count(name) == 0) continue;
      const Value list = rows->list(name);
      const size_t count = list.is(ValueKind::list) ? list.items().size() : 0;
      notes.push_back(problem("TEST-E007", {{"name", name}, {"rows", std::to_string(count)}}));
    }
  });
  return notes;
}

Diagnostics CaseGiven::look(const Plan& plan, Date today, const AddTables& add_tables) const {
  Diagnostics errors;
  RowSheets sheets(plan, first_day(plan), RowSheets::SameKey::later);
  TableReader reader(plan, &sheets, &errors);
  for (const CaseStep& table : tables_) {
    if (plan.find_register(table.register_name) != nullptr) reader.read(table);
  }
  reader.finish();
  reader.look_for_gaps();
  std::map<Date, std::vector<const TableReader::Read*>> by_day;
  for (const TableReader::Read& read : reader.rows()) {
    if (read.place.definition->must.empty()) continue;
    by_day[std::max(today, sheets.written(read.place).since)].push_back(&read);
  }
  const States states = sheets.take();
  std::set<std::tuple<const CaseStep*, size_t, const NamedFormula*>> told;
  for (const auto& day : by_day) {
    with_rows(plan, states, day.first, add_tables, [&](Rows* rows) {
      for (const TableReader::Read* read : day.second) {
        const Register& definition = *read->place.definition;
        const std::string& id = sheets.id(read->place);
        const Value record = rows->row(definition.name.text, id);
        for (const NamedFormula* rule : broken_rules(rows, definition.must, record)) {
          const bool is_new = told.emplace(read->table, read->row, rule).second;
          if (is_new) errors.push_back(broken_rule(*rule, *read, id));
        }
      }
    });
  }
  return errors;
}

void CaseGiven::with_rows(const Plan& plan, const States& states, Date as_of,
                          const AddTables& add_tables,
                          const std::function<void(Rows*)>& use) const {
  std::map<Date, std::shared_ptr<Rows>> days;
  const std::vector<Date> all = days_of_change(plan, states);
  PastViews past{nullptr, [&all](const std::set<std::string>&) { return all; }};
  const RowsOn on = [&days, &past](Date day) -> Rows& {
    std::shared_ptr<Rows>& known = days[day];
    if (known == nullptr) known = past.on(day, nullptr);
    return *known;
  };
  // Views of earlier days, for policies: their own registers may show what they do on this day.
  past.on = [&](Date day, const Policy* today) {
    auto rows = std::make_shared<Rows>(plan, day, parameters(plan, day));
    for (const auto& [name, states_of_day] : states) {
      const bool stays = today != nullptr && is_of(*today, name);
      rows->add(name, there_on(stays ? as_of : day, states_of_day));
    }
    add_tables(rows.get(), on);
    add_policy_ledgers(rows.get(), past);
    return rows;
  };
  use(&on(as_of));
}

}  // namespace fangan
