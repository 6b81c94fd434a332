// Drafts: an official text on its way to being a plan. Kept as it is typed, checked at every
// change.
#include <algorithm>

#include "document/docx.h"
#include "document/text_file.h"
#include "plan/check.h"
#include "plan/lint.h"
#include "service/diagnostic_json.h"
#include "service/state.h"
#include "service/wall_clock.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t draft_bytes_max = 8u << 20;
constexpr size_t lines_max = 50'000;
constexpr size_t content_bytes_max = 32u << 20;  // What can be sent back and read again.

/// Errors  SVC-D006 larger than a draft may be.
Result<std::string> print_content(const Json& content) {
  std::string printed = content.print();
  if (printed.size() <= content_bytes_max) return printed;
  return refused("SVC-D006", {{"limit", std::to_string(content_bytes_max >> 20)}});
}

Result<std::vector<std::string>> read_lines(const std::string& bytes) {
  std::vector<std::string> lines;
  if (bytes.find_first_not_of(" \t\r\n") == std::string::npos) return refused("SVC-D001");
  if (looks_like_docx(bytes)) {
    Result<Docx> docx = read_docx(bytes);
    if (!docx) return docx.errors();
    lines = std::move(docx).value().lines;
  } else {
    const Result<TextFile> text = read_text_file(bytes, draft_bytes_max);
    if (!text) return text.errors();
    lines = official_lines(text.value().text);
  }
  if (lines.empty()) return refused("SVC-D001");
  size_t bytes_read = 0;  // A packed document may unpack to much more than came.
  for (const std::string& line : lines) bytes_read += line.size() + 1;
  if (bytes_read > draft_bytes_max) {
    return refused("SVC-D002", {{"limit", std::to_string(draft_bytes_max >> 20)}});
  }
  if (lines.size() > lines_max) return refused("SVC-D004", {{"limit", std::to_string(lines_max)}});
  return lines;
}

Json files_of(const Package& package) {
  Json files = Json::array();
  for (const PackageFile& file : package.files) {
    files.push(Json::object({{"name", Json(file.name)}, {"text", Json(file.bytes)}}));
  }
  return files;
}

Package package_of(const Json& content, const std::string& name) {
  Package package;
  package.name = name;
  for (const Json& file : content["files"].items()) {
    package.files.push_back({file["name"].text(), file["text"].text()});
  }
  std::sort(package.files.begin(), package.files.end(),
            [](const PackageFile& a, const PackageFile& b) { return a.name < b.name; });
  return package;
}

std::vector<std::string> lines_of(const Json& content) {
  std::vector<std::string> lines;
  for (const Json& line : content["source_lines"].items()) lines.push_back(line.text());
  return lines;
}

struct StoredDraft {
  int64_t id = 0;
  uint64_t version = 0;
  std::string owner;
  Moment created;
  std::string state;
  std::string title;
  Json content;
};

Result<StoredDraft> read_draft(const Database& database, int64_t id) {
  Statement select = database.prepare(
      "SELECT id, version, owner, created, state, title, content FROM draft WHERE id = ?");
  select.bind(id);
  const Result<bool> row = select.step();
  if (!row) return row.errors();
  if (!row.value()) return not_found();
  StoredDraft draft;
  draft.id = select.integer(0);
  draft.version = static_cast<uint64_t>(select.integer(1));
  draft.owner = select.text(2);
  draft.created = Moment{select.integer(3)};
  draft.state = select.text(4);
  draft.title = select.text(5);
  Result<Json> content = parse_json(select.text(6));
  if (!content) return content.errors();
  draft.content = std::move(content).value();
  return draft;
}

Json findings_json(const std::vector<Finding>& findings) {
  const Sources none;
  Json json = Json::array();
  for (const Finding& finding : findings) {
    Diagnostic diagnostic = problem(finding.code, finding.facts);
    diagnostic.severity = finding.severity;
    Json one = diagnostic_json(diagnostic, none);
    one.set("line", Json(static_cast<int64_t>(finding.place.line) + 1));
    one.set("marks", Json::array({Json::array({Json(static_cast<int64_t>(finding.place.begin)),
                                               Json(static_cast<int64_t>(finding.place.end))})}));
    json.push(std::move(one));
  }
  return json;
}

/// DRAFT of docs/api.md: what was found, the files, and what is wrong with them.
Json draft_answer(const StoredDraft& stored, const std::vector<Agency>& shared) {
  const std::vector<std::string> lines = lines_of(stored.content);
  const Draft draft = fangan::draft(lines, Lexicon::standard());
  const std::vector<Finding> findings = lint(draft, Lexicon::standard());
  const Package package = package_of(stored.content, "draft");
  const Checked checked = check(package, shared);
  const Json found = draft_json(draft);
  Json json = Json::object();
  json.set("id", Json(stored.id));
  json.set("version", Json(static_cast<int64_t>(stored.version)));
  json.set("state", stored.state);
  json.set("title", stored.title);
  json.set("issued", draft.issued ? Json(draft.issued->print()) : Json());
  const bool has_plan = checked.plan.has_value();
  const auto in_force = has_plan ? checked.plan->header.in_force_from : draft.issued;
  json.set("in_force_from", in_force ? Json(in_force->print()) : Json());
  json.set("plan_id", stored.content["plan_id"]);
  json.set("source_lines", stored.content["source_lines"]);
  for (const char* key : {"headings", "owners", "quantities"}) json.set(key, found[key]);
  json.set("files", files_of(package));
  json.set("diagnostics", diagnostics_json(checked.diagnostics, checked.sources));
  json.set("findings", findings_json(findings));
  const auto count = [](size_t number) { return Json(static_cast<int64_t>(number)); };
  Json counts = Json::object();
  counts.set("plans", count(static_cast<size_t>(std::count_if(
                          draft.headings.begin(), draft.headings.end(),
                          [](const Heading& h) { return h.type == HeadingType::plan; }))));
  counts.set("headings", count(draft.headings.size()));
  counts.set("owners", count(draft.owners.size()));
  counts.set("quantities", count(draft.quantities.size()));
  counts.set("targets", count(has_plan ? checked.plan->targets.size() : 0));
  counts.set("tasks", count(has_plan ? checked.plan->tasks.size() : 0));
  counts.set("agencies", count(has_plan ? checked.plan->agencies.size() : 0));
  counts.set("doubts", count(findings.size()));
  json.set("counts", std::move(counts));
  return json;
}

std::vector<Agency> known_agencies(const ServiceState& state) {
  const std::shared_lock<std::shared_mutex> lock(state.plans_mutex);
  std::vector<Agency> agencies;
  for (const auto& [id, loaded] : state.plans) {
    agencies.insert(agencies.end(), loaded->plan.agencies.begin(), loaded->plan.agencies.end());
  }
  return agencies;
}

bool is_plan_id(const std::string& id) {
  constexpr size_t id_bytes_max = 60;
  return !id.empty() && id.size() <= id_bytes_max && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace

Result<Json> Service::start_draft(const Actor& actor, const std::string& file_name,
                                  const std::string& bytes) {
  if (!actor.has("office")) return forbidden();
  if (bytes.size() > draft_bytes_max) {
    return refused("SVC-D002", {{"limit", std::to_string(draft_bytes_max >> 20)}});
  }
  Result<std::vector<std::string>> lines = read_lines(bytes);
  if (!lines) return lines.errors();
  const Draft draft = fangan::draft(lines.value(), Lexicon::standard());
  const std::vector<Finding> findings = lint(draft, Lexicon::standard());
  const Package package = write_package(draft, findings, "draft", Lexicon::standard());
  StoredDraft stored;
  stored.version = 1;
  stored.owner = actor.account;
  stored.created = state_->next_moment();
  stored.state = "draft";
  stored.title = file_name;
  for (const Heading& heading : draft.headings) {
    if (heading.type != HeadingType::plan) continue;
    stored.title = heading.title;
    break;
  }
  if (stored.title.empty()) stored.title = first_bytes(draft.lines.front(), 90);
  Json source = Json::array();
  for (const std::string& line : draft.lines) source.push(Json(line));
  stored.content = Json::object();
  stored.content.set("source_lines", std::move(source));
  stored.content.set("files", files_of(package));
  stored.content.set("plan_id", Json());
  const Result<std::string> printed = print_content(stored.content);
  if (!printed) return printed.errors();
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    Statement insert = database.prepare(
        "INSERT INTO draft (version, owner, created, state, title, content) VALUES (1,?,?,?,?,?)");
    insert.bind(stored.owner)
        .bind(stored.created.microseconds)
        .bind(stored.state)
        .bind(stored.title);
    insert.bind(printed.value());
    const Result<Done> done = insert.run();
    if (!done) return done;
    Statement last = database.prepare("SELECT last_insert_rowid()");
    const Result<bool> row = last.step();
    if (!row) return row.errors();
    stored.id = last.integer(0);
    return Done{};
  });
  if (!written) return written.errors();
  return draft_answer(stored, known_agencies(*state_));
}

Result<Json> Service::drafts(const Actor& actor) const {
  if (!actor.has("office")) return forbidden();
  Json drafts = Json::array();
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    Statement select =
        database.prepare("SELECT id, title, created, owner, state FROM draft ORDER BY id DESC");
    for (;;) {
      const Result<bool> row = select.step();
      if (!row) return row.errors();
      if (!row.value()) return Done{};
      Json one = Json::object();
      one.set("id", Json(select.integer(0)));
      one.set("title", select.text(1));
      one.set("created", print(Moment{select.integer(2)}, plan_offset_minutes));
      one.set("by", select.text(3));
      one.set("state", select.text(4));
      drafts.push(std::move(one));
    }
  });
  if (!read) return read.errors();
  return Json::object({{"drafts", std::move(drafts)}});
}

Result<Json> Service::draft(const Actor& actor, int64_t id) const {
  if (!actor.has("office")) return forbidden();
  std::optional<StoredDraft> stored;
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    Result<StoredDraft> found = read_draft(database, id);
    if (!found) return found.errors();
    stored = std::move(found).value();
    return Done{};
  });
  if (!read) return read.errors();
  return draft_answer(*stored, known_agencies(*state_));
}

Result<Json> Service::change_draft(const Actor& actor, int64_t id, const DraftChange& change) {
  if (!actor.has("office")) return forbidden();
  std::optional<StoredDraft> stored;
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    Result<StoredDraft> found = read_draft(database, id);
    if (!found) return found.errors();
    stored = std::move(found).value();
    if (stored->version != change.version) {
      return refused("SVC-W001",
                     {{"row", std::to_string(id)}, {"version", std::to_string(stored->version)}});
    }
    Package package;
    package.files = change.files;
    stored->content.set("files", files_of(package));
    ++stored->version;
    const Result<std::string> printed = print_content(stored->content);
    if (!printed) return printed.errors();
    Statement update = database.prepare("UPDATE draft SET version = ?, content = ? WHERE id = ?");
    update.bind(static_cast<int64_t>(stored->version)).bind(printed.value()).bind(id);
    return update.run();
  });
  if (!written) return written.errors();
  return draft_answer(*stored, known_agencies(*state_));
}

Result<Json> Service::delete_draft(const Actor& actor, int64_t id) {
  if (!actor.has("office")) return forbidden();
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    const Result<StoredDraft> found = read_draft(database, id);
    if (!found) return found.errors();
    Statement remove = database.prepare("DELETE FROM draft WHERE id = ?");
    remove.bind(id);
    return remove.run();
  });
  if (!written) return written.errors();
  return Json::object();
}

Result<Json> Service::open_draft(const Actor& actor, int64_t id, uint64_t version,
                                 const std::string& plan) {
  if (!actor.has("office")) return forbidden();
  if (!is_plan_id(plan)) return refused("SVC-D003", {{"id", std::string(first_bytes(plan, 60))}});
  std::optional<StoredDraft> stored;
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    Result<StoredDraft> found = read_draft(database, id);
    if (!found) return found.errors();
    stored = std::move(found).value();
    return Done{};
  });
  if (!read) return read.errors();
  if (stored->version != version) {
    return refused("SVC-W001",
                   {{"row", std::to_string(id)}, {"version", std::to_string(stored->version)}});
  }
  const bool taken = state_->find_plan(plan) && stored->content["plan_id"].text() != plan;
  if (taken) return refused("SVC-D005", {{"id", plan}});
  const Result<Done> loaded = load_package(package_of(stored->content, plan), actor.account);
  if (!loaded) return loaded.errors();
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    // Somebody may have gone on writing meanwhile: only the plan's id is added to what is there.
    Result<StoredDraft> now = read_draft(database, id);
    if (!now) return now.errors();
    now.value().content.set("plan_id", plan);
    Statement update =
        database.prepare("UPDATE draft SET state = 'live', content = ? WHERE id = ?");
    update.bind(now.value().content.print()).bind(id);
    return update.run();
  });
  if (!written) return written.errors();
  state_->tell({{plan, "", "", "", "load"}});
  return Json::object({{"plan", Json(plan)}});
}

}  // namespace fangan
