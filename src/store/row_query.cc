#include "store/row_query.h"

#include <algorithm>
#include <limits>
#include <set>

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
    // The region of a row is this field and has an index.
    const bool is_region = table.region.kind == RowOrigin::Kind::own && table.region.column == i;
    if (is_region) return Named{&table.definition->fields[i], &table.columns[i], "r.region"};
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

StoredCell text_cell(std::string_view text) {
  StoredCell cell;
  cell.set(text);
  return cell;
}

/// `%` and `_` mean themselves.
StoredCell like_cell(std::string_view text) {
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

/// Any of so many such parts: as a tree, for a chain gets too deep for the library.
std::string any(const std::string& part, size_t count) {
  if (count == 0) return "(0)";
  if (count == 1) return part;
  return "(" + any(part, count / 2) + " OR " + any(part, count - count / 2) + ")";
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
        return write(contained());
      case Op::equal:
      case Op::any_of:
        return write(equal());
      case Op::not_equal: {
        const Result<std::string> any = equal();
        return any ? write("NOT coalesce(" + any.value() + ", 0)") : write(any);
      }
    }
    return Done{};
  }

 private:
  Result<Done> write(const Result<std::string>& sql) {
    if (!sql) return sql.errors();
    condition_.add(sql.value());
    return Done{};
  }

  void add(StoredCell cell) { condition_.values.push_back(std::move(cell)); }

  /// Adds the values as they are typed; marks for them.
  std::string typed() {
    for (const std::string& value : filter_.values) add(text_cell(value));
    return marks(filter_.values.size());
  }

  /// Nothing where the column cannot hold such a number.
  Result<std::optional<StoredCell>> cell_of(const std::string& value) {
    StoredCell cell;
    if (kind_of(named_) == FieldKind::number) {
      const Result<Decimal> number = Decimal::parse(value);
      if (!number) return no_value(filter_, value);
      const std::optional<int64_t> whole = number.value().scaled(named_.column->places);
      if (!whole) return std::optional<StoredCell>();
      cell.set(*whole);
      return std::optional<StoredCell>(cell);
    }
    const Result<Value> read = read_field_text(source_.tables.plan(), *named_.field, value);
    if (!read || read.value().is_null()) return no_value(filter_, value);
    const Result<Done> written =
        write_cell(source_.tables, *named_.column, *named_.field, read.value(), &cell);
    if (!written) return written.errors();
    return std::optional<StoredCell>(cell);
  }

  /// One of the values.
  Result<std::string> equal() {
    switch (kind_of(named_)) {
      case FieldKind::number:
      case FieldKind::date:
      case FieldKind::boolean:
      case FieldKind::region: {
        size_t count = 0;
        for (const std::string& value : filter_.values) {
          Result<std::optional<StoredCell>> cell = cell_of(value);
          if (!cell) return cell.errors();
          if (!cell.value()) continue;
          add(std::move(*cell.value()));
          ++count;
        }
        return named_.sql + " IN (" + marks(count) + ")";
      }
      case FieldKind::several_of:
        for (const std::string& value : filter_.values) add(text_cell("、" + value + "、"));
        return any("instr('、' || " + named_.sql + " || '、', ?) > 0", filter_.values.size());
      case FieldKind::files:
        for (const std::string& value : filter_.values) add(text_cell(" " + value + " "));
        return any("instr(' ' || " + named_.sql + " || ' ', ?) > 0", filter_.values.size());
      case FieldKind::reference: {
        const Result<std::string> rows = source_.rows(*source_.tables.find(named_.column->target));
        if (!rows) return rows.errors();
        return named_.sql + " IN (SELECT row FROM " + rows.value() + " WHERE id IN (" + typed() +
               "))";
      }
      default:
        return named_.sql + " IN (" + typed() + ")";
    }
  }

  /// One of the values within the text.
  Result<std::string> contained() {
    if (filter_.values.empty()) return std::string("(0)");
    const FieldKind kind = kind_of(named_);
    if (kind == FieldKind::region) return region_contained();
    if (!is_text(kind) && kind != FieldKind::reference) {
      return no_value(filter_, filter_.values.front());
    }
    for (const std::string& value : filter_.values) add(like_cell(value));
    if (is_text(kind)) return any(like(named_.sql), filter_.values.size());
    const Result<std::string> rows = source_.rows(*source_.tables.find(named_.column->target));
    if (!rows) return rows.errors();
    return "EXISTS (SELECT 1 FROM " + rows.value() + " AS other WHERE other.row = " + named_.sql +
           " AND " + any(like("other.id"), filter_.values.size()) + ")";
  }

  std::string region_contained() {
    std::set<std::string> regions;
    for (const Agency& agency : source_.tables.plan().agencies) {
      if (agency.kind != county_agency_kind) continue;
      for (const std::string& value : filter_.values) {
        if (agency.name.find(value) != agency.name.npos) regions.insert(agency.region);
      }
    }
    for (const std::string& region : regions) add(text_cell(region));
    return named_.sql + " IN (" + marks(regions.size()) + ")";
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
  for (const StoredCell& cell : values) {
    if (cell.kind == StoredCell::Kind::integer) {
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
  std::string sql;
  if (!scope.regions.empty()) {
    sql = "r.region IN (" + marks(scope.regions.size()) + ")";
    for (const std::string& region : scope.regions) {
      condition->values.push_back(text_cell(region));
    }
  }
  if (scope.subject != 0 && table.subject.kind != RowOrigin::Kind::none) {
    // By the row or by the reference, which have an index.
    const bool is_own = table.subject.kind == RowOrigin::Kind::own;
    sql += sql.empty() ? "" : " OR ";
    sql += is_own ? "r.row = ?" : "r." + table.column(table.subject.column) + " = ?";
    condition->values.emplace_back().set(scope.subject);
  }
  condition->add(sql.empty() ? "0" : "(" + sql + ")");
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
