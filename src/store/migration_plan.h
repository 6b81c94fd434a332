// Migration plan: what each register of a plan is and what it is to be. Only the sources of the
// migration include it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/register_cells.h"
#include "store/register_migration.h"
#include "store/register_table.h"

namespace fangan {

/// A column of another kind, filled from the one it takes the place of.
struct ColumnConversion {
  int64_t from = 0;
  int64_t to = 0;
  const Field* field = nullptr;
};

/// What one register of the plan is to be.
struct RegisterMove {
  const Register* definition = nullptr;
  bool is_new = false;
  RegisterTable table;          ///< As it will be, columns in the order of their numbers.
  std::vector<int64_t> fields;  ///< Column numbers, as definition->fields.
  std::vector<int64_t> added;   ///< Column numbers that the tables do not have yet.
  std::vector<ColumnConversion> conversions;
  std::vector<std::pair<int64_t, int>> widened;  ///< Column number, digits more.
  bool has_new_key = false;
  bool has_new_origin = false;  ///< Of region or enterprise.
  bool is_changed = false;      ///< Its entry in the catalogue is.

  const RegisterColumn& column(int64_t number) const;
};

struct MigrationPlan {
  RegisterTables before;  ///< All registers of the store, names of regions by the new plan.
  std::vector<RegisterMove> moves;
  bool renames_regions = false;
  RegisterMigration report;
};

Result<MigrationPlan> make_migration_plan(const Database& database, const Plan& plan);

/// Holds the rows that are there against what the fields will take; adds what refuses it.
Result<Done> check_migrated_rows(const Database& database, MigrationPlan* migration);

/// Converts cells of a column as if somebody wrote the values into the new field.
class CellConverter {
 public:
  /// All outlive it.
  CellConverter(const Database& database, const RegisterTables& before, const RegisterTable& table,
                const ColumnConversion& conversion, const RegisterColumn& from,
                const RegisterColumn& to);
  ~CellConverter();
  /// None: the field does not take it.
  std::optional<StoredCell> convert(const StoredCell& cell);

 private:
  std::optional<StoredCell> convert_unit(const StoredCell& cell) const;
  std::string written(const StoredCell& cell);

  const RegisterTables& before_;
  const RegisterTable& table_;
  const Field& field_;
  const RegisterColumn& from_;
  const RegisterColumn& to_;
  struct Lookups;
  std::unique_ptr<Lookups> lookups_;
};

/// What proves the values of a converted column, one after the other in the order of row and
/// version, from "" on.
std::string converted_proof(const std::string& before, int64_t row, int64_t version,
                            const RegisterColumn& column, const StoredCell& cell);

/// Whether both are words for one unit, 1 of one is 1 of the other.
bool is_same_unit(std::string_view left, std::string_view right);

}  // namespace fangan
