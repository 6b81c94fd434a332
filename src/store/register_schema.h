// Register schema: the SQL that makes the tables of a register, and what the catalogue says of it.
#pragma once

#include <string>

#include "store/register_table.h"
#include "value/json.h"

namespace fangan {

/// `rN`, `rN_change` and the indexes: by id, and one for each reference, for back-lists.
std::string create_register_sql(const RegisterTable& table);
/// A column in both tables.
std::string add_column_sql(const RegisterTable& table, const RegisterColumn& column);
std::string id_index_sql(const RegisterTable& table);
std::string drop_id_index_sql(const RegisterTable& table);
/// Those that a page asks by, where they are not there yet: the rows of a region in their order,
/// and how many are examples. Few rows have a nature, so the second costs an import nothing.
std::string page_indexes_sql(const RegisterTable& table);
/// The view for other tools, with the first `shown` columns of the table, made anew.
std::string create_view_sql(const RegisterTables& tables, const RegisterTable& table, size_t shown);

/// The register as the catalogue knows it, for the journal: it proves scales and kinds as digests
/// prove values. `table` with its columns in the order of their numbers.
Json definition_json(const RegisterTable& table);

/// Puts a table and its columns into the catalogue, replacing what is there of that number.
Result<Done> write_catalogue(const Database& database, const RegisterTable& table);

}  // namespace fangan
