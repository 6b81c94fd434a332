// verify, backup, restore, export-plan: looking after a store.
#include <filesystem>
#include <iostream>

#include "cli/command.h"
#include "service/package_folder.h"
#include "service/service.h"
#include "service/verify_content.h"
#include "store/store.h"

namespace fangan {
namespace {

Diagnostic exists(const std::string& path) {
  Diagnostic diagnostic = problem("CLI-B001", {{"path", path}});
  diagnostic.fault = Fault::request;
  return diagnostic;
}

Diagnostic missing(const std::string& path) {
  Diagnostic diagnostic = problem("CLI-S001", {{"path", path}});
  diagnostic.fault = Fault::request;
  return diagnostic;
}

/// Copies a whole store to a new file.
ExitCode copy(const std::string& from, const std::string& to) {
  std::error_code failed;
  if (std::filesystem::exists(to, failed)) return refuse({exists(to)});
  const Result<std::unique_ptr<Store>> store = Store::open(from, OpenMode::read_only);
  if (!store) return refuse(store.errors());
  const Result<Done> copied = store.value()->backup(to);
  if (!copied) return refuse(copied.errors());
  std::cout << to << "\n";
  return ExitCode::done;
}

}  // namespace

ExitCode verify_command(const VerifyOptions& options) {
  const Result<std::unique_ptr<Store>> store = Store::open(options.store, OpenMode::read_only);
  if (!store) return refuse(store.errors());
  Diagnostics found;
  JournalHead head;
  const Result<Done> read = store.value()->read([&](const Database& database) -> Result<Done> {
    const Result<JournalHead> known = journal_head(database);
    if (!known) return known.errors();
    head = known.value();
    found = verify_journal(database, options.head);
    const Diagnostics content = verify_content(database);
    found.insert(found.end(), content.begin(), content.end());
    return Done{};
  });
  if (!read) return refuse(read.errors());
  if (!found.empty()) {
    refuse(found);
    return ExitCode::faulty;
  }
  std::cout << "日志完好 the journal is intact: " << head.entries << " 条 entries, SM3 "
            << head.hash << "\n";
  return ExitCode::done;
}

ExitCode backup_command(const BackupOptions& options) { return copy(options.store, options.file); }

ExitCode restore_command(const BackupOptions& options) { return copy(options.file, options.store); }

ExitCode export_plan_command(const ExportOptions& options) {
  // Service::open() would make a new store.
  std::error_code failed;
  if (!std::filesystem::exists(options.store, failed)) return refuse({missing(options.store)});
  ServiceOptions service_options;
  service_options.store_path = options.store;
  const Result<std::unique_ptr<Service>> service = Service::open(service_options);
  if (!service) return refuse(service.errors());
  const Result<Package> package = service.value()->export_package(folder_name(options.folder));
  if (!package) return refuse(package.errors());
  const Result<Done> written = write_package_folder(package.value(), options.folder);
  if (!written) return refuse(written.errors());
  std::cout << options.folder << "\n";
  return ExitCode::done;
}

}  // namespace fangan
