// Patience: how long whoever asked for something waits for all evaluations that it takes.
//
// Limits hold for one evaluation; an answer may take one for each of a million rows. Where nobody
// waits any more, evaluations of that thread end by an exception, so that nothing half computed is
// taken for a value, and nothing is kept of it.
#pragma once

#include <exception>
#include <functional>

namespace fangan::feel {

/// Thrown by evaluations, caught by whoever set the patience.
class Interrupted : public std::exception {
 public:
  const char* what() const noexcept override { return "nobody waits for this evaluation"; }
};

/// Holds for the evaluations of this thread as long as it lives; the innermost one counts.
class Patience {
 public:
  /// `is_over` is asked before each evaluation and now and then within one.
  explicit Patience(std::function<bool()> is_over);
  ~Patience();
  Patience(const Patience&) = delete;
  Patience& operator=(const Patience&) = delete;

  /// Throws Interrupted when the patience of this thread is over.
  static void ask();

 private:
  std::function<bool()> is_over_;
  const Patience* outer_;
};

}  // namespace fangan::feel
