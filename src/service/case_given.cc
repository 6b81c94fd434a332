#include "service/case_given.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "campaign/credit_code.h"
#include "campaign/row_sheets.h"
#include "plan/row_words.h"
#include "service/register_sight.h"

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

  void add_error(const RowSheets::Place& place, const Diagnostic& error) {
    const auto found = std::find_if(rows_.begin(), rows_.end(), [&place](const Read& read) {
      return read.place.definition == place.definition && read.place.index == place.index;
    });
    if (found == rows_.end()) return errors_.push_back(error);
    add_once(at_cell(error, *found->table, found->row));
  }

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

/// The tables of a case on their way into its store.
class Loading {
 public:
  /// The first `stored` of them are there.
  Loading(const Plan& plan, const std::vector<CaseStep>& tables, size_t stored, LoadedIds* ids)
      : plan_(plan),
        ids_(*ids),
        sheets_(plan, first_day(plan), RowSheets::SameKey::later),
        reader_(plan, &sheets_, &errors_) {
    for (size_t i = 0; i < tables.size(); ++i) {
      if (i == stored) first_ = reader_.rows().size();
      if (plan.find_register(tables[i].register_name) != nullptr) reader_.read(tables[i]);
    }
    reader_.finish();
    reader_.look_for_gaps();
  }

  Diagnostics run(Service* service) {
    if (!errors_.empty()) return errors_;
    const Result<Done> written = service->load_rows(
        plan_.header.name, [this](RowLoader& loader) { return load(loader); });
    if (!written) return written.errors();
    std::map<Date, std::vector<const TableReader::Read*>> by_day;
    for (size_t i = first_; i < reader_.rows().size(); ++i) {
      const TableReader::Read& read = reader_.rows()[i];
      if (read.place.definition->must.empty()) continue;
      by_day[std::max(service->today(), sheets_.written(read.place).since)].push_back(&read);
    }
    for (const auto& [day, rows] : by_day) {
      const Result<Done> held = service->with_registers(
          std::nullopt, plan_.header.name, ViewRequest{day, std::nullopt},
          [this, &rows = rows](RegisterSight& sight) { return hold_rules(sight, rows); });
      if (!held) return held.errors();
    }
    return errors_;
  }

 private:
  Result<Done> load(RowLoader& loader) {
    RowLoader::Sheets sheets;
    for (auto& [name, rows] : sheets_.take()) sheets[name].rows = std::move(rows);
    for (size_t i = 0; i < first_; ++i) {
      ++sheets[reader_.rows()[i].place.definition->name.text].first;
    }
    const auto add_error = [this](const Register& definition, size_t row,
                                  const Diagnostic& error) {
      reader_.add_error({&definition, row}, error);
    };
    const Result<int64_t> rows = loader.load(sheets, &ids_, add_error, {});
    if (!rows) return rows.errors();
    return errors_.empty() ? Result<Done>(Done{}) : Result<Done>(errors_);
  }

  Result<Done> hold_rules(RegisterSight& sight,
                          const std::vector<const TableReader::Read*>& rows) {
    for (const TableReader::Read* read : rows) {
      const Register& definition = *read->place.definition;
      const std::string& id = sheets_.id(read->place);
      const Value record =
          sight.rows().row(definition.name.text, ids_.at(definition.name.text).at(id).id);
      for (const NamedFormula* rule : broken_rules(&sight.rows(), definition.must, record)) {
        const bool is_new = told_.emplace(read->table, read->row, rule).second;
        if (is_new) errors_.push_back(broken_rule(*rule, *read, id));
      }
    }
    return Done{};
  }

  const Plan& plan_;
  LoadedIds& ids_;
  RowSheets sheets_;
  Diagnostics errors_;
  TableReader reader_;
  size_t first_ = 0;  ///< Of the rows that are new.
  std::set<std::tuple<const CaseStep*, size_t, const NamedFormula*>> told_;
};

}  // namespace

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

const std::string& CaseGiven::id_of(const std::string& register_name,
                                    const std::string& word) const {
  const auto rows = ids_.find(register_name);
  if (rows == ids_.end()) return word;
  const auto row = rows->second.find(word);
  return row == rows->second.end() ? word : row->second.id;
}

Diagnostics CaseGiven::store(Service* service, const Plan& plan) {
  if (stored_ == tables_.size()) return {};
  Loading loading(plan, tables_, std::exchange(stored_, tables_.size()), &ids_);
  return loading.run(service);
}

}  // namespace fangan
