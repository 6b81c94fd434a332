// Test files of the DMN TCK: every form of value, and what is refused.
#include "decision/tck_file.h"

#include <gtest/gtest.h>

#include "decision/decision_files_test.h"

namespace fangan::dmn {
namespace {

using Findings = std::vector<std::string>;

std::string file_with(const std::string& content) {
  return "<testCases xmlns=\"http://www.omg.org/spec/DMN/20160719/testcase\" "
         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
         "xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">" +
         content + "</testCases>";
}

Findings refused(const std::string& bytes) {
  Sources sources;
  const Result<TckFile> read = read_tck_file("测试.xml", bytes, &sources);
  if (read) return {"it was read"};
  return test::findings(read.errors(), sources);
}

TEST(TckFile, ReadsEveryFormOfValue) {
  Sources sources;
  const Result<TckFile> read = read_tck_file(
      "测试.xml",
      file_with(
          "<modelName>甲.dmn</modelName><labels><label>级别</label></labels>"
          "<testCase id=\"001\"><description>说明</description>"
          "<inputNode name=\"企业\"><component name=\"名称\"><value xsi:type=\"xsd:string\"> 一 "
          "</value></component><component name=\"用量\"><list><item><value "
          "xsi:type=\"xsd:decimal\">1.50</value></item><item><value xsi:nil=\"true\"/></item>"
          "</list></component></inputNode>"
          "<resultNode name=\"结果\" type=\"decision\" errorResult=\"true\" cast=\"x\">"
          "<expected><value xsi:nil=\"true\"/></expected></resultNode>"
          "<resultNode name=\"空\"/></testCase>"
          "<testCase id=\"002\" type=\"decisionService\" invocableName=\"服务\" "
          "namespace=\"urn:m\"><resultNode name=\"服务\"><expected><list/></expected>"
          "</resultNode></testCase>"),
      &sources);
  ASSERT_TRUE(read) << test::findings(read.errors(), sources).front();
  const TckFile& file = read.value();
  EXPECT_EQ(file.model_name.text(), "甲.dmn");
  EXPECT_EQ(file.labels, std::vector<std::string>{"级别"});
  ASSERT_EQ(file.tests.size(), 2u);
  EXPECT_EQ(file.tests[0].description.text(), "说明");
  const TckValue& company = file.tests[0].inputs[0].value;
  EXPECT_EQ(company.form, TckValue::Form::components);
  EXPECT_EQ(company.members[0].name.text(), "名称");
  EXPECT_EQ(company.members[0].text.text(), " 一 ");
  EXPECT_EQ(company.members[0].type, "string");
  const TckValue& usage = company.members[1];
  EXPECT_EQ(usage.form, TckValue::Form::list);
  EXPECT_EQ(usage.members[0].text.text(), "1.50");
  EXPECT_EQ(usage.members[0].type, "decimal");
  EXPECT_TRUE(usage.members[1].is_nil);
  EXPECT_TRUE(file.tests[0].results[0].is_error);
  EXPECT_TRUE(file.tests[0].results[0].expected.is_nil);
  EXPECT_EQ(file.tests[0].results[1].expected.form, TckValue::Form::absent);
  EXPECT_EQ(file.tests[1].kind, TckKind::decision_service);
  EXPECT_EQ(file.tests[1].invocable_name.text(), "服务");
  EXPECT_EQ(file.tests[1].results[0].expected.form, TckValue::Form::list);
  EXPECT_TRUE(file.tests[1].results[0].expected.members.empty());
  EXPECT_EQ(test::findings(file.warnings, sources), Findings{"DMN-W001 cast"});
}

TEST(TckFileRefuses, WhatIsNoTestFile) {
  EXPECT_EQ(refused("<testCases/>"), Findings{"DMN-T001 <testCases"});
  EXPECT_EQ(refused("<testCases"), Findings{"DMN-X003 "});
}

TEST(TckFileRefuses, ValuesInSeveralForms) {
  EXPECT_EQ(refused(file_with("<testCase><inputNode name=\"甲\"><value>1</value><list/>"
                              "</inputNode></testCase>")),
            Findings{"DMN-T002 <inputNode"});
  EXPECT_EQ(refused(file_with("<testCase><inputNode name=\"甲\"><component name=\"乙\"/>"
                              "<value>1</value></inputNode></testCase>")),
            Findings{"DMN-T002 <inputNode"});
  EXPECT_EQ(refused(file_with("<testCase><inputNode name=\"甲\"><component name=\"乙\"/><list>"
                              "</list></inputNode></testCase>")),
            Findings{"DMN-T002 <inputNode"});
}

TEST(TckFileRefuses, CallsOfNothingAndUnknownWords) {
  EXPECT_EQ(refused(file_with("<testCase type=\"bkm\"/>")), Findings{"DMN-T003 <testCase"});
  EXPECT_EQ(refused(file_with("<testCase type=\"rule\"/>")), Findings{"DMN-X025 rule"});
  EXPECT_EQ(refused(file_with("<testcase/>")), Findings{"DMN-X020 <testcase"});
  EXPECT_EQ(refused(file_with("<testCase><resultNode/></testCase>")),
            Findings{"DMN-X022 <resultNode"});
}

TEST(TckFileSuite, ReadsEveryTest) {
  if (test::suite().empty()) GTEST_SKIP() << test::no_suite;
  size_t tests = 0;
  size_t errors = 0;
  for (const char* level : {"compliance-level-2", "compliance-level-3"}) {
    for (const auto& path : test::files_below(test::suite() / level, ".xml")) {
      Sources sources;
      const Result<TckFile> read =
          read_tck_file(path.filename().string(), test::read_bytes(path), &sources);
      ASSERT_TRUE(read) << path << ": " << test::findings(read.errors(), sources).front();
      tests += read.value().tests.size();
      for (const TckTest& each : read.value().tests) {
        errors += static_cast<size_t>(
            std::count_if(each.results.begin(), each.results.end(),
                          [](const TckResult& result) { return result.is_error; }));
      }
    }
  }
  EXPECT_EQ(tests, 3391u);
  EXPECT_EQ(errors, 1409u);
}

}  // namespace
}  // namespace fangan::dmn
