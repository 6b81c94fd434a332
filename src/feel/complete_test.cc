// Completion: what is offered at a place.
#include "feel/complete.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace fangan::feel {
namespace {

Scope scope_of_mines() {
  Scope scope;
  scope.add_variable(
      "煤矿", Type::list(Type::context({{"产能", TypeKind::number}, {"关闭日", TypeKind::date}})));
  scope.add_variable("关停年度", TypeKind::number);
  return scope;
}

std::vector<std::string> texts(std::string_view text) {
  std::vector<std::string> found;
  for (const Completion& one : complete(text, text.size(), scope_of_mines()).all) {
    found.push_back(one.text);
  }
  return found;
}

bool offers(std::string_view text, const std::string& wanted) {
  const std::vector<std::string> all = texts(text);
  return std::find(all.begin(), all.end(), wanted) != all.end();
}

using Texts = std::vector<std::string>;

TEST(Complete, NamesOfTheScopeByTheirBeginning) {
  EXPECT_EQ(texts("1 + 关"), Texts({"关停年度"}));
  EXPECT_EQ(texts("count(煤"), Texts({"煤矿"}));
  EXPECT_EQ(complete("1 + 关", 7, scope_of_mines()).begin, 4u);
}

TEST(Complete, BuiltinsWithWhatTheyDo) {
  const Completions found = complete("substring b", 11, Scope());
  EXPECT_FALSE(offers("substr", "sum"));
  ASSERT_TRUE(offers("substr", "substring"));
  const Completions all = complete("string le", 6, Scope());
  const auto length = std::find_if(all.all.begin(), all.all.end(), [](const Completion& one) {
    return one.text == "string length";
  });
  ASSERT_NE(length, all.all.end());
  EXPECT_FALSE(length->zh.empty());
  EXPECT_FALSE(length->en.empty());
  EXPECT_NE(length->detail.find("string length("), std::string::npos);
}

TEST(Complete, MembersAfterADot) {
  EXPECT_EQ(texts("煤矿[1]."), Texts({"产能", "关闭日"}));
  EXPECT_EQ(texts("煤矿.产"), Texts({"产能"}));
  EXPECT_TRUE(offers("煤矿[产能 > 3][1].关闭日.", "weekday"));
  EXPECT_FALSE(offers("煤矿[1].", "substring"));
  EXPECT_EQ(texts("关停年度."), Texts());
}

TEST(Complete, WordsOfTheLanguage) {
  EXPECT_TRUE(offers("if true th", "then"));
  EXPECT_TRUE(offers("", "for"));
}

}  // namespace
}  // namespace fangan::feel
