// Changes: what registers are made of. A change sets some fields of a record from a day on.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "campaign/records.h"
#include "store/sqlite.h"

namespace fangan {

struct Change {
  std::string package;
  std::string id;
  uint64_t version = 0;                        ///< Of the record after this change; 1 is the first.
  Date holds_from;
  Moment recorded;
  std::string actor;                           ///< Agency.
  std::string step;                            ///< "report", "accept", ...
  std::map<std::string, FieldValue> fields;    ///< Only those this change sets.
};

struct StoredChange {
  Change change;
  std::string json;  ///< As the journal wrote it.
};

/// Adds a change within the running transaction.
/// Errors  STORE-R001 a field has more digits than its register keeps; STORE-R002 a number out of
/// range.
Result<Done> append_change(const Database& database, const RegisterDefinition& definition,
                           const Change& change);

/// A change as one line of JSON; numbers as strings.
std::string change_json(const RegisterDefinition& definition, const Change& change);

/// Id and version of a change written as JSON: names the row it made.
std::string change_key(const std::string& json);

/// All changes of a register, in order of entry.
Result<std::vector<StoredChange>> read_changes(const Database& database,
                                               const RegisterDefinition& definition);

/// The records of a package as a view shows them.
Result<std::vector<Record>> read_records(const Database& database,
                                         const RegisterDefinition& definition,
                                         std::string_view package, std::string_view prefix,
                                         const View& view);

}  // namespace fangan
