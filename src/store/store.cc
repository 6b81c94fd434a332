#include "store/store.h"

#include <sqlite3.h>

#include "store/schema.h"

namespace fangan {

Result<std::unique_ptr<Store>> Store::open(const std::string& path, OpenMode mode) {
  Result<Database> writer = Database::open(path, mode);
  if (!writer) return writer.errors();
  if (mode != OpenMode::read_only) {
    const Result<Done> prepared = prepare_schema(writer.value());
    if (!prepared) return prepared.errors();
  }
  return std::unique_ptr<Store>(new Store(path, std::move(writer).value()));
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

Result<Done> Store::backup(const std::string& to) const {
  Result<Database> target = Database::open(to, OpenMode::create);
  if (!target) return target.errors();
  return read([&](const Database& source) -> Result<Done> {
    sqlite3_backup* copy =
        sqlite3_backup_init(target.value().handle(), "main", source.handle(), "main");
    const int status = copy == nullptr ? SQLITE_ERROR : sqlite3_backup_step(copy, -1);
    sqlite3_backup_finish(copy);
    if (status == SQLITE_DONE) return Done{};
    Diagnostic diagnostic = problem(
        "STORE-B001", {{"path", to}, {"reason", sqlite3_errmsg(target.value().handle())}});
    diagnostic.fault = Fault::system;
    return diagnostic;
  });
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
