// Records for a command: of a store, or none at all.
#pragma once

#include <memory>
#include <string>

#include "campaign/records.h"
#include "text/result.h"

namespace fangan {

struct StoreRecords {
  std::unique_ptr<Records> records;
};

/// The records of one package in the store at `path`; no records where `path` is empty.
/// Errors  CLI-S001 there is no such store; those of the store.
Result<StoreRecords> open_records(const std::string& path, const std::string& package);

}  // namespace fangan
