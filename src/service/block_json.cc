#include "service/block_json.h"

#include <algorithm>

#include "document/body.h"
#include "plan/block_links.h"
#include "plan/decision_table.h"
#include "plan/kinds.h"
#include "text/utf8.h"

namespace fangan {
namespace {

std::string name_of(const std::string& name) { return name; }
std::string name_of(const Name& name) { return name.text; }

/// Where a block is cited and what it is called, of all kinds that have both.
struct Told {
  const Citation* citation = nullptr;
  std::string label;
};

template <typename Blocks>
bool find_told(const Blocks& blocks, const std::string& name, Told* told) {
  for (const auto& block : blocks) {
    if (name_of(block.name) != name) continue;
    *told = {&block.citation, block.label};
    return true;
  }
  return false;
}

Told told_of(const Plan& plan, const std::string& id) {
  Told told;
  (void)(find_told(plan.targets, id, &told) || find_told(plan.tasks, id, &told) ||
         find_told(plan.parameters, id, &told) || find_told(plan.decisions, id, &told) ||
         find_told(plan.registers, id, &told) || find_told(plan.flows, id, &told) ||
         find_told(plan.policies, id, &told) || find_told(plan.watches, id, &told) ||
         find_told(plan.rankings, id, &told) || find_told(plan.notices, id, &told) ||
         find_told(plan.forms, id, &told));
  return told;
}

/// Deeper lines as they are, without the indentation they share.
std::string dedented(std::string_view text) {
  std::vector<std::string_view> lines;
  size_t shared = text.npos;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    const size_t indent = lines.back().find_first_not_of(" \r");
    if (indent != text.npos) shared = std::min(shared, indent);
    begin = end + 1;
  }
  std::string joined;
  for (const std::string_view line : lines) {
    if (!joined.empty()) joined += '\n';
    if (shared < line.size()) joined += line.substr(shared);
  }
  while (!joined.empty() && joined.back() == '\n') joined.pop_back();
  return joined;
}

Json relations_json(const std::vector<Relation>& relations) {
  constexpr std::string_view kinds[] = {"county",  "owner",  "lead",   "office",
                                        "subject", "agency", "public", "system"};
  Json json = Json::array();
  for (const Relation& relation : relations) {
    json.push(Json::object({{"kind", kinds[static_cast<size_t>(relation.kind)]},
                            {"agency", relation.agency.text}}));
  }
  return json;
}

Json names_json(const std::vector<Name>& names) {
  Json json = Json::array();
  for (const Name& name : names) json.push(name.text);
  return json;
}

Json fields_json(const std::vector<Field>& fields) {
  Json json = Json::array();
  for (const Field& field : fields) json.push(field_json(field));
  return json;
}

Json flow_json(const Flow& flow) {
  constexpr std::string_view grades[] = {"", "reported", "accepted", "published"};
  Json states = Json::array();
  for (const FlowState& state : flow.states) {
    states.push(Json::object({{"name", state.name.text},
                              {"grade", grades[static_cast<size_t>(state.grade)]}}));
  }
  Json steps = Json::array();
  for (const FlowStep& step : flow.steps) {
    Json one = Json::object();
    one.set("name", step.name.text);
    one.set("from", names_json(step.from));
    one.set("to", step.to.text);
    one.set("by", relations_json(step.by));
    one.set("needs", names_json(step.needs));
    one.set("within_days", step.within_days ? Json(*step.within_days) : Json());
    one.set("working_days", step.working_days);
    steps.push(std::move(one));
  }
  return Json::object({{"states", std::move(states)}, {"steps", std::move(steps)}});
}

Json cells_json(const std::vector<dmn::FeelText>& cells) {
  Json json = Json::array();
  for (const dmn::FeelText& cell : cells) json.push(cell.text.text());
  return json;
}

Json texts_json(const std::vector<MappedText>& texts) {
  Json json = Json::array();
  for (const MappedText& text : texts) json.push(text.text());
  return json;
}

Json allowed_json(const std::optional<dmn::FeelText>& values) {
  return values ? Json(values->text.text()) : Json();
}

/// Entries of a block as the kinds table describes them.
class EntryWriter {
 public:
  EntryWriter(const Plan& plan, const KindEntry& kind) : plan_(plan), kind_(kind) {}

  Json keys(const std::vector<Entry>& entries, const std::string& outer) const {
    Json json = Json::array();
    const std::vector<const KeyEntry*> known = keys_of(kind_, outer);
    for (const Entry& entry : entries) {
      const auto key = std::find_if(known.begin(), known.end(), [&entry](const KeyEntry* one) {
        return one->name == entry.key;
      });
      if (key != known.end()) json.push(key_json(entry, **key, outer));
    }
    return json;
  }

 private:
  Json key_json(const Entry& entry, const KeyEntry& key, const std::string& outer) const {
    Json json = Json::object();
    json.set("key", key.name);
    json.set("term", key.term);
    json.set("zh", key.zh);
    json.set("en", key.en);
    json.set("form", form_name(key.form));
    json.set("text", text_of(entry));
    const std::string inner = (outer.empty() ? "" : outer + ".") + std::string(key.name);
    switch (key.form) {
      case KeyForm::name:
      case KeyForm::names:
      case KeyForm::files:
      case KeyForm::agencies:
      case KeyForm::who:
      case KeyForm::gives: add_items(entry, key, &json); break;
      case KeyForm::formulas:
      case KeyForm::states: json.set("entries", named_json(entry)); break;
      case KeyForm::entries: json.set("entries", nested_json(entry, inner)); break;
      case KeyForm::group: json.set("keys", keys(entry.below, inner)); break;
      case KeyForm::openings: json.set("entries", openings_json(entry)); break;
      case KeyForm::moves:
      case KeyForm::texts_by_date:
      case KeyForm::values_by_date:
      case KeyForm::values_by_period:
      case KeyForm::values_by_year: add_pairs(entry, &json); break;
      default: break;
    }
    return json;
  }

  std::string text_of(const Entry& entry) const {
    return entry.below_span.empty() ? entry.value : dedented(plan_.sources.text(entry.below_span));
  }

  /// `[a, b]`; of `gives`, only a list has items: anything else is an expression.
  void add_items(const Entry& entry, const KeyEntry& key, Json* json) const {
    const Result<Inline> read = read_inline(plan_.sources, entry);
    if (!read) return;
    Json items = Json::array();
    for (const Inline& item : read.value().items) items.push(item.word);
    const bool is_word = read.value().kind == Inline::Kind::word;
    if (is_word && key.form != KeyForm::gives) items.push(read.value().word);
    json->set("items", std::move(items));
  }

  void add_pairs(const Entry& entry, Json* json) const {
    const Result<Inline> read = read_inline(plan_.sources, entry);
    if (!read || read.value().kind != Inline::Kind::map) return;
    Json pairs = Json::array();
    for (const Inline::Pair& pair : read.value().pairs) {
      const std::string_view value = plan_.sources.text(pair.value.span);
      pairs.push(Json::object({{"name", pair.key.word}, {"text", value}}));
    }
    json->set("entries", std::move(pairs));
  }

  Json named_json(const Entry& entry) const {
    Json json = Json::array();
    for (const Entry& one : entry.below) {
      json.push(Json::object({{"name", one.key}, {"text", text_of(one)}}));
    }
    return json;
  }

  Json nested_json(const Entry& entry, const std::string& inner) const {
    Json json = Json::array();
    for (const Entry& one : entry.below) {
      json.push(Json::object({{"name", one.key}, {"keys", keys(one.below, inner)}}));
    }
    return json;
  }

  Json openings_json(const Entry& entry) const {
    Json json = Json::array();
    for (const Entry& one : entry.below) {
      json.push(Json::object({{"name", one.key}, {"entries", named_json(one)}}));
    }
    return json;
  }

  const Plan& plan_;
  const KindEntry& kind_;
};

/// What a page draws.
void add_drawn(const Plan& plan, const BlockSource& source, Json* json) {
  if (const Register* found = plan.find_register(source.id)) {
    json->set("fields", fields_json(found->fields));
  }
  if (const Flow* found = plan.find_flow(source.id)) json->set("flow", flow_json(*found));
  const Decision* decision = plan.find_decision(source.id);
  if (decision != nullptr && decision->table) {
    json->set("table", decision_table_json(*decision->table));
  }
  for (const Form& form : plan.forms) {
    if (form.name.text == source.id) json->set("fields", fields_json(form.fields));
  }
}

Json heads_json(const Plan& plan, const std::vector<BlockSource>& blocks,
                const std::vector<size_t>& indexes) {
  Json json = Json::array();
  for (const size_t index : indexes) json.push(block_head_json(plan, blocks[index]));
  return json;
}

}  // namespace

Json field_json(const Field& field) {
  constexpr std::string_view kinds[] = {"text",       "number", "date",   "boolean",
                                        "one of",     "several of", "region", "agency",
                                        "file",       "files",  "reference"};
  Json json = Json::object();
  json.set("name", field.name.text);
  json.set("type", kinds[static_cast<size_t>(field.domain.kind)]);
  json.set("unit", field.domain.unit.text);
  json.set("words", names_json(field.domain.words));
  json.set("target", field.domain.target.text);
  json.set("required", field.required);
  json.set("required_from", field.required_from.text);
  json.set("sensitive", field.sensitive);
  json.set("places", field.places ? Json(*field.places) : Json());
  json.set("log", field.log.text);
  return json;
}

Json decision_table_json(const dmn::DecisionTable& table) {
  Json inputs = Json::array();
  for (const dmn::InputClause& input : table.inputs) {
    inputs.push(Json::object({{"text", input.expression.text.text()},
                              {"allowed", allowed_json(input.values)}}));
  }
  Json outputs = Json::array();
  for (const dmn::OutputClause& output : table.outputs) {
    outputs.push(Json::object({{"name", output.name.text()},
                               {"allowed", allowed_json(output.values)}}));
  }
  Json rules = Json::array();
  for (const dmn::Rule& rule : table.rules) {
    rules.push(Json::object({{"label", rule.about.label.text()},
                             {"inputs", cells_json(rule.inputs)},
                             {"outputs", cells_json(rule.outputs)},
                             {"annotations", texts_json(rule.annotations)}}));
  }
  Json json = Json::object();
  json.set("hit_policy", hit_policy_text(table));
  json.set("inputs", std::move(inputs));
  json.set("outputs", std::move(outputs));
  json.set("annotations", texts_json(table.annotations));
  json.set("rules", std::move(rules));
  return json;
}

Json block_head_json(const Plan& plan, const BlockSource& source) {
  const PlanFile& file = plan.files[source.file];
  const Told told = source.block.kind == "agency" ? Told() : told_of(plan, source.id);
  const uint32_t line = source.block.text_line;
  const bool cited = !file.notes && line != no_line;
  const auto length =
      cited ? static_cast<int64_t>(code_point_count(file.lines[line].text)) : int64_t{0};
  const bool narrowed = cited && told.citation != nullptr;
  Json json = Json::object();
  json.set("id", source.id);
  const KindEntry* kind = find_kind(source.block.kind);
  json.set("kind", source.block.kind);
  json.set("term", kind == nullptr ? std::string_view() : kind->term);
  json.set("name", source.block.name);
  json.set("label", told.label);
  json.set("file", file.name);
  json.set("file_index", static_cast<int64_t>(source.file));
  json.set("line", static_cast<int64_t>(source.line));
  json.set("anchor", cited ? Json(std::to_string(source.file) + "-" +
                                  std::to_string(file.lines[line].line))
                           : Json());
  json.set("begin", narrowed ? static_cast<int64_t>(told.citation->begin) : int64_t{0});
  json.set("end", narrowed ? static_cast<int64_t>(told.citation->end) : length);
  return json;
}

Json block_json(const Plan& plan, const std::vector<BlockSource>& blocks, size_t index) {
  const BlockSource& source = blocks[index];
  Json json = block_head_json(plan, source);
  const PlanFile& file = plan.files[source.file];
  const bool cited = !json["anchor"].is_null();
  std::u32string line;
  if (cited) line = to_utf32(file.lines[source.block.text_line].text);
  const auto begin = static_cast<size_t>(std::stoul(json["begin"].text()));
  const auto end = static_cast<size_t>(std::stoul(json["end"].text()));
  json.set("quote", cited ? Json(to_utf8(line.substr(begin, end - begin))) : Json());
  json.set("text", block_text(plan, source));
  const KindEntry* kind = find_kind(source.block.kind);
  if (kind != nullptr) {
    Diagnostics reported;  // By check().
    const Body body = read_body(plan.sources, source.block.body, &reported);
    json.set("zh", kind->zh);
    json.set("en", kind->en);
    json.set("keys", EntryWriter(plan, *kind).keys(body.entries, ""));
  }
  add_drawn(plan, source, &json);
  const std::vector<std::vector<size_t>> links = block_links(plan, blocks);
  std::vector<size_t> named_by;
  for (size_t i = 0; i < links.size(); ++i) {
    if (std::find(links[i].begin(), links[i].end(), index) != links[i].end()) named_by.push_back(i);
  }
  json.set("names", heads_json(plan, blocks, links[index]));
  json.set("named_by", heads_json(plan, blocks, named_by));
  return json;
}

}  // namespace fangan
