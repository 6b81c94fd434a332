// Splitting targets into shares, and publishing figures.
#include <algorithm>
#include <map>

#include "service/share_sheets.h"
#include "service/state.h"
#include "service/store_figures.h"
#include "service/wall_clock.h"
#include "text/utf8.h"

namespace fangan {
namespace {

Json share_row_json(const Record& row) {
  Json json = Json::object();
  json.set("share", row.text("单位"));
  json.set("value", optional_number(row.number("份额")));
  json.set("version", Json(static_cast<int64_t>(row.version)));
  json.set("recorded", print(row.recorded, plan_offset_minutes));
  json.set("actor", row.actor);
  return json;
}

Json sheet_json(const LoadedPlan& loaded, const Target& target, const Records& records) {
  Json nodes = Json::array();
  for (const TargetNode& node : target.nodes) {
    Json rows = Json::array();
    Decimal sum = 0;
    std::optional<Decimal> reserve;
    uint64_t reserve_version = 0;
    for (const Record& row :
         records.rows("分解", share_id(target.name, node.name, ""), everything_view())) {
      const std::optional<Decimal> value = row.number("份额");
      if (value) {
        const Result<Decimal> next = add(sum, *value);
        if (next) sum = next.value();
      }
      if (row.text("单位").empty()) {
        reserve = value;
        reserve_version = row.version;
      } else {
        rows.push(share_row_json(row));
      }
    }
    Json one = Json::object();
    one.set("node", node.name);
    one.set("value", optional_number(node.value.low));
    one.set("reserve", optional_number(reserve));
    one.set("reserve_version", Json(static_cast<int64_t>(reserve_version)));
    one.set("sum", sum.print_normal());
    one.set("rows", std::move(rows));
    nodes.push(std::move(one));
  }
  Json holders = Json::array();
  for (const Agency& agency : loaded.plan.agencies) {
    if (agency.kind != "县区") continue;
    holders.push(Json::object({{"name", Json(agency.name)}, {"kind", Json(agency.kind)}}));
  }
  Json json = Json::object();
  json.set("target", target.name);
  json.set("unit", target.unit);
  json.set("rule", target.shares == ShareRule::sum    ? "sum"
                   : target.shares == ShareRule::each ? "each"
                                                      : "none");
  json.set("declared_reserve", optional_number(target.reserve));
  json.set("nodes", std::move(nodes));
  json.set("holders", std::move(holders));
  return json;
}

}  // namespace

Result<Json> Service::shares(const Actor& actor, const std::string& plan,
                             const std::string& name) const {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  const Target* target = loaded.value()->plan.find_target(name);
  if (target == nullptr || !may_see(actor, *target, "")) return not_found();
  Json json;
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    const SnapshotRecords records(database, plan);
    json = sheet_json(*loaded.value(), *target, records);
    if (!records.errors().empty()) return records.errors();
    return Done{};
  });
  if (!read) return read.errors();
  return json;
}

Result<Json> Service::set_shares(const Actor& actor, const std::string& plan,
                                 const std::string& name,
                                 const std::vector<ShareSheetRequest>& requests) {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  const Target* target = loaded.value()->plan.find_target(name);
  if (target == nullptr) return not_found();
  if (!actor.has("office")) return may_see(actor, *target, "") ? forbidden() : not_found();
  std::vector<ShareSheetRequest> sheets = requests;
  for (ShareSheetRequest& sheet : sheets) {
    sheet = with_declared_reserve(std::move(sheet), *target);
    for (ShareEntry& row : sheet.rows) {
      const Agency* agency = loaded.value()->plan.find_agency(row.holder);
      if (agency != nullptr) row.holder = agency->name;  // An alias means the agency.
    }
  }
  Diagnostics wrong;
  for (const ShareSheetRequest& request : sheets) {
    const Result<ShareSheet> sheet = read_share_sheet(request);
    const Diagnostics found =
        sheet ? check_shares(loaded.value()->plan, *target, sheet.value()) : sheet.errors();
    wrong.insert(wrong.end(), found.begin(), found.end());
  }
  if (!wrong.empty()) return wrong;
  const Date today = state_->today();
  std::vector<PendingEvent> events;
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    const Moment at = state_->next_moment();
    for (const ShareSheetRequest& request : sheets) {
      const Result<Done> done =
          write_share_sheet(database, {actor, at, today}, plan, *target, request, &events);
      if (!done) return done;
    }
    return Done{};
  });
  if (!written) return written.errors();
  state_->tell(events);
  return shares(actor, plan, name);
}

Result<Json> Service::publish(const Actor& actor, const std::string& plan, const std::string& name,
                              const std::string& node) {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  const Target* target = loaded.value()->plan.find_target(name);
  if (target == nullptr) return not_found();
  if (!actor.has("office")) return may_see(actor, *target, "") ? forbidden() : not_found();
  const Date today = state_->today();
  Json publication = Json::object();
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    const Moment at = state_->next_moment();
    const View view{today, at};
    const SnapshotRecords records(database, plan);
    const auto kept = loaded.value()->tables_in(database);
    if (!kept) return kept.errors();
    const RegisterTables& tables = *kept.value();
    StoreFigures made({loaded.value()->plan, database, tables, records, view.known_at,
                       every_row(), std::nullopt});
    const std::vector<Figure> figures = made.figures(today)->of(*target);
    const auto figure = std::find_if(figures.begin(), figures.end(), [&](const Figure& one) {
      return one.node == node && one.share.empty() && one.part.empty();
    });
    if (figure == figures.end() || !figure->accepted || node == "total") return not_found();
    const size_t number =
        records.rows("公布", name + "/" + node + "/", everything_view()).size() + 1;
    RecordChange change;
    change.package = plan;
    change.register_name = "公布";
    change.id = name + "/" + node + "/" + std::to_string(number);
    change.action = "publish";
    change.holds_from = today;
    change.fields = {{"目标", name},
                     {"节点", node},
                     {"数值", *figure->accepted},
                     {"率", figure->rate ? figure->rate->print_normal() : std::string()},
                     {"截至", today},
                     {"已知", print(at, plan_offset_minutes)}};
    publication.set("target", name);
    publication.set("node", node);
    publication.set("value", figure->accepted->print_normal());
    publication.set("as_of", today.print());
    publication.set("known_at", print(at, plan_offset_minutes));
    return put_change(database, actor, at, change);
  });
  if (!written) return written.errors();
  state_->tell({{plan, name, node, "", "publish"}});
  return Json::object({{"publication", std::move(publication)}});
}

}  // namespace fangan
