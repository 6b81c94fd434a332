// The inside of a block: entries with their places, and every mistake named.
#include "document/body.h"

#include <gtest/gtest.h>

#include <string>

namespace fangan {
namespace {

struct Read {
  Sources sources;
  Diagnostics diagnostics;
  Body body;

  explicit Read(const std::string& text) {
    const uint32_t source = sources.add("body", text);
    const Span whole{source, 0, static_cast<uint32_t>(text.size())};
    body = read_body(sources, whole, &diagnostics);
  }

  std::string codes() const {
    std::string all;
    for (const Diagnostic& each : diagnostics) all += std::string(each.code) + " ";
    return all;
  }
};

std::string code_of_value(const std::string& value) {
  const Read read("key: " + value + "\n");
  const Result<Inline> inside = read_inline(read.sources, read.body.entries.at(0));
  return inside ? "" : std::string(inside.error().code);
}

std::string code_of(const Result<Inline>& value) {
  return value ? "" : std::string(value.error().code);
}

TEST(Body, KeepsRulesAsTheyAreWritten) {
  const Read read("when: 甲 > 5 # \"乙\": 6\nmust:\n  - x\n  y: 1\n");
  EXPECT_EQ(read.codes(), "");
  ASSERT_NE(read.body.find("when"), nullptr);
  EXPECT_EQ(read.body.find("when")->value, "甲 > 5 # \"乙\": 6");
  EXPECT_EQ(read.sources.text(read.body.find("when")->value_span), "甲 > 5 # \"乙\": 6");
  ASSERT_EQ(read.body.find("must")->below.size(), 2u);
  EXPECT_EQ(read.body.find("must")->below[0].value, "x");
  EXPECT_EQ(read.body.find("must")->below[1].key, "y");
}

TEST(Body, NamesEveryMistake) {
  EXPECT_EQ(Read("no colon here\n").codes(), "DOC-B001 ");
  EXPECT_EQ(Read("a:\n\tb: 1\n").codes(), "DOC-B002 ");
  EXPECT_EQ(Read("a: 1\nb: 2\na: 3\nb: 4\n").codes(), "DOC-B003 DOC-B003 ");
  // Deeper lines may be an expression; read as keys, they stand once.
  const Read twice("value:\n  [\n    {a: 1},\n    {a: 2}\n  ]\nmap:\n  a: 1\n  a: 2\n");
  EXPECT_EQ(twice.codes(), "");
  EXPECT_EQ(code_of(read_inline(twice.sources, twice.body.entries.at(1))), "DOC-B003");
  std::string deep;
  for (int level = 0; level < 40; ++level) deep += std::string(level, ' ') + "a:\n";
  EXPECT_EQ(Read(deep).codes().substr(0, 8), "DOC-B004");
}

TEST(Body, ReadsListsAndMaps) {
  const Read read("nodes: {2017-12-31: 66, 2018-12-31: {甲: 1, 乙: [2, 3]}}\n");
  const Result<Inline> value = read_inline(read.sources, read.body.entries.at(0));
  ASSERT_TRUE(value);
  ASSERT_EQ(value.value().pairs.size(), 2u);
  EXPECT_EQ(value.value().pairs[0].key.word, "2017-12-31");
  EXPECT_EQ(value.value().pairs[0].value.word, "66");
  EXPECT_EQ(value.value().pairs[1].value.pairs[1].value.items[1].word, "3");
}

TEST(Body, RefusesCrookedListsAndMaps) {
  EXPECT_EQ(code_of_value("[甲, 乙]"), "");
  EXPECT_EQ(code_of_value("[甲, 乙"), "DOC-I001");
  EXPECT_EQ(code_of_value("{甲: 1"), "DOC-I001");
  EXPECT_EQ(code_of_value("[甲] 乙"), "DOC-I002");
  EXPECT_EQ(code_of_value("[甲,, 乙]"), "DOC-I003");
  EXPECT_EQ(code_of_value("{甲: 1, 甲: 2}"), "DOC-I004");
  EXPECT_EQ(code_of_value("[甲，乙]"), "DOC-I005");
  EXPECT_EQ(code_of_value("[甲、乙, 丙]"), "DOC-I005");
  EXPECT_EQ(code_of_value("{甲：1}"), "DOC-I005");
}

TEST(Body, TakesOnlyTheSecondLineOfATableForItsRule) {
  const Read read("| C | a | → x |\n|:-|-|--:|\n|  | - |  |\n| - | - | - |\n|---|---|---|\n");
  ASSERT_TRUE(read.body.table);
  EXPECT_EQ(read.body.table->row_count(), 4u);
  EXPECT_EQ(read.body.table->cell(1, 1), "-");
  EXPECT_EQ(read.body.table->cell(3, 2), "---");
  const Read without("| C | a | → x |\n|  | - | - |\n");
  EXPECT_EQ(without.body.table->row_count(), 2u);
}

}  // namespace
}  // namespace fangan
