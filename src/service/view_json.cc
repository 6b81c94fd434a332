// The JSON of figures, targets, tasks and progress (docs/api.md), and who may see which.
#include <algorithm>

#include "campaign/judge_figure.h"
#include "plan/comparators.h"
#include "plan/default_light.h"
#include "service/diagnostic_json.h"
#include "service/state.h"
#include "service/wall_clock.h"
#include "text/utf8.h"

namespace fangan {
namespace {

std::string_view sign_of(Compare compare) {
  switch (compare) {
    case Compare::at_least: return ">=";
    case Compare::more: return ">";
    case Compare::at_most: return "<=";
    case Compare::less: return "<";
    case Compare::about: return "~";
    case Compare::range: return "range";
  }
  return ">=";
}

std::string_view name_of(TargetForm form) {
  switch (form) {
    case TargetForm::none: return "none";
    case TargetForm::due: return "due";
    case TargetForm::each: return "each";
    case TargetForm::every: return "every";
    case TargetForm::all_of: return "all of";
  }
  return "none";
}

std::string_view name_of(ShareRule rule) {
  return rule == ShareRule::sum ? "sum" : rule == ShareRule::each ? "each" : "none";
}

Json lacked_json(const std::vector<LackedField>& lacked) {
  Json json = Json::array();
  for (const LackedField& each : lacked) {
    json.push(Json::object(
        {{"register", each.register_name}, {"field", each.field}, {"rows", Json(each.rows)}}));
  }
  return json;
}

/// The nodes an actor may report: a holder its shares, an owner the nodes nobody holds.
Json reportable(const Target& target, const Actor& actor, const std::vector<Figure>& figures) {
  Json nodes = Json::array();
  if (target.is_measured()) return nodes;
  for (const TargetNode& node : target.nodes) {
    bool held = false;
    bool own = false;
    for (const Figure& figure : figures) {
      const bool here =
          figure.block == target.name && figure.node == node.name && !figure.share.empty();
      held = held || (here && figure.due_value.low);
      own = own || (here && figure.share == actor.agency);
    }
    const bool may = actor.is_holder() ? own : owns(actor, target) && !held;
    if (may) nodes.push(Json(node.name));
  }
  return nodes;
}

}  // namespace

std::string quote_of(const LoadedPlan& loaded, const Citation& citation) {
  const std::vector<TextLine>& lines = loaded.plan.files[citation.file].lines;
  if (citation.text_line >= lines.size()) return {};
  const std::u32string text = to_utf32(lines[citation.text_line].text);
  const size_t begin = std::min<size_t>(citation.begin, text.size());
  return to_utf8(std::u32string_view(text).substr(begin, citation.end - begin));
}

Json strings_json(const std::vector<std::string>& texts) {
  Json array = Json::array();
  for (const std::string& text : texts) array.push(Json(text));
  return array;
}

Json optional_number(const std::optional<Decimal>& number) {
  return number ? Json(number->print_normal()) : Json();
}

bool owns(const Actor& actor, const Target& target) {
  return !actor.agency.empty() &&
         std::find(target.owners.begin(), target.owners.end(), actor.agency) != target.owners.end();
}

bool may_see(const Actor& actor, const Target& target, const std::string& share) {
  if (actor.has("office")) return true;
  if (actor.is_holder()) return !share.empty() && share == actor.agency;
  return owns(actor, target);
}

bool reports(const Actor& actor, const Target& target, const std::string& share) {
  if (share.empty()) return !actor.is_holder() && owns(actor, target);
  return share == actor.agency;
}

bool may_see(const Actor& actor, const Plan& plan, const Task& task) {
  return !actor.is_holder() || is_own_task(plan, task, actor.agency);
}

std::vector<Figure> visible_figures(const LoadedPlan& loaded, std::vector<Figure> figures,
                                    const Actor& actor) {
  const auto is_shown = [&](const Figure& figure) {
    if (figure.kind == "task") {
      const Task* task = loaded.plan.find_task(figure.block);
      return task != nullptr && may_see(actor, loaded.plan, *task);
    }
    const Target* target = loaded.plan.find_target(figure.block);
    return target != nullptr && may_see(actor, *target, figure.share);
  };
  figures.erase(std::remove_if(figures.begin(), figures.end(),
                               [&](const Figure& figure) { return !is_shown(figure); }),
                figures.end());
  return figures;
}

std::string anchor_of(const LoadedPlan& loaded, const Citation& citation) {
  const std::vector<TextLine>& lines = loaded.plan.files[citation.file].lines;
  const uint32_t line = citation.text_line < lines.size() ? lines[citation.text_line].line : 1;
  return std::to_string(citation.file) + "-" + std::to_string(line);
}

/// Its values as people see them.
Json shown_json(const Figure& figure) {
  const auto shown = [&figure](const std::optional<Decimal>& value) {
    return value ? Json(shown_value(figure, *value)) : Json();
  };
  return Json::object({{"reported", shown(figure.reported)},
                       {"accepted", shown(figure.accepted)},
                       {"published", shown(figure.published)}});
}

Json figure_json(const LoadedPlan& loaded, const Figure& figure) {
  const Target* target = figure.kind == "target" ? loaded.plan.find_target(figure.block) : nullptr;
  const Task* task = figure.kind == "task" ? loaded.plan.find_task(figure.block) : nullptr;
  Json json = Json::object();
  json.set("block", figure.block);
  json.set("kind", figure.kind);
  json.set("node", figure.node);
  json.set("share", figure.share);
  json.set("part", figure.part);
  json.set("due", figure.due ? Json(figure.due->print()) : Json());
  json.set("days_left", figure.days_left ? Json(*figure.days_left) : Json());
  json.set("unit", figure.unit);
  json.set("low", optional_number(figure.due_value.low));
  json.set("high", optional_number(figure.due_value.high));
  json.set("reserve", optional_number(figure.reserve));
  json.set("reported", optional_number(figure.reported));
  json.set("accepted", optional_number(figure.accepted));
  json.set("published", optional_number(figure.published));
  json.set("shown", shown_json(figure));
  json.set("measured", Json(figure.measured));
  json.set("rate", optional_number(figure.rate));
  json.set("shown_rate", figure.rate ? Json(shown_rate(figure)) : Json());
  json.set("behind", optional_number(figure.behind));
  json.set("forecast", optional_number(figure.forecast));
  json.set("met", Json(figure.met));
  json.set("late", Json(figure.late));
  json.set("light", figure.light);
  json.set("light_rule", Json(figure.light_rule));
  json.set("state", figure.state);
  json.set("aim", Json(target != nullptr && target->aim));
  json.set("not_set", strings_json(figure.not_set));
  json.set("not_surveyed", Json(figure.not_surveyed));
  json.set("undetermined", lacked_json(figure.undetermined));
  json.set("reason", figure.reason ? reason_json(*figure.reason) : Json());
  json.set("anchor", target != nullptr ? Json(anchor_of(loaded, target->citation))
                     : task != nullptr ? Json(anchor_of(loaded, task->citation))
                                       : Json());
  Json inputs = Json::object();
  inputs.set("met", Json(figure.met));
  inputs.set("days_left", figure.days_left ? Json(*figure.days_left) : Json());
  inputs.set("behind", optional_number(figure.behind));
  inputs.set("aim", Json(target != nullptr && target->aim));
  inputs.set("no_figure", Json(figure.no_figure));
  json.set("explain", Json::object({{"inputs", std::move(inputs)}}));
  return json;
}

Json target_json(const LoadedPlan& loaded, const Target& target, const Actor& actor,
                 const std::vector<Figure>& figures) {
  Json nodes = Json::array();
  for (const TargetNode& node : target.nodes) {
    Json one = Json::object();
    one.set("node", node.name);
    one.set("from", node.from.print());
    one.set("due", node.due.print());
    one.set("low", optional_number(node.value.low));
    one.set("high", optional_number(node.value.high));
    nodes.push(std::move(one));
  }
  Json can = Json::object();
  can.set("report", reportable(target, actor, figures));
  can.set("accept", Json(actor.has("office")));
  can.set("share",
          Json(actor.has("office") && target.shares != ShareRule::none && !target.nodes.empty()));
  can.set("publish", Json(actor.has("office")));
  Json lead = Json::array();
  for (const Duty& duty : loaded.plan.duties) {
    const bool here =
        duty.lead && duty.file == target.citation.file &&
        std::find(target.owners.begin(), target.owners.end(), duty.agency) != target.owners.end();
    const auto& known = lead.items();
    const bool listed = std::any_of(known.begin(), known.end(), [&duty](const Json& name) {
      return name.text() == duty.agency;
    });
    if (here && !listed) lead.push(Json(duty.agency));
  }
  Json json = Json::object();
  json.set("name", target.name);
  json.set("label", target.label);
  json.set("unit", target.unit);
  json.set("compare", sign_of(target.compare));
  json.set("form", name_of(target.form));
  json.set("total", optional_number(target.total));
  json.set("aim", Json(target.aim));
  json.set("grade", target.grade);
  json.set("shares", name_of(target.shares));
  json.set("owners", strings_json(target.owners));
  json.set("lead", std::move(lead));
  json.set("nodes", std::move(nodes));
  json.set("anchor", anchor_of(loaded, target.citation));
  json.set("quote", quote_of(loaded, target.citation));
  json.set("can", std::move(can));
  return json;
}

Json task_json(const LoadedPlan& loaded, const Task& task, const Actor& actor) {
  Json nodes = Json::array();
  for (const TaskNode& node : task.nodes) {
    Json one = Json::object();
    one.set("due", node.due.print());
    one.set("text", node.text);
    one.set("node", node.due.print());
    nodes.push(std::move(one));
  }
  const auto lists = [&actor](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), actor.agency) != names.end();
  };
  const bool works = !actor.agency.empty() && (lists(task.lead) || lists(task.with)) &&
                     may_see(actor, loaded.plan, task);
  Json json = Json::object();
  json.set("name", task.name);
  json.set("label", task.label);
  json.set("what", task.what);
  json.set("lead", strings_json(task.lead));
  json.set("with", strings_json(task.with));
  json.set("open", Json(task.open));
  json.set("nodes", std::move(nodes));
  json.set("anchor", anchor_of(loaded, task.citation));
  json.set("quote", quote_of(loaded, task.citation));
  json.set("can", Json::object({{"state", Json(actor.has("office") || works)}}));
  return json;
}

Json task_state_json(const Record& record) {
  Json json = Json::object();
  json.set("task", record.text("任务"));
  json.set("node", record.text("节点"));
  json.set("state", record.text("状态"));
  json.set("note", record.text("说明"));
  json.set("files", files_json(record.text("附件")));
  json.set("recorded", print(record.recorded, plan_offset_minutes));
  json.set("actor", record.actor);
  json.set("version", Json(static_cast<int64_t>(record.version)));
  return json;
}

Json view_json(const ServiceState& state, const ViewRequest& request) {
  const Date today = state.today();
  Json json = Json::object();
  json.set("as_of", request.as_of.value_or(today).print());
  json.set("known_at",
           request.known_at ? Json(print(*request.known_at, plan_offset_minutes)) : Json());
  json.set("today", today.print());
  json.set("now", Json(!request.known_at && request.as_of.value_or(today) == today));
  return json;
}

Json lights_json(const std::vector<const Figure*>& figures) {
  Json json = Json::object();
  for (const char* colour : {"red", "yellow", "green", "grey"}) {
    const auto count =
        std::count_if(figures.begin(), figures.end(),
                      [colour](const Figure* figure) { return figure->light == colour; });
    json.set(colour, Json(static_cast<int64_t>(count)));
  }
  return json;
}

Json files_json(const std::string& list) {
  const Result<Json> files = parse_json(list.empty() ? "[]" : list);
  return files ? files.value() : Json::array();
}

Json progress_json(const LoadedPlan& loaded, const Record& record, const Actor& actor) {
  const Target* target = loaded.plan.find_target(record.text("目标"));
  const std::string state = record.text("状态");
  const bool mine = target != nullptr && reports(actor, *target, record.text("单位"));
  Json can = Json::object();
  can.set("accept", Json(actor.has("office") && state == "reported"));
  can.set("return", Json(actor.has("office") && state == "reported"));
  can.set("withdraw", Json(mine && (state == "reported" || state == "returned")));
  Json json = Json::object();
  json.set("id", record.id);
  json.set("target", record.text("目标"));
  json.set("node", record.text("节点"));
  json.set("share", record.text("单位"));
  json.set("value", optional_number(record.number("数值")));
  json.set("unit", target == nullptr ? "" : target->unit);
  json.set("note", record.text("说明"));
  json.set("files", files_json(record.text("附件")));
  json.set("state", state);
  json.set("reason", record.text("意见"));
  json.set("date", record.holds_from.print());
  json.set("recorded", print(record.recorded, plan_offset_minutes));
  json.set("actor", record.actor);
  json.set("version", Json(static_cast<int64_t>(record.version)));
  json.set("can", std::move(can));
  return json;
}

namespace {

/// Without what only the store needs: digests let masked values be guessed, and numbers count the
/// rows and entries of the whole register.
Json told_after(const Json& after) {
  const bool is_of_rows = !after["digests"].is_null() || !after["number"].is_null();
  if (!is_of_rows) return after;
  Json told = Json::object();
  for (const auto& [key, value] : after.members()) {
    const bool is_inner = key == "digests" || key == "entry" || key == "number";
    if (!is_inner && key != "changes") told.set(key, value);
  }
  if (after["changes"].is_null()) return told;
  Json changes = Json::array();
  for (const Json& change : after["changes"].items()) {
    Json one = Json::object();
    for (const auto& [key, value] : change.members()) {
      if (key != "row") one.set(key, value);
    }
    changes.push(std::move(one));
  }
  return told.set("changes", std::move(changes));
}

}  // namespace

Json journal_json(const JournalEntry& entry, int64_t number) {
  const auto parsed = [](const std::string& text) {
    Result<Json> json = parse_json(text);
    return json ? std::move(json).value() : text.empty() ? Json() : Json(text);
  };
  Json json = Json::object();
  json.set("id", Json(number));
  json.set("at", print(entry.at, plan_offset_minutes));
  json.set("actor", entry.actor);
  json.set("action", entry.action);
  json.set("register", entry.register_name);
  json.set("row", entry.row);
  json.set("before", parsed(entry.before));
  json.set("after", told_after(parsed(entry.after)));
  json.set("hash", entry.hash);
  return json;
}

}  // namespace fangan
