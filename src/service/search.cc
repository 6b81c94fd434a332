// Search in the official text and the names of a plan, which everybody may read, and in the rows of
// registers, as far as the actor may.
#include <algorithm>

#include "plan/outline.h"
#include "service/register_search.h"
#include "service/state.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t query_characters_max = 100;
constexpr size_t hits_max = 100;

std::u32string lower(std::u32string text) {
  for (char32_t& c : text) {
    if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
  }
  return text;
}

Json marks_of(const std::u32string& text, const std::u32string& words) {
  Json marks = Json::array();
  for (size_t at = text.find(words); at != text.npos; at = text.find(words, at + words.size())) {
    marks.push(Json::array(
        {Json(static_cast<int64_t>(at)), Json(static_cast<int64_t>(at + words.size()))}));
  }
  return marks;
}

Json hit_json(const LoadedPlan& loaded, const Citation& citation, const char* kind,
              const std::string& name, const std::string& text, const std::u32string& words) {
  const PlanFile& file = loaded.plan.files[citation.file];
  Json json = Json::object();
  json.set("file", file.name);
  json.set("line",
           Json(static_cast<int64_t>(
               citation.text_line < file.lines.size() ? file.lines[citation.text_line].line : 0)));
  json.set("anchor", anchor_of(loaded, citation));
  json.set("heading", "");
  json.set("text", text);
  json.set("marks", marks_of(lower(to_utf32(text)), words));
  json.set("kind", kind);
  json.set("name", name);
  json.set("plan", loaded.id);
  return json;
}

/// Errors  SVC-R001.
Result<std::u32string> read_wanted(const std::string& words) {
  std::u32string wanted = lower(to_utf32(words));
  while (!wanted.empty() && wanted.front() == U' ') wanted.erase(0, 1);
  while (!wanted.empty() && wanted.back() == U' ') wanted.pop_back();
  if (wanted.empty() || wanted.size() > query_characters_max) return refused("SVC-R001");
  return wanted;
}

struct Hits {
  std::vector<Json> hits;
  bool more = false;
};

/// In the text and the names of a plan.
Hits find_texts(const LoadedPlan& loaded, const std::u32string& wanted) {
  std::vector<Json> hits;
  const auto holds = [&wanted](const std::string& text) {
    return lower(to_utf32(text)).find(wanted) != std::u32string::npos;
  };
  for (const Target& target : loaded.plan.targets) {
    if (holds(target.name)) {
      hits.push_back(hit_json(loaded, target.citation, "target", target.name, target.name, wanted));
    }
  }
  for (const Task& task : loaded.plan.tasks) {
    if (holds(task.name))
      hits.push_back(hit_json(loaded, task.citation, "task", task.name, task.name, wanted));
  }
  for (const Agency& agency : loaded.plan.agencies) {
    if (!holds(agency.name)) continue;
    hits.push_back(hit_json(loaded, Citation{}, "agency", agency.name, agency.name, wanted));
  }
  std::string heading;
  uint32_t number = 0;
  for (uint32_t file = 0; file < loaded.plan.files.size(); ++file) {
    if (loaded.plan.files[file].notes) continue;
    for (uint32_t line = 0; line < loaded.plan.files[file].lines.size(); ++line, ++number) {
      const uint32_t at = heading_at(loaded.plan.draft.headings, Place{number, 0, 0});
      if (at != no_heading && loaded.plan.draft.headings[at].type != HeadingType::label) {
        heading = loaded.plan.draft.headings[at].title;
      }
      const std::string& text = loaded.plan.files[file].lines[line].text;
      if (!holds(text)) continue;
      hits.push_back(hit_json(loaded, Citation{file, line, 0, 0}, "text", "", text, wanted));
      hits.back().set("heading", heading);
    }
  }
  const bool more = hits.size() > hits_max;
  if (more) hits.resize(hits_max);
  return {std::move(hits), more};
}

Json hits_json(const std::string& words, Hits hits) {
  Json json = Json::object();
  json.set("query", words);
  json.set("hits", Json::array(std::move(hits.hits)));
  json.set("more", Json(hits.more));
  return json;
}

/// Texts first, then rows.
Result<Hits> find_all(const ServiceState& state, const Actor& actor,
                      const std::vector<std::shared_ptr<const LoadedPlan>>& plans,
                      const std::string& words) {
  const Result<std::u32string> wanted = read_wanted(words);
  if (!wanted) return wanted.errors();
  Hits all;
  const auto add = [&all](std::vector<Json> hits, bool more) {
    for (Json& hit : hits) all.hits.push_back(std::move(hit));
    all.more = all.more || more;
  };
  for (const auto& plan : plans) {
    Hits texts = find_texts(*plan, wanted.value());
    add(std::move(texts.hits), texts.more);
  }
  std::set<int64_t> seen;
  for (const auto& plan : plans) {
    Result<RowHits> rows = find_rows(state, actor, *plan, search_words(words), &seen);
    if (!rows) return rows.errors();
    add(std::move(rows.value().hits), rows.value().more);
  }
  return all;
}

}  // namespace

Result<Json> Service::search(const Actor& actor, const std::string& plan,
                             const std::string& words) const {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  Result<Hits> found = find_all(*state_, actor, {loaded.value()}, words);
  if (!found) return found.errors();
  return hits_json(words, std::move(found).value());
}

Result<Json> Service::search(const Actor& actor, const std::string& words) const {
  std::vector<std::shared_ptr<const LoadedPlan>> plans;
  {
    const std::shared_lock<std::shared_mutex> lock(state_->plans_mutex);
    for (const auto& [id, loaded] : state_->plans) plans.push_back(loaded);
  }
  Result<Hits> found = find_all(*state_, actor, plans, words);
  if (!found) return found.errors();
  return hits_json(words, std::move(found).value());
}

}  // namespace fangan
