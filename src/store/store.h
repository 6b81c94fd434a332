// Store: one file that remembers everything of a campaign.
//
// One connection writes, in transactions that begin at once; a few others read, each from a
// snapshot of its own, so readers never wait for a writer. Every change is journalled in the
// transaction that makes it.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/changes.h"
#include "store/journal.h"
#include "store/sqlite.h"

namespace fangan {

class Store {
 public:
  /// A store of an earlier version is brought up to date, with a copy beside it first:
  /// `PATH.before-schema-2`. Errors  those of Database::open, prepare_schema and backup.
  static Result<std::unique_ptr<Store>> open(const std::string& path, OpenMode mode);

  const std::string& path() const { return path_; }

  /// Runs `work` in one write transaction; commits when it gives Done. One writer at a time.
  Result<Done> write(const std::function<Result<Done>(const Database&)>& work);

  /// Runs `work` on a reading connection, from one snapshot.
  Result<Done> read(const std::function<Result<Done>(const Database&)>& work) const;

  /// A copy of the whole store, while others go on: one file, there only when it is whole.
  /// Errors  STORE-B001 cannot be written.
  Result<Done> backup(const std::string& to) const;

 private:
  Store(std::string path, Database writer) : path_(std::move(path)), writer_(std::move(writer)) {}
  Result<Done> prepare(OpenMode mode);
  Result<std::unique_ptr<Database>> borrow() const;
  Result<Done> copy_to(const std::string& path) const;

  std::string path_;
  Database writer_;
  std::mutex writing_;
  mutable std::mutex readers_mutex_;
  mutable std::vector<std::unique_ptr<Database>> readers_;
};

/// The records of one package, read from one snapshot. Keeps what it has read.
class SnapshotRecords : public Records {
 public:
  SnapshotRecords(const Database& database, std::string package)
      : database_(database), package_(std::move(package)) {}
  std::vector<Record> rows(std::string_view register_name, std::string_view prefix,
                           const View& view) const override;
  /// What went wrong while reading; empty when nothing did.
  const Diagnostics& errors() const { return errors_; }

 private:
  const Database& database_;
  std::string package_;
  mutable Diagnostics errors_;
};

}  // namespace fangan
