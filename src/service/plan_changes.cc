#include "service/plan_changes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

namespace fangan {
namespace {

using Texts = std::vector<std::pair<const BlockSource*, std::string>>;

Texts texts_of(const PlanView& view) {
  Texts texts;
  for (const BlockSource& source : *view.blocks) {
    texts.emplace_back(&source, block_text(*view.plan, source));
  }
  return texts;
}

Json change_json(const BlockSource& source, const char* change, Json before, Json after) {
  Json json = Json::object();
  json.set("id", source.id);
  json.set("kind", source.block.kind);
  json.set("change", change);
  json.set("before", std::move(before));
  json.set("after", std::move(after));
  return json;
}

/// Blocks without a name have ids that move with their lines: those that read the same are taken
/// for the same.
void drop_unchanged(Texts* before, Texts* after) {
  for (auto old = before->begin(); old != before->end();) {
    const bool nameless = old->first->id.find('@') != std::string::npos;
    const auto same = std::find_if(after->begin(), after->end(), [&](const auto& now) {
      return now.second == old->second && (nameless || now.first->id == old->first->id);
    });
    if (same == after->end()) {
      ++old;
    } else {
      after->erase(same);
      old = before->erase(old);
    }
  }
}

Json block_changes(const PlanView& before, const PlanView& after) {
  Texts old_texts = texts_of(before);
  Texts new_texts = texts_of(after);
  drop_unchanged(&old_texts, &new_texts);
  Json json = Json::array();
  for (const auto& [source, text] : old_texts) {
    const std::string& id = source->id;
    const auto now = std::find_if(new_texts.begin(), new_texts.end(),
                                  [&id](const auto& one) { return one.first->id == id; });
    if (now == new_texts.end()) {
      json.push(change_json(*source, "removed", text, Json()));
    } else {
      json.push(change_json(*source, "changed", text, now->second));
      new_texts.erase(now);
    }
  }
  for (const auto& [source, text] : new_texts) {
    json.push(change_json(*source, "added", Json(), text));
  }
  return json;
}

std::string printed(const std::optional<Decimal>& number) {
  return number ? number->print_normal() : std::string();
}

std::string printed(const TargetValue& value) {
  const std::string low = printed(value.low);
  const std::string high = printed(value.high);
  return high.empty() || high == low ? low : low + "–" + high;
}

std::string printed(const TargetNode& node) {
  if (node.parts.empty()) return printed(node.value);
  std::string text;
  for (const auto& [name, value] : node.parts) {
    text += (text.empty() ? "" : ", ") + name.text + " " + printed(value);
  }
  return text;
}

std::string_view sign(Compare compare) {
  constexpr std::string_view signs[] = {">=", ">", "<=", "<", "~", "range"};
  return signs[static_cast<size_t>(compare)];
}

/// What a plan asks for, by block, node and kind of fact.
using Asked = std::map<std::tuple<std::string, std::string, std::string>, std::string>;

Asked asked_by(const Plan& plan) {
  Asked asked;
  for (const Target& target : plan.targets) {
    asked[{target.name, "", "unit"}] = target.unit;
    asked[{target.name, "", "compare"}] = sign(target.compare);
    if (target.total) asked[{target.name, "", "total"}] = printed(target.total);
    for (const TargetNode& node : target.nodes) {
      asked[{target.name, node.name, "value"}] = printed(node);
      asked[{target.name, node.name, "due"}] = node.due.print();
    }
  }
  for (const Task& task : plan.tasks) {
    for (size_t i = 0; i < task.nodes.size(); ++i) {
      const std::string node = std::to_string(i + 1);
      asked[{task.name, node, "due"}] = task.nodes[i].due.print();
    }
  }
  for (const Parameter& parameter : plan.parameters) {
    for (const auto& [from, value] : parameter.values) {
      asked[{parameter.name, from.print(), "value"}] = value;
    }
  }
  return asked;
}

Json figure_changes(const Plan& before, const Plan& after) {
  const Asked old_asked = asked_by(before);
  const Asked new_asked = asked_by(after);
  std::map<std::tuple<std::string, std::string, std::string>, std::pair<Json, Json>> changed;
  for (const auto& [place, text] : old_asked) changed[place].first = Json(text);
  for (const auto& [place, text] : new_asked) changed[place].second = Json(text);
  Json json = Json::array();
  for (auto& [place, texts] : changed) {
    auto& [old_text, new_text] = texts;
    const bool same =
        old_text.is_null() == new_text.is_null() && old_text.text() == new_text.text();
    if (same) continue;
    Json one = Json::object();
    one.set("block", std::get<0>(place));
    one.set("node", std::get<1>(place));
    one.set("what", std::get<2>(place));
    one.set("before", std::move(old_text));
    one.set("after", std::move(new_text));
    json.push(std::move(one));
  }
  return json;
}

}  // namespace

Json changes_json(const PlanView& before, const PlanView& after) {
  Json json = Json::object();
  json.set("blocks", block_changes(before, after));
  json.set("figures", figure_changes(*before.plan, *after.plan));
  return json;
}

Json migration_json(const RegisterMigration& migration) {
  constexpr std::string_view kinds[] = {"new register", "new field",   "hidden field",
                                        "shown field",  "converted",   "more places",
                                        "new words",    "new unit",    "new key",
                                        "hidden register"};
  Json json = Json::array();
  for (const RegisterStep& step : migration.steps) {
    Json one = Json::object();
    one.set("register", step.register_name);
    one.set("field", step.field);
    one.set("what", kinds[static_cast<size_t>(step.kind)]);
    one.set("before", step.before);
    one.set("after", step.after);
    one.set("rows", Json(step.rows));
    one.set("history", Json(step.history));
    json.push(std::move(one));
  }
  return json;
}

}  // namespace fangan
