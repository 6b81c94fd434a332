// Background: one thread that does what nobody waits for: jobs first, then what keeps search fast.
//
// Everything it has to do stands in the store, so it may be stopped at any moment. Tests and
// commands do the same work step by step, without a thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "text/result.h"

namespace fangan {

struct ServiceState;

class Background {
 public:
  explicit Background(ServiceState* state) : state_(state) {}
  /// Ends what is under way and waits for it.
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  void start();
  /// There may be something to do.
  void wake();
  /// One piece of work: a job, or some changes for the search index. False: there is none.
  Result<bool> work();

  /// The job under way is given up, if it is this one.
  void cancel(int64_t job);
  /// How much of the job under way is done; none where it is another.
  uint32_t permille_of(int64_t job) const;

 private:
  void run();
  Result<bool> run_job();
  Result<bool> index_some();

  ServiceState* state_;
  std::mutex working_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool is_stopped_ = false;
  bool is_woken_ = false;
  bool is_begun_ = false;
  std::atomic<int64_t> job_{0};
  std::atomic<int64_t> cancelled_{0};
  std::atomic<uint32_t> permille_{0};
  std::atomic<bool> stops_{false};
  std::thread thread_;
};

}  // namespace fangan
