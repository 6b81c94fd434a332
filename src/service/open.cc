// Opening a store, its clock, and the packages it holds.
#include <algorithm>

#include "plan/check.h"
#include "plan/rule_reach.h"
#include "plan/section_owners.h"
#include "service/package_hash.h"
#include "service/register_access.h"
#include "service/state.h"
#include "service/wall_clock.h"
#include "store/register_migration.h"

namespace fangan {
namespace {

Result<std::string> read_setting(const Database& database, std::string_view key) {
  Statement select = database.prepare("SELECT value FROM setting WHERE key = ?");
  select.bind(key);
  const Result<bool> row = select.step();
  if (!row) return row.errors();
  return row.value() ? select.text(0) : std::string();
}

Result<Done> write_setting(const Database& database, std::string_view key, std::string_view value) {
  Statement insert = database.prepare(
      "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = "
      "excluded.value");
  insert.bind(key).bind(value);
  return insert.run();
}

/// The clock of a store is settled when it is made: real, or fixed at a day.
Result<Done> settle_clock(ServiceState* state, const std::optional<Date>& today) {
  return state->store->write([&](const Database& database) -> Result<Done> {
    const Result<std::string> clock = read_setting(database, "clock");
    if (!clock) return clock.errors();
    std::string kept = clock.value();
    if (kept.empty()) {
      kept = today ? today->print() : "real";
      const Result<Done> written = write_setting(database, "clock", kept);
      if (!written) return written;
    }
    if (kept == "real") {
      if (today) return refused("SVC-C001");
      return Done{};
    }
    const Result<Date> day = Date::parse(kept);
    if (!day) return day.errors();
    state->fixed_clock = true;
    state->fixed_today = day.value();
    return Done{};
  });
}

/// What is entered now comes after all that was entered, even where the machine's clock went back.
Result<Done> continue_moments(ServiceState* state) {
  return state->store->read([&](const Database& database) -> Result<Done> {
    Statement select = database.prepare("SELECT max(at) FROM journal");
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    state->last_moment = Moment{select.integer(0)};
    return Done{};
  });
}

std::shared_ptr<const LoadedPlan> prepare(Package package, Checked checked, int64_t number,
                                          std::string hash) {
  auto loaded = std::make_shared<LoadedPlan>();
  loaded->id = package.name;
  loaded->number = number;
  loaded->hash = std::move(hash);
  loaded->plan = std::move(*checked.plan);
  loaded->diagnostics = std::move(checked.diagnostics);
  loaded->blocks = block_sources(loaded->plan);
  loaded->coverage = coverage(loaded->plan);
  loaded->findings = lint_plan(loaded->plan);
  for (const Register& definition : loaded->plan.registers) {
    loaded->register_owners[definition.name.text] =
        section_owners(loaded->plan, definition.citation);
  }
  for (const Target& target : loaded->plan.targets) {
    if (!target.is_measured()) continue;
    RuleReach reach = reach_of_figures(loaded->plan, target);
    if (!reach.computed_tables) loaded->counted_from_rows.insert(target.name);
    loaded->registers_read[target.name] = std::move(reach.registers);
  }
  loaded->masked_names = masked_names(loaded->plan);
  loaded->package = std::move(package);
  return loaded;
}

struct StoredPackage {
  Package package;
  int64_t number;
  std::string hash;
};

Result<std::vector<StoredPackage>> read_packages(const Database& database) {
  std::vector<StoredPackage> stored;
  Statement select = database.prepare(
      "SELECT package, max(number), hash FROM package_version GROUP BY package ORDER BY package");
  for (;;) {
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    if (!row.value()) return stored;
    Result<Package> package = read_package(database, select.text(0), select.integer(1));
    if (!package) return package.errors();
    stored.push_back({std::move(package).value(), select.integer(1), select.text(2)});
  }
}

/// The last version of every package in the store. A package may use agencies of another one, so
/// what does not check yet is tried again behind the others.
Result<Done> load_stored(ServiceState* state) {
  return state->store->read([&](const Database& database) -> Result<Done> {
    Result<std::vector<StoredPackage>> read = read_packages(database);
    if (!read) return read.errors();
    std::vector<StoredPackage> waiting = std::move(read).value();
    while (!waiting.empty()) {
      std::vector<StoredPackage> later;
      Diagnostics errors;
      for (StoredPackage& stored : waiting) {
        Checked checked = check(stored.package, shared_agencies(*state, ""));
        if (!checked.plan) {
          errors = checked.diagnostics;
          later.push_back(std::move(stored));
          continue;
        }
        const std::string id = stored.package.name;
        state->plans[id] =
            prepare(std::move(stored.package), std::move(checked), stored.number, stored.hash);
      }
      if (later.size() == waiting.size()) return errors;
      waiting = std::move(later);
    }
    return Done{};
  });
}

Result<Done> write_version(const Database& database, const Package& package, int64_t number,
                           const std::string& hash, const VersionNote& note, Moment at) {
  Statement version = database.prepare(
      "INSERT INTO package_version (package, number, hash, loaded_at, loaded_by) VALUES "
      "(?,?,?,?,?)");
  version.bind(package.name).bind(number).bind(hash).bind(at.microseconds).bind(note.by);
  const Result<Done> inserted = version.run();
  if (!inserted) return inserted;
  for (const PackageFile& file : package.files) {
    Statement insert = database.prepare(
        "INSERT INTO package_file (package, number, name, bytes) VALUES (?,?,?,?)");
    insert.bind(package.name).bind(number).bind(file.name).bind_blob(file.bytes);
    const Result<Done> written = insert.run();
    if (!written) return written;
  }
  JournalEntry entry;
  entry.at = at;
  entry.actor = note.by;
  entry.action = note.action;
  entry.package = package.name;
  entry.row = std::to_string(number);
  Json after = Json::object({{"version", Json(number)}, {"hash", Json(hash)}});
  if (!note.block.empty()) after.set("block", note.block);
  if (!note.why.empty()) after.set("why", note.why);
  entry.after = after.print();
  const Result<int64_t> journalled = append_journal(database, std::move(entry));
  if (!journalled) return journalled.errors();
  return Done{};
}

/// The registers of a plan, before they are brought to it: refused where something would be lost,
/// and copied first where rows change.
Result<Done> prepare_registers(const ServiceState& state, const Plan& plan,
                               const std::string& version) {
  bool changes_rows = false;
  const Result<Done> read = state.store->read([&](const Database& database) -> Result<Done> {
    const Result<RegisterMigration> migration = plan_migration(database, plan);
    if (!migration) return migration.errors();
    if (!migration.value().refused.empty()) return migration.value().refused;
    changes_rows = migration.value().changes_rows();
    return Done{};
  });
  if (!read || !changes_rows) return read;
  return state.store->backup(
      migration_backup_path(state.store->path(), version, state.today()));
}

Result<Done> bring_registers(ServiceState* state, const Database& database, const Plan& plan,
                             const std::string& by) {
  const Result<RegisterMigration> migrated = migrate_registers(
      database, plan, {by, by, state->next_moment(), state->today()});
  if (!migrated) return migrated.errors();
  return Done{};
}

/// Stores that were written before there were registers, or by an earlier program.
Result<Done> bring_all_registers(ServiceState* state) {
  for (const auto& entry : state->plans) {
    const auto& loaded = entry.second;
    bool is_there = false;
    const Result<Done> read = state->store->read([&](const Database& database) -> Result<Done> {
      const Result<RegisterMigration> migration = plan_migration(database, loaded->plan);
      if (!migration) return migration.errors();
      is_there = migration.value().steps.empty();
      return Done{};
    });
    if (!read) return read;
    if (is_there) continue;
    const std::string version = entry.first + "-" + std::to_string(loaded->number);
    const Result<Done> prepared = prepare_registers(*state, loaded->plan, version);
    if (!prepared) return prepared;
    const Result<Done> brought = state->store->write([&](const Database& database) {
      return bring_registers(state, database, loaded->plan, "fangan");
    });
    if (!brought) return brought;
  }
  return Done{};
}

Result<bool> is_known_version(const ServiceState& state, const std::string& package,
                              const std::string& hash) {
  bool known = false;
  const Result<Done> read = state.store->read([&](const Database& database) -> Result<Done> {
    Statement select =
        database.prepare("SELECT 1 FROM package_version WHERE package = ? AND hash = ?");
    select.bind(package).bind(hash);
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    known = row.value();
    return Done{};
  });
  if (!read) return read.errors();
  return known;
}

}  // namespace

Result<Package> read_package(const Database& database, const std::string& name, int64_t number) {
  Package package;
  package.name = name;
  Statement select = database.prepare(
      "SELECT name, bytes FROM package_file WHERE package = ? AND number = ? ORDER BY name");
  select.bind(name).bind(number);
  for (;;) {
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    if (!row.value()) return package;
    package.files.push_back({select.text(0), select.text(1)});
  }
}

Diagnostic refused(const char* code, std::vector<Fact> facts) {
  Diagnostic diagnostic = problem(code, std::move(facts));
  diagnostic.fault = Fault::request;
  return diagnostic;
}

Diagnostic not_found() { return refused("SVC-N001"); }
Diagnostic forbidden() { return refused("SVC-P001"); }

Moment ServiceState::next_moment() {
  const std::lock_guard<std::mutex> lock(clock_mutex);
  last_moment = std::max(Moment{last_moment.microseconds + 1}, wall_clock_now());
  return last_moment;
}

Result<Done> ServiceState::begin_day() const {
  const Date day = today();
  if (registers_day == day.days_since_1970()) return Done{};
  const Result<Done> brought = store->write([&](const Database& database) -> Result<Done> {
    const Result<RegisterTables> tables = RegisterTables::load_every(database);
    if (!tables) return tables.errors();
    return advance_registers(database, tables.value(), day);
  });
  if (brought) registers_day = day.days_since_1970();
  return brought;
}

Date ServiceState::today() const {
  const std::lock_guard<std::mutex> lock(clock_mutex);
  return fixed_clock ? fixed_today : local_date(wall_clock_now(), plan_offset_minutes);
}

View ServiceState::view(const ViewRequest& request) const {
  return View{request.as_of.value_or(today()), request.known_at.value_or(Moment{INT64_MAX})};
}

Result<std::shared_ptr<const LoadedPlan>> ServiceState::find_plan(const std::string& id) const {
  const std::shared_lock<std::shared_mutex> lock(plans_mutex);
  const auto found = plans.find(id);
  if (found == plans.end()) return not_found();
  return found->second;
}

Service::Service(std::unique_ptr<ServiceState> state) : state_(std::move(state)) {}
Service::~Service() = default;

Result<std::unique_ptr<Service>> Service::open(const ServiceOptions& options) {
  auto state = std::make_unique<ServiceState>();
  Result<std::unique_ptr<Store>> store = Store::open(options.store_path, OpenMode::create);
  if (!store) return store.errors();
  state->store = std::move(store).value();
  state->started = wall_clock_now();
  state->background = std::make_unique<Background>(state.get());
  const Result<Done> clock = settle_clock(state.get(), options.today);
  if (!clock) return clock.errors();
  const Result<Done> continued = continue_moments(state.get());
  if (!continued) return continued.errors();
  const Result<Done> loaded = load_stored(state.get());
  if (!loaded) return loaded.errors();
  const Result<Done> brought = bring_all_registers(state.get());
  if (!brought) return brought.errors();
  return std::unique_ptr<Service>(new Service(std::move(state)));
}

Result<std::unique_ptr<Service>> Service::copy(const std::string& store_path, Date today) const {
  const Result<Done> copied = state_->store->backup(store_path);
  if (!copied) return copied.errors();
  auto state = std::make_unique<ServiceState>();
  Result<std::unique_ptr<Store>> store = Store::open(store_path, OpenMode::existing);
  if (!store) return store.errors();
  state->store = std::move(store).value();
  state->started = wall_clock_now();
  state->background = std::make_unique<Background>(state.get());
  const Result<Done> settled = state->store->write([&](const Database& database) {
    return write_setting(database, "clock", today.print());
  });
  if (!settled) return settled.errors();
  state->fixed_clock = true;
  state->fixed_today = today;
  const Result<Done> continued = continue_moments(state.get());
  if (!continued) return continued.errors();
  const std::shared_lock<std::shared_mutex> lock(state_->plans_mutex);
  state->plans = state_->plans;
  return std::unique_ptr<Service>(new Service(std::move(state)));
}

std::vector<Agency> shared_agencies(const ServiceState& state, const std::string& plan) {
  const std::shared_lock<std::shared_mutex> lock(state.plans_mutex);
  std::vector<Agency> shared;
  for (const auto& [id, loaded] : state.plans) {
    if (id == plan) continue;
    shared.insert(shared.end(), loaded->plan.agencies.begin(), loaded->plan.agencies.end());
  }
  return shared;
}

Result<int64_t> install_version(ServiceState* state, const Package& package, Checked checked,
                                const VersionNote& note) {
  const std::string hash = package_hash(package);
  int64_t number = 1;
  const auto before = state->find_plan(package.name);
  const std::string version =
      package.name + "-" + std::to_string(before ? before.value()->number + 1 : 1);
  const Result<Done> ready = prepare_registers(*state, *checked.plan, version);
  if (!ready) return ready.errors();
  const Result<Done> written = state->store->write([&](const Database& database) -> Result<Done> {
    Statement last = database.prepare("SELECT max(number) FROM package_version WHERE package = ?");
    last.bind(package.name);
    const Result<bool> row = last.step();
    if (!row) return row.errors();
    number = last.integer(0) + 1;
    const Result<Done> kept =
        write_version(database, package, number, hash, note, state->next_moment());
    if (!kept) return kept;
    return bring_registers(state, database, *checked.plan, note.by);
  });
  if (!written) return written.errors();
  std::shared_ptr<const LoadedPlan> prepared = prepare(package, std::move(checked), number, hash);
  {
    const std::unique_lock<std::shared_mutex> lock(state->plans_mutex);
    state->plans[package.name] = std::move(prepared);
  }
  state->figures.note_other();
  ++state->data_version;
  return number;
}

Result<Done> Service::load_package(const Package& package, const std::string& by, Reload reload,
                                   Sources* sources) {
  const std::lock_guard<std::mutex> lock(state_->versions_mutex);
  const std::string hash = package_hash(package);
  if (const auto current = state_->find_plan(package.name)) {
    if (current.value()->hash == hash) return Done{};
    if (reload == Reload::if_new) {
      const Result<bool> known = is_known_version(*state_, package.name, hash);
      if (!known) return known.errors();
      if (known.value()) return Done{};
    }
  }
  Checked checked = check(package, shared_agencies(*state_, package.name));
  if (!checked.plan) {
    if (sources != nullptr) *sources = std::move(checked.sources);
    return checked.diagnostics;
  }
  const Result<int64_t> number = install_version(state_.get(), package, std::move(checked), {by});
  if (!number) return number.errors();
  return Done{};
}

std::vector<std::string> Service::plan_ids() const {
  const std::shared_lock<std::shared_mutex> lock(state_->plans_mutex);
  std::vector<std::string> ids;
  for (const auto& [id, plan] : state_->plans) ids.push_back(id);
  return ids;
}

bool Service::has_plan(const std::string& plan) const { return bool(state_->find_plan(plan)); }

Result<Package> Service::export_package(const Actor& actor, const std::string& plan) const {
  if (!actor.has("office") && !actor.has("admin")) return forbidden();
  return export_package(plan);
}

Result<Package> Service::export_package(const std::string& plan) const {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  return loaded.value()->package;
}

Result<std::shared_ptr<const Plan>> Service::plan(const std::string& plan) const {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  return std::shared_ptr<const Plan>(loaded.value(), &loaded.value()->plan);
}

Date Service::today() const { return state_->today(); }

Result<Done> Service::move_clock(const Actor& actor, const std::string& day) {
  if (!actor.has("admin")) return forbidden();
  if (!state_->fixed_clock) return refused("SVC-C002");
  const Result<Date> date = Date::parse(day);
  if (!date || date.value().year() < 1900 || date.value().year() > 2999) {
    return refused("SVC-C003", {{"day", day}});
  }
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    const Result<Done> kept = write_setting(database, "clock", date.value().print());
    if (!kept) return kept;
    JournalEntry entry;
    entry.at = state_->next_moment();
    entry.actor = actor.account;
    entry.action = "clock";
    entry.before = state_->today().print();
    entry.after = date.value().print();
    const Result<int64_t> journalled = append_journal(database, std::move(entry));
    if (!journalled) return journalled.errors();
    return Done{};
  });
  if (!written) return written;
  {
    const std::lock_guard<std::mutex> lock(state_->clock_mutex);
    state_->fixed_today = date.value();
  }
  state_->figures.note_other();
  ++state_->data_version;
  std::vector<PendingEvent> events;
  for (const std::string& id : plan_ids()) events.push_back({id, "", "", "", "clock"});
  state_->tell(events);
  return Done{};
}

}  // namespace fangan
