// Any bytes as a model: read, linked, compiled and checked; then every decision is computed within
// small limits, first with nothing given, then with a number, a text and a list for each input.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "decision/engine.h"
#include "decision/model_set.h"
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

void require(bool holds) {
  if (!holds) std::abort();
}

void require_places(const fangan::Diagnostics& diagnostics, const fangan::Sources& sources) {
  for (const fangan::Diagnostic& each : diagnostics) {
    for (const fangan::Mark& mark : each.marks) {
      require(mark.span.source < sources.count());
      require(mark.span.begin <= mark.span.end);
      require(mark.span.end <= sources.at(mark.span.source).text().size());
    }
  }
}

void evaluate_all(const fangan::dmn::Engine& engine, const fangan::dmn::Inputs& inputs,
                  const fangan::Sources& sources) {
  const auto& models = engine.set().models();
  for (uint32_t m = 0; m < models.size(); ++m) {
    for (uint32_t i = 0; i < models[m].decisions.size(); ++i) {
      fangan::feel::Evaluation evaluation(small);
      const fangan::dmn::ElementRef ref = {m, fangan::dmn::ElementKind::decision, i};
      const Value value = engine.evaluate(ref, inputs, &evaluation);
      if (value.reason() != nullptr && !evaluation.stopped()) {
        require_places({*value.reason()}, sources);
      }
      fangan::print(value, 1 << 16);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  fangan::Sources sources;
  auto read = fangan::dmn::read_model_set({{"model.dmn", bytes}}, &sources);
  if (!read) return 0;
  fangan::Diagnostics diagnostics;
  const auto engine = fangan::dmn::Engine::compile(read.value().set, &diagnostics);
  require_places(diagnostics, sources);
  evaluate_all(*engine, {}, sources);
  const Value simple[] = {Value(12), Value("规上"), Value(std::vector<Value>{Value(1), Value(2)})};
  for (const Value& value : simple) {
    fangan::dmn::Inputs inputs;
    for (uint32_t i = 0; i < engine->set().models()[0].input_data.size(); ++i) {
      inputs[{0, fangan::dmn::ElementKind::input_data, i}] = value;
    }
    evaluate_all(*engine, inputs, sources);
  }
  return 0;
}
