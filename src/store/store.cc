#include "store/store.h"

#include <sqlite3.h>

#include <filesystem>

#include "store/schema.h"

namespace fangan {

Result<std::unique_ptr<Store>> Store::open(const std::string& path, OpenMode mode) {
  Result<Database> writer = Database::open(path, mode);
  if (!writer) return writer.errors();
  std::unique_ptr<Store> store(new Store(path, std::move(writer).value()));
  const Result<Done> prepared = store->prepare(mode);
  if (prepared) return store;
  Diagnostics errors = prepared.errors();
  errors.front().facts.push_back({"path", path});
  return errors;
}

Result<Done> Store::prepare(OpenMode mode) {
  const Result<int64_t> outdated = outdated_version(writer_);
  if (!outdated) return outdated.errors();
  if (outdated.value() != 0 && mode != OpenMode::read_only) {
    const std::string copy = path_ + ".before-schema-" + std::to_string(schema_version);
    std::string free = copy;
    std::error_code ignored;
    for (int number = 2; std::filesystem::exists(free, ignored); ++number) {
      free = copy + "-" + std::to_string(number);
    }
    const Result<Done> copied = backup(free);
    if (!copied) return copied;
  }
  return prepare_schema(writer_, mode);
}

Result<Done> Store::write(const std::function<Result<Done>(const Database&)>& work) {
  const std::lock_guard<std::mutex> lock(writing_);
  Result<std::unique_ptr<Transaction>> transaction = Transaction::begin(writer_);
  if (!transaction) return transaction.errors();
  const Result<Done> done = work(writer_);
  if (!done) return done;
  return transaction.value()->commit();
}

Result<std::unique_ptr<Database>> Store::borrow() const {
  {
    const std::lock_guard<std::mutex> lock(readers_mutex_);
    if (!readers_.empty()) {
      std::unique_ptr<Database> reader = std::move(readers_.back());
      readers_.pop_back();
      return reader;
    }
  }
  Result<Database> opened = Database::open(path_, OpenMode::read_only);
  if (!opened) return opened.errors();
  return std::make_unique<Database>(std::move(opened).value());
}

Result<Done> Store::read(const std::function<Result<Done>(const Database&)>& work) const {
  Result<std::unique_ptr<Database>> reader = borrow();
  if (!reader) return reader.errors();
  const Result<Done> begun = reader.value()->execute("BEGIN");
  if (!begun) return begun;
  const Result<Done> done = work(*reader.value());
  const Result<Done> ended = reader.value()->execute("COMMIT");
  if (ended) {
    const std::lock_guard<std::mutex> lock(readers_mutex_);
    readers_.push_back(std::move(reader).value());
  }
  return done;
}

namespace {

Diagnostic cannot_back_up(const std::string& to, const std::string& reason) {
  Diagnostic diagnostic = problem("STORE-B001", {{"path", to}, {"reason", reason}});
  diagnostic.fault = Fault::system;
  return diagnostic;
}

}  // namespace

Result<Done> Store::copy_to(const std::string& path) const {
  const Result<Database> target = Database::open(path, OpenMode::create);
  if (!target) return target.errors();
  const Result<Done> copied = read([&](const Database& source) -> Result<Done> {
    sqlite3_backup* copy =
        sqlite3_backup_init(target.value().handle(), "main", source.handle(), "main");
    const int status = copy == nullptr ? SQLITE_ERROR : sqlite3_backup_step(copy, -1);
    sqlite3_backup_finish(copy);
    if (status == SQLITE_DONE) return Done{};
    return cannot_back_up(path, sqlite3_errmsg(target.value().handle()));
  });
  if (!copied) return copied;
  // One file that opens anywhere, also where nothing can be written beside it.
  return target.value().execute("PRAGMA journal_mode=DELETE");
}

Result<Done> Store::backup(const std::string& to) const {
  namespace fs = std::filesystem;
  // Under another name until it is whole: what was interrupted is never taken for a backup.
  const std::string partial = to + ".partial";
  std::error_code failed;
  if (fs::exists(to, failed)) return cannot_back_up(to, "exists");
  const auto remove_partial = [&partial] {
    std::error_code ignored;
    for (const char* end : {"", "-journal", "-wal", "-shm"}) fs::remove(partial + end, ignored);
  };
  remove_partial();
  const Result<Done> copied = copy_to(partial);
  if (copied) fs::rename(partial, to, failed);
  if (copied && !failed) return Done{};
  remove_partial();
  return copied ? cannot_back_up(to, failed.message()) : copied;
}

std::vector<Record> SnapshotRecords::rows(std::string_view register_name, std::string_view prefix,
                                          const View& view) const {
  const RegisterDefinition* definition = find_register(register_name);
  if (definition == nullptr) return {};
  Result<std::vector<Record>> records =
      read_records(database_, *definition, package_, prefix, view);
  if (records) return std::move(records).value();
  errors_.insert(errors_.end(), records.errors().begin(), records.errors().end());
  return {};
}

}  // namespace fangan
