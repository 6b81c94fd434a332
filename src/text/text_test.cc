// Characters, places, carets and sentences: what every message rests on.
#include <gtest/gtest.h>

#include <string>

#include "text/messages.h"
#include "text/render.h"
#include "text/source.h"
#include "text/suggest.h"
#include "text/utf8.h"

namespace fangan {
namespace {

TEST(Utf8, CountsColumnsNotBytes) {
  EXPECT_EQ(display_width("abc"), 3);
  EXPECT_EQ(display_width("方案"), 4);
  EXPECT_EQ(display_width("（１）"), 6);
  EXPECT_EQ(display_width("e\xcc\x81"), 1);
  EXPECT_EQ(code_point_count("方a案"), 3u);
}

TEST(Utf8, KnowsWhatIsMalformed) {
  EXPECT_TRUE(is_valid_utf8("公文 😀"));
  for (const char* bytes : {"\xff", "\xc0\x80", "\xe5\x85", "\xed\xa0\x80", "\xf5\x80\x80\x80"}) {
    EXPECT_FALSE(is_valid_utf8(bytes));
  }
  EXPECT_EQ(to_utf8(to_utf32("公文a")), "公文a");
}

TEST(Source, CountsColumnsInCharacters) {
  Sources sources;
  const uint32_t source = sources.add("plan.md", "一、总体\n目标: 66\n");
  EXPECT_EQ(sources.at(source).position(0), (Position{1, 1}));
  EXPECT_EQ(sources.at(source).position(6), (Position{1, 3}));
  EXPECT_EQ(sources.at(source).position(13), (Position{2, 1}));
  EXPECT_EQ(sources.at(source).line(2), "目标: 66");
}

TEST(Render, PutsTheCaretUnderTheCharacters) {
  Sources sources;
  const std::string line = "| 家庭月收入 < 5000 |";
  const uint32_t source = sources.add("plan.md", "标题\n" + line + "\n");
  const uint32_t at = 7 + static_cast<uint32_t>(line.find("5000"));
  const Diagnostic diagnostic = problem_at("DOC-B003", Span{source, at, at + 4}, {{"key", "收入"}});
  const std::string shown =
      render(diagnostic, sources, std::vector<Language>{Language::zh, Language::en});
  EXPECT_NE(shown.find("错误 DOC-B003: 键写了两次：收入。\n"), std::string::npos) << shown;
  EXPECT_NE(shown.find("error DOC-B003: A key stands twice: 收入.\n"), std::string::npos) << shown;
  EXPECT_NE(shown.find("plan.md:2:11\n"), std::string::npos) << shown;
  const size_t text = shown.find("| 家庭月收入");
  const size_t caret = shown.find("^^^^");
  ASSERT_NE(text, std::string::npos);
  ASSERT_NE(caret, std::string::npos);
  const auto columns_before = [&shown](size_t offset) {
    const size_t begin = shown.rfind('\n', offset) + 1;
    return display_width(std::string_view(shown).substr(begin, offset - begin));
  };
  EXPECT_EQ(columns_before(caret), columns_before(text) + display_width("| 家庭月收入 < "));
}

/// Of a line as long as a file only what may be shown is looked at.
TEST(Render, CutsALineAroundThePlace) {
  const auto shown_of = [](size_t characters) {
    std::string side;
    for (size_t i = 0; i < characters; ++i) side += "量";
    Sources sources;
    const uint32_t source = sources.add("plan.md", side + "5000" + side);
    const auto at = static_cast<uint32_t>(side.size());
    const std::string shown =
        render(problem_at("DOC-B003", Span{source, at, at + 4}, {{"key", "收入"}}), sources,
               std::vector<Language>{Language::zh});
    return shown.substr(shown.find(" 1 │ "));  // Without the column it stands in.
  };
  EXPECT_EQ(shown_of(20'000), shown_of(100));
  EXPECT_NE(shown_of(100).find("量5000量"), std::string::npos);
  EXPECT_NE(shown_of(100).find("│ … 量"), std::string::npos);
  EXPECT_NE(shown_of(100).find("量 …\n"), std::string::npos);
}

TEST(Messages, AreSortedAndFillTheirHoles) {
  const std::span<const Message> messages = all_messages();
  ASSERT_GT(messages.size(), 50u);
  for (size_t i = 1; i < messages.size(); ++i) EXPECT_LT(messages[i - 1].code, messages[i].code);
  EXPECT_EQ(find_message("NONE-001"), nullptr);
  EXPECT_EQ(sentence(problem("NONE-001"), Language::zh), "NONE-001");
}

TEST(Suggest, FindsTheNameThatWasMeant) {
  const std::vector<std::string> known = {"市水利局", "市农业农村局", "白石县"};
  EXPECT_EQ(did_you_mean("市水力局", known), "市水利局");
  EXPECT_EQ(did_you_mean("农业农村局", known), "市农业农村局");
  EXPECT_EQ(did_you_mean("unrelated", known), "");
  EXPECT_EQ(did_you_mean("抬", {"克", "台"}), "") << "no guess where nothing is in common";
}

}  // namespace
}  // namespace fangan
