// Imports as people ask for them: sent, looked at, applied, given up.
#include <algorithm>

#include "service/background.h"
#include "service/diagnostic_json.h"
#include "service/import_job.h"
#include "service/wall_clock.h"
#include "store/hash.h"

namespace fangan {
namespace {

constexpr size_t import_bytes_max = 256u << 20;
/// Of one owner, that wait to be checked or applied.
constexpr int64_t waiting_max = 20;
constexpr size_t name_bytes_max = 200;
constexpr uint32_t whole_permille = 1'000;

bool sees_all(const Actor& actor) { return actor.has("office") || actor.has("admin"); }
bool may_see(const Actor& actor, const Job& job) {
  return sees_all(actor) || job.owner == file_owner(actor);
}

/// The last part of a path.
std::string plain_name(const std::string& name) {
  const size_t slash = name.find_last_of("/\\");
  const std::string last = slash == std::string::npos ? name : name.substr(slash + 1);
  return last.size() > name_bytes_max ? last.substr(last.size() - name_bytes_max) : last;
}

uint32_t done_of(const ServiceState& state, const Job& job) {
  if (job.state == JobState::queued) return 0;
  return job.waits_for_work() ? state.background->permille_of(job.id) : whole_permille;
}

/// JOB of docs/api.md. The list of jobs leaves reports to each of them.
Json job_json(const ServiceState& state, const Job& job, bool with_report) {
  const Result<Json> result = parse_json(job.result.empty() ? "{}" : job.result);
  Json json = Json::object();
  json.set("id", Json(job.id));
  json.set("kind", "import");
  json.set("plan", job.plan);
  json.set("register", job.register_name);
  json.set("state", job_state_name(job.state));
  json.set("done", Json(static_cast<int64_t>(done_of(state, job))));
  json.set("total", Json(static_cast<int64_t>(whole_permille)));
  json.set("file", job.file_name);
  json.set("created", print(job.created, plan_offset_minutes));
  json.set("by", job.actor.agency.empty() ? job.actor.account : job.actor.agency);
  json.set("report", with_report && result ? result.value()["report"] : Json());
  json.set("error", result ? result.value()["error"] : Json());
  return json;
}

Json job_answer(const ServiceState& state, const Job& job) {
  return Json::object({{"job", job_json(state, job, true)}});
}

/// Of one's own, or for the office any. Errors  SVC-N001.
Result<Job> seen_job(const Database& database, const Actor& actor, int64_t id) {
  Result<std::optional<Job>> job = find_job(database, id);
  if (!job) return job.errors();
  if (!job.value() || !may_see(actor, *job.value())) return not_found();
  return std::move(*job.value());
}

Result<Done> refuse_many(const Database& database, const std::string& owner) {
  const Result<std::vector<Job>> jobs = jobs_of(database, owner);
  if (!jobs) return jobs.errors();
  const auto waiting = std::count_if(jobs.value().begin(), jobs.value().end(),
                                     [](const Job& job) { return job.waits_for_work(); });
  if (waiting < waiting_max) return Done{};
  return refused("SVC-I019", {{"limit", std::to_string(waiting_max)}});
}

}  // namespace

Result<Json> Service::start_import(const Actor& actor, const std::string& plan,
                                   const std::string& name, const std::string& file_name,
                                   const std::string& bytes) {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  if (bytes.size() > import_bytes_max) {
    return refused("SVC-I012", {{"limit", std::to_string(import_bytes_max >> 20)}});
  }
  Job job;
  job.owner = file_owner(actor);
  job.plan = plan;
  job.register_name = name;
  job.actor = actor;
  job.file_name = plain_name(file_name);
  job.file_hash = sm3(bytes);
  const Result<Done> written = with_edit(
      state_.get(), actor, plan, name, [&](EditRoom& room) -> Result<Done> {
        const Result<Done> few = refuse_many(room.database, job.owner);
        if (!few) return few;
        job.created = room.at;
        const Result<Done> added = add_job(room.database, &job);
        if (!added) return added;
        return keep_job_file(job_file_path(state_->store->path(), job.id), bytes);
      });
  if (!written) return written.errors();
  state_->background->wake();
  return job_answer(*state_, job);
}

Result<Json> Service::jobs(const Actor& actor) const {
  Json list = Json::array();
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    const Result<std::vector<Job>> jobs =
        jobs_of(database, sees_all(actor) ? "" : file_owner(actor));
    if (!jobs) return jobs.errors();
    for (const Job& job : jobs.value()) list.push(job_json(*state_, job, false));
    return Done{};
  });
  if (!read) return read.errors();
  return Json::object({{"jobs", std::move(list)}});
}

Result<Json> Service::job(const Actor& actor, int64_t id) const {
  Json answer;
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    const Result<Job> job = seen_job(database, actor, id);
    if (!job) return job.errors();
    answer = job_answer(*state_, job.value());
    return Done{};
  });
  if (!read) return read.errors();
  return answer;
}

Result<Json> Service::apply_job(const Actor& actor, int64_t id) {
  Job kept;
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    Result<Job> job = seen_job(database, actor, id);
    if (!job) return job.errors();
    kept = std::move(job).value();
    if (kept.owner != file_owner(actor)) return forbidden();
    if (kept.state != JobState::checked) {
      return refused("SVC-I020", {{"state", std::string(job_state_name(kept.state))}});
    }
    kept.state = JobState::applying;
    kept.actor = actor;
    return keep_job(database, kept, state_->next_moment());
  });
  if (!written) return written.errors();
  state_->background->wake();
  return job_answer(*state_, kept);
}

Result<Json> Service::cancel_job(const Actor& actor, int64_t id) {
  Job kept;
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    Result<Job> job = seen_job(database, actor, id);
    if (!job) return job.errors();
    kept = std::move(job).value();
    if (kept.state == JobState::done || kept.state == JobState::cancelled) {
      return refused("SVC-I020", {{"state", std::string(job_state_name(kept.state))}});
    }
    kept.state = JobState::cancelled;
    const Json given_up = diagnostic_json(refused("SVC-I010"), Sources());
    kept.result = Json::object({{"error", given_up}}).print();
    return keep_job(database, kept, state_->next_moment());
  });
  if (!written) return written.errors();
  state_->background->cancel(id);
  remove_job_file(job_file_path(state_->store->path(), id));
  return job_answer(*state_, kept);
}

Result<FileContent> Service::returned_file(const Actor& actor, int64_t id) const {
  Job job;
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    Result<Job> seen = seen_job(database, actor, id);
    if (!seen) return seen.errors();
    job = std::move(seen).value();
    // What somebody wrote into masked fields is theirs.
    return job.owner == file_owner(actor) ? Result<Done>(Done{}) : Result<Done>(not_found());
  });
  if (!read) return read.errors();
  if (job.state != JobState::checked && job.state != JobState::refused) {
    return refused("SVC-I020", {{"state", std::string(job_state_name(job.state))}});
  }
  const auto loaded = state_->find_plan(job.plan);
  if (!loaded) return loaded.errors();
  const std::string path = job_file_path(state_->store->path(), id);
  Result<std::string> bytes =
      returned_workbook(*loaded.value(), job, path, wall_clock_now());
  if (!bytes) return bytes.errors();
  constexpr const char* type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return FileContent{job.register_name + ".xlsx", type, std::move(bytes).value()};
}

void Service::start_background() { state_->background->start(); }

Result<bool> Service::work() { return state_->background->work(); }

Result<ImportOutcome> Service::import_file(const Actor& actor, const std::string& plan,
                                           const std::string& name, const std::string& path,
                                           ImportPhase phase) {
  Job job;
  job.plan = plan;
  job.register_name = name;
  job.actor = actor;
  job.file_name = plain_name(path);
  const auto go_on = [](uint32_t) { return true; };
  const auto nothing = [](const Database&, const ImportReport&) { return Result<Done>(Done{}); };
  const Result<ImportedFile> imported =
      phase == ImportPhase::check ? check_file(state_.get(), job, path, go_on)
                                  : apply_file(state_.get(), job, path, go_on, nothing);
  if (!imported) return imported.errors();
  return ImportOutcome{imported.value().report, imported.value().is_written};
}

}  // namespace fangan
