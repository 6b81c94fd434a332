#include "cli/store_records.h"

#include <filesystem>

#include "store/store.h"

namespace fangan {
namespace {

/// A campaign nobody has entered anything into.
class NoRecords : public Records {
 public:
  std::vector<Record> rows(std::string_view, std::string_view, const View&) const override {
    return {};
  }
};

Result<std::optional<Date>> fixed_today(const Database& database) {
  Statement select = database.prepare("SELECT value FROM setting WHERE key = 'clock'");
  const Result<bool> row = select.step();
  if (!row) return row.errors();
  if (!row.value()) return std::optional<Date>();
  const Result<Date> day = Date::parse(select.text(0));
  return day ? std::optional<Date>(day.value()) : std::nullopt;
}

}  // namespace

Result<Done> with_store_records(const std::string& path, const std::string& package,
                                const RecordsWork& work) {
  if (path.empty()) {
    work(NoRecords(), std::nullopt);
    return Done{};
  }
  std::error_code failed;
  if (!std::filesystem::exists(path, failed)) {
    Diagnostic diagnostic = problem("CLI-S001", {{"path", path}});
    diagnostic.fault = Fault::request;
    return diagnostic;
  }
  Result<std::unique_ptr<Store>> store = Store::open(path, OpenMode::read_only);
  if (!store) return store.errors();
  return store.value()->read([&](const Database& database) -> Result<Done> {
    const Result<std::optional<Date>> today = fixed_today(database);
    if (!today) return today.errors();
    const SnapshotRecords records(database, package);
    work(records, today.value());
    if (!records.errors().empty()) return records.errors();
    return Done{};
  });
}

}  // namespace fangan
