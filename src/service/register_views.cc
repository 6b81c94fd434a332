// Saved views of a register: what somebody filters, sorts and shows, kept for the account, or by
// the office for everybody.
#include "service/register_operation.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t views_max = 50;
constexpr size_t name_characters_max = 60;
constexpr size_t views_bytes_max = 256u << 10;
/// Views that the office shares have no owner.
constexpr const char* everybody = "";

/// What a view says, and nothing else a page may send.
Json kept_view(const Json& view) {
  Json kept = Json::object();
  for (const char* key : {"name", "where", "words", "sort", "columns"}) kept.set(key, view[key]);
  return kept;
}

Result<Done> check_view(const Json& view) {
  const std::string& name = view["name"].text();
  const bool is_named = !name.empty() && code_point_count(name) <= name_characters_max;
  const auto is_list_or_blank = [&view](const char* key) {
    return view[key].is_null() || view[key].kind() == Json::Kind::array;
  };
  if (is_named && is_list_or_blank("where") && is_list_or_blank("columns")) return Done{};
  return refused("SVC-G013", {{"limit", std::to_string(views_max)}});
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
  return Json::object({{"views", std::move(list)}});
}

Result<Done> write_views(const Database& database, const std::string& plan, const std::string& name,
                         const std::string& owner, const Json& views) {
  Statement insert = database.prepare(
      "INSERT INTO register_view (package, register, owner, views) VALUES (?,?,?,?) ON CONFLICT "
      "(package, register, owner) DO UPDATE SET views = excluded.views");
  return insert.bind(plan).bind(name).bind(owner).bind(views.print()).run();
}

}  // namespace

Result<Json> Service::register_views(const Actor& actor, const std::string& plan,
                                     const std::string& name) const {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  if (!is_built_in(loaded.value()->plan, name)) {
    return with_register(*state_, actor, plan, name, {},
                         [&](RegisterSight& sight, const RegisterTable&) -> Result<Json> {
                           return all_views(sight.database(), actor, plan, name);
                         });
  }
  Json json;
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    Result<Json> views = all_views(database, actor, plan, name);
    if (!views) return views.errors();
    json = std::move(views).value();
    return Done{};
  });
  if (!read) return read.errors();
  return json;
}

Result<Json> Service::set_register_views(const Actor& actor, const std::string& plan,
                                         const std::string& name, const Json& views) {
  Json own = Json::array();
  Json shared = Json::array();
  const bool is_list = views.kind() == Json::Kind::array;  // A body without one takes none away.
  if (!is_list || views.items().size() > views_max || views.print().size() > views_bytes_max) {
    return refused("SVC-G013", {{"limit", std::to_string(views_max)}});
  }
  for (const Json& view : views.items()) {
    const Result<Done> fits = check_view(view);
    if (!fits) return fits.errors();
    const bool is_shared = view["own"].kind() == Json::Kind::boolean && !view["own"].boolean();
    (is_shared ? shared : own).push(kept_view(view));
  }
  const Result<Json> readable = register_views(actor, plan, name);
  if (!readable) return readable;
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    const Result<Done> kept = write_views(database, plan, name, actor.account, own);
    if (!kept || !actor.has("office")) return kept;
    return write_views(database, plan, name, everybody, shared);
  });
  if (!written) return written.errors();
  return register_views(actor, plan, name);
}

}  // namespace fangan
