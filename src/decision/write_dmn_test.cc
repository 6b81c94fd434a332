// Writing DMN: what is read again is what was written, for every model there is.
#include "decision/write_dmn.h"

#include <gtest/gtest.h>

#include "decision/decision_files_test.h"
#include "decision/read_dmn.h"

namespace fangan::dmn {
namespace {

/// Reads, writes and reads each file again.
void expect_the_same_again(const std::filesystem::path& path) {
  Sources sources;
  const Result<DmnFile> read = read_dmn(path.filename().string(), test::read_bytes(path), &sources);
  ASSERT_TRUE(read) << path << ": " << test::findings(read.errors(), sources).front();
  const std::string written = write_dmn(read.value().definitions);
  const Result<DmnFile> again = read_dmn("again.dmn", written, &sources);
  ASSERT_TRUE(again) << path << ": " << test::findings(again.errors(), sources).front() << "\n"
                     << written;
  EXPECT_TRUE(again.value().definitions == read.value().definitions) << path;
  EXPECT_EQ(again.value().definitions.version, DmnVersion::v1_5);
  EXPECT_EQ(write_dmn(again.value().definitions), written) << path;
}

TEST(WriteDmn, GivesOwnModelsBack) {
  size_t count = 0;
  for (const auto& path : test::files_below(test::own_models(), ".dmn")) {
    expect_the_same_again(path);
    ++count;
  }
  EXPECT_EQ(count, 7u);
}

TEST(WriteDmnSuite, GivesEveryModelBack) {
  if (test::suite().empty()) GTEST_SKIP() << test::no_suite;
  size_t count = 0;
  for (const auto& path : test::files_below(test::suite(), ".dmn")) {
    expect_the_same_again(path);
    ++count;
  }
  EXPECT_EQ(count, 154u);
}

TEST(WriteDmn, WritesDmn15InOneWay) {
  Definitions model;
  model.name = MappedText("甲\"<&\n乙");
  model.model_namespace = MappedText("urn:m");
  model.about.description = MappedText("1 < 2 ]]> \"3\"");
  Decision decision;
  decision.name = MappedText("决策");
  decision.about.vendor_attributes = {{"v:colour", "urn:v", ""}};
  decision.expression = ExpressionBox(Expression{{}, {}, LiteralExpression{MappedText("a\r\nb")}});
  model.decisions.push_back(decision);
  EXPECT_EQ(write_dmn(model),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" "
            "name=\"甲&quot;&lt;&amp;&#10;乙\" namespace=\"urn:m\">\n"
            "  <description>1 &lt; 2 ]]&gt; \"3\"</description>\n"
            "  <decision name=\"决策\" v:colour=\"\" xmlns:v=\"urn:v\">\n"
            "    <literalExpression>\n"
            "      <text>a&#13;\nb</text>\n"
            "    </literalExpression>\n"
            "  </decision>\n"
            "</definitions>\n");
}

TEST(WriteDmn, BringsOpaquePartsIntoTheirNewPlace) {
  Sources sources;
  const Result<DmnFile> read = read_dmn(
      "甲.dmn",
      "<m:definitions xmlns:m=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" name=\"甲\" "
      "namespace=\"urn:m\" xmlns=\"urn:tool\"><m:decision name=\"乙\" xmlns:t=\"urn:t\">"
      "<m:extensionElements><x t:y=\"1\"/><t:z/></m:extensionElements></m:decision>"
      "<d:DMNDI xmlns:d='https://www.omg.org/spec/DMN/20191111/DMNDI/'/></m:definitions>",
      &sources);
  ASSERT_TRUE(read) << test::findings(read.errors(), sources).front();
  const Definitions& model = read.value().definitions;
  const std::vector<OpaqueXml>& extensions = model.decisions[0].about.extensions;
  EXPECT_EQ(extensions[0].text, "<x xmlns=\"urn:tool\" xmlns:t=\"urn:t\" t:y=\"1\"/>");
  EXPECT_EQ(extensions[1].text, "<t:z xmlns:t=\"urn:t\"/>");
  EXPECT_EQ(model.diagrams[0].text,
            "<d:DMNDI xmlns:d='https://www.omg.org/spec/DMN/20230324/DMNDI/'/>");
  const Result<DmnFile> again = read_dmn("乙.dmn", write_dmn(model), &sources);
  ASSERT_TRUE(again) << test::findings(again.errors(), sources).front();
  EXPECT_TRUE(again.value().definitions == model);
}

/// One decision with this logic, a type constraint where asked, and a diagram.
std::string drawn_model(const std::string& logic, const std::string& item = "") {
  return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"甲\" "
         "namespace=\"urn:m\">" + item + "<decision name=\"乙\">" + logic + "</decision>"
         "<d:DMNDI xmlns:d='https://www.omg.org/spec/DMN/20230324/DMNDI/'/></definitions>";
}

TEST(WriteDmn, WritesDmn13WhereAsked) {
  Sources sources;
  const std::string bytes =
      drawn_model("<literalExpression><text>20230324</text></literalExpression>");
  const Definitions model = read_dmn("甲.dmn", bytes, &sources).value().definitions;
  const Result<std::string> written = write_dmn(model, DmnVersion::v1_3);
  ASSERT_TRUE(written);
  EXPECT_EQ(written.value().find("DMN/20230324"), std::string::npos) << written.value();
  EXPECT_NE(written.value().find("DMN/20191111/DMNDI/"), std::string::npos) << written.value();
  const Result<DmnFile> again = read_dmn("乙.dmn", written.value(), &sources);
  ASSERT_TRUE(again) << test::findings(again.errors(), sources).front();
  EXPECT_EQ(again.value().definitions.version, DmnVersion::v1_3);
  EXPECT_TRUE(again.value().definitions == model);
  EXPECT_EQ(write_dmn(model, DmnVersion::v1_5).value(), write_dmn(model));
}

TEST(WriteDmn, RefusesWhatDmn13DoesNotHave) {
  const auto refused = [](const std::string& bytes) {
    Sources sources;
    const Result<DmnFile> read = read_dmn("甲.dmn", bytes, &sources);
    if (!read) return "not read: " + read.error().code;
    const Result<std::string> written = write_dmn(read.value().definitions, DmnVersion::v1_3);
    std::string all;
    for (const Diagnostic& each : written ? Diagnostics() : written.errors()) {
      all += (all.empty() ? "" : ", ") + each.code + " " + each.facts[0].value;
      EXPECT_FALSE(each.marks.empty());
    }
    return all;
  };
  const auto part = [](const std::string& name) {
    return "<" + name + "><literalExpression><text>[1]</text></literalExpression></" + name + ">";
  };
  const std::string condition =
      "<conditional>" + part("if") + part("then") + part("else") + "</conditional>";
  EXPECT_EQ(refused(drawn_model(condition)), "DMN-X052 conditional");
  EXPECT_EQ(refused(drawn_model("<list>" + condition + condition + "<filter>" + part("in") +
                                part("match") + "</filter></list>")),
            "DMN-X052 conditional, DMN-X052 filter");
  EXPECT_EQ(refused(drawn_model("<for iteratorVariable=\"x\">" + part("in") + part("return") +
                                "</for>")),
            "DMN-X052 for");
  EXPECT_EQ(refused(drawn_model("<literalExpression><text>1</text></literalExpression>",
                                "<itemDefinition name=\"t\"><typeRef>number</typeRef>"
                                "<typeConstraint><text>1</text></typeConstraint>"
                                "</itemDefinition>")),
            "DMN-X052 typeConstraint");
}

TEST(Model, IsEqualWhereItSaysTheSame) {
  const std::string first =
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"甲\" "
      "namespace=\"urn:m\"><decision name=\"乙\"><list><literalExpression><text>1</text>"
      "</literalExpression></list></decision></definitions>";
  const auto read = [](std::string bytes) {
    Sources sources;
    return read_dmn("甲.dmn", bytes, &sources).value().definitions;
  };
  EXPECT_TRUE(read(first) == read("<!-- 换行 -->\n" + first));
  std::string other = first;
  other.replace(other.find("<text>1"), 7, "<text>2");
  EXPECT_FALSE(read(first) == read(other));
}

}  // namespace
}  // namespace fangan::dmn
