#include "service/background.h"

#include <chrono>

#include "service/import_job.h"
#include "service/jobs.h"
#include "service/state.h"
#include "service/wall_clock.h"
#include "store/search_index.h"

namespace fangan {
namespace {

/// So many changes are indexed while writers wait.
constexpr int64_t changes_at_once = 500;
constexpr int64_t job_days_kept = 30;
/// Changes that nobody told of, such as a day that began, are looked for.
constexpr std::chrono::seconds looks_again_after{30};

/// Old jobs go when the program begins, and files that belong to none.
Result<Done> forget_old_jobs(ServiceState* state) {
  constexpr int64_t day_us = int64_t{24} * 60 * 60 * 1'000'000;
  const Moment before{wall_clock_now().microseconds - job_days_kept * day_us};
  return state->store->write([&](const Database& database) -> Result<Done> {
    const Result<Done> forgotten = forget_jobs(database, before);
    if (!forgotten) return forgotten;
    return remove_stray_files(database, state->store->path());
  });
}

}  // namespace

Background::~Background() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_stopped_ = true;
    stops_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Background::start() {
  thread_ = std::thread([this] { run(); });
}

void Background::wake() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_woken_ = true;
  }
  changed_.notify_one();
}

void Background::cancel(int64_t job) { cancelled_ = job; }

uint32_t Background::permille_of(int64_t job) const {
  return job_ == job ? permille_.load() : 0;
}

/// What fails here, such as a full disk, is tried again when there is something new.
void Background::run() {
  for (;;) {
    const Result<bool> worked = work();
    std::unique_lock<std::mutex> lock(mutex_);
    if (is_stopped_) return;
    if (worked && worked.value()) continue;
    changed_.wait_for(lock, looks_again_after, [this] { return is_stopped_ || is_woken_; });
    if (is_stopped_) return;
    is_woken_ = false;
  }
}

Result<bool> Background::run_job() {
  std::optional<Job> job;
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    Result<std::optional<Job>> next = next_job(database);
    if (!next) return next.errors();
    job = std::move(next).value();
    return Done{};
  });
  if (!read) return read.errors();
  if (!job) return false;
  job_ = job->id;
  permille_ = 0;
  const Result<Done> ran = run_import_job(state_, *job, [this, id = job->id](uint32_t permille) {
    permille_ = permille;
    if (stops_) return Pause::stop;
    return cancelled_ == id ? Pause::cancel : Pause::none;
  });
  job_ = 0;
  if (!ran) return ran.errors();
  return true;
}

Result<bool> Background::index_some() {
  std::vector<std::shared_ptr<const LoadedPlan>> plans;
  {
    const std::shared_lock<std::shared_mutex> lock(state_->plans_mutex);
    for (const auto& [id, loaded] : state_->plans) plans.push_back(loaded);
  }
  bool has_more = false;
  const auto index = [&](const Database& database, bool writes) -> Result<Done> {
    std::vector<std::shared_ptr<const RegisterTables>> tables;
    for (const auto& plan : plans) {
      auto of_plan = plan->tables_in(database);
      if (!of_plan) return of_plan.errors();
      tables.push_back(std::move(of_plan).value());
    }
    std::vector<const RegisterTables*> all;
    for (const auto& each : tables) all.push_back(each.get());
    SearchIndex search(database, std::move(all));
    Result<bool> more = writes ? search.advance(changes_at_once) : search.is_behind();
    if (!more) return more.errors();
    has_more = more.value();
    return Done{};
  };
  const Result<Done> looked =
      state_->store->read([&](const Database& database) { return index(database, false); });
  if (!looked) return looked.errors();
  if (!has_more) return false;
  const Result<Done> written =
      state_->store->write([&](const Database& database) { return index(database, true); });
  if (!written) return written.errors();
  return true;
}

Result<bool> Background::work() {
  const std::lock_guard<std::mutex> lock(working_);
  if (!is_begun_) {
    is_begun_ = true;
    const Result<Done> forgotten = forget_old_jobs(state_);
    if (!forgotten) return forgotten.errors();
  }
  const Result<bool> ran = run_job();
  if (!ran || ran.value()) return ran;
  return index_some();
}

}  // namespace fangan
