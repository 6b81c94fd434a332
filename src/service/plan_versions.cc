// Versions: what was in force when, who made it and why, and the way back.
#include "service/package_hash.h"
#include "service/plan_changes.h"
#include "service/state.h"
#include "service/wall_clock.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t why_size_max = 500;

bool may_see_versions(const Actor& actor) { return actor.has("office") || actor.has("admin"); }

Json version_json(const Statement& row, int64_t current) {
  const Result<Json> told = parse_json(row.text(4));
  const Json after = told ? told.value() : Json::object();
  Json json = Json::object();
  json.set("number", row.integer(0));
  json.set("at", print(Moment{row.integer(1)}, plan_offset_minutes));
  json.set("by", row.text(2));
  json.set("action", row.text(3));
  json.set("block", after["block"].text());
  json.set("why", after["why"].text());
  json.set("current", row.integer(0) == current);
  return json;
}

/// Errors  SVC-N001 no such version.
Result<Package> read_version(const ServiceState& state, const std::string& plan, int64_t number) {
  Package package;
  const Result<Done> read = state.store->read([&](const Database& database) -> Result<Done> {
    Result<Package> found = read_package(database, plan, number);
    if (!found) return found.errors();
    if (found.value().files.empty()) return not_found();
    package = std::move(found).value();
    return Done{};
  });
  if (!read) return read.errors();
  return package;
}

}  // namespace

Result<Json> Service::versions(const Actor& actor, const std::string& plan) const {
  if (!may_see_versions(actor)) return forbidden();
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  Json list = Json::array();
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    Statement select = database.prepare(
        "SELECT v.number, v.loaded_at, v.loaded_by, j.action, j.after FROM package_version v JOIN "
        "journal j ON j.package = v.package AND j.register = '' AND j.row = CAST(v.number AS TEXT) "
        "AND j.action IN ('load', 'edit', 'restore') WHERE v.package = ? ORDER BY v.number DESC");
    select.bind(plan);
    for (;;) {
      const Result<bool> row = select.step();
      if (!row) return row.errors();
      if (!row.value()) return Done{};
      list.push(version_json(select, loaded.value()->number));
    }
  });
  if (!read) return read.errors();
  return Json::object({{"versions", std::move(list)}});
}

Result<Json> Service::version(const Actor& actor, const std::string& plan, int64_t number) const {
  if (!may_see_versions(actor)) return forbidden();
  if (!has_plan(plan)) return not_found();
  const Result<Package> package = read_version(*state_, plan, number);
  if (!package) return package.errors();
  const std::vector<Agency> agencies = shared_agencies(*state_, plan);
  const Checked after = check(package.value(), agencies);
  Json json = Json::object();
  json.set("number", number);
  json.set("changes", Json());
  if (number == 1) return json;
  const Result<Package> older = read_version(*state_, plan, number - 1);
  if (!older) return older.errors();
  const Checked before = check(older.value(), agencies);
  if (!before.plan || !after.plan) return json;  // Written for an older language.
  const std::vector<BlockSource> old_blocks = block_sources(*before.plan);
  const std::vector<BlockSource> new_blocks = block_sources(*after.plan);
  json.set("changes", changes_json({&*before.plan, &old_blocks}, {&*after.plan, &new_blocks}));
  return json;
}

Result<Json> Service::restore_version(const Actor& actor, const std::string& plan, int64_t number,
                                      int64_t current, const std::string& why) {
  if (!may_see_versions(actor)) return forbidden();
  if (why.empty() || code_point_count(why) > why_size_max) return refused("EDIT-E002");
  const std::lock_guard<std::mutex> lock(state_->versions_mutex);
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  if (loaded.value()->number != current) {
    return refused("EDIT-W002", {{"version", std::to_string(loaded.value()->number)}});
  }
  const Result<Package> package = read_version(*state_, plan, number);
  if (!package) return package.errors();
  if (package_hash(package.value()) == loaded.value()->hash) return refused("EDIT-E003");
  Checked checked = check(package.value(), shared_agencies(*state_, plan));
  if (!checked.plan) return checked.diagnostics;
  const VersionNote note{actor.account, "restore", "", why};
  const Result<int64_t> made =
      install_version(state_.get(), package.value(), std::move(checked), note);
  if (!made) return made.errors();
  state_->tell({{plan, "", "", "", "restore"}});
  return Json::object({{"version", Json(made.value())}});
}

}  // namespace fangan
