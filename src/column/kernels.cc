#include "column/kernels.h"

#include <cstdlib>

namespace fangan::column {

std::vector<const Kernels*> all_kernels() {
  std::vector<const Kernels*> found = {&baseline::kernels()};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) found.push_back(&avx2::kernels());
  const bool has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                          __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  if (has_avx512) found.push_back(&avx512::kernels());
#endif
  return found;
}

namespace {

const Kernels& chosen() {
  const std::vector<const Kernels*> all = all_kernels();
  const char* const asked = std::getenv("FANGAN_KERNELS");
  for (const Kernels* each : all) {
    if (asked != nullptr && each->name == asked) return *each;
  }
  return *all.back();
}

}  // namespace

const Kernels& kernels() {
  static const Kernels& the_chosen = chosen();
  return the_chosen;
}

}  // namespace fangan::column
