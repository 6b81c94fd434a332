// Sets of models: every reference followed, and every way one leads nowhere.
#include "decision/model_set.h"

#include <gtest/gtest.h>

#include <optional>
#include <set>

#include "decision/decision_files_test.h"
#include "text/messages.h"

namespace fangan::dmn {
namespace {

using Findings = std::vector<std::string>;

std::string model(const std::string& name_space, const std::string& content) {
  return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"模型\" "
         "namespace=\"" +
         name_space + "\">" + content + "</definitions>";
}

std::string import(const std::string& name, const std::string& name_space) {
  return "<import name=\"" + name + "\" namespace=\"" + name_space +
         "\" importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>";
}

std::string decision(const std::string& id, const std::string& requirement,
                     const std::string& target) {
  const bool is_knowledge = requirement == "requiredKnowledge";
  const std::string kind = is_knowledge ? "knowledgeRequirement" : "informationRequirement";
  return "<decision name=\"决策" + id + "\" id=\"" + id + "\"><" + kind + "><" + requirement +
         " href=\"" + target + "\"/></" + kind + "></decision>";
}

std::string type(const std::string& name, const std::string& type_ref) {
  return "<itemDefinition name=\"" + name + "\"><typeRef>" + type_ref +
         "</typeRef></itemDefinition>";
}

struct Linked {
  explicit Linked(const std::vector<std::string>& texts) {
    std::vector<ModelBytes> files;
    for (const std::string& each : texts) {
      files.push_back({"模型" + std::to_string(files.size()) + ".dmn", each});
    }
    result.emplace(read_model_set(files, &sources));
  }

  Findings found() const {
    const Result<LinkedModels>& linked = *result;
    return test::findings(linked ? linked.value().warnings : linked.errors(), sources);
  }

  Sources sources;
  std::optional<Result<LinkedModels>> result;
};

TEST(ModelSet, FollowsReferencesIntoImportedModels) {
  Sources sources;
  const test::FolderFiles folder(test::own_models() / "imports");
  ASSERT_EQ(folder.files.size(), 3u);
  const Result<LinkedModels> linked = read_model_set(folder.files, &sources);
  ASSERT_TRUE(linked) << test::findings(linked.errors(), sources).front();
  const ModelSet& set = linked.value().set;
  const uint32_t main = *set.find_model("http://example.org/dmn/main");
  const uint32_t types = *set.find_model("http://example.org/dmn/types");
  const Decision& decision = set.models()[main].decisions[0];
  const std::optional<ElementRef> net = set.find(decision.information_requirements[0].target);
  ASSERT_TRUE(net);
  EXPECT_EQ(*net, (ElementRef{types, ElementKind::decision, 0}));
  EXPECT_EQ(set.name_of(*net).text(), "净收入");
  EXPECT_EQ(set.find_by_name(types, " 净收入 "), net);
  EXPECT_FALSE(set.find_by_name(main, "净收入"));
}

TEST(ModelSet, FindsTypesWhereTheyAreDefined) {
  Sources sources;
  const test::FolderFiles folder(test::own_models() / "imports");
  const Result<LinkedModels> linked = read_model_set(folder.files, &sources);
  ASSERT_TRUE(linked);
  const ModelSet& set = linked.value().set;
  const uint32_t main = *set.find_model("http://example.org/dmn/main");
  const uint32_t types = *set.find_model("http://example.org/dmn/types");
  const TypeMeaning amount = set.find_type(main, "公共.t金额");
  EXPECT_EQ(amount.kind, TypeMeaning::Kind::item);
  EXPECT_EQ(amount.model, types);
  EXPECT_EQ(amount.item->name.text(), "t金额");
  EXPECT_EQ(set.find_type(main, "t两项").item->type_ref.text(), "公共.t金额");  // no prefix
  EXPECT_EQ(set.find_type(main, "").built_in, "Any");
  EXPECT_EQ(set.find_type(main, "dayTimeDuration").built_in, "days and time duration");
  EXPECT_EQ(set.find_type(main, "list<number>").kind, TypeMeaning::Kind::generic);
  EXPECT_EQ(set.find_type(main, "t金额").kind, TypeMeaning::Kind::unknown);
}

TEST(ModelSetRefuses, ReferencesToNothing) {
  EXPECT_EQ(Linked({model("urn:m", decision("_1", "requiredInput", "#_2"))}).found(),
            Findings{"DMN-X043 #_2"});
  EXPECT_EQ(Linked({model("urn:m", decision("_1", "requiredInput", "urn:n#_1"))}).found(),
            Findings{"DMN-X043 urn:n#_1"});
  EXPECT_EQ(Linked({model("urn:m",
                          "<decisionService name=\"服务\"><outputDecision href=\"#_1\"/>"
                          "</decisionService>")})
                .found(),
            Findings{"DMN-X043 #_1"});
}

TEST(ModelSetRefuses, ReferencesToNothingWithWhatIsNear) {
  const Linked linked({model("urn:m", "<inputData name=\"收入\" id=\"income\"/>" +
                                          decision("_1", "requiredInput", "#incone"))});
  ASSERT_EQ(linked.found(), Findings{"DMN-X043 #incone"});
  const Mark& near = linked.result->error().marks.at(1);
  EXPECT_EQ(near.code, "DMN-X043.near");
  EXPECT_EQ(linked.sources.text(near.span), "收入");
}

TEST(ModelSetRefuses, ReferencesToTheWrongKind) {
  const std::string input = "<inputData name=\"收入\" id=\"_i\"/>";
  EXPECT_EQ(Linked({model("urn:m", input + decision("_1", "requiredDecision", "#_i"))}).found(),
            Findings{"DMN-X044 #_i"});
  EXPECT_EQ(Linked({model("urn:m", input + decision("_1", "requiredKnowledge", "#_i"))}).found(),
            Findings{"DMN-X044 #_i"});
}

TEST(ModelSetRefuses, DecisionsInACircle) {
  const Linked linked({model("urn:m", decision("_1", "requiredDecision", "#_2") +
                                          decision("_2", "requiredDecision", "#_3") +
                                          decision("_3", "requiredDecision", "#_2"))});
  ASSERT_EQ(linked.found(), Findings{"DMN-X045 #_2"});
  EXPECT_EQ(sentence(linked.result->error(), Language::en),
            "Decisions require each other in a circle: 决策_2 → 决策_3 → 决策_2");
  EXPECT_EQ(Linked({model("urn:m", decision("_1", "requiredDecision", "#_1"))}).found(),
            Findings{"DMN-X045 #_1"});
  // Two ways to one decision are no circle.
  EXPECT_EQ(Linked({model("urn:m", decision("_1", "requiredDecision", "#_3") +
                                       decision("_2", "requiredDecision", "#_3") +
                                       "<decision name=\"决策_3\" id=\"_3\"/>")})
                .found(),
            Findings{});
}

TEST(ModelSetRefuses, CirclesThroughImports) {
  EXPECT_EQ(
      Linked(
          {model("urn:a", import("乙", "urn:b") + decision("_1", "requiredDecision", "urn:b#_1")),
           model("urn:b", import("甲", "urn:a") + decision("_1", "requiredDecision", "urn:a#_1"))})
          .found(),
      Findings{"DMN-X045 urn:a#_1"});
}

TEST(ModelSetRefuses, ServicesThatCallThemselves) {
  const auto with_service = [](const std::string& service) {
    return model("urn:m", decision("_1", "requiredKnowledge", "#_s") +
                              "<decision name=\"乙\" id=\"_2\"><informationRequirement>"
                              "<requiredDecision href=\"#_1\"/></informationRequirement></decision>"
                              "<decisionService name=\"服务\" id=\"_s\">" +
                              service + "</decisionService>");
  };
  EXPECT_EQ(Linked({with_service("<outputDecision href=\"#_2\"/>")}).found(),
            Findings{"DMN-X045 #_s"});
  // What a caller hands in is not evaluated inside.
  EXPECT_EQ(
      Linked({with_service("<outputDecision href=\"#_2\"/><inputDecision href=\"#_1\"/>")}).found(),
      Findings{});
}

TEST(ModelSet, LetsAKnowledgeModelCallItself) {
  EXPECT_EQ(Linked({model("urn:m",
                          "<businessKnowledgeModel name=\"阶乘\" id=\"_k\">"
                          "<knowledgeRequirement><requiredKnowledge href=\"#_k\"/>"
                          "</knowledgeRequirement></businessKnowledgeModel>")})
                .found(),
            Findings{});
}

TEST(ModelSetRefuses, TypesInACircle) {
  const Linked linked({model("urn:m", type("甲", "乙") + type("乙", "甲"))});
  ASSERT_EQ(linked.found(), Findings{"DMN-X046 甲"});
  EXPECT_EQ(sentence(linked.result->error(), Language::zh), "类型互相包含，成了环：甲 → 乙 → 甲");
  EXPECT_EQ(Linked({model("urn:m",
                          "<itemDefinition name=\"树\"><itemComponent name=\"下级\" "
                          "isCollection=\"true\"><typeRef>树</typeRef></itemComponent>"
                          "</itemDefinition>")})
                .found(),
            Findings{});
}

TEST(ModelSetRefuses, ImportsThatAreNotThere) {
  EXPECT_EQ(Linked({model("urn:m", import("甲", "urn:n"))}).found(), Findings{"DMN-X047 urn:n"});
  EXPECT_EQ(Linked({model("urn:m", ""), model("urn:m", "")}).found(), Findings{"DMN-X048 urn:m"});
}

TEST(ModelSetRefuses, UnknownTypes) {
  const Linked linked({model("urn:m", type("甲", "nunber"))});
  ASSERT_EQ(linked.found(), Findings{"DMN-X049 nunber"});
  EXPECT_EQ(sentence(linked.result->error(), Language::en),
            "There is no such type: nunber. Did you mean “number”?");
  EXPECT_EQ(Linked({model("urn:m", type("甲", "卡路里"))}).found(), Findings{"DMN-X050 卡路里"});
  EXPECT_EQ(Linked({model("urn:m",
                          "<decision name=\"甲\"><list typeRef=\"kilo\">"
                          "<literalExpression typeRef=\"gram\"/></list></decision>")})
                .found(),
            (Findings{"DMN-X050 kilo", "DMN-X050 gram"}));
}

TEST(ModelSetWarns, OfTypesByTheNameOfATool) {
  EXPECT_EQ(Linked({model("urn:m", type("甲", "integer"))}).found(), Findings{"DMN-W002 integer"});
}

TEST(ModelSetRefuses, MistakesOfAllFilesAtOnce) {
  EXPECT_EQ(Linked({model("urn:m", "<decision/>"), "<a", model("urn:n", "<inputData/>")}).found(),
            (Findings{"DMN-X022 <decision", "DMN-X003 ", "DMN-X022 <inputData"}));
}

TEST(ModelSetSuite, LinksEveryFolder) {
  if (test::suite().empty()) GTEST_SKIP() << test::no_suite;
  std::set<std::filesystem::path> folders;
  for (const auto& path : test::files_below(test::suite(), ".dmn")) {
    folders.insert(path.parent_path());
  }
  size_t count = 0;
  for (const std::filesystem::path& path : folders) {
    Sources sources;
    const test::FolderFiles folder(path);
    const Result<LinkedModels> linked = read_model_set(folder.files, &sources);
    ++count;
    EXPECT_TRUE(linked) << path << ": " << test::findings(linked.errors(), sources).front();
  }
  EXPECT_EQ(count, 150u);  // 146 that comply, 4 that do not
}

}  // namespace
}  // namespace fangan::dmn
