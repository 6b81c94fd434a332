// Jobs: work that goes on behind the pages, kept in the store so that it outlives the program.
//
//   queued → checking → checked → applying → done
//                     ↘ refused   ↘ refused, failed        cancelled from all but done
//
// What is checking or applying when the program ends begins again when it starts. The rows of an
// import and `done` are written in one transaction, so an import is applied once or not at all.
// The file of a job stands beside the store, in STORE.jobs, until the job is done or given up; jobs
// are forgotten thirty days after they were made, by the real clock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/actor.h"
#include "store/store.h"
#include "value/json.h"
#include "value/moment.h"

namespace fangan {

enum class JobState : uint8_t {
  queued,
  checking,
  checked,
  refused,
  applying,
  done,
  failed,
  cancelled,
};
std::string_view job_state_name(JobState state);

struct Job {
  int64_t id = 0;
  std::string owner;  ///< As files have one: an agency, or an account without.
  std::string plan;
  std::string register_name;
  Actor actor;  ///< Whose rights it has.
  JobState state = JobState::queued;
  std::string file_name;
  std::string file_hash;
  std::string result;  ///< JSON: {"report"} or {"error"}; empty: none yet.
  Moment created;

  bool waits_for_work() const {
    return state == JobState::queued || state == JobState::checking ||
           state == JobState::applying;
  }
};

/// Gives it an id that tells nothing of other people's jobs.
Result<Done> add_job(const Database& database, Job* job);
Result<std::optional<Job>> find_job(const Database& database, int64_t id);
/// Newest first; of one owner, or of all where it is empty.
Result<std::vector<Job>> jobs_of(const Database& database, const std::string& owner);
/// The one that has waited longest.
Result<std::optional<Job>> next_job(const Database& database);
/// Sets state, result and whose rights it has.
Result<Done> keep_job(const Database& database, const Job& job, Moment at);
/// Takes away the jobs made before a moment that wait for nothing.
Result<Done> forget_jobs(const Database& database, Moment before);

/// Where the file of a job stands.
std::string job_file_path(const std::string& store_path, int64_t id);
/// On the disk for good when it comes back. Errors  SVC-I011.
Result<Done> keep_job_file(const std::string& path, const std::string& bytes);
void remove_job_file(const std::string& path);
/// Files beside the store that no job needs any more.
Result<Done> remove_stray_files(const Database& database, const std::string& store_path);

}  // namespace fangan
