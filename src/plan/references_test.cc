// References and front matter: documents named in 《》, and who issued a notice when.
#include <gtest/gtest.h>

#include "plan/case_table_test.h"
#include "plan/draft.h"

namespace fangan {
namespace {

TEST(References, KeepTitleAndNumber) {
  const Draft read = draft(
      {"按《甲省人民政府关于印发〈乙方案〉的通知》（甲政〔2017〕22号）和《丙条例》（修订）。"},
      Lexicon::standard());
  ASSERT_EQ(read.references.size(), 2u);
  EXPECT_EQ(read.references[0].title, "甲省人民政府关于印发〈乙方案〉的通知");
  EXPECT_EQ(read.references[0].number, "甲政〔2017〕22号");
  EXPECT_EQ(read.references[1].title, "丙条例");
  EXPECT_EQ(read.references[1].number, "");
}

TEST(FrontMatter, TellsDateIssuerAndNumber) {
  const Draft read = draft(test::read_lines(test::case_path("invented/province.txt")),
                           Lexicon::standard());
  ASSERT_TRUE(read.issued.has_value());
  EXPECT_EQ(read.issued->print(), "2025-04-08");
  EXPECT_EQ(read.issuer, "云山省人民政府办公厅");
  EXPECT_EQ(read.document_number, "云政办发〔2025〕18号");
}

TEST(FrontMatter, FindsTheDayInASentenceThatSaysItWasPublished) {
  const Draft read = draft({"青川市节水行动方案", "一、工作目标", "10月底前完成摸底。",
                            "青川市水利局2026年5月25日发布,征求意见截止2026年6月24日。"},
                           Lexicon::standard());
  ASSERT_TRUE(read.issued.has_value());
  EXPECT_EQ(read.issued->print(), "2026-05-25");
  ASSERT_EQ(read.quantities.size(), 2U);
  EXPECT_EQ(read.quantities[0].due, "2026-10-31");
  EXPECT_EQ(read.quantities[1].due, "2026-06-24");
}

TEST(FrontMatter, SaysNothingWhereTheTextSaysNothing) {
  const Draft read = draft({"一、总体要求", "到2025年，建成50个园区。"}, Lexicon::standard());
  EXPECT_FALSE(read.issued.has_value());
  EXPECT_EQ(read.issuer, "");
  EXPECT_EQ(read.document_number, "");
}

}  // namespace
}  // namespace fangan
