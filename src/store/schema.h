// Schema: the tables of a store, made and brought up to date.
//
// Registers are real typed tables: `<name>_change` holds every change ever made (append-only),
// numbers as integers scaled by 10^places, and the view `<name>` shows them as decimals for other
// tools.
#pragma once

#include <string>

#include "campaign/records.h"
#include "store/sqlite.h"

namespace fangan {

constexpr int64_t schema_version = 2;

/// The version of a store that has to be brought up to date before it is written; 0: none.
Result<int64_t> outdated_version(const Database& database);

/// Makes the tables of a new store, or those an older one lacks, in one transaction. An older one
/// that is only read stays as it is.
/// Errors  STORE-S002 an empty file that should have been a store; STORE-S003 the store was written
/// by a newer program; STORE-S004 the database is another program's, and is left as it is.
Result<Done> prepare_schema(const Database& database, OpenMode mode);

/// Column of a field in the change table: f0, f1, ... in order of the definition.
std::string column_name(size_t field);

/// The register's definition; never null for the built-in names.
const RegisterDefinition* find_register(std::string_view name);

}  // namespace fangan
