#include "cli/store_records.h"

#include <filesystem>
#include <map>

#include "campaign/parameters_in_force.h"
#include "campaign/policy_ledger.h"
#include "campaign/record_tables.h"
#include "service/store_figures.h"
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

/// The rows of a plan nobody has entered any into.
class NoRows {
 public:
  explicit NoRows(const Plan& plan) : plan_(plan) {}

  Rows& on(Date day) {
    std::unique_ptr<Rows>& known = days_[day];
    if (known == nullptr) {
      known = std::make_unique<Rows>(plan_, day, parameters_in_force(plan_, day));
      for (const Register& definition : plan_.registers) known->add(definition.name.text, {});
      add_policy_ledgers(known.get(), views());
      const View view{day, Moment{INT64_MAX}};
      const auto figures = std::make_shared<FigureMaker>(
          FigureSight{plan_, records_, view, [this](Date other) -> Rows& { return on(other); }});
      add_computed_tables(known.get(), figures, records_, view);
    }
    return *known;
  }
  const Records& records() const { return records_; }

 private:
  /// No day changed anything.
  PastViews views() {
    // Kept in `days_`, whoever asks.
    return {[this](Date day, const Policy*) {
              return std::shared_ptr<Rows>(std::shared_ptr<Rows>(), &on(day));
            },
            [](const std::set<std::string>&) { return std::vector<Date>(); }};
  }

  const Plan& plan_;
  NoRecords records_;
  std::map<Date, std::unique_ptr<Rows>> days_;
};

}  // namespace

Result<Done> with_store_records(const std::string& path, const Plan& plan,
                                std::optional<Moment> known_at, const RecordsWork& work) {
  if (path.empty()) {
    NoRows none(plan);
    work({none.records(), [&none](Date day) -> Rows& { return none.on(day); }, std::nullopt});
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
    const Result<RegisterTables> tables = RegisterTables::load(database, plan);
    if (!tables) return tables.errors();
    const SnapshotRecords records(database, plan.header.name);
    StoreFigures made({plan, database, tables.value(), records,
                       known_at.value_or(Moment{INT64_MAX}), every_row(), std::nullopt});
    work({records, [&made](Date day) -> Rows& { return made.rows(day); }, today.value()});
    if (!records.errors().empty()) return records.errors();
    if (const Diagnostics errors = made.errors(); !errors.empty()) return errors;
    return Done{};
  });
}

}  // namespace fangan
