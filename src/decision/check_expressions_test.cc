// Checking real models: nothing is found in what is known to give values.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "decision/run_tests.h"
#include "decision/suite_expressions_test.h"
#include "feel/check.h"
#include "text/messages.h"

namespace fangan::dmn {
namespace {

/// Decisions whose tests all expect a value.
std::set<std::string> decisions_with_values(const std::filesystem::path& folder, Sources* sources) {
  std::map<std::string, bool> expects_value;
  for (const std::filesystem::path& path : test::files_below(folder, ".xml")) {
    const std::string bytes = test::read_bytes(path);
    const Result<TckFile> file = read_tck_file(path.filename().string(), bytes, sources);
    if (!file) continue;
    for (const TckTest& each : file.value().tests) {
      for (const TckResult& result : each.results) {
        const bool is_value = !result.is_error && !value_of(result.expected).is_null();
        const auto known = expects_value.try_emplace(result.name.text(), true).first;
        known->second = known->second && is_value;
      }
    }
  }
  std::set<std::string> names;
  for (const auto& [name, is_value] : expects_value) {
    if (is_value) names.insert(name);
  }
  return names;
}

/// Tests that try on purpose what the check is there to point at, by folder, code and how many.
struct Expected {
  const char* folder;
  const char* code;
  int count;
};
constexpr Expected expected[] = {
    {"0064-feel-conjunction", "FEEL-C008", 4},   // false and 123
    {"0065-feel-disjunction", "FEEL-C008", 4},   // true or 123
    {"0069-feel-list", "FEEL-C006", 1},          // [{x: 1}].y gives [null]
    {"0070-feel-instance-of", "FEEL-C009", 75},  // 123.01 instance of boolean
};

bool is_expected_finding(const std::string& folder, const std::string& code,
                         std::map<std::string, int>* counts) {
  for (const Expected& each : expected) {
    if (folder != each.folder || code != each.code) continue;
    ++(*counts)[folder];
    return true;
  }
  return false;
}

TEST(CheckExpressions, WhatGivesAValueInTheSuiteIsNotSuspected) {
  if (test::suite().empty()) GTEST_SKIP() << test::no_suite;
  int count = 0;
  std::map<std::string, int> counts;
  test::for_each_model([&](const auto& folder, const Engine& engine, Sources* sources) {
    const std::set<std::string> names = decisions_with_values(folder, sources);
    const feel::Scope scope;
    for (const ElementRef& element : test::elements_with_logic(engine)) {
      const feel::Expression* logic = engine.logic(element);
      const std::string& name = engine.set().name_of(element).text();
      if (logic == nullptr || names.count(name) == 0) continue;
      ++count;
      for (const Diagnostic& finding : feel::check(logic->syntax(), scope)) {
        if (is_expected_finding(folder.filename().string(), finding.code, &counts)) continue;
        const Span span = finding.marks.front().span;
        const std::vector<std::string>& texts = logic->syntax().texts;
        ADD_FAILURE() << folder.filename().string() << " " << name << " " << finding.code << " "
                      << sentence(finding, Language::en) << "\n"
                      << (span.source < texts.size() ? texts[span.source] : "");
      }
    }
  });
  EXPECT_GT(count, 1'000);
  for (const Expected& each : expected) EXPECT_EQ(counts[each.folder], each.count) << each.folder;
}

}  // namespace
}  // namespace fangan::dmn
