// Reading: the living document and everything beside it.
#include <algorithm>
#include <map>

#include "campaign/light.h"
#include "plan/decision_table.h"
#include "plan/heading_names.h"
#include "plan/outline.h"
#include "plan/region_map.h"
#include "service/block_json.h"
#include "service/diagnostic_json.h"
#include "service/kept_answers.h"
#include "service/state.h"
#include "service/wall_clock.h"
#include "text/utf8.h"

namespace fangan {
namespace {

int level_of(HeadingType type) { return static_cast<int>(type) + 1; }

/// Lights are counted once: totals repeat their nodes, and shares repeat the whole for all but the
/// holder, who sees shares only.
bool is_counted(const Figure& figure, const Actor& actor) {
  return figure.node != "total" && (figure.share.empty() || actor.is_holder());
}

class DocumentWriter {
 public:
  DocumentWriter(const LoadedPlan& loaded, const std::vector<Figure>& figures, const Actor& actor)
      : plan_(loaded.plan), actor_(actor) {
    for (uint32_t file = 0; file < plan_.files.size(); ++file) {
      first_line_.push_back(line_count_);
      if (!plan_.files[file].notes)
        line_count_ += static_cast<uint32_t>(plan_.files[file].lines.size());
    }
    for (const Figure& figure : figures) {
      const Citation* citation = citation_of(figure);
      if (citation != nullptr) figures_by_line_.emplace(draft_line(*citation), &figure);
    }
    for (const CoveredSentence& sentence : loaded.coverage.sentences) {
      if (plan_.files[sentence.file].notes) continue;
      sentences_by_line_.emplace(first_line_[sentence.file] + sentence.text_line, &sentence);
    }
    for (const Heading& heading : plan_.draft.headings) {
      heading_by_line_.emplace(heading.place.line, &heading);
    }
    place_blocks(loaded.blocks);
  }

  Json files() const {
    Json files = Json::array();
    for (uint32_t file = 0; file < plan_.files.size(); ++file) {
      if (plan_.files[file].notes) continue;
      Json lines = Json::array();
      for (uint32_t line = 0; line < plan_.files[file].lines.size(); ++line) {
        lines.push(line_json(file, line));
      }
      Json one = Json::object();
      one.set("name", plan_.files[file].name);
      one.set("lines", std::move(lines));
      files.push(std::move(one));
    }
    return files;
  }

  Json outline() const {
    Json json = Json::array();
    const std::vector<Heading>& headings = plan_.draft.headings;
    for (uint32_t i = 0; i < headings.size(); ++i) {
      if (headings[i].type == HeadingType::label) continue;
      json.push(heading_json(headings, i));
    }
    return json;
  }

 private:
  const Citation* citation_of(const Figure& figure) const {
    if (figure.kind == "target") {
      const Target* target = plan_.find_target(figure.block);
      return target == nullptr ? nullptr : &target->citation;
    }
    const Task* task = plan_.find_task(figure.block);
    return task == nullptr ? nullptr : &task->citation;
  }

  uint32_t draft_line(const Citation& citation) const {
    return first_line_[citation.file] + citation.text_line;
  }

  std::string anchor(uint32_t file, uint32_t line) const {
    return std::to_string(file) + "-" + std::to_string(plan_.files[file].lines[line].line);
  }

  void place_blocks(const std::vector<BlockSource>& blocks) {
    for (const BlockSource& source : blocks) {
      const PlanFile& file = plan_.files[source.file];
      if (file.notes || source.block.text_line == no_line) continue;
      const Json head = block_head_json(plan_, source);
      const auto code_points = [&head](std::string_view key) {
        return static_cast<uint32_t>(std::stoul(head[key].text()));
      };
      place_block({source.block.kind, source.id, source.block.name},
                  {source.file, source.block.text_line, code_points("begin"), code_points("end")});
    }
    for (const Restatement& restatement : plan_.restatements) {
      const BlockSource* source = find_block(blocks, restatement.block);
      if (source == nullptr) continue;
      place_block({source->block.kind, source->id, source->block.name}, restatement.citation);
    }
  }

  struct PlacedName {
    std::string kind;
    std::string id;
    std::string name;
  };
  void place_block(const PlacedName& block, const Citation& citation) {
    if (plan_.files[citation.file].notes) return;
    Json one = Json::object();
    one.set("kind", block.kind);
    one.set("id", block.id);
    one.set("name", block.name);
    one.set("begin", Json(static_cast<int64_t>(citation.begin)));
    one.set("end", Json(static_cast<int64_t>(citation.end)));
    blocks_by_line_.try_emplace(draft_line(citation), Json::array())
        .first->second.push(std::move(one));
  }

  const Heading* heading_of(uint32_t draft_line) const {
    const auto found = heading_by_line_.find(draft_line);
    return found == heading_by_line_.end() ? nullptr : found->second;
  }

  Json lights_between(uint32_t begin, uint32_t end) const {
    std::vector<const Figure*> inside;
    const auto last = figures_by_line_.lower_bound(end);
    for (auto placed = figures_by_line_.lower_bound(begin); placed != last; ++placed) {
      if (is_counted(*placed->second, actor_)) inside.push_back(placed->second);
    }
    return inside.empty() ? Json() : lights_json(inside);
  }

  Json line_json(uint32_t file, uint32_t line) const {
    const TextLine& text_line = plan_.files[file].lines[line];
    const uint32_t number = first_line_[file] + line;
    const Heading* heading = heading_of(number);
    Json json = Json::object();
    json.set("anchor", anchor(file, line));
    json.set("line", Json(static_cast<int64_t>(text_line.line)));
    json.set("level", Json(text_line.level));
    json.set("kind", heading == nullptr ? "text" : type_name(heading->type));
    const bool label = heading != nullptr && heading->type == HeadingType::label;
    json.set("label", label ? Json(heading->title) : Json());
    json.set("text", text_line.text);
    json.set("number", Json(static_cast<int64_t>(number) + 1));
    json.set("lights", lights_between(number, number + 1));
    json.set("sentences", sentences_json(number));
    const auto blocks = blocks_by_line_.find(number);
    json.set("blocks", blocks == blocks_by_line_.end() ? Json::array() : blocks->second);
    return json;
  }

  Json sentences_json(uint32_t draft_line) const {
    constexpr std::string_view states[] = {"unassigned", "bound", "narrative"};
    Json json = Json::array();
    const auto [first, last] = sentences_by_line_.equal_range(draft_line);
    for (auto placed = first; placed != last; ++placed) {
      const CoveredSentence& sentence = *placed->second;
      Json one = Json::object();
      one.set("begin", Json(static_cast<int64_t>(sentence.begin)));
      one.set("end", Json(static_cast<int64_t>(sentence.end)));
      one.set("state", states[static_cast<size_t>(sentence.state)]);
      one.set("blocks", strings_json(sentence.blocks));
      json.push(std::move(one));
    }
    return json;
  }

  Json heading_json(const std::vector<Heading>& headings, uint32_t index) const {
    const Heading& heading = headings[index];
    uint32_t end = line_count_;
    for (uint32_t next = index + 1; next < headings.size(); ++next) {
      const bool outer = level_of(headings[next].type) <= level_of(heading.type) ||
                         headings[next].type == HeadingType::annex;
      if (outer) {
        end = headings[next].place.line;
        break;
      }
    }
    uint32_t file = 0;
    while (file + 1 < first_line_.size() && first_line_[file + 1] <= heading.place.line) ++file;
    while (plan_.files[file].notes && file > 0) --file;
    const uint32_t line = heading.place.line - first_line_[file];
    Json json = Json::object();
    json.set("anchor", anchor(file, line));
    json.set("file", plan_.files[file].name);
    json.set("line", Json(static_cast<int64_t>(plan_.files[file].lines[line].line)));
    json.set("level", Json(heading.type == HeadingType::annex ? 2 : level_of(heading.type)));
    json.set("number", heading.number);
    json.set("title", heading.title);
    json.set("lights", lights_between(heading.place.line, end));
    return json;
  }

  const Plan& plan_;
  const Actor& actor_;
  std::vector<uint32_t> first_line_;
  uint32_t line_count_ = 0;
  std::multimap<uint32_t, const Figure*> figures_by_line_;
  std::multimap<uint32_t, const CoveredSentence*> sentences_by_line_;
  std::map<uint32_t, const Heading*> heading_by_line_;
  std::map<uint32_t, Json> blocks_by_line_;
};

Json findings_json(const LoadedPlan& loaded) {
  Json findings = diagnostics_json(loaded.findings, loaded.plan.sources);
  Json json = Json::array();
  for (size_t i = 0; i < findings.items().size(); ++i) {
    Json one = findings.items()[i];
    const Diagnostic& diagnostic = loaded.findings[i];
    const Span span = diagnostic.marks.front().span;
    for (uint32_t file = 0; file < loaded.plan.files.size(); ++file) {
      if (loaded.plan.files[file].source != span.source) continue;
      const Position begin = loaded.plan.sources.at(span.source).position(span.begin);
      const std::vector<TextLine>& lines = loaded.plan.files[file].lines;
      const auto found = std::lower_bound(
          lines.begin(), lines.end(), begin.line,
          [](const TextLine& one, uint32_t number) { return one.line < number; });
      if (found != lines.end() && found->line == begin.line) {
        const TextLine& line = *found;
        const std::string_view before =
            std::string_view(line.text).substr(0, span.begin - line.span.begin);
        const auto from = static_cast<int64_t>(code_point_count(before));
        const auto size = static_cast<int64_t>(code_point_count(loaded.plan.sources.text(span)));
        one.set("file", loaded.plan.files[file].name);
        one.set("line", Json(static_cast<int64_t>(line.line)));
        one.set("anchor", std::to_string(file) + "-" + std::to_string(line.line));
        one.set("marks", Json::array({Json::array({Json(from), Json(from + size)})}));
      }
    }
    json.push(std::move(one));
  }
  return json;
}

/// A county without a share has a figure in every target that is counted from its rows. Whoever
/// sees the whole is shown those by the figure's own page.
bool is_in_document(const Figure& figure, const Actor& actor) {
  const bool holds = figure.share.empty() || figure.due_value.low;
  return !figure.measured || holds || actor.is_holder();
}

Json figures_json(const LoadedPlan& loaded, const std::vector<Figure>& figures,
                  const Actor& actor) {
  Json json = Json::array();
  for (const Figure& figure : figures) {
    if (is_in_document(figure, actor)) json.push(figure_json(loaded, figure));
  }
  return json;
}

/// Those of notes files too, which stand under no line.
Json block_heads_json(const LoadedPlan& loaded) {
  Json json = Json::array();
  for (const BlockSource& source : loaded.blocks) {
    json.push(block_head_json(loaded.plan, source));
  }
  return json;
}

Json head_json(const LoadedPlan& loaded) {
  const PlanHeader& header = loaded.plan.header;
  Json json = Json::object();
  json.set("id", loaded.id);
  json.set("title", header.title);
  json.set("number", header.number);
  json.set("issuer", header.issuer);
  json.set("issued", header.issued ? Json(header.issued->print()) : Json());
  json.set("in_force_from", header.in_force_from ? Json(header.in_force_from->print()) : Json());
  json.set("version", Json(loaded.number));
  return json;
}

bool in_force(const LoadedPlan& loaded, const View& view) {
  const std::optional<Date>& from = loaded.plan.header.in_force_from;
  return !from || view.as_of >= *from;
}

Json cells_json(const std::vector<dmn::FeelText>& cells) {
  Json json = Json::array();
  for (const dmn::FeelText& cell : cells) json.push(cell.text.text());
  return json;
}

Json light_table_json(const Plan& plan) {
  const Decision& decision = light_decision(plan);
  const dmn::DecisionTable& table = *decision.table;
  Json inputs = Json::array();
  for (const dmn::InputClause& input : table.inputs) inputs.push(input.expression.text.text());
  Json outputs = Json::array();
  for (const dmn::OutputClause& output : table.outputs) outputs.push(output.name.text());
  Json rules = Json::array();
  for (const dmn::Rule& rule : table.rules) {
    rules.push(
        Json::object({{"tests", cells_json(rule.inputs)}, {"outputs", cells_json(rule.outputs)}}));
  }
  Json json = Json::object();
  json.set("name", decision.name.text);
  json.set("hit_policy", hit_policy_text(table));
  json.set("inputs", std::move(inputs));
  json.set("outputs", std::move(outputs));
  json.set("rules", std::move(rules));
  return json;
}

/// Runs `work` with the figures the actor may see, all from one snapshot.
Result<Json> with_figures(
    const ServiceState& state, const Actor& actor, const std::string& plan,
    const ViewRequest& request,
    const std::function<Result<Json>(const LoadedPlan&, const std::vector<Figure>&,
                                     const Database&)>& work) {
  const auto loaded = state.find_plan(plan);
  if (!loaded) return loaded.errors();
  const Result<Done> begun = state.begin_day();
  if (!begun) return begun.errors();
  Json json;
  const FigureCache::Stamp stamp = state.figures.stamp();
  const Result<Done> read = state.store->read([&](const Database& database) -> Result<Done> {
    Result<std::vector<Figure>> all =
        state.figures.figures(database, {*loaded.value(), state.view(request), state.today(),
                                         stamp});
    if (!all) return all.errors();
    const std::vector<Figure> figures =
        visible_figures(*loaded.value(), std::move(all).value(), actor);
    Result<Json> made = work(*loaded.value(), figures, database);
    if (!made) return made.errors();
    json = std::move(made).value();
    return Done{};
  });
  if (!read) return read.errors();
  return json;
}

/// Whose eyes an answer was made for; two actors with one scope see the same. Two people of the
/// office may come from different agencies, and each may report for its own.
std::string scope_of(const Actor& actor) {
  if (actor.has("office")) return "office:" + actor.agency;
  return (actor.is_holder() ? "county:" : "agency:") + actor.agency;
}

Json entries_json(const Result<std::vector<JournalEntry>>& entries, int64_t total) {
  Json json = Json::array();
  for (const JournalEntry& entry : entries.value()) json.push(journal_json(entry, total--));
  return json;
}

/// The journal of a block's rows: all for those who see all, one's own share otherwise.
Result<Json> block_journal(const Database& database, const Actor& actor, const LoadedPlan& loaded,
                           const std::string& block, bool sees_all) {
  JournalFilter filter;
  filter.package = loaded.id;
  // Not of rows of the plan's registers, whose keys may begin like the block.
  for (const RegisterDefinition& definition : built_in_registers()) {
    filter.registers.emplace_back(definition.name);
  }
  filter.row_prefix = block + "/";
  filter.limit = 200;
  if (!sees_all && actor.agency.empty()) return Json::array();
  if (!sees_all) {
    filter.share = actor.agency;
    filter.only_share = true;
  }
  const auto entries = read_journal(database, filter);
  if (!entries) return entries.errors();
  Json json = entries_json(entries, static_cast<int64_t>(entries.value().size()));
  if (!sees_all) {
    // The chain's hashes tell of other rows.
    Json own = Json::array();
    for (const Json& entry : json.items()) {
      Json copy = entry;
      copy.set("hash", Json());
      own.push(std::move(copy));
    }
    return own;
  }
  return json;
}

}  // namespace

Result<Json> Service::plans(const Actor& actor, const ViewRequest& view) const {
  Json plans = Json::array();
  for (const std::string& id : plan_ids()) {
    Result<Json> one =
        with_figures(*state_, actor, id, view,
                     [&](const LoadedPlan& loaded, const std::vector<Figure>& figures,
                         const Database&) -> Result<Json> {
                       std::vector<const Figure*> whole;
                       for (const Figure& figure : figures) {
                         if (is_counted(figure, actor)) whole.push_back(&figure);
                       }
                       Json json = head_json(loaded);
                       json.set("lights", lights_json(whole));
                       return json;
                     });
    if (!one) return one;
    plans.push(std::move(one).value());
  }
  return Json::object({{"plans", std::move(plans)}});
}

Result<Json> Service::document(const Actor& actor, const std::string& plan,
                               const ViewRequest& request) const {
  const Result<std::string> key = answer_key(*state_, plan, request);
  if (!key) return key.errors();
  const View view = state_->view(request);
  return kept_answer(*state_, "document\n" + key.value() + scope_of(actor), [&] {
    return with_figures(
        *state_, actor, plan, request,
        [&](const LoadedPlan& known, const std::vector<Figure>& figures,
            const Database&) -> Result<Json> {
          const DocumentWriter writer(known, figures, actor);
          Json json = head_json(known);
          json.set("in_force", Json(in_force(known, view)));
          json.set("view", view_json(*state_, request));
          json.set("files", writer.files());
          json.set("outline", writer.outline());
          Json targets = Json::object();
          for (const Target& target : known.plan.targets) {
            targets.set(target.name, target_json(known, target, actor, figures));
          }
          Json tasks = Json::object();
          for (const Task& task : known.plan.tasks)
            tasks.set(task.name, task_json(known, task, actor));
          json.set("targets", std::move(targets));
          json.set("tasks", std::move(tasks));
          json.set("figures", figures_json(known, figures, actor));
          json.set("coverage", Json::object({{"characters", Json(known.coverage.characters)},
                                             {"bound", Json(known.coverage.bound)},
                                             {"narrative", Json(known.coverage.narrative)},
                                             {"unassigned", Json(known.coverage.unassigned)}}));
          json.set("findings", findings_json(known));
          json.set("blocks", block_heads_json(known));
          return Json::raw(json.print());
        });
  });
}

Result<Json> Service::deadlines(const Actor& actor, const std::string& plan,
                                const ViewRequest& request) const {
  return with_figures(
      *state_, actor, plan, request,
      [&](const LoadedPlan& loaded, const std::vector<Figure>& figures,
          const Database&) -> Result<Json> {
        std::vector<const Figure*> dated;
        for (const Figure& figure : figures) {
          const bool shown =
              figure.due && figure.node != "total" && (figure.share.empty() || actor.is_holder());
          if (shown) dated.push_back(&figure);
        }
        std::stable_sort(dated.begin(), dated.end(),
                         [](const Figure* a, const Figure* b) { return *a->due < *b->due; });
        Json nodes = Json::array();
        for (const Figure* figure : dated) nodes.push(figure_json(loaded, *figure));
        return Json::object({{"view", view_json(*state_, request)}, {"nodes", std::move(nodes)}});
      });
}

namespace {

bool concerns(const LoadedPlan& loaded, const Figure& figure, const std::string& agency) {
  const auto holds = [&agency](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), agency) != names.end();
  };
  if (figure.share == agency) return true;
  if (const Target* target = loaded.plan.find_target(figure.block)) {
    return figure.share.empty() && holds(target->owners);
  }
  const Task* task = loaded.plan.find_task(figure.block);
  return task != nullptr && (holds(task->lead) || holds(task->with));
}

Json agency_json(const LoadedPlan& loaded, const Agency& agency,
                 const std::vector<Figure>& figures) {
  std::vector<const Figure*> own;
  for (const Figure& figure : figures) {
    const bool counts = figure.node != "total" && concerns(loaded, figure, agency.name);
    if (counts) own.push_back(&figure);
  }
  const auto duties =
      std::count_if(loaded.plan.duties.begin(), loaded.plan.duties.end(),
                    [&agency](const Duty& duty) { return duty.agency == agency.name; });
  Json json = Json::object();
  json.set("name", agency.name);
  json.set("kind", agency.kind);
  json.set("region", agency.region);
  json.set("aliases", strings_json(agency.aliases));
  json.set("members", strings_json(agency.members));
  json.set("duties", Json(static_cast<int64_t>(duties)));
  json.set("lights", lights_json(own));
  return json;
}

Json duty_json(const LoadedPlan& loaded, const Duty& duty) {
  const PlanFile& file = loaded.plan.files[duty.file];
  Json blocks = Json::array();
  for (const Task& task : loaded.plan.tasks) {
    const bool here = task.citation.file == duty.file && task.citation.text_line == duty.text_line;
    if (here) blocks.push(Json(task.name));
  }
  Json json = Json::object();
  json.set("section", duty.section);
  json.set("file", file.name);
  json.set("line", Json(static_cast<int64_t>(file.lines[duty.text_line].line)));
  json.set("anchor",
           std::to_string(duty.file) + "-" + std::to_string(file.lines[duty.text_line].line));
  json.set("number", Json(static_cast<int64_t>(duty.number)));
  json.set("lead", Json(duty.lead));
  json.set("open", Json(duty.open));
  json.set("blocks", std::move(blocks));
  return json;
}

}  // namespace

Result<Json> Service::agencies(const Actor& actor, const std::string& plan,
                               const ViewRequest& request) const {
  return with_figures(*state_, actor, plan, request,
                      [&](const LoadedPlan& loaded, const std::vector<Figure>& figures,
                          const Database&) -> Result<Json> {
                        Json agencies = Json::array();
                        for (const Agency& agency : loaded.plan.agencies) {
                          agencies.push(agency_json(loaded, agency, figures));
                        }
                        return Json::object({{"agencies", std::move(agencies)}});
                      });
}

Result<std::string> Service::region_map(const Actor&, const std::string& plan) const {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  const PackageFile* map = fangan::region_map(loaded.value()->package);
  if (map == nullptr) return not_found();
  return map->bytes;
}

Result<Json> Service::agency(const Actor& actor, const std::string& plan, const std::string& name,
                             const ViewRequest& request) const {
  return with_figures(
      *state_, actor, plan, request,
      [&](const LoadedPlan& loaded, const std::vector<Figure>& figures,
          const Database&) -> Result<Json> {
        const Agency* agency = loaded.plan.find_agency(name);
        if (agency == nullptr) return not_found();
        Json duties = Json::array();
        for (const Duty& duty : loaded.plan.duties) {
          if (duty.agency == agency->name) duties.push(duty_json(loaded, duty));
        }
        Json own = Json::array();
        for (const Figure& figure : figures) {
          if (concerns(loaded, figure, agency->name)) own.push(figure_json(loaded, figure));
        }
        Json tasks = Json::array();
        for (const Task& task : loaded.plan.tasks) {
          const auto holds = [agency](const std::vector<std::string>& names) {
            return std::find(names.begin(), names.end(), agency->name) != names.end();
          };
          if (holds(task.lead) || holds(task.with)) tasks.push(task_json(loaded, task, actor));
        }
        Json json = Json::object();
        json.set("agency", agency_json(loaded, *agency, figures));
        json.set("duties", std::move(duties));
        json.set("figures", std::move(own));
        json.set("tasks", std::move(tasks));
        return json;
      });
}

Result<Json> Service::target(const Actor& actor, const std::string& plan, const std::string& name,
                             const ViewRequest& request) const {
  const View view = state_->view(request);
  return with_figures(
      *state_, actor, plan, request,
      [&](const LoadedPlan& loaded, const std::vector<Figure>& figures,
          const Database& database) -> Result<Json> {
        const Target* target = loaded.plan.find_target(name);
        if (target == nullptr) return not_found();
        Json own = Json::array();
        for (const Figure& figure : figures) {
          if (figure.block == name && figure.kind == "target")
            own.push(figure_json(loaded, figure));
        }
        const SnapshotRecords records(database, plan);
        Json progress = Json::array();
        for (const Record& row : records.rows("进展", name + "/", view)) {
          if (may_see(actor, *target, row.text("单位"))) {
            progress.push(progress_json(loaded, row, actor));
          }
        }
        Json shares = Json::array();
        for (const Record& row : records.rows("分解", name + "/", view)) {
          if (!may_see(actor, *target, row.text("单位"))) continue;
          Json one = Json::object();
          one.set("node", row.text("节点"));
          one.set("share", row.text("单位"));
          one.set("value", optional_number(row.number("份额")));
          one.set("version", Json(static_cast<int64_t>(row.version)));
          one.set("recorded", print(row.recorded, plan_offset_minutes));
          one.set("actor", row.actor);
          shares.push(std::move(one));
        }
        if (!records.errors().empty()) return records.errors();
        Result<Json> journal =
            block_journal(database, actor, loaded, name, may_see(actor, *target, ""));
        if (!journal) return journal;
        Json json = Json::object();
        json.set("target", target_json(loaded, *target, actor, figures));
        json.set("figures", std::move(own));
        json.set("progress", std::move(progress));
        json.set("shares", std::move(shares));
        json.set("journal", std::move(journal).value());
        json.set("light_table", light_table_json(loaded.plan));
        return json;
      });
}

Result<Json> Service::task(const Actor& actor, const std::string& plan, const std::string& name,
                           const ViewRequest& request) const {
  const View view = state_->view(request);
  return with_figures(
      *state_, actor, plan, request,
      [&](const LoadedPlan& loaded, const std::vector<Figure>& figures,
          const Database& database) -> Result<Json> {
        const Task* task = loaded.plan.find_task(name);
        if (task == nullptr) return not_found();
        Json own = Json::array();
        for (const Figure& figure : figures) {
          if (figure.block == name && figure.kind == "task") own.push(figure_json(loaded, figure));
        }
        Json states = Json::array();
        const bool visible = may_see(actor, loaded.plan, *task);
        const SnapshotRecords records(database, plan);
        for (const Record& row : records.rows("办理", name + "/", view)) {
          if (visible) states.push(task_state_json(row));
        }
        if (!records.errors().empty()) return records.errors();
        Result<Json> journal = block_journal(database, actor, loaded, name, visible);
        if (!journal) return journal;
        Json json = Json::object();
        json.set("task", task_json(loaded, *task, actor));
        json.set("figures", std::move(own));
        json.set("states", std::move(states));
        json.set("journal", std::move(journal).value());
        json.set("light_table", light_table_json(loaded.plan));
        return json;
      });
}

Result<Done> Service::with_records(
    const std::string& plan, const std::function<void(const Plan&, const Records&)>& work) const {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  return state_->store->read([&](const Database& database) -> Result<Done> {
    const SnapshotRecords records(database, plan);
    work(loaded.value()->plan, records);
    if (!records.errors().empty()) return records.errors();
    return Done{};
  });
}

}  // namespace fangan
