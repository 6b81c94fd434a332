// import, export: rows of a register from a table and into one.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "cli/command.h"
#include "service/package_folder.h"
#include "service/service.h"
#include "papers/table_file.h"
#include "store/store_lock.h"
#include "text/render.h"

namespace fangan {
namespace {

namespace fs = std::filesystem;

constexpr size_t shown_max = 20;

Diagnostic wrong_request(const char* code, std::vector<Fact> facts) {
  Diagnostic wrong = problem(code, std::move(facts));
  wrong.fault = Fault::request;
  return wrong;
}

/// Whoever holds the store itself acts for the office.
Actor operator_of(const char* command) {
  const std::string name = std::string("fangan ") + command;
  return {name, name, "", {"office"}};
}

/// The store with the package, held for as long as the command runs.
struct OpenStore {
  StoreLock lock;
  std::unique_ptr<Service> service;
  std::string plan;
};

/// Errors  STORE-S005 a server holds the store; those of packages, which point into `sources`.
Result<OpenStore> open_store(const std::string& folder, const std::string& store,
                             Sources* sources) {
  const Result<Package> package = read_package_folder(folder);
  if (!package) return package.errors();
  const fs::path parent = fs::path(store).parent_path();
  std::error_code ignored;
  if (!parent.empty()) fs::create_directories(parent, ignored);
  Result<StoreLock> lock = StoreLock::take(store);
  if (!lock) return lock.errors();
  ServiceOptions options;
  options.store_path = store;
  Result<std::unique_ptr<Service>> service = Service::open(options);
  if (!service) return service.errors();
  const Result<Done> loaded =
      service.value()->load_package(package.value(), "import", Reload::if_new, sources);
  if (!loaded) return loaded.errors();
  return OpenStore{std::move(lock).value(), std::move(service).value(), package.value().name};
}

void tell_cells(const std::string& file, const std::string& sheet,
                const std::vector<CellError>& cells, int64_t count) {
  for (size_t i = 0; i < std::min(cells.size(), shown_max); ++i) {
    const CellError& each = cells[i];
    std::cerr << file;
    if (!sheet.empty()) std::cerr << " " << sheet;
    if (each.column) {
      std::cerr << " " << cell_name(*each.column, each.row);
    } else if (each.row > 0) {
      std::cerr << " 第 " << each.row << " 行 row " << each.row;
    }
    if (!each.value.empty()) std::cerr << "  " << each.value;
    std::cerr << "\n" << render(each.error, Sources(), {Language::zh, Language::en}) << "\n";
  }
  if (count <= static_cast<int64_t>(shown_max)) return;
  const Diagnostic rest = problem(
      "CLI-D002", {{"count", std::to_string(count - static_cast<int64_t>(shown_max))}});
  std::cerr << render(rest, Sources(), {Language::zh, Language::en});
}

}  // namespace

ExitCode import_command(const ImportOptions& options) {
  Sources sources;
  Result<OpenStore> opened = open_store(options.folder, options.store, &sources);
  if (!opened) return refuse(opened.errors(), sources);
  const ImportPhase phase = options.dry_run ? ImportPhase::check : ImportPhase::apply;
  const Result<ImportOutcome> outcome = opened.value().service->import_file(
      operator_of("import"), opened.value().plan, options.register_name, options.file, phase);
  if (!outcome) return refuse(outcome.errors());
  const ImportReport& report = outcome.value().report;
  tell_cells(options.file, report.sheet, report.errors, report.error_count);
  tell_cells(options.file, report.sheet, report.warnings, report.warning_count);
  std::cout << options.register_name << ": " << report.added << " 行新增 new, " << report.changed
            << " 行修改 changed, " << report.unchanged << " 行不变 unchanged, "
            << report.error_count << " 处错误 errors; "
            << (outcome.value().is_written ? "已写入 written" : "未写入 not written") << "\n";
  return report.error_count > 0 ? ExitCode::faulty : ExitCode::done;
}

ExitCode export_command(const ExportRowsOptions& options) {
  const std::string ending = fs::path(options.file).extension().string();
  const bool is_known = ending == ".xlsx" || ending == ".csv";
  if (!is_known) return refuse({wrong_request("CLI-I001", {{"path", options.file}})});
  std::error_code failed;
  if (fs::exists(options.file, failed)) {
    return refuse({wrong_request("CLI-B001", {{"path", options.file}})});
  }
  if (!fs::exists(options.store, failed)) {
    return refuse({wrong_request("CLI-S001", {{"path", options.store}})});
  }
  ViewRequest view;
  if (!options.as_of.empty()) {
    const Result<Date> day = Date::parse(options.as_of);
    if (!day) return refuse({wrong_request("CLI-A002", {{"value", options.as_of}})});
    view.as_of = day.value();
  }
  Sources sources;
  Result<OpenStore> opened = open_store(options.folder, options.store, &sources);
  if (!opened) return refuse(opened.errors(), sources);
  const std::string beside = options.file + ".part";
  const Result<int64_t> rows = opened.value().service->export_rows(
      operator_of("export"), opened.value().plan, options.register_name, view, {},
      ending == ".csv" ? SheetForm::csv : SheetForm::xlsx, beside);
  if (rows) fs::rename(beside, options.file, failed);
  if (!rows || failed) {
    std::error_code ignored;
    fs::remove(beside, ignored);
  }
  if (!rows) return refuse(rows.errors());
  if (failed) {
    return refuse({problem("PLAN-F006", {{"path", options.file}, {"reason", failed.message()}})});
  }
  std::cout << options.file << ": " << rows.value() << " 行 rows\n";
  return ExitCode::done;
}

}  // namespace fangan
