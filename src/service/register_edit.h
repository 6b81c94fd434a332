// Register edit: rows changed by people, one at a time or many, within one transaction.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "service/register_operation.h"

namespace fangan {

/// As the journal names who acts: account and agency.
std::string account_of(const Actor& actor);

/// What an edit works with, inside the write transaction.
struct EditRoom {
  ServiceState& state;
  const LoadedPlan& loaded;
  const Database& database;
  const RegisterTables& tables;
  const RegisterTable& table;
  const Actor& actor;
  const RegisterAccess& access;
  Moment at;
  Date today;

  const Register& definition() const { return *table.definition; }
  /// Rows as they are now, or on a later day for which something is entered.
  RegisterSight::From from(Date day) const {
    return {loaded, database, tables, actor, View{day, Moment{INT64_MAX}}, today};
  }
  RegisterAuthor author() const;
};

/// Runs `work` in a write transaction, for an actor who may change rows of the register at all.
/// Errors  SVC-N001; SVC-P001; SVC-G009 nobody writes this register.
Result<Done> with_edit(ServiceState* state, const Actor& actor, const std::string& plan,
                       const std::string& name, const std::function<Result<Done>(EditRoom&)>& work);

using FieldChanges = std::vector<std::pair<size_t, Value>>;

/// The fields of a form, as people type them; a masked one that was not touched is left out.
/// `before`: the row as it is; none for a new one.
/// Errors  SVC-G005 no such field; SVC-F003, SVC-F004 of files; STORE-R006 and CAMP-F014 of
/// references; those of read_field_text() and read_credit_code().
Result<FieldChanges> read_changes(EditRoom& room, RegisterSight& sight, const Json& fields,
                                  const StoredRow* before);

/// 期 of a new row, in a register with periods. Errors  CAMP-F011.
Result<std::optional<Value>> read_new_period(const EditRoom& room, const Json& fields);

/// The day from which a change holds: today where the text is empty. Errors  SVC-W019.
Result<Date> read_holds_from(const std::string& text, Date today);

/// What the store says of the row of that id, without what the actor may not know: it numbers rows
/// of the whole register.
Diagnostics for_actor(const EditRoom& room, const std::string& id, Diagnostics errors);

/// A change of a row that is there holds from a day on which it was there, and was the actor's.
/// `before`: as it is now. Errors  SVC-G016, SVC-G004.
Result<Done> check_day(const EditRoom& room, const StoredRow& before, Date day);

/// A row as it became is held against what the actor may write, then against its rules.
/// Errors  SVC-G001, SVC-G002, SVC-G004.
Diagnostics refuse_row(EditRoom& room, RegisterSight& sight, const StoredRow& row);

}  // namespace fangan
