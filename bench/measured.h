// What the measurements share: results that must be there, and processor time.
#pragma once

#include <sys/resource.h>

#include <cstdlib>
#include <iostream>
#include <utility>

#include "text/result.h"

/// The value; without one the measurement ends and says why.
template <typename T>
T take(fangan::Result<T> result, const char* what) {
  if (result) return std::move(result).value();
  for (const fangan::Diagnostic& error : result.errors()) {
    std::cerr << what << ": " << error.code;
    for (const fangan::Fact& fact : error.facts) std::cerr << " " << fact.name << "=" << fact.value;
    std::cerr << "\n";
  }
  std::exit(1);
}

/// Of all threads of the process so far, in milliseconds.
inline double processor_ms() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto milliseconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
  };
  return milliseconds(used.ru_utime) + milliseconds(used.ru_stime);
}
