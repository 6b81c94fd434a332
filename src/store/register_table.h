// Register table: where the rows of a register of a plan stand in the store.
//
// Each register has a number and two tables. `rN` holds the rows as they are on the store's day
// with all that is known, so that a page of rows costs a page and not a history. `rN_change` holds
// the changes and only grows. The first change of a row that nobody changed since says what the row
// says, so it stands in the row alone (first_entry is its journal entry) and moves to `rN_change`
// before anything else is written of that row: most rows of an import are written once. Columns
// have numbers too, so a field that leaves a plan keeps its column, hidden, and what was entered
// stays readable.
//
// Stored as: numbers INTEGER, scaled by 10^places; booleans 0 and 1; days INTEGER since 1970;
// regions by their code; several words joined by 、; files as hashes joined by a blank; references
// as the row number of the other row, so a corrected key loses nothing. Everything else is TEXT.
// The view `"PACKAGE.REGISTER"` shows the same with names, decimals, ISO days and keys.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.h"
#include "store/sqlite.h"

namespace fangan {

/// The register that all packages of a store share; its fields are those of all of them.
constexpr std::string_view enterprise_register_name = "企业";

struct RegisterColumn {
  int64_t number = 0;  ///< Stored as c1, c2 ...
  std::string name;
  FieldKind kind = FieldKind::text;
  int places = 0;  ///< Of a number: the scale it is stored with.
  std::string unit;
  int64_t target = 0;  ///< Of a reference: number of the other register.
  int64_t former = 0;  ///< The column this one was converted from; 0: none.
  std::string words;   ///< Of one_of and several_of: the domain, joined by 、.
  /// A change sets this column where its mask has one of these: its own number, the former ones.
  std::vector<int64_t> set_by;
};

/// The name the catalogue keeps a kind by, and back.
std::string_view kind_name(FieldKind kind);
FieldKind kind_of(std::string_view name);
/// Digits after the point that a field keeps at entry.
int places_of(const Field& field);

/// The registers of a plan, and those that a store keeps for every plan: 工作日历.
std::vector<const Register*> stored_registers(const Plan& plan);

/// Where a row's region or enterprise comes from.
struct RowOrigin {
  enum class Kind : uint8_t { none, own, reference };
  Kind kind = Kind::none;
  size_t column = 0;  ///< The region field, or the reference that leads on.
};

/// One register of a plan with its tables.
struct RegisterTable {
  int64_t number = 0;
  std::string package;  ///< Empty: shared by all packages of the store.
  std::string name;
  /// Of the plan the tables were found for; nullptr: of another package, or no longer there.
  const Register* definition = nullptr;
  Period period = Period::none;
  std::vector<RegisterColumn> columns;  ///< As definition->fields, then those it does not show.
  std::vector<size_t> by_number;        ///< The columns in the order of their numbers.
  std::vector<size_t> key;              ///< Columns.
  RowOrigin region;
  RowOrigin subject;   ///< `own`: the row is an enterprise.
  std::string secret;  ///< Of the store: see code().

  /// What names a row that has no key. Its number would tell how many rows there are, and who sees
  /// only some of them may not learn that; the code tells nothing.
  std::string code(int64_t row) const;
  /// Of a row whose key a view does not show.
  std::string unnamed(int64_t row) const { return "#" + code(row); }

  std::string rows() const { return "r" + std::to_string(number); }
  std::string changes() const { return rows() + "_change"; }
  std::string column(size_t index) const { return "c" + std::to_string(columns[index].number); }
};

/// The tables of all registers of a plan. Found again after each new version of it.
class RegisterTables {
 public:
  /// `plan` outlives it. Errors  STORE-S006 the store has not been brought to this plan.
  static Result<RegisterTables> load(const Database& database, const Plan& plan);

  /// Everything the store has, whosever it is: for what must hold for all rows.
  /// `plan`: gives regions their names.
  static Result<RegisterTables> load_every(const Database& database, const Plan* plan = nullptr);

  const Plan& plan() const { return *plan_; }
  /// Of the plan, in its order.
  const std::vector<RegisterTable>& all() const { return all_; }
  /// Of other packages, and those that left the plan.
  const std::vector<RegisterTable>& others() const { return others_; }
  std::vector<const RegisterTable*> every() const;
  const RegisterTable* find(std::string_view name) const;  ///< Of the plan.
  const RegisterTable* find(int64_t number) const;         ///< Of all.
  /// Whether ids of its rows are of several parts; see has_key_parts() of campaign/rows.h.
  bool has_key_parts(const RegisterTable& table) const;
  /// Code of a region by the name of its agency in the plan; what is unknown stays as it is.
  std::string region_code(std::string_view name) const;
  /// Name of a region as the package of the table calls it.
  std::string region_name(const RegisterTable& table, std::string_view code) const;

 private:
  using Names = std::map<std::string, std::string, std::less<>>;
  friend class RegisterCatalogue;
  void name_regions(const Plan& plan);

  const Plan* plan_ = nullptr;
  std::vector<RegisterTable> all_;
  std::vector<RegisterTable> others_;
  Names code_by_name_;
  std::map<std::string, Names, std::less<>> name_by_code_;  ///< By package.
};

/// The tables of one plan as they were found last, for as long as no register was brought to
/// another plan since. For several threads.
class KeptTables {
 public:
  /// `plan` is the same each time. Errors  those of RegisterTables::load().
  Result<std::shared_ptr<const RegisterTables>> of(const Database& database,
                                                   const Plan& plan) const;

 private:
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const RegisterTables> tables_;
  mutable std::string catalogue_;  ///< The mark that the snapshot had.
};

/// Marks the catalogue as changed, in the transaction that changes it.
Result<Done> mark_catalogue(const Database& database);

/// The tables that come with version 2 of the schema.
std::string_view register_catalogue_sql();
/// False for a store of an earlier version that was opened to be read.
Result<bool> has_registers(const Database& database);

}  // namespace fangan
