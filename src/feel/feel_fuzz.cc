// Any text as an expression and as unary tests: refused with places inside the text, or computed
// within small limits to the same value with and without a trace.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "feel/expression.h"
#include "value/print.h"

namespace {

using fangan::Value;

constexpr fangan::feel::Limits small = {
    .steps = 20'000,
    .memory_bytes = 8 << 20,
    .result_items = 20'000,
    .value_depth = 200,
    .call_depth = 40,
};

constexpr size_t printed_max = 1 << 16;

void require(bool holds) {
  if (!holds) std::abort();
}

struct World {
  fangan::feel::Scope scope;
  std::vector<Value> inputs;
};

void add(World* world, std::string_view name, const Value& value) {
  world->scope.add_variable(name, fangan::type_of(value));
  world->inputs.push_back(value);
}

World make_world() {
  World world;
  add(&world, "a", Value(7));
  add(&world, "applicant age", Value(18));
  add(&world, "s", Value("规上企业"));
  add(&world, "xs", Value(std::vector<Value>{Value(1), Value("1"), Value(), Value(true)}));
  const fangan::Context context({{"x", Value(1)}, {"y z", Value("t")}});
  add(&world, "c", Value(context));
  add(&world, "cs", Value(std::vector<Value>{Value(context), Value(context)}));
  world.scope.set_input_type(fangan::TypeKind::number);
  return world;
}

void run(const fangan::feel::Compiled& compiled, std::string_view text, const World& world) {
  for (const fangan::Diagnostic& each : compiled.diagnostics) {
    for (const fangan::Mark& mark : each.marks) {
      require(mark.span.begin <= mark.span.end && mark.span.end <= text.size());
    }
  }
  if (!compiled.expression) return;
  fangan::feel::Evaluation evaluation(small);
  const Value plain = compiled.expression->evaluate(world.inputs, &evaluation);
  fangan::feel::Trace trace(compiled.expression->syntax().nodes.size());
  const Value traced = compiled.expression->evaluate(world.inputs, &evaluation, &trace);
  require(plain.kind() == traced.kind());
  require(fangan::print(plain, printed_max) == fangan::print(traced, printed_max));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const World world = make_world();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  run(fangan::feel::compile(text, world.scope), text, world);
  run(fangan::feel::compile_tests(text, world.scope), text, world);
  return 0;
}
