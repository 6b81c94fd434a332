// Records for a command: of a store, or none at all.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "campaign/records.h"
#include "text/result.h"

namespace fangan {

/// What a command asks of a store: rows, and the day its clock stands at when it is fixed.
using RecordsWork = std::function<void(const Records& records, std::optional<Date> store_today)>;

/// Works on the records of one package in the store at `path`, from one snapshot; on no records
/// where `path` is empty.
/// Errors  CLI-S001 there is no such store; those of the store.
Result<Done> with_store_records(const std::string& path, const std::string& package,
                                const RecordsWork& work);

}  // namespace fangan
