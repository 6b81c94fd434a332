#include "service/jobs.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <set>

#include "service/state.h"
#include "store/hash.h"

namespace fangan {
namespace {

constexpr std::array<std::string_view, 8> names = {"queued",   "checking", "checked", "refused",
                                                   "applying", "done",     "failed",  "cancelled"};
constexpr std::string_view columns =
    "id, owner, package, register, actor, state, file_name, file_hash, result, created";

JobState state_of(std::string_view name) {
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<JobState>(i);
  }
  return JobState::failed;
}

Json actor_json(const Actor& actor) {
  Json json = Json::object();
  json.set("account", actor.account).set("display", actor.display).set("agency", actor.agency);
  json.set("roles", strings_json(actor.roles)).set("subject", Json(actor.subject));
  return json;
}

Actor actor_of(const std::string& text) {
  Actor actor;
  const Result<Json> json = parse_json(text);
  if (!json) return actor;  // Nobody, who may do nothing.
  actor.account = json.value()["account"].text();
  actor.display = json.value()["display"].text();
  actor.agency = json.value()["agency"].text();
  for (const Json& role : json.value()["roles"].items()) actor.roles.push_back(role.text());
  const std::string& subject = json.value()["subject"].text();
  std::from_chars(subject.data(), subject.data() + subject.size(), actor.subject);
  return actor;
}

Job read_job(const Statement& row) {
  Job job;
  job.id = row.integer(0);
  job.owner = row.text(1);
  job.plan = row.text(2);
  job.register_name = row.text(3);
  job.actor = actor_of(row.text(4));
  job.state = state_of(row.text(5));
  job.file_name = row.text(6);
  job.file_hash = row.text(7);
  job.result = row.text(8);
  job.created = Moment{row.integer(9)};
  return job;
}

/// Forty-eight bits, which browsers count exactly.
int64_t opaque_id(const std::string& owner, int64_t number) {
  constexpr size_t digits = 12;
  const std::string hash = sm3(owner + "\n" + std::to_string(number));
  int64_t id = 0;
  std::from_chars(hash.data(), hash.data() + digits, id, 16);
  return id;
}

Diagnostic unkept(const std::string& path) {
  Diagnostic found = problem("SVC-I011", {{"path", path}, {"reason", std::strerror(errno)}});
  found.fault = Fault::system;
  return found;
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return ::fsync(file) == 0;
}

}  // namespace

std::string_view job_state_name(JobState state) { return names[static_cast<size_t>(state)]; }

Result<Done> add_job(const Database& database, Job* job) {
  Statement last = database.prepare("SELECT coalesce(max(number), 0) FROM job WHERE owner = ?");
  const Result<bool> row = last.bind(job->owner).step();
  if (!row) return row.errors();
  const int64_t number = last.integer(0) + 1;
  job->id = opaque_id(job->owner, number);
  Statement insert = database.prepare(
      "INSERT INTO job (id, owner, number, kind, package, register, actor, state, file_name, "
      "file_hash, result, created, changed) VALUES (?,?,?,'import',?,?,?,?,?,?,?,?,?)");
  insert.bind(job->id).bind(job->owner).bind(number).bind(job->plan).bind(job->register_name);
  insert.bind(actor_json(job->actor).print()).bind(job_state_name(job->state));
  insert.bind(job->file_name).bind(job->file_hash).bind(job->result);
  return insert.bind(job->created.microseconds).bind(job->created.microseconds).run();
}

Result<std::optional<Job>> find_job(const Database& database, int64_t id) {
  Statement select =
      database.prepare("SELECT " + std::string(columns) + " FROM job WHERE id = ?");
  const Result<bool> row = select.bind(id).step();
  if (!row) return row.errors();
  if (!row.value()) return std::optional<Job>();
  return std::optional<Job>(read_job(select));
}

Result<std::vector<Job>> jobs_of(const Database& database, const std::string& owner) {
  const std::string where = owner.empty() ? "" : " WHERE owner = ?";
  Statement select = database.prepare("SELECT " + std::string(columns) + " FROM job" + where +
                                      " ORDER BY created DESC, id");
  if (!owner.empty()) select.bind(owner);
  std::vector<Job> jobs;
  for (;;) {
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    if (!row.value()) return jobs;
    jobs.push_back(read_job(select));
  }
}

Result<std::optional<Job>> next_job(const Database& database) {
  Statement select = database.prepare(
      "SELECT " + std::string(columns) +
      " FROM job WHERE state IN ('queued', 'checking', 'applying') ORDER BY changed, id LIMIT 1");
  const Result<bool> row = select.step();
  if (!row) return row.errors();
  if (!row.value()) return std::optional<Job>();
  return std::optional<Job>(read_job(select));
}

Result<Done> keep_job(const Database& database, const Job& job, Moment at) {
  Statement update = database.prepare(
      "UPDATE job SET state = ?, result = ?, actor = ?, changed = ? WHERE id = ?");
  update.bind(job_state_name(job.state)).bind(job.result).bind(actor_json(job.actor).print());
  return update.bind(at.microseconds).bind(job.id).run();
}

Result<Done> forget_jobs(const Database& database, Moment before) {
  Statement remove = database.prepare(
      "DELETE FROM job WHERE created < ? AND state NOT IN ('queued', 'checking', 'applying')");
  return remove.bind(before.microseconds).run();
}

std::string job_file_path(const std::string& store_path, int64_t id) {
  return store_path + ".jobs/" + std::to_string(id);
}

Result<Done> keep_job_file(const std::string& path, const std::string& bytes) {
  std::error_code failed;
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::filesystem::create_directories(folder, failed);
  // Nobody but the program reads what people hand in.
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
  const std::string beside = path + ".part";
  const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return unkept(path);
  const bool is_written = write_all(file, bytes);
  const Diagnostic reason = unkept(path);
  const bool is_closed = ::close(file) == 0;
  if (!is_written || !is_closed || ::rename(beside.c_str(), path.c_str()) != 0) {
    remove_job_file(beside);
    return reason;
  }
  const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return unkept(path);
  const bool is_synced = ::fsync(directory) == 0;
  ::close(directory);
  return is_synced ? Result<Done>(Done{}) : Result<Done>(unkept(path));
}

void remove_job_file(const std::string& path) {
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
}

Result<Done> remove_stray_files(const Database& database, const std::string& store_path) {
  const Result<std::vector<Job>> jobs = jobs_of(database, "");
  if (!jobs) return jobs.errors();
  std::set<std::string> needed;
  for (const Job& job : jobs.value()) {
    const bool is_ready = job.state == JobState::checked || job.state == JobState::refused;
    if (is_ready || job.waits_for_work()) needed.insert(job_file_path(store_path, job.id));
  }
  std::error_code failed;
  const std::string folder = store_path + ".jobs";
  std::vector<std::string> stray;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    if (needed.count(entry.path().string()) == 0) stray.push_back(entry.path().string());
  }
  for (const std::string& path : stray) remove_job_file(path);
  return Done{};
}

}  // namespace fangan
