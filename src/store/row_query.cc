#include "store/row_query.h"

#include <algorithm>
#include <limits>

#include "campaign/field_text.h"
#include "plan/row_words.h"
#include "store/collation.h"

namespace fangan {
namespace {

using Op = RowFilter::Op;

constexpr std::string_view source_name = "来源";
constexpr std::string_view nature_name = "性质";

Diagnostic request_problem(const char* code, std::vector<Fact> facts) {
  Diagnostic diagnostic = problem(code, std::move(facts));
  diagnostic.fault = Fault::request;
  return diagnostic;
}

/// What a name of a query stands for.
struct Named {
  const Field* field = nullptr;  ///< nullptr: a name every row has.
  const RegisterColumn* column = nullptr;
  std::string sql;  ///< r.c3
};

Result<Named> find_named(const QuerySource& source, const std::string& name) {
  const RegisterTable& table = source.table;
  for (size_t i = 0; i < table.definition->fields.size(); ++i) {
    if (table.definition->fields[i].name.text != name) continue;
    return Named{&table.definition->fields[i], &table.columns[i], "r." + table.column(i)};
  }
  const Plan& plan = source.tables.plan();
  const RowWords& words = row_words(plan.header.language);
  if (name == words.id) return Named{nullptr, nullptr, "r.id"};
  if (name == words.period) return Named{nullptr, nullptr, "r.period"};
  if (name == words.state) {
    const Flow* flow = plan.find_flow(table.definition->flow.text);
    if (flow == nullptr || flow->states.empty()) return Named{nullptr, nullptr, "r.state"};
    // A row that never changed its state is in the first; names of states have no quotes.
    return Named{nullptr, nullptr, "coalesce(r.state, '" + flow->states.front().name.text + "')"};
  }
  if (name == source_name) return Named{nullptr, nullptr, "r.source"};
  if (name == nature_name) return Named{nullptr, nullptr, "r.nature"};
  return request_problem("STORE-Q001", {{"register", table.name}, {"field", name}});
}

FieldKind kind_of(const Named& named) {
  return named.column == nullptr ? FieldKind::text : named.column->kind;
}

bool is_text(FieldKind kind) {
  return kind == FieldKind::text || kind == FieldKind::one_of || kind == FieldKind::several_of ||
         kind == FieldKind::agency;
}

Diagnostic no_value(const RowFilter& filter, const std::string& value) {
  return request_problem("STORE-Q002", {{"field", filter.field}, {"value", value}});
}

Cell text_cell(std::string_view text) {
  Cell cell;
  cell.set(text);
  return cell;
}

/// `%` and `_` mean themselves.
Cell like_cell(std::string_view text) {
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return text_cell(pattern + "%");
}

std::string like(const std::string& sql) {
  return sql + " LIKE ? ESCAPE '\\'";
}

/// A number as its column holds it; rounded in the direction given where the column has fewer
/// digits. Nothing where it is no number.
std::optional<int64_t> scaled(const RegisterColumn& column, const std::string& text,
                              Rounding rounding) {
  const Result<Decimal> number = Decimal::parse(text);
  if (!number) return std::nullopt;
  const Result<Decimal> rounded = round(number.value(), column.places, rounding);
  const std::optional<int64_t> whole =
      rounded ? rounded.value().scaled(column.places) : std::nullopt;
  if (whole) return whole;
  return number.value().is_negative() ? std::numeric_limits<int64_t>::min()
                                      : std::numeric_limits<int64_t>::max();
}

/// Turns one filter into SQL.
class FilterWriter {
 public:
  FilterWriter(const QuerySource& source, const RowFilter& filter, Named named,
               SqlCondition* condition)
      : source_(source), filter_(filter), named_(std::move(named)), condition_(*condition) {}

  Result<Done> write() {
    switch (filter_.op) {
      case Op::blank:
        condition_.add(named_.sql + " IS NULL");
        return Done{};
      case Op::filled:
        condition_.add(named_.sql + " IS NOT NULL");
        return Done{};
      case Op::between:
        return write_between();
      case Op::contains:
        return write_each(&FilterWriter::contained);
      case Op::equal:
      case Op::any_of:
        return write_each(&FilterWriter::equal);
      case Op::not_equal: {
        const Result<std::string> any = joined(&FilterWriter::equal);
        if (!any) return any.errors();
        condition_.add("NOT coalesce(" + any.value() + ", 0)");
        return Done{};
      }
    }
    return Done{};
  }

 private:
  using Part = Result<std::string> (FilterWriter::*)(const std::string&);

  /// One of the values.
  Result<std::string> joined(Part part) {
    std::string sql;
    for (const std::string& value : filter_.values) {
      const Result<std::string> one = (this->*part)(value);
      if (!one) return one.errors();
      sql += (sql.empty() ? "(" : " OR ") + one.value();
    }
    return sql.empty() ? std::string("(0)") : sql + ")";
  }

  Result<Done> write_each(Part part) {
    const Result<std::string> sql = joined(part);
    if (!sql) return sql.errors();
    condition_.add(sql.value());
    return Done{};
  }

  std::string with(Cell cell, std::string sql) {
    condition_.values.push_back(std::move(cell));
    return sql;
  }

  Result<std::string> equal(const std::string& value) {
    Cell cell;
    switch (kind_of(named_)) {
      case FieldKind::number: {
        const Result<Decimal> number = Decimal::parse(value);
        if (!number) return no_value(filter_, value);
        const std::optional<int64_t> whole = number.value().scaled(named_.column->places);
        if (!whole) return std::string("0");
        cell.set(*whole);
        break;
      }
      case FieldKind::date:
      case FieldKind::boolean:
      case FieldKind::region: {
        const Result<Value> read = read_field_text(source_.tables.plan(), *named_.field, value);
        if (!read || read.value().is_null()) return no_value(filter_, value);
        const Result<Done> written =
            write_cell(source_.tables, *named_.column, *named_.field, read.value(), &cell);
        if (!written) return written.errors();
        break;
      }
      case FieldKind::several_of:
        return with(text_cell("、" + value + "、"),
                    "instr('、' || " + named_.sql + " || '、', ?) > 0");
      case FieldKind::files:
        return with(text_cell(" " + value + " "), "instr(' ' || " + named_.sql + " || ' ', ?) > 0");
      case FieldKind::reference: {
        const Result<std::string> rows = source_.rows(*source_.tables.find(named_.column->target));
        if (!rows) return rows.errors();
        return with(text_cell(value),
                    named_.sql + " = (SELECT row FROM " + rows.value() + " WHERE id = ?)");
      }
      default:
        cell.set(value);
    }
    return with(std::move(cell), named_.sql + " = ?");
  }

  Result<std::string> contained(const std::string& value) {
    const FieldKind kind = kind_of(named_);
    if (is_text(kind)) return with(like_cell(value), like(named_.sql));
    if (kind == FieldKind::reference) {
      const Result<std::string> rows = source_.rows(*source_.tables.find(named_.column->target));
      if (!rows) return rows.errors();
      return with(like_cell(value), "EXISTS (SELECT 1 FROM " + rows.value() +
                                        " AS other WHERE other.row = " + named_.sql + " AND " +
                                        like("other.id") + ")");
    }
    if (kind != FieldKind::region) return no_value(filter_, value);
    std::string sql = "(0";
    for (const Agency& agency : source_.tables.plan().agencies) {
      if (agency.kind != county_agency_kind || agency.name.find(value) == std::string::npos) {
        continue;
      }
      sql += with(text_cell(agency.region), " OR " + named_.sql + " = ?");
    }
    return sql + ")";
  }

  Result<Done> write_between() {
    if (filter_.values.size() != 2) return no_value(filter_, "");
    const FieldKind kind = kind_of(named_);
    for (const bool is_low : {true, false}) {
      const std::string& value = filter_.values[is_low ? 0 : 1];
      if (value.empty()) continue;
      std::optional<int64_t> bound;
      if (kind == FieldKind::number) {
        bound = scaled(*named_.column, value, is_low ? Rounding::ceiling : Rounding::floor);
      } else if (kind == FieldKind::date) {
        const Result<Date> day = read_day(filter_.field, value);
        if (day) bound = day.value().days_since_1970();
      } else if (named_.sql == "r.period") {
        condition_.add(named_.sql + (is_low ? " >= ?" : " <= ?"));
        condition_.values.push_back(text_cell(value));
        continue;
      }
      if (!bound) return no_value(filter_, value);
      condition_.add(named_.sql + (is_low ? " >= ?" : " <= ?"));
      condition_.values.emplace_back().set(*bound);
    }
    return Done{};
  }

  const QuerySource& source_;
  const RowFilter& filter_;
  Named named_;
  SqlCondition& condition_;
};

/// Every word somewhere in the texts of the row or in its id.
void add_words(const RegisterTable& table, std::string_view words, SqlCondition* condition) {
  std::vector<std::string> places = {"r.id"};
  for (size_t i = 0; i < table.definition->fields.size(); ++i) {
    if (table.definition->fields[i].sensitive || !is_text(table.columns[i].kind)) continue;
    places.push_back("r." + table.column(i));
  }
  while (!words.empty()) {
    const size_t end = words.find(' ');
    const std::string_view word = words.substr(0, end);
    words.remove_prefix(end == words.npos ? words.size() : end + 1);
    if (word.empty()) continue;
    std::string sql;
    for (const std::string& place : places) {
      sql += (sql.empty() ? "(" : " OR ") + like(place);
      condition->values.push_back(like_cell(word));
    }
    condition->add(sql + ")");
  }
}

}  // namespace

void SqlCondition::add(const std::string& part) {
  sql += (sql.empty() ? "" : " AND ") + part;
}

void SqlCondition::bind(Statement* statement) const {
  for (const Cell& cell : values) {
    if (cell.kind == Cell::Kind::integer) {
      statement->bind(cell.integer);
    } else {
      statement->bind(cell.text);
    }
  }
}

Result<SqlCondition> write_condition(const QuerySource& source, const RowQuery& query) {
  SqlCondition condition;
  Diagnostics errors;
  for (const RowFilter& filter : query.where) {
    const Result<Named> named = find_named(source, filter.field);
    const Result<Done> written =
        named ? FilterWriter(source, filter, named.value(), &condition).write()
              : Result<Done>(named.errors());
    if (!written) errors.insert(errors.end(), written.errors().begin(), written.errors().end());
  }
  if (!errors.empty()) return errors;
  add_words(source.table, query.words, &condition);
  return condition;
}

void add_scope(const RegisterTable& table, const RowScope& scope, SqlCondition* condition) {
  if (scope.all) return;
  std::string sql = "(0";
  if (!scope.regions.empty()) {
    sql += " OR r.region IN (" + marks(scope.regions.size()) + ")";
    for (const std::string& region : scope.regions) {
      condition->values.push_back(text_cell(region));
    }
  }
  if (scope.subject != 0 && table.subject.kind != RowOrigin::Kind::none) {
    // By the row or by the reference, which have an index.
    const bool is_own = table.subject.kind == RowOrigin::Kind::own;
    sql += is_own ? " OR r.row = ?" : " OR r." + table.column(table.subject.column) + " = ?";
    condition->values.emplace_back().set(scope.subject);
  }
  condition->add(sql + ")");
}

Result<std::string> write_order(const QuerySource& source, const RowQuery& query) {
  std::string sql;
  for (const auto& [name, descending] : query.order) {
    const Result<Named> named = find_named(source, name);
    if (!named) return named.errors();
    std::string by = named.value().sql;
    const FieldKind kind = kind_of(named.value());
    if (kind == FieldKind::reference) {
      const Result<std::string> rows =
          source.rows(*source.tables.find(named.value().column->target));
      if (!rows) return rows.errors();
      by = "(SELECT id FROM " + rows.value() + " AS other WHERE other.row = " + by + ")";
    } else if (is_text(kind) && by != "r.id" && by != "r.period") {
      by += std::string(" COLLATE ") + chinese_collation;
    }
    if (by == "r.id") {
      sql += std::string("r.id") + (descending ? " DESC, " : ", ");
    } else {
      // Blanks last, whatever the direction.
      sql += named.value().sql + " IS NULL, " + by + (descending ? " DESC, " : ", ");
    }
  }
  // Rows without a key as they were entered: their codes have no order.
  const bool has_key = !source.table.key.empty() || source.table.period != Period::none;
  return sql + (has_key ? "r.id" : "r.row");
}

}  // namespace fangan
