#include "store/register_verify.h"

#include <algorithm>
#include <set>

#include "store/change_digests.h"
#include "store/migration_plan.h"
#include "store/register_schema.h"
#include "store/register_store.h"
#include "store/row_keeper.h"
#include "value/json.h"

namespace fangan {
namespace {

constexpr std::string_view change_entry_begin = R"({"entry":)";
constexpr std::string_view definition_entry_begin = R"({"definition":)";
/// So many are named of each kind and register.
constexpr size_t named_max = 100;

bool begins_with(const std::string& text, std::string_view begin) {
  return text.compare(0, begin.size(), begin) == 0;
}

int64_t integer_of(const Json& json) {
  const Result<Decimal> number = Decimal::parse(json.text());
  return number ? number.value().as_int64().value_or(0) : 0;
}

}  // namespace

bool EnteredRegisters::take(const JournalEntry& entry) {
  const bool is_change = begins_with(entry.after, change_entry_begin);
  if (!is_change && !begins_with(entry.after, definition_entry_begin)) return false;
  const Result<Json> parsed = parse_json(entry.after);
  if (!parsed) return false;
  const Json& json = parsed.value();
  const bool is_shared = entry.register_name == enterprise_register_name;
  Entered& entered = registers_[{is_shared ? std::string() : entry.package, entry.register_name}];
  if (!is_change) {
    entered.definition = json["definition"].print();
    for (const Json& each : json["converted"].items()) {
      entered.conversions[integer_of(each["column"])] = {integer_of(each["values"]),
                                                         each["digest"].text()};
    }
    return true;
  }
  Entry taken{entry.id, entry.at, json["agency"].text(), integer_of(json["rows"]), {}};
  for (const Json& digest : json["digests"].items()) taken.digests.push_back(digest.text());
  const bool is_first = entered.entries.emplace(integer_of(json["entry"]), std::move(taken)).second;
  if (!is_first) entered.repeated.push_back(entry.id);
  return true;
}

/// One register.
class RegisterVerifier {
 public:
  using Entered = EnteredRegisters::Entered;

  RegisterVerifier(const Database& database, const RegisterTables& tables,
                   const RegisterTable& table, const Entered& entered, Date day)
      : database_(database),
        table_(table),
        entered_(entered),
        day_(day),
        keeper_(database, tables) {}

  Diagnostics verify() {
    if (definition_json(table_).print() != entered_.definition) report("STORE-V013", "", "");
    const Result<Done> compared = compare_all();
    if (!compared) {
      found_.insert(found_.end(), compared.errors().begin(), compared.errors().end());
    }
    compare_entries();
    compare_conversions();
    return std::move(found_);
  }

 private:
  void report(const char* code, std::string where, std::string entry) {
    if (++named_[code] > named_max) return;
    Diagnostic diagnostic = problem(
        code,
        {{"register", table_.name}, {"where", std::move(where)}, {"entry", std::move(entry)}});
    diagnostic.fault = Fault::data;
    found_.push_back(std::move(diagnostic));
  }

  /// Changes and rows side by side, both in the order of the row numbers.
  Result<Done> compare_all() {
    Statement changes = database_.prepare(history_sql(table_, HistoryOf::all));
    Statement rows =
        database_.prepare("SELECT " + row_columns(table_) + ", first_entry, first_checksum FROM " +
                          table_.rows() + " ORDER BY row");
    Result<bool> has_change = changes.step();
    Result<bool> has_row = rows.step();
    std::vector<StoredRowChange> of_row;
    while (has_change && has_row && (has_change.value() || has_row.value())) {
      const int64_t none = INT64_MAX;
      const int64_t row = std::min(has_change.value() ? changes.integer(0) : none,
                                   has_row.value() ? rows.integer(0) : none);
      of_row.clear();
      while (has_change && has_change.value() && changes.integer(0) == row) {
        read_change(changes, table_, &of_row.emplace_back());
        take_change(of_row.back());
        has_change = changes.step();
      }
      const bool is_there = has_row.value() && rows.integer(0) == row;
      const Result<Done> compared = compare_row(row, of_row, is_there ? &rows : nullptr);
      if (!compared) return compared;
      if (is_there) has_row = rows.step();
    }
    if (!has_change) return has_change.errors();
    if (!has_row) return has_row.errors();
    return Done{};
  }

  void take_change(const StoredRowChange& change) {
    const std::string where = std::to_string(change.row) + " v" + std::to_string(change.version);
    const auto entry = entered_.entries.find(change.entry);
    if (entry == entered_.entries.end()) {
      report("STORE-V012", where, "");
      return;
    }
    const bool is_of_entry =
        change.recorded == entry->second.at && change.actor == entry->second.agency;
    if (!is_of_entry) report("STORE-V009", where, std::to_string(entry->second.id));
    canonical_.clear();
    add_canonical(table_, change, &canonical_);
    if (change.version == 1) first_checksum_ = checksum(canonical_);
    chains_[change.entry].add(hash_.of(canonical_));
    for (size_t i = 0; i < table_.columns.size(); ++i) {
      const RegisterColumn& column = table_.columns[i];
      const bool is_converted =
          column.former != 0 && !change.sets(column.number) && !change.cells[i].is_null();
      if (!is_converted) continue;
      Conversion& conversion = converted_[column.number];
      ++conversion.values;
      conversion.digest =
          converted_proof(conversion.digest, change.row, static_cast<int64_t>(change.version),
                          column, change.cells[i]);
    }
  }

  Result<Done> compare_row(int64_t row, const std::vector<StoredRowChange>& changes,
                           const Statement* rows) {
    fold(table_, changes, all_known(day_), &folded_);
    const std::string id = rows == nullptr ? "" : rows->text(1);
    const std::string where = std::to_string(row) + (id.empty() ? "" : " (" + id + ")");
    if (!folded_.there() || rows == nullptr) {
      if (folded_.there() != (rows != nullptr)) report("STORE-V010", where, "");
      return Done{};
    }
    const Result<RowIdentity> identity =
        keeper_.identity(table_, row, folded_.cells, folded_.period);
    if (!identity) return identity.errors();
    RowIdentity kept;
    kept.id = id;
    read_stored(*rows, 2, FieldKind::text, &kept.region);
    read_stored(*rows, 3, FieldKind::reference, &kept.subject);
    // The code stands behind the id where two rows came to have the same.
    if (kept.id == identity.value().id + table_.unnamed(row)) kept.id = identity.value().id;
    read_folded(*rows, table_, first_folded_column, &stored_);
    const auto first_entry = static_cast<int>(row_column_count(table_));
    const bool is_proven =
        rows->is_null(first_entry) || rows->integer(first_entry + 1) == first_checksum_;
    if (is_proven && kept == identity.value() && is_same(folded_, stored_)) return Done{};
    report("STORE-V010", where, "");
    return Done{};
  }

  static bool is_same(const FoldedRow& left, const FoldedRow& right) {
    return left.version == right.version && left.since == right.since &&
           left.holds_from == right.holds_from && left.recorded == right.recorded &&
           left.actor == right.actor && left.period == right.period && left.state == right.state &&
           left.entered == right.entered && left.source == right.source &&
           left.nature == right.nature && left.cells == right.cells;
  }

  void compare_entries() {
    for (const int64_t id : entered_.repeated) report("STORE-V011", "0", std::to_string(id));
    for (const auto& [number, entry] : entered_.entries) {
      const std::string id = std::to_string(entry.id);
      DigestChain& chain = chains_[number];
      const std::vector<std::string>& digests = chain.finish();
      if (chain.rows() < entry.rows) {
        report("STORE-V011", std::to_string(entry.rows - chain.rows()), id);
      } else if (chain.rows() > entry.rows) {
        report("STORE-V012", "+" + std::to_string(chain.rows() - entry.rows), id);
      }
      if (chain.rows() != entry.rows) continue;
      for (size_t i = 0; i < digests.size(); ++i) {
        if (i < entry.digests.size() && digests[i] == entry.digests[i]) continue;
        const size_t first = i * changes_per_digest + 1;
        const size_t last = std::min((i + 1) * changes_per_digest, static_cast<size_t>(entry.rows));
        report("STORE-V009", std::to_string(first) + "–" + std::to_string(last), id);
      }
    }
  }

  void compare_conversions() {
    for (const auto& [column, entered] : entered_.conversions) {
      const Conversion& found = converted_[column];
      if (found.values == entered.values && found.digest == entered.digest) continue;
      report("STORE-V014", "c" + std::to_string(column), "");
    }
  }

  using Conversion = EnteredRegisters::Conversion;

  const Database& database_;
  const RegisterTable& table_;
  const Entered& entered_;
  Date day_;
  RowKeeper keeper_;
  Sm3 hash_;
  std::string canonical_;
  int64_t first_checksum_ = 0;  ///< Of the row under way.
  FoldedRow folded_;
  FoldedRow stored_;
  std::map<int64_t, DigestChain> chains_;
  std::map<int64_t, Conversion> converted_;
  std::map<std::string, size_t> named_;
  Diagnostics found_;
};

Diagnostics EnteredRegisters::verify(const Database& database) const {
  const Result<bool> has = has_registers(database);
  if (!has) return has.errors();
  if (!has.value()) return {};
  const Result<RegisterTables> tables = RegisterTables::load_every(database);
  if (!tables) return tables.errors();
  const Result<std::optional<Date>> day = registers_day(database);
  if (!day) return day.errors();
  Diagnostics found;
  std::set<std::pair<std::string, std::string>> seen;
  for (const RegisterTable& table : tables.value().others()) {
    const std::pair<std::string, std::string> name(table.package, table.name);
    seen.insert(name);
    const auto entered = registers_.find(name);
    const Entered nothing;
    RegisterVerifier verifier(database, tables.value(), table,
                              entered == registers_.end() ? nothing : entered->second,
                              day.value().value_or(Date()));
    const Diagnostics more = verifier.verify();
    found.insert(found.end(), more.begin(), more.end());
  }
  for (const auto& [name, entered] : registers_) {
    if (seen.count(name) > 0) continue;
    Diagnostic gone =
        problem("STORE-V013", {{"register", name.second}, {"where", ""}, {"entry", ""}});
    gone.fault = Fault::data;
    found.push_back(std::move(gone));
  }
  return found;
}

}  // namespace fangan
