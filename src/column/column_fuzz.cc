// Expressions and rows drawn from any bytes: a program of column/ gives what feel/ gives.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "column/compare_engines_test.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace fangan::column::test;
  size_t at = 0;
  RandomCase draw([&](uint32_t n) {
    // Two bytes a draw; what is drawn behind the end is the first of everything.
    const uint32_t low = at < size ? data[at++] : 0;
    const uint32_t high = at < size ? data[at++] : 0;
    return (low | high << 8) % n;
  });
  const std::string text = draw.expression();
  const World world(&draw, 6);
  const fangan::feel::Compiled compiled = fangan::feel::compile(text, world.scope);
  if (!compiled.expression) return 0;
  const std::string found = difference(*compiled.expression, text, world);
  if (!found.empty()) {
    std::fputs(found.c_str(), stderr);
    std::abort();
  }
  return 0;
}
