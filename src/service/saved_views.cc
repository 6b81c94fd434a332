// Saved views: what somebody filters, sorts and shows of a register, and which parameters a what-if
// moves, under names: kept for the account, or by the office for everybody.
#include <algorithm>

#include "service/register_operation.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t views_max = 50;
constexpr size_t name_characters_max = 60;
constexpr size_t views_bytes_max = 256u << 10;
/// Views that the office shares have no owner.
constexpr const char* everybody = "";
/// Scenarios belong to no register, and no register is called so.
constexpr const char* scenarios = "";

bool is_list_or_blank(const Json& json) {
  return json.is_null() || json.kind() == Json::Kind::array;
}

bool is_view(const Json& view) {
  return is_list_or_blank(view["where"]) && is_list_or_blank(view["columns"]);
}

bool is_scenario(const Json& scenario) {
  const Json& values = scenario["values"];
  if (values.kind() != Json::Kind::object) return false;
  return std::all_of(values.members().begin(), values.members().end(), [](const auto& member) {
    return member.second.is_null() || member.second.kind() == Json::Kind::string;
  });
}

/// What is kept under a name, and nothing else a page may send.
struct Kept {
  const char* list;
  std::vector<const char*> keys;
  bool (*is_one)(const Json&);
};
const Kept& kept_of(const std::string& register_name) {
  static const Kept views = {"views", {"name", "where", "words", "sort", "columns"}, is_view};
  static const Kept moved = {"scenarios", {"name", "values"}, is_scenario};
  return register_name == scenarios ? moved : views;
}

Json kept_part(const Kept& kept, const Json& view) {
  Json part = Json::object();
  for (const char* key : kept.keys) part.set(key, view[key]);
  return part;
}

Diagnostic no_views() {
  return refused("SVC-G013", {{"limit", std::to_string(views_max)}});
}

bool fits(const Kept& kept, const Json& view) {
  const std::string& name = view["name"].text();
  const bool is_named = !name.empty() && code_point_count(name) <= name_characters_max;
  return is_named && kept.is_one(view);
}

Result<Json> read_views(const Database& database, const std::string& plan, const std::string& name,
                        const std::string& owner) {
  Statement select = database.prepare(
      "SELECT views FROM register_view WHERE package = ? AND register = ? AND owner = ?");
  select.bind(plan).bind(name).bind(owner);
  const Result<bool> row = select.step();
  if (!row) return row.errors();
  return row.value() ? parse_json(select.text(0)) : Result<Json>(Json::array());
}

/// One's own, then everybody's.
Result<Json> all_views(const Database& database, const Actor& actor, const std::string& plan,
                       const std::string& name) {
  Json list = Json::array();
  for (const std::string& owner : {actor.account, std::string(everybody)}) {
    const Result<Json> views = read_views(database, plan, name, owner);
    if (!views) return views.errors();
    for (const Json& view : views.value().items()) {
      Json one = view;
      one.set("own", Json(owner != everybody));
      list.push(std::move(one));
    }
    if (actor.account.empty()) break;
  }
  return Json::object({{kept_of(name).list, std::move(list)}});
}

Result<Done> write_views(const Database& database, const std::string& plan, const std::string& name,
                         const std::string& owner, const Json& views) {
  Statement insert = database.prepare(
      "INSERT INTO register_view (package, register, owner, views) VALUES (?,?,?,?) ON CONFLICT "
      "(package, register, owner) DO UPDATE SET views = excluded.views");
  return insert.bind(plan).bind(name).bind(owner).bind(views.print()).run();
}

struct SortedViews {
  Json own = Json::array();
  Json shared = Json::array();
};

Result<SortedViews> sorted_views(const Kept& kept, const Json& views) {
  const bool is_list = views.kind() == Json::Kind::array;  // A body without one takes none away.
  if (!is_list || views.items().size() > views_max || views.print().size() > views_bytes_max) {
    return no_views();
  }
  SortedViews sorted;
  for (const Json& view : views.items()) {
    if (!fits(kept, view)) return no_views();
    const bool is_shared = view["own"].kind() == Json::Kind::boolean && !view["own"].boolean();
    (is_shared ? sorted.shared : sorted.own).push(kept_part(kept, view));
  }
  return sorted;
}

Result<Json> told_views(const Store& store, const Actor& actor, const std::string& plan,
                        const std::string& name) {
  Json json;
  const Result<Done> read = store.read([&](const Database& database) -> Result<Done> {
    Result<Json> views = all_views(database, actor, plan, name);
    if (!views) return views.errors();
    json = std::move(views).value();
    return Done{};
  });
  if (!read) return read.errors();
  return json;
}

Result<Done> put_views(Store& store, const Actor& actor, const std::string& plan,
                       const std::string& name, const SortedViews& views) {
  return store.write([&](const Database& database) -> Result<Done> {
    const Result<Done> kept = write_views(database, plan, name, actor.account, views.own);
    if (!kept || !actor.has("office")) return kept;
    return write_views(database, plan, name, everybody, views.shared);
  });
}

}  // namespace

Result<Json> Service::register_views(const Actor& actor, const std::string& plan,
                                     const std::string& name) const {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  if (is_built_in(loaded.value()->plan, name)) {
    return told_views(*state_->store, actor, plan, name);
  }
  return with_register(*state_, actor, plan, name, {},
                       [&](RegisterSight& sight, const RegisterTable&) -> Result<Json> {
                         return all_views(sight.database(), actor, plan, name);
                       });
}

Result<Json> Service::set_register_views(const Actor& actor, const std::string& plan,
                                         const std::string& name, const Json& views) {
  const Result<SortedViews> sorted = sorted_views(kept_of(name), views);
  if (!sorted) return sorted.errors();
  const Result<Json> readable = register_views(actor, plan, name);
  if (!readable) return readable;
  const Result<Done> written = put_views(*state_->store, actor, plan, name, sorted.value());
  if (!written) return written.errors();
  return register_views(actor, plan, name);
}

Result<Json> Service::saved_scenarios(const Actor& actor, const std::string& plan) const {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  return told_views(*state_->store, actor, plan, scenarios);
}

Result<Json> Service::set_scenarios(const Actor& actor, const std::string& plan,
                                    const Json& list) {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  const Result<SortedViews> sorted = sorted_views(kept_of(scenarios), list);
  if (!sorted) return sorted.errors();
  const Result<Done> written = put_views(*state_->store, actor, plan, scenarios, sorted.value());
  if (!written) return written.errors();
  return saved_scenarios(actor, plan);
}

}  // namespace fangan
