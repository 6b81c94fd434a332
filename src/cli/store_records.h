// Records for a command: of a store, or none at all.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "campaign/figures.h"
#include "text/result.h"

namespace fangan {

/// What a command asks of a store.
struct CommandRecords {
  const Records& records;
  RowsOn rows;
  std::optional<Date> store_today;  ///< The day its clock stands at when it is fixed.
};
using RecordsWork = std::function<void(const CommandRecords&)>;

/// Works on the records of one plan in the store at `path`, from one snapshot, as they were known
/// at a moment; on no records where `path` is empty.
/// Errors  CLI-S001 there is no such store; STORE-S006 its registers are of another version of the
/// plan; those of the store.
Result<Done> with_store_records(const std::string& path, const Plan& plan,
                                std::optional<Moment> known_at, const RecordsWork& work);

}  // namespace fangan
