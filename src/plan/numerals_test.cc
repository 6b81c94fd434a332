// Numerals: what counts as one number, and where it ends.
#include "plan/numerals.h"

#include <gtest/gtest.h>

#include "text/utf8.h"

namespace fangan {
namespace {

struct NumeralCase {
  const char* text;
  const char* value;  ///< Empty: no numeral begins here.
  size_t end;
  bool percent;
};

TEST(Numerals, ReadArabicAndChineseNumbers) {
  constexpr NumeralCase cases[] = {
      {"66万吨", "66", 2, false},        {"1,250.5亩", "1250.5", 7, false},
      {"1,25个", "1", 1, false},         {"10.4万", "10.4", 4, false},
      {"3.家庭", "3", 1, false},         {"十家", "10", 1, false},
      {"二十五个", "25", 3, false},      {"一百零八项", "108", 4, false},
      {"两千三百户", "2300", 4, false},  {"百项", "100", 1, false},
      {"百分之八十", "80", 5, true},     {"百分之12.5", "12.5", 7, true},
      {"家企业", "", 0, false},          {"万名", "", 0, false},
  };
  for (const NumeralCase& expected : cases) {
    const std::optional<Numeral> numeral = read_numeral(to_utf32(expected.text), 0);
    ASSERT_EQ(numeral.has_value(), *expected.value != '\0') << expected.text;
    if (!numeral) continue;
    EXPECT_EQ(numeral->value.print(), expected.value) << expected.text;
    EXPECT_EQ(numeral->end, expected.end) << expected.text;
    EXPECT_EQ(numeral->percent, expected.percent) << expected.text;
  }
}

}  // namespace
}  // namespace fangan
