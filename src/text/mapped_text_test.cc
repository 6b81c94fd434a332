// The way back from a text to its file, through references and CDATA.
#include "text/mapped_text.h"

#include <gtest/gtest.h>

namespace fangan {
namespace {

// In the file from byte 10 on: a &lt; <![CDATA[b]]>c   reads: a < bc
MappedText mixed() {
  return MappedText("a < bc", Span{0, 10, 31},
                    {{0, 10, 2}, {2, 12, 4}, {3, 16, 1}, {4, 26, 1}, {5, 30, 1}});
}

TEST(MappedText, FindsEachCharacterInTheFile) {
  const MappedText text = mixed();
  EXPECT_EQ(text.span(0, 1), (Span{0, 10, 11}));
  EXPECT_EQ(text.span(2, 3), (Span{0, 12, 16}));  // all of &lt;
  EXPECT_EQ(text.span(4, 5), (Span{0, 26, 27}));  // inside of CDATA
  EXPECT_EQ(text.span(5, 6), (Span{0, 30, 31}));
  EXPECT_EQ(text.span(0, 6), (Span{0, 10, 31}));
  EXPECT_EQ(text.span(2, 5), (Span{0, 12, 27}));
}

TEST(MappedText, CountsWhatLiesBeyondTheEndAsTheEnd) {
  EXPECT_EQ(mixed().span(6, 6), (Span{0, 31, 31}));
  EXPECT_EQ(mixed().span(5, 99), (Span{0, 30, 31}));
  EXPECT_EQ(mixed().span(99, 99), (Span{0, 31, 31}));
}

TEST(MappedText, AddsTheBeginWhereTextAndFileAreTheSame) {
  const MappedText text("预算", Span{1, 100, 106});
  EXPECT_EQ(text.span(3, 6), (Span{1, 103, 106}));
  EXPECT_EQ(text.span(), (Span{1, 100, 106}));
}

TEST(MappedText, KeepsTheOnlyPlaceOfAnEmptyText) {
  const MappedText text("", Span{1, 100, 100});
  EXPECT_EQ(text.span(0, 0), (Span{1, 100, 100}));
}

TEST(MappedText, IsEqualWhereItReadsTheSame) {
  EXPECT_EQ(mixed(), MappedText("a < bc"));
  EXPECT_FALSE(mixed() == MappedText("a < b"));
}

TEST(MappedText, ACellOfATableIsFoundBehindItsEscapes) {
  // In the file from byte 5 on: | 一 \| 二 |   the cell reads: 一 | 二
  const MappedText cell("一 | 二", Span{0, 7, 17}, {{0, 7, 4}, {4, 11, 2}, {5, 13, 4}});
  EXPECT_EQ(cell.span(4, 5), (Span{0, 11, 13}));
  EXPECT_EQ(cell.span(6, 9), (Span{0, 14, 17}));
}

TEST(MappedText, MarksOfADiagnosticMoveToTheFile) {
  const MappedText first("ab", Span{3, 10, 12});
  const MappedText second = mixed();
  Diagnostic wrong = problem_at("FEEL-P001", Span{1, 2, 3});
  wrong.marks.push_back({Span{0, 1, 2}, ""});
  wrong.marks.push_back({file_span(Span{7, 1, 2}), ""});
  const Diagnostic moved = in_file(wrong, {&first, &second});
  EXPECT_EQ(moved.marks[0].span, (Span{0, 12, 16}));
  EXPECT_EQ(moved.marks[1].span, (Span{3, 11, 12}));
  EXPECT_EQ(moved.marks[2].span, (Span{7, 1, 2}));
}

}  // namespace
}  // namespace fangan
