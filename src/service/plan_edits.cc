// Editing: one block of a plan changed in the page, checked as it is typed, saved as a version.
#include <algorithm>
#include <set>

#include "plan/complete_block.h"
#include "service/block_json.h"
#include "service/diagnostic_json.h"
#include "service/package_hash.h"
#include "service/plan_changes.h"
#include "service/state.h"
#include "text/messages.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t why_size_max = 500;
constexpr size_t block_bytes_max = 256u << 10;
constexpr size_t elsewhere_max = 50;

bool may_edit(const Actor& actor) { return actor.has("office") || actor.has("admin"); }

/// Lines of a file from `first` on, `count` of them.
struct Window {
  std::string file;
  uint32_t first = 1;
  uint32_t count = UINT32_MAX;
};

/// Where in the block a diagnostic points: its line, and code points of that line; null elsewhere.
Json place_in_block(const Diagnostic& diagnostic, const Sources& sources, const Window& window) {
  if (diagnostic.marks.empty()) return Json();
  const Span span = diagnostic.marks.front().span;
  const Source& source = sources.at(span.source);
  const Position from = source.position(span.begin);
  const bool inside = source.name() == window.file && from.line >= window.first &&
                      from.line - window.first < window.count;
  if (!inside) return Json();
  const Position to = source.position(span.end);
  const auto line_end = static_cast<int64_t>(code_point_count(source.line(from.line)));
  const int64_t end = to.line == from.line ? int64_t{to.column} - 1 : line_end;
  Json json = Json::object();
  json.set("line", static_cast<int64_t>(from.line - window.first + 1));
  json.set("begin", static_cast<int64_t>(from.column) - 1);
  json.set("end", std::max(end, int64_t{from.column} - 1));
  return json;
}

/// What a diagnostic says, wherever its line has moved to.
std::string told_by(const Diagnostic& diagnostic, const Sources& sources) {
  std::string file;
  if (!diagnostic.marks.empty()) file = sources.at(diagnostic.marks.front().span.source).name();
  return diagnostic.code + "\n" + file + "\n" + sentence(diagnostic, Language::zh);
}

/// All there is to say of the block, and what is new elsewhere.
Json edit_diagnostics(const Diagnostics& diagnostics, const Sources& sources, const Window& window,
                      const LoadedPlan* before) {
  std::multiset<std::string> known;
  if (before != nullptr) {
    for (const Diagnostic& one : before->diagnostics) {
      known.insert(told_by(one, before->plan.sources));
    }
  }
  Json list = Json::array();
  size_t elsewhere = 0;
  for (const Diagnostic& one : diagnostics) {
    Json place = place_in_block(one, sources, window);
    if (place.is_null()) {
      const auto same = known.find(told_by(one, sources));
      if (same != known.end()) {
        known.erase(same);
        continue;
      }
      if (++elsewhere > elsewhere_max) continue;
    }
    Json json = diagnostic_json(one, sources);
    json.set("in_block", std::move(place));
    list.push(std::move(json));
  }
  return list;
}

Diagnostics errors_of(const Diagnostics& diagnostics) {
  Diagnostics errors;
  for (const Diagnostic& one : diagnostics) {
    if (one.severity == Severity::error) errors.push_back(one);
  }
  return errors;
}

Result<Done> check_size(const BlockEdit& edit) {
  if (edit.text.size() > block_bytes_max) return refused("SVC-W015");
  return Done{};
}

Result<RegisterMigration> migration_to(const ServiceState& state, const Plan& plan) {
  RegisterMigration migration;
  const Result<Done> read = state.store->read([&](const Database& database) -> Result<Done> {
    Result<RegisterMigration> planned = plan_migration(database, plan);
    if (!planned) return planned.errors();
    migration = std::move(planned).value();
    return Done{};
  });
  if (!read) return read.errors();
  return migration;
}

std::string edited_id(const LoadedPlan& loaded, const EditedPackage& edited) {
  for (const BlockSource& source : loaded.blocks) {
    const bool here =
        loaded.plan.files[source.file].name == edited.file && source.line == edited.first_line;
    if (here && edited.line_count > 0) return source.id;
  }
  return {};
}

}  // namespace

Result<Json> Service::block(const Actor&, const std::string& plan, const std::string& id) const {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  const LoadedPlan& known = *loaded.value();
  const BlockSource* source = find_block(known.blocks, id);
  if (source == nullptr) return not_found();
  const auto index = static_cast<size_t>(source - known.blocks.data());
  Json json = block_json(known.plan, known.blocks, index);
  json.set("version", known.number);
  return json;
}

Result<Json> Service::check_block(const Actor& actor, const std::string& plan,
                                  const BlockEdit& edit) const {
  if (!may_edit(actor)) return forbidden();
  const Result<Done> fits = check_size(edit);
  if (!fits) return fits.errors();
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  const LoadedPlan& before = *loaded.value();
  Json json = Json::object();
  if (edit.action != BlockEdit::Action::remove) {
    Sources sources;
    const Diagnostics wrong = refuse_other_than_block(edit.text, &sources);
    if (!wrong.empty()) {
      json.set("ok", false);
      json.set("diagnostics", edit_diagnostics(wrong, sources, Window(), nullptr));
      json.set("changes", Json());
      return json;
    }
  }
  const Result<EditedPackage> edited = apply_edit(before.plan, before.package, edit);
  if (!edited) return edited.errors();
  const Checked checked = check(edited.value().package, shared_agencies(*state_, plan));
  const Window window{edited.value().file, edited.value().first_line, edited.value().line_count};
  json.set("ok", checked.plan.has_value());
  json.set("diagnostics",
           edit_diagnostics(checked.diagnostics, checked.sources, window, &before));
  if (!checked.plan) return json.set("changes", Json());
  const std::vector<BlockSource> blocks = block_sources(*checked.plan);
  Json changes = changes_json({&before.plan, &before.blocks}, {&*checked.plan, &blocks});
  const Result<RegisterMigration> migration = migration_to(*state_, *checked.plan);
  if (!migration) return migration.errors();
  changes.set("registers", migration_json(migration.value()));
  json.set("changes", std::move(changes));
  if (migration.value().refused.empty()) return json;
  Diagnostics all = checked.diagnostics;
  all.insert(all.end(), migration.value().refused.begin(), migration.value().refused.end());
  json.set("ok", false);
  json.set("diagnostics", edit_diagnostics(all, checked.sources, window, &before));
  return json;
}

Result<Json> Service::complete_block(const Actor& actor, const std::string& plan,
                                     const CompletionRequest& request) const {
  if (!may_edit(actor)) return forbidden();
  if (request.text.size() > block_bytes_max) return refused("SVC-W015");
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  size_t offset = 0;
  for (size_t i = 0; i < request.offset && offset < request.text.size(); ++i) {
    next_code_point(request.text, &offset);
  }
  const BlockCompletions found = fangan::complete_block(loaded.value()->plan, request.text, offset);
  Json items = Json::array();
  for (const BlockCompletion& one : found.all) {
    Json item = Json::object();
    item.set("text", one.text);
    item.set("kind", one.kind);
    item.set("detail", one.detail);
    item.set("zh", one.zh);
    item.set("en", one.en);
    items.push(std::move(item));
  }
  const std::string_view before = std::string_view(request.text).substr(0, found.begin);
  Json json = Json::object();
  json.set("begin", static_cast<int64_t>(code_point_count(before)));
  json.set("items", std::move(items));
  return json;
}

Result<Json> Service::save_block(const Actor& actor, const std::string& plan,
                                 const BlockEdit& edit, const std::string& why) {
  if (!may_edit(actor)) return forbidden();
  const Result<Done> fits = check_size(edit);
  if (!fits) return fits.errors();
  if (why.empty() || code_point_count(why) > why_size_max) return refused("EDIT-E002");
  if (edit.action != BlockEdit::Action::remove) {
    Sources sources;
    Diagnostics wrong = refuse_other_than_block(edit.text, &sources);
    if (!wrong.empty()) return wrong;
  }
  const std::lock_guard<std::mutex> lock(state_->versions_mutex);
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  const Result<EditedPackage> edited =
      apply_edit(loaded.value()->plan, loaded.value()->package, edit);
  if (!edited) return edited.errors();
  Package package = edited.value().package;
  if (package_hash(package) == loaded.value()->hash) return refused("EDIT-E003");
  Checked checked = check(package, shared_agencies(*state_, plan));
  if (!checked.plan) return errors_of(checked.diagnostics);
  const VersionNote note{actor.account, "edit", edit.id, why};
  const Result<int64_t> number = install_version(state_.get(), package, std::move(checked), note);
  if (!number) return number.errors();
  state_->tell({{plan, "", "", "", "edit"}});
  const auto now = state_->find_plan(plan);
  if (!now) return now.errors();
  const std::string id = edited_id(*now.value(), edited.value());
  Json json = Json::object();
  json.set("version", number.value());
  json.set("id", id.empty() ? Json() : Json(id));
  return json;
}

}  // namespace fangan
