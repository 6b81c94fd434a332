#include "store/sqlite.h"

#include <sqlite3.h>

#include <cassert>
#include <utility>

#include "store/collation.h"

namespace fangan {
namespace {

constexpr int wait_ms = 10'000;

Diagnostic system_problem(const char* code, std::string reason) {
  Diagnostic diagnostic = problem(code, {{"reason", std::move(reason)}});
  diagnostic.fault = Fault::system;
  return diagnostic;
}

const char* code_of(int status) {
  switch (status & 0xFF) {
    case SQLITE_FULL: return "STORE-W001";
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "STORE-W002";
    case SQLITE_READONLY:
    case SQLITE_PERM: return "STORE-W003";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return "STORE-W004";
    default: return "STORE-W005";
  }
}

}  // namespace

Diagnostic store_problem(sqlite3* database) {
  return system_problem(code_of(sqlite3_extended_errcode(database)), sqlite3_errmsg(database));
}

bool is_key_conflict(sqlite3* database) {
  return sqlite3_extended_errcode(database) == SQLITE_CONSTRAINT_UNIQUE;
}

Statement::Statement(sqlite3* database, std::string_view sql) : database_(database) {
  status_ =
      sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr);
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_),
      statement_(std::exchange(other.statement_, nullptr)),
      next_(other.next_),
      status_(other.status_) {}

Statement& Statement::bind(std::string_view text) {
  if (statement_ != nullptr) {
    // An empty view may have no address, which the library would take for null.
    sqlite3_bind_text(statement_, next_++, text.empty() ? "" : text.data(),
                      static_cast<int>(text.size()), SQLITE_TRANSIENT);
  }
  return *this;
}

Statement& Statement::bind(int64_t number) {
  if (statement_ != nullptr) sqlite3_bind_int64(statement_, next_++, number);
  return *this;
}

Statement& Statement::bind_blob(std::string_view bytes) {
  if (statement_ != nullptr) {
    sqlite3_bind_blob64(statement_, next_++, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
  }
  return *this;
}

Statement& Statement::bind_null() {
  if (statement_ != nullptr) sqlite3_bind_null(statement_, next_++);
  return *this;
}

Statement& Statement::bind_kept(std::string_view text) {
  if (statement_ != nullptr) {
    sqlite3_bind_text(statement_, next_++, text.empty() ? "" : text.data(),
                      static_cast<int>(text.size()), SQLITE_STATIC);
  }
  return *this;
}

Statement& Statement::bind_kept_blob(std::string_view bytes) {
  if (statement_ != nullptr) {
    sqlite3_bind_blob64(statement_, next_++, bytes.data(), bytes.size(), SQLITE_STATIC);
  }
  return *this;
}

Statement& Statement::reset() {
  next_ = 1;
  if (statement_ != nullptr) sqlite3_reset(statement_);
  return *this;
}

Result<bool> Statement::step() {
  if (status_ != SQLITE_OK || statement_ == nullptr) return store_problem(database_);
  const int status = sqlite3_step(statement_);
  if (status == SQLITE_ROW) return true;
  if (status == SQLITE_DONE) return false;
  return store_problem(database_);
}

Result<Done> Statement::run() {
  for (;;) {
    const Result<bool> more = step();
    if (!more) return more.errors();
    if (!more.value()) return Done{};
  }
}

int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Statement::text_view(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes), static_cast<size_t>(size)};
}

std::string Statement::text(int column) const { return std::string(text_view(column)); }

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

Result<Database> Database::open(const std::string& path, OpenMode mode) {
  Database database;
  const int flags = mode == OpenMode::read_only ? SQLITE_OPEN_READONLY
                    : mode == OpenMode::existing
                        ? SQLITE_OPEN_READWRITE
                        : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int status =
      sqlite3_open_v2(path.c_str(), &database.handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  if (status != SQLITE_OK) {
    Diagnostic diagnostic = system_problem("STORE-S001", sqlite3_errmsg(database.handle_));
    diagnostic.facts.push_back({"path", path});
    return diagnostic;
  }
  sqlite3_busy_timeout(database.handle_, wait_ms);
  const Result<Done> prepared = database.execute(
      // Reads through the memory the system keeps of the file anyway.
      mode == OpenMode::read_only ? "PRAGMA mmap_size=4000000000"
                                  : "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                                    "PRAGMA foreign_keys=ON; PRAGMA cache_size=-200000");
  if (!prepared) {
    const int failure = sqlite3_errcode(database.handle_);
    if (failure == SQLITE_BUSY || failure == SQLITE_LOCKED) return prepared.errors();
    const bool no_store = failure == SQLITE_NOTADB || failure == SQLITE_CORRUPT;
    Diagnostic diagnostic =
        system_problem(no_store ? "STORE-S002" : "STORE-S001", sqlite3_errmsg(database.handle_));
    diagnostic.facts.push_back({"path", path});
    return diagnostic;
  }
  const Result<Done> ordered = add_chinese_collation(database.handle_);
  if (!ordered) return ordered.errors();
  return database;
}

Database::~Database() { sqlite3_close_v2(handle_); }

Database::Database(Database&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Database& Database::operator=(Database&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

Result<Done> Database::execute(std::string_view sql) const {
  const std::string copy(sql);
  if (sqlite3_exec(handle_, copy.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return Done{};
  return store_problem(handle_);
}

Result<std::unique_ptr<Transaction>> Transaction::begin(const Database& database) {
  const Result<Done> begun = database.execute("BEGIN IMMEDIATE");
  if (!begun) return begun.errors();
  return std::unique_ptr<Transaction>(new Transaction(database));
}

Transaction::~Transaction() {
  if (!open_) return;
  const Result<Done> rolled_back = database_.execute("ROLLBACK");
  (void)rolled_back;  // A failed statement may have rolled back already.
}

Result<Done> Transaction::commit() {
  const Result<Done> committed = database_.execute("COMMIT");
  if (committed) open_ = false;
  return committed;
}

}  // namespace fangan
