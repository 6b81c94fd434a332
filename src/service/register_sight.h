// Register sight: registers as one operation reads them: one snapshot, one view, one actor.
//
// Derived fields, decisions and marks are computed for the rows that are shown. Lists that a
// formula names hold what the actor may have; rules that refuse a change are held against all rows.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "campaign/rows.h"
#include "service/policy_sight.h"
#include "service/register_access.h"
#include "service/store_figures.h"
#include "store/store.h"
#include "value/json.h"

namespace fangan {

/// Whose rows the lists of formulas hold.
enum class Eyes : uint8_t { actor, everyone };

/// A county is told its own figures only.
std::optional<std::string> holder_of(const Actor& actor);

class RegisterSight {
 public:
  /// All of them outlive it.
  struct From {
    const LoadedPlan& loaded;
    const Database& database;
    const RegisterTables& tables;
    const Actor& actor;
    View view;
    Date today;  ///< Rows of another view cannot be changed.
  };
  explicit RegisterSight(const From& from, Eyes eyes = Eyes::actor);

  const LoadedPlan& loaded() const { return loaded_; }
  const Plan& plan() const { return loaded_.plan; }
  const RegisterTables& tables() const { return tables_; }
  const Actor& actor() const { return actor_; }
  const View& view() const { return view_; }
  const Database& database() const { return database_; }
  RegisterReader& reader() { return reader_; }
  Rows& rows() { return rows_; }
  const RegisterAccess& access(const Register& definition);
  PolicySight& policies() { return policies_; }
  /// A county's are its own.
  StoreFigures& figures() { return figures_; }
  /// What rules read in `rows` besides registers, as the actor may have it: ledgers and figures of
  /// these two, shares and reports. They live as long as it does.
  void add_tables(Rows* rows, PolicySight* policies, StoreFigures* figures);
  /// What went wrong while reading.
  Diagnostics errors() const;

  /// Whether the actor may know of a row that formulas see, of one of its fields, and of all of it.
  bool shows(const Row& row);
  bool shows(const Row& row, size_t column);
  bool is_whole(const Row& row);

  /// The row as formulas see it.
  Value record(const RegisterTable& table, const StoredRow& row);

  /// VALUE of docs/api.md; what is masked is "***".
  Json value_json(const Field& field, const Value& value);
  /// The same of a field that is shown unmasked, once.
  Json plain_json(const Field& field, const Value& value);
  /// COMPUTED of docs/api.md: what a formula came to.
  Json computed_json(const Value& value);
  /// OUTCOME of docs/api.md.
  Json outcome_json(const Outcome& outcome);
  /// ROW of docs/api.md.
  Json row_json(const RegisterTable& table, const StoredRow& row);
  /// The id and what the row is called.
  Json reference_json(const RegisterTable& table, const StoredRow& row);
  /// What a row is called: its name, else the parts of its key as people say them, else its id.
  std::string name_of(const RegisterTable& table, const RowState& state);
  std::string shown_name(const RegisterTable& table, const StoredRow& row);
  /// A file as the actor may know it.
  Json file_json(const std::string& hash);

  /// What keeps a row from being written: blanks that must be filled, rules that do not hold.
  /// Errors  SVC-G001, SVC-G002.
  Diagnostics broken_rules(const RegisterTable& table, const StoredRow& row);
  /// Messages of the rules that only mark a row (`warn`) and do not hold; of those that tell of
  /// masked fields none, because a mark that comes and goes says what the field holds.
  std::vector<std::string> marks(const RegisterTable& table, const StoredRow& row);
  /// Whether the formula's value tells of a masked field.
  bool is_masked(const Formula& formula);

 private:
  std::function<const RegisterAccess&(const Register&)> access_by(Eyes eyes);
  Json reference_json(const std::string& target, const std::string& id);
  std::string name_part(const Field& field, const Value& value);
  Json files_json(const Value& value);
  Json derived_json(const RegisterTable& table, const StoredRow& row);
  Json marks_json(const RegisterTable& table, const StoredRow& row);
  Json can_json(const RegisterTable& table, const StoredRow& row);
  bool shows_missing(const MissingField& missing);
  const std::optional<StoredRow>& stored(const RegisterTable& table, const std::string& id);

  const LoadedPlan& loaded_;
  const Database& database_;
  const RegisterTables& tables_;
  const Actor& actor_;
  Eyes eyes_;
  View view_;
  RegisterReader reader_;
  StoreRows source_;
  Rows rows_;
  SnapshotRecords records_;
  StoreFigures figures_;
  PolicySight policies_;
  std::map<std::string, RegisterAccess> access_;
  bool is_current_;
  std::map<const Formula*, bool> masked_;
  std::map<std::pair<int64_t, std::string>, std::optional<StoredRow>> stored_;
};

/// Rules of a register (`must`, `warn`) that do not hold of a row. Choice: a rule that comes to no
/// answer, because a field is blank or a parameter is not set, refuses nothing; what must be filled
/// in is said by `required`.
std::vector<const NamedFormula*> broken_rules(Rows* rows, const std::vector<NamedFormula>& rules,
                                              const Value& record);

/// Blanks that must be filled in by the state the row is in. Errors  SVC-G001.
Diagnostics missing_fields(const Plan& plan, const Register& definition, const RowState& row);

/// The formulas that every row of a register shows: derived fields, then decisions on it.
struct ShownFormula {
  std::string name;
  const Formula* formula = nullptr;
  bool is_decision = false;
};
std::vector<ShownFormula> shown_formulas(const Plan& plan, const Register& definition);

}  // namespace fangan
