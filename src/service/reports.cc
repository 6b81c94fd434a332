// Reporting progress: handed in by the holder of a share, accepted or returned by the office.
#include <algorithm>

#include "service/state.h"
#include "text/utf8.h"
#include "value/number_text.h"

namespace fangan {
namespace {

constexpr size_t note_bytes_max = 6'000;

const TargetNode* find_node(const Target& target, const std::string& name) {
  const auto found = std::find_if(target.nodes.begin(), target.nodes.end(),
                                  [&name](const TargetNode& node) { return node.name == name; });
  return found == target.nodes.end() ? nullptr : &*found;
}

Result<Decimal> read_value(const std::string& text) {
  const Result<Decimal> value = Decimal::parse(text);
  if (!value) return refused("SVC-W011", {{"value", std::string(first_bytes(text, 40))}});
  if (value.value().is_negative()) return refused("SVC-W012");
  if (significant_digits(text) > Decimal::digits_max) return refused("SVC-W013");
  const Result<Decimal> rounded = round(value.value(), 4, Rounding::down);
  if (!rounded || rounded.value() != value.value()) return refused("SVC-W013");
  return value;
}

/// The day a report holds from: not after today, and none of the years a slip of the hand gives.
Result<Date> read_day(const std::string& text, Date today) {
  if (text.empty()) return today;
  const Result<Date> day = Date::parse(text);
  constexpr int first_year = 1949;
  if (!day || day.value().year() < first_year) {
    return refused("SVC-W019", {{"day", std::string(first_bytes(text, 40))}});
  }
  if (day.value() > today) return refused("SVC-W016", {{"today", today.print()}});
  return day;
}

/// Rows of one share, for numbering the next one.
Result<int64_t> next_number(const Database& database, const std::string& plan,
                            const std::string& prefix) {
  Statement select = database.prepare(
      "SELECT count(DISTINCT id) FROM progress_change WHERE package = ? AND id >= ? AND id < ?");
  select.bind(plan).bind(prefix).bind(prefix + "~");
  const Result<bool> row = select.step();
  if (!row) return row.errors();
  return select.integer(0) + 1;
}

/// True when the actor holds the share; for the whole (no share), when the actor owns the target
/// and nobody holds a share of the node.
Result<bool> may_report(const Database& database, const Actor& actor, const Target& target,
                        const ReportRequest& request, const std::string& plan) {
  const SnapshotRecords records(database, plan);
  bool held = false;
  bool own = false;
  for (const Record& row :
       records.rows("分解", target.name + "/" + request.node + "/", everything_view())) {
    const bool holds = row.number("份额").has_value() && !row.text("单位").empty();
    held = held || holds;
    own = own || (holds && row.text("单位") == actor.agency);
  }
  if (!records.errors().empty()) return records.errors();
  if (!reports(actor, target, request.share)) return false;
  return request.share.empty() ? !held : own;
}

}  // namespace

Result<Json> Service::report(const Actor& actor, const std::string& plan,
                             const ReportRequest& request) {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  const Target* target = loaded.value()->plan.find_target(request.target);
  if (target == nullptr || find_node(*target, request.node) == nullptr) return not_found();
  const Result<Decimal> value = read_value(request.value);
  if (!value) return value.errors();
  if (request.note.size() > note_bytes_max) return refused("SVC-W015");
  const Result<Date> holds_from = read_day(request.date, state_->today());
  if (!holds_from) return holds_from.errors();
  Json progress;
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    const Moment at = state_->next_moment();
    const Result<bool> allowed = may_report(database, actor, *target, request, plan);
    if (!allowed) return allowed.errors();
    if (!allowed.value()) return not_found();
    if (target->is_measured()) return refused("SVC-W020", {{"target", target->name}});
    const Result<std::string> files = files_list(database, actor, request.files);
    if (!files) return files.errors();
    const std::string prefix = target->name + "/" + request.node + "/" + request.share + "/";
    const Result<int64_t> number = next_number(database, plan, prefix);
    if (!number) return number.errors();
    RecordChange change;
    change.package = plan;
    change.register_name = "进展";
    change.id = prefix + std::to_string(number.value());
    change.share = request.share;
    change.action = "report";
    change.holds_from = holds_from.value();
    change.fields = {{"目标", target->name},     {"节点", request.node},
                     {"单位", request.share},    {"数值", value.value()},
                     {"说明", request.note},     {"附件", files.value()},
                     {"状态", std::string("reported")}, {"意见", std::string()}};
    const Result<Done> put = put_change(database, actor, at, change);
    if (!put) return put;
    const Result<Record> record = current_record(database, plan, "进展", change.id);
    if (!record) return record.errors();
    progress = progress_json(*loaded.value(), record.value(), actor);
    return Done{};
  });
  if (!written) return written.errors();
  state_->tell({{plan, request.target, request.node, request.share, "report"}});
  return Json::object({{"progress", std::move(progress)}});
}

namespace {

/// A step on a reported row: who may, from which states, and what it sets.
struct ProgressStep {
  const char* action;
  bool by_office;
  std::vector<std::string> from;
  std::map<std::string, FieldValue> sets;
};

Result<Json> take_step(ServiceState* state, const Actor& actor, const std::string& plan,
                       const std::string& row, uint64_t version, const ProgressStep& step) {
  const auto loaded = state->find_plan(plan);
  if (!loaded) return loaded.errors();
  Json progress;
  PendingEvent event{plan, "", "", "", step.action};
  const Result<Done> written = state->store->write([&](const Database& database) -> Result<Done> {
    const Moment at = state->next_moment();
    const Result<Record> record = current_record(database, plan, "进展", row);
    if (!record) return record.errors();
    const Target* target = loaded.value()->plan.find_target(record.value().text("目标"));
    const std::string share = record.value().text("单位");
    if (target == nullptr || !may_see(actor, *target, share)) return not_found();
    const bool may = step.by_office ? actor.has("office") : reports(actor, *target, share);
    if (!may) return forbidden();
    const std::string now = record.value().text("状态");
    const bool fits = std::find(step.from.begin(), step.from.end(), now) != step.from.end();
    // Who looked at an older version is told what changed; put_change() says so.
    if (!fits && version == record.value().version) return refused("SVC-W017", {{"state", now}});
    RecordChange change;
    change.package = plan;
    change.register_name = "进展";
    change.id = row;
    change.share = share;
    change.action = step.action;
    change.holds_from = std::max(state->today(), record.value().holds_from);
    change.expected_version = version;
    change.fields = step.sets;
    const Result<Done> put = put_change(database, actor, at, change);
    if (!put) return put;
    const Result<Record> after = current_record(database, plan, "进展", row);
    if (!after) return after.errors();
    progress = progress_json(*loaded.value(), after.value(), actor);
    event.block = target->name;
    event.node = record.value().text("节点");
    event.share = share;
    return Done{};
  });
  if (!written) return written.errors();
  state->tell({event});
  return Json::object({{"progress", std::move(progress)}});
}

}  // namespace

Result<Json> Service::accept(const Actor& actor, const std::string& plan, const std::string& row,
                             uint64_t version) {
  return take_step(state_.get(), actor, plan, row, version,
                   {"accept", true, {"reported"}, {{"状态", std::string("accepted")}}});
}

Result<Json> Service::send_back(const Actor& actor, const std::string& plan, const std::string& row,
                                uint64_t version, const std::string& reason) {
  if (reason.find_first_not_of(" \n\t") == std::string::npos) return refused("SVC-W010");
  if (reason.size() > note_bytes_max) return refused("SVC-W015");
  return take_step(
      state_.get(), actor, plan, row, version,
      {"return", true, {"reported"}, {{"状态", std::string("returned")}, {"意见", reason}}});
}

Result<Json> Service::withdraw(const Actor& actor, const std::string& plan, const std::string& row,
                               uint64_t version) {
  return take_step(
      state_.get(), actor, plan, row, version,
      {"withdraw", false, {"reported", "returned"}, {{"状态", std::string("withdrawn")}}});
}

Result<Json> Service::inbox(const Actor& actor, const std::string& plan) const {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  const std::string wanted = actor.has("office") ? "reported" : "returned";
  Json progress = Json::array();
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    const SnapshotRecords records(database, plan);
    for (const Record& row : records.rows("进展", "", everything_view())) {
      const Target* target = loaded.value()->plan.find_target(row.text("目标"));
      if (target == nullptr || row.text("状态") != wanted) continue;
      const bool mine = actor.has("office") || reports(actor, *target, row.text("单位"));
      if (mine) progress.push(progress_json(*loaded.value(), row, actor));
    }
    if (!records.errors().empty()) return records.errors();
    return Done{};
  });
  if (!read) return read.errors();
  return Json::object({{"progress", std::move(progress)}});
}

}  // namespace fangan
