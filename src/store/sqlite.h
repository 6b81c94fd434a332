// Sqlite: a thin layer over the C library, so that errors are values and statements clean up.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "text/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace fangan {

/// One prepared statement. Bind, then step; a statement that fails gives STORE-xxx.
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(std::string_view text);
  Statement& bind(int64_t number);
  Statement& bind_blob(std::string_view bytes);
  Statement& bind_null();
  /// Without a copy: the text outlives the next run or reset.
  Statement& bind_kept(std::string_view text);
  Statement& bind_kept_blob(std::string_view bytes);

  /// True when there is a row, false at the end.
  Result<bool> step();
  /// Runs to the end.
  Result<Done> run();
  /// To be bound and stepped again.
  Statement& reset();

  int64_t integer(int column) const;
  std::string text(int column) const;  ///< Also the bytes of a blob.
  /// The same without a copy: holds until the next step.
  std::string_view text_view(int column) const;
  bool is_null(int column) const;

 private:
  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
  int next_ = 1;
  int status_ = 0;
};

enum class OpenMode : uint8_t { create, existing, read_only };

/// One connection. Not for several threads at once.
class Database {
 public:
  /// WAL, synchronous=FULL, foreign keys on, waits up to ten seconds for a lock.
  /// Errors  STORE-S001 cannot be opened, with path and reason; STORE-S002 not a store.
  static Result<Database> open(const std::string& path, OpenMode mode);
  ~Database();
  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;

  Statement prepare(std::string_view sql) const { return Statement(handle_, sql); }
  Result<Done> execute(std::string_view sql) const;
  sqlite3* handle() const { return handle_; }

 private:
  Database() = default;
  sqlite3* handle_ = nullptr;
};

/// BEGIN IMMEDIATE now; rolls back unless committed.
class Transaction {
 public:
  static Result<std::unique_ptr<Transaction>> begin(const Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  Result<Done> commit();

 private:
  explicit Transaction(const Database& database) : database_(database) {}
  const Database& database_;
  bool open_ = true;
};

/// Whether what failed last was two rows with one key.
bool is_key_conflict(sqlite3* database);

/// What the library says went wrong, as a diagnostic: disk full, locked, read-only, damaged, other.
Diagnostic store_problem(sqlite3* database);

}  // namespace fangan
