// Register migration: the registers of a store brought to a new version of a plan, losing nothing.
//
// What will change is shown first. A field that leaves the plan keeps its column, hidden; one that
// comes back finds it. A field of another kind gets a new column, filled from the old one, which
// stays. What cannot be converted, or would make two rows one, is refused with the rows named.
#pragma once

#include <string>
#include <vector>

#include "plan/plan.h"
#include "store/sqlite.h"
#include "value/moment.h"

namespace fangan {

struct RegisterStep {
  enum class Kind : uint8_t {
    new_register,
    new_field,
    hidden_field,  ///< No field of the plan any more; kept.
    shown_field,   ///< One that was hidden.
    converted,     ///< Of another kind.
    more_places,
    new_words,  ///< The words a field may take; every row has one that stays.
    new_unit,   ///< Another word for the same unit.
    new_key,
    hidden_register,
  };
  Kind kind = Kind::new_register;
  std::string register_name;
  std::string field;
  std::string before;  ///< Kind, places, fields of the key.
  std::string after;
  int64_t rows = 0;     ///< That hold a value of it; of a key, all rows.
  int64_t history = 0;  ///< Of `converted`: values of the past that only the hidden column keeps.
};

struct RegisterMigration {
  std::vector<RegisterStep> steps;
  /// Why it is refused; empty: it can be done. At most 100 rows are named for each field.
  /// STORE-M001 a value the field would not take; STORE-M002 a number with more digits than the
  /// field keeps; STORE-M003 two rows with one key; STORE-M004 a field of 企业 that another package
  /// of the store has otherwise; STORE-M005 another key of 企业; STORE-M006 a key with a blank.
  Diagnostics refused;

  bool changes_rows() const;  ///< Then a backup is made first.
};

/// What it takes to bring the store to `plan`; writes nothing.
Result<RegisterMigration> plan_migration(const Database& database, const Plan& plan);

struct MigrationAuthor {
  std::string account;
  std::string agency;
  Moment at;
  Date today;
};

/// Does so within the running write transaction, with a journal entry for each register that
/// existed. Errors  those of RegisterMigration::refused.
Result<RegisterMigration> migrate_registers(const Database& database, const Plan& plan,
                                            const MigrationAuthor& author);

/// Where the copy goes that is made before a migration: `PATH.before-VERSION-DATE`, with a number
/// behind it where that is taken.
std::string migration_backup_path(const std::string& store_path, const std::string& version,
                                  Date today);

}  // namespace fangan
