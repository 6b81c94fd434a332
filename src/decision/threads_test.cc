// Threads: one engine asked by many at once answers each as it answers one alone.
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "decision/decision_files_test.h"
#include "decision/engine.h"
#include "value/print.h"

namespace fangan::dmn {
namespace {

constexpr int thread_count = 8;
constexpr int rounds = 200;

/// A table, a knowledge model and a decision that calls it with what the table gives.
const std::string price_model = R"(
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="price" id="_m"
             namespace="urn:price">
  <inputData name="coal" id="_coal"><variable name="coal" typeRef="number"/></inputData>
  <inputData name="grade" id="_grade"><variable name="grade" typeRef="string"/></inputData>
  <decision name="rate" id="_rate">
    <variable name="rate" typeRef="number"/>
    <informationRequirement><requiredInput href="#_coal"/></informationRequirement>
    <informationRequirement><requiredInput href="#_grade"/></informationRequirement>
    <decisionTable hitPolicy="COLLECT" aggregation="SUM">
      <input><inputExpression><text>coal</text></inputExpression></input>
      <input><inputExpression><text>grade</text></inputExpression></input>
      <output/>
      <rule>
        <inputEntry><text>&gt; 331</text></inputEntry><inputEntry><text>-</text></inputEntry>
        <outputEntry><text>0.30</text></outputEntry>
      </rule>
      <rule>
        <inputEntry><text>-</text></inputEntry><inputEntry><text>"C", "D"</text></inputEntry>
        <outputEntry><text>0.05</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
  <businessKnowledgeModel name="words" id="_words">
    <encapsulatedLogic>
      <formalParameter name="rate" typeRef="number"/>
      <literalExpression><text>"rate " + string(rate) + " for "</text></literalExpression>
    </encapsulatedLogic>
  </businessKnowledgeModel>
  <decision name="notice" id="_notice">
    <informationRequirement><requiredDecision href="#_rate"/></informationRequirement>
    <informationRequirement><requiredInput href="#_grade"/></informationRequirement>
    <knowledgeRequirement><requiredKnowledge href="#_words"/></knowledgeRequirement>
    <literalExpression><text>words(rate) + grade</text></literalExpression>
  </decision>
</definitions>)";

std::shared_ptr<const Engine> engine_of(const std::string& bytes) {
  Sources sources;
  Result<LinkedModels> models = read_model_set({{"model.dmn", bytes}}, &sources);
  EXPECT_TRUE(models) << (models ? "" : models.error().code);
  Diagnostics diagnostics;
  const auto engine = Engine::compile(std::move(models).value().set, &diagnostics);
  EXPECT_EQ(test::findings(diagnostics, sources), std::vector<std::string>());
  return engine;
}

std::string decided(const Engine& engine, int number, feel::Evaluation* evaluation) {
  const char* grades[] = {"A", "B", "C", "D"};
  const Inputs inputs = {{*engine.find("grade"), Value(grades[number % 4])},
                         {*engine.find("coal"), Value(300 + number % 50)}};
  const Value rate = engine.evaluate(*engine.find("rate"), inputs, evaluation);
  const std::string reason = rate.reason() == nullptr ? "" : rate.reason()->code;
  return print(rate) + reason + " " +
         print(engine.evaluate(*engine.find("notice"), inputs, evaluation));
}

TEST(Threads, ShareOneEngine) {
  const std::shared_ptr<const Engine> engine = engine_of(price_model);
  std::vector<std::vector<std::string>> results(thread_count);
  std::vector<std::thread> threads;
  for (std::vector<std::string>& own : results) {
    threads.emplace_back([&engine, &own] {
      feel::Evaluation evaluation;
      for (int round = 0; round < rounds; ++round) {
        own.push_back(decided(*engine, round, &evaluation));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  feel::Evaluation evaluation;
  for (int round = 0; round < rounds; ++round) {
    const std::string alone = decided(*engine, round, &evaluation);
    for (const auto& own : results) EXPECT_EQ(own[static_cast<size_t>(round)], alone);
  }
  EXPECT_EQ(decided(*engine, 34, &evaluation), "0.35 \"rate 0.35 for C\"");
  EXPECT_EQ(decided(*engine, 4, &evaluation), "nullDMN-E005 null");
}

TEST(Threads, InvokeOneService) {
  const std::string bytes = test::read_bytes(test::own_models() / "service.dmn");
  const std::shared_ptr<const Engine> engine = engine_of(bytes);
  const ElementRef service = engine->find("审批").value();
  std::vector<std::string> results(thread_count);
  std::vector<std::thread> threads;
  for (std::string& own : results) {
    threads.emplace_back([&engine, &own, service] {
      feel::Evaluation evaluation;
      for (int round = 0; round < rounds; ++round) {
        const Value amount(round % 2 == 0 ? 10'000'000 : 10'000'001);
        const fangan::Context given({{"初审", Value(true)}, {"金额", amount}});
        own += print(engine->invoke(service, given, &evaluation));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::string alone;
  for (int round = 0; round < rounds; round += 2) alone += "\"同意\"\"退回\"";
  for (const std::string& own : results) EXPECT_EQ(own, alone);
}

}  // namespace
}  // namespace fangan::dmn
