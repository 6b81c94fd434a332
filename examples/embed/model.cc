#include "model.h"

#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include <fangan/decision/engine.h>
#include <fangan/text/render.h>
#include <fangan/value/print.h>

using fangan::Diagnostics;
using fangan::Language;
using fangan::Result;
using fangan::Sources;
using fangan::Value;
namespace dmn = fangan::dmn;
namespace feel = fangan::feel;

namespace {

const std::string price_model = R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="price" id="_price"
             namespace="http://example.org/price">
  <inputData id="_i" name="coal use"><variable name="coal use" typeRef="number"/></inputData>
  <decision id="_d" name="surcharge">
    <variable name="surcharge" typeRef="number"/>
    <informationRequirement><requiredInput href="#_i"/></informationRequirement>
    <decisionTable hitPolicy="UNIQUE">
      <input><inputExpression><text>coal use</text></inputExpression></input>
      <output/>
      <rule>
        <inputEntry><text>&gt; 331</text></inputEntry>
        <outputEntry><text>0.30</text></outputEntry>
      </rule>
      <rule>
        <inputEntry><text>(310..331]</text></inputEntry>
        <outputEntry><text>0.10</text></outputEntry>
      </rule>
      <rule>
        <inputEntry><text>&lt;= 310</text></inputEntry>
        <outputEntry><text>0</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>
)";

std::shared_ptr<const dmn::Engine> load_model(const std::string& file, const std::string& bytes) {
  Sources sources;
  Result<dmn::LinkedModels> models = dmn::read_model_set({{file, bytes}}, &sources);
  if (!models) {
    std::cout << render(models.errors(), sources, {Language::zh, Language::en});
    return nullptr;
  }
  Diagnostics diagnostics = models.value().warnings;
  const auto engine = dmn::Engine::compile(std::move(models).value().set, &diagnostics);
  std::cout << render(diagnostics, sources, {Language::en});
  return engine;
}

}  // namespace

void evaluate_model() {
  const auto engine = load_model("price.dmn", price_model);
  const dmn::Inputs inputs = {{*engine->find("coal use"), Value(320)}};
  feel::Evaluation evaluation;
  const Value value = engine->evaluate(*engine->find("surcharge"), inputs, &evaluation);
  std::cout << print(value) << '\n';
}

void refuse_model() {
  std::string broken = price_model;
  broken.replace(broken.find("#_i"), 3, "#_j");
  load_model("broken.dmn", broken);
}

void evaluate_in_threads() {
  const auto engine = load_model("price.dmn", price_model);
  const dmn::ElementRef coal_use = *engine->find("coal use");
  const dmn::ElementRef surcharge = *engine->find("surcharge");
  std::vector<Value> values(8);
  std::vector<std::thread> threads;
  for (int number = 0; number < 8; ++number) {
    threads.emplace_back([&, number] {
      feel::Evaluation evaluation;
      const dmn::Inputs inputs = {{coal_use, Value(300 + 10 * number)}};
      values[number] = engine->evaluate(surcharge, inputs, &evaluation);
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::cout << print(Value(values)) << '\n';
}
