// Numbers that Word generates: formats, levels, restarts, and the styles that bring lists along.
#include "document/numbering.h"

#include <gtest/gtest.h>

#include "document/docx.h"
#include "document/docx_builder_test.h"
#include "document/list_numeral.h"

namespace fangan {
namespace {

using namespace test;
using Lines = std::vector<std::string>;

Lines lines_of(std::string_view body, std::string_view numbering, std::string_view styles = {}) {
  const Result<Docx> docx = read_docx(docx_of(body, numbering, styles));
  EXPECT_TRUE(docx) << (docx ? "" : docx.error().code);
  return docx ? docx.value().lines : Lines{};
}

TEST(ListNumeral, WritesEveryFormat) {
  struct Row {
    const char* format;
    int number;
    const char* written;
  };
  const Row rows[] = {{"chineseCounting", 1, "一"},
                      {"chineseCounting", 10, "十"},
                      {"chineseCountingThousand", 11, "十一"},
                      {"chineseCountingThousand", 20, "二十"},
                      {"chineseCountingThousand", 105, "一百零五"},
                      {"chineseCountingThousand", 110, "一百一十"},
                      {"japaneseCounting", 12, "十二"},
                      {"ideographDigital", 10, "一〇"},
                      {"chineseLegalSimplified", 12, "壹拾贰"},
                      {"ideographTraditional", 3, "丙"},
                      {"ideographZodiac", 12, "亥"},
                      {"decimalEnclosedCircle", 3, "③"},
                      {"decimalEnclosedCircleChinese", 20, "⑳"},
                      {"decimalEnclosedCircle", 21, "21"},
                      {"decimalEnclosedParen", 2, "⑵"},
                      {"decimalEnclosedFullstop", 1, "⒈"},
                      {"ideographEnclosedCircle", 1, "㊀"},
                      {"decimalFullWidth", 12, "１２"},
                      {"decimalZero", 7, "07"},
                      {"decimalZero", 17, "17"},
                      {"lowerLetter", 2, "b"},
                      {"upperLetter", 28, "BB"},
                      {"lowerRoman", 14, "xiv"},
                      {"upperRoman", 1999, "MCMXCIX"},
                      {"decimal", 0, "0"},
                      {"neverHeardOf", 5, "5"},
                      {"chineseCounting", -1, "-1"},
                      {"ideographDigital", -1, "-1"},
                      {"lowerLetter", 1'000'000'000, "1000000000"}};
  for (const Row& row : rows) {
    EXPECT_EQ(list_numeral(row.format, row.number), row.written) << row.format;
  }
}

TEST(Numbering, CountsLevelsOfAPlan) {
  const std::string numbering =
      list_definition(0, list_level(0, "chineseCountingThousand", "%1、") +
                             list_level(1, "chineseCountingThousand", "（%2）") +
                             list_level(2, "decimal", "%3.")) +
      list(1, 0);
  const std::string body =
      numbered("总体要求", 1, 0) + numbered("重点任务", 1, 0) + numbered("煤炭", 1, 1) +
      numbered("关停6台", 1, 2) + numbered("2017年完成", 1, 2) + numbered("钢铁", 1, 1) +
      numbered("拆除", 1, 2) + numbered("保障措施", 1, 0) + numbered("组织", 1, 1);
  EXPECT_EQ(lines_of(body, numbering),
            (Lines{"一、总体要求", "二、重点任务", "（一）煤炭", "1.关停6台", "2. 2017年完成",
                   "（二）钢铁", "1.拆除", "三、保障措施", "（一）组织"}));
}

TEST(Numbering, WritesNumbersOfHigherLevels) {
  const std::string numbering =
      list_definition(0, list_level(0, "chineseCounting", "第%1章") +
                             list_level(1, "decimal", "%1.%2", "<w:isLgl/>") +
                             list_level(2, "decimal", "%1.%2", "<w:suff w:val=\"nothing\"/>")) +
      list(1, 0);
  const std::string body = numbered("总则", 1, 0) + numbered("目标", 1, 1) +
                           numbered("原则", 1, 1) + numbered("附注", 1, 2);
  EXPECT_EQ(lines_of(body, numbering), (Lines{"第一章总则", "1.1 目标", "1.2 原则", "一.2附注"}));
}

TEST(Numbering, RestartsOnlyWhereItShould) {
  const std::string never = "<w:lvlRestart w:val=\"0\"/>";
  const std::string numbering =
      list_definition(0,
                      list_level(0, "decimal", "%1、") + list_level(1, "decimal", "(%2)", never)) +
      list(1, 0) +
      list(2, 0, "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride>") +
      list(3, 0);
  const std::string body = numbered("甲", 1, 0) + numbered("乙", 1, 1) + numbered("丙", 1, 0) +
                           numbered("丁", 1, 1) + numbered("戊", 2, 0) + numbered("己", 2, 0) +
                           numbered("庚", 3, 0);
  EXPECT_EQ(lines_of(body, numbering),
            (Lines{"1、甲", "(1)乙", "2、丙", "(2)丁", "1、戊", "2、己", "3、庚"}));
}

TEST(Numbering, ListsMayChangeALevel) {
  const std::string change =
      "<w:lvlOverride w:ilvl=\"0\">" + list_level(0, "upperLetter", "%1)") + "</w:lvlOverride>";
  const std::string numbering =
      list_definition(0, list_level(0, "decimal", "%1.")) + list(1, 0, change);
  EXPECT_EQ(lines_of(numbered("甲", 1, 0), numbering), (Lines{"A)甲"}));
}

TEST(Numbering, CountsEmptyParagraphsAndSkipsDeletedOnes) {
  const std::string numbering = list_definition(0, list_level(0, "decimal", "%1.")) + list(1, 0);
  const std::string number = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";
  const std::string deleted = "<w:p><w:pPr>" + number +
                              "<w:rPr><w:del/></w:rPr></w:pPr>"
                              "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>";
  const std::string moved = "<w:p><w:pPr>" + number +
                            "<w:rPr><w:moveFrom/></w:rPr></w:pPr>"
                            "<w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom></w:p>";
  const std::string body =
      numbered("甲", 1, 0) + numbered("", 1, 0) + deleted + moved + numbered("乙", 1, 0);
  EXPECT_EQ(lines_of(body, numbering), (Lines{"1.甲", "3.乙"}));
}

TEST(Numbering, FollowsStyles) {
  const std::string numbering = list_definition(0, list_level(0, "chineseCounting", "%1、") +
                                                       list_level(1, "chineseCounting", "（%2）",
                                                                  "<w:pStyle w:val=\"标题2\"/>")) +
                                list(1, 0);
  const std::string number = "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>";
  const std::string styles = "<w:style w:styleId=\"标题1\">" + number +
                             "</w:style>"
                             "<w:style w:styleId=\"标题2\"><w:basedOn w:val=\"标题1\"/>" +
                             number +
                             "</w:style>"
                             "<w:style w:styleId=\"小标题\"><w:basedOn w:val=\"标题1\"/></w:style>"
                             "<w:style w:styleId=\"环\"><w:basedOn w:val=\"环\"/></w:style>";
  const auto styled = [](const char* text, const std::string& style, const std::string& more = {}) {
    return paragraph(text, "<w:pStyle w:val=\"" + style + "\"/>" + more);
  };
  const std::string none = "<w:numPr><w:numId w:val=\"0\"/></w:numPr>";
  EXPECT_EQ(lines_of(styled("甲", "标题1") + styled("乙", "标题2") + styled("丙", "小标题") +
                         styled("丁", "标题1", none) + styled("戊", "环"),
                     numbering, styles),
            (Lines{"一、甲", "（一）乙", "二、丙", "丁", "戊"}));
}

TEST(Numbering, ShowsNoBulletsAndNoUnknownLists) {
  const std::string numbering =
      list_definition(0, list_level(0, "bullet", "\uF06C")) + list(1, 0) + list(2, 9);
  EXPECT_EQ(lines_of(numbered("甲", 1, 0) + numbered("乙", 2, 0) + numbered("丙", 7, 0) +
                         numbered("丁", 1, 99) + numbered("戊", 1, -1),
                     numbering),
            (Lines{"甲", "乙", "丙", "丁", "戊"}));
}

TEST(Numbering, WritesUtf8WhateverALevelSays) {
  const std::string numbering =
      list_definition(0, list_level(0, "decimal", "%1\xE3\x80")) + list(1, 0);
  EXPECT_EQ(lines_of(numbered("甲", 1, 0), numbering), (Lines{"1\uFFFD\uFFFD甲"}));
}

TEST(Numbering, BearsSillyNumbers) {
  const std::string huge =
      "<w:lvl w:ilvl=\"0\"><w:start w:val=\"2147483647\"/><w:numFmt w:val=\"decimal\"/>"
      "<w:lvlText w:val=\"%1、\"/></w:lvl>";
  const std::string numbering = list_definition(0, huge) + list(1, 0);
  EXPECT_EQ(lines_of(numbered("甲", 1, 0) + numbered("乙", 1, 0), numbering),
            (Lines{"32767、甲", "32767、乙"}));
}

}  // namespace
}  // namespace fangan
