// Credit codes by the standard: its alphabet, its weights, every single slip of the pen.
#include "campaign/credit_code.h"

#include <gtest/gtest.h>

#include <string>

namespace fangan {
namespace {

std::string code_of(std::string_view text) {
  const Result<Done> checked = check_credit_code(text);
  return checked ? std::string() : checked.error().code;
}

// Made up; the check characters were worked out by hand from the weights
// 1 3 9 27 19 26 16 17 20 29 25 13 8 24 10 30 28.
//   91000000000000000? 9*1 + 1*3 = 12, 31 - 12 = 19 -> K
//   91410800MA0000000? 9*1 + 1*3 + 4*9 + 1*27 + 8*26 + M(21)*20 + A(10)*29 = 993,
//                      993 mod 31 = 1, 31 - 1 = 30 -> Y
TEST(CreditCode, TakesWhatTheStandardMakes) {
  EXPECT_EQ(code_of("91000000000000000K"), "");
  EXPECT_EQ(code_of("91410800MA0000000Y"), "");
  EXPECT_EQ(code_of("000000000000000000"), "") << "a sum of 0 gives 0, not 31";
}

TEST(CreditCode, TakesABlankAndARowWithoutCode) {
  EXPECT_EQ(code_of(""), "");
  EXPECT_EQ(code_of("无码：个体户未办证"), "");
}

TEST(CreditCode, FindsEverySingleWrongCharacterAndEverySwap) {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const std::string right = "91410800MA0000000Y";
  for (size_t place = 0; place < right.size(); ++place) {
    for (const char c : alphabet) {
      if (c == right[place]) continue;
      std::string slip = right;
      slip[place] = c;
      EXPECT_NE(code_of(slip), "") << slip;
    }
  }
  for (size_t place = 0; place + 1 < right.size(); ++place) {
    if (right[place] == right[place + 1]) continue;
    std::string swapped = right;
    std::swap(swapped[place], swapped[place + 1]);
    EXPECT_NE(code_of(swapped), "") << swapped;
  }
  EXPECT_EQ(code_of("91410800MA0000000J"), "CAMP-F016");
}

TEST(CreditCode, SaysWhatElseIsWrong) {
  EXPECT_EQ(code_of("91410800MA000000Y"), "CAMP-F015") << "seventeen";
  EXPECT_EQ(code_of("91410800MA0000000YY"), "CAMP-F015");
  EXPECT_EQ(code_of("91410800MAO000000Y"), "CAMP-F015") << "O is no character of it";
  EXPECT_EQ(code_of("91410800ma0000000y"), "CAMP-F015");
  EXPECT_EQ(code_of("9141A800MA0000000Y"), "CAMP-F015") << "a region is digits";
  EXPECT_EQ(code_of("９１410800MA0000000Y"), "CAMP-F015");
  EXPECT_EQ(code_of("410800100012345"), "CAMP-F017");
  EXPECT_EQ(code_of("41080010001234X"), "CAMP-F015");
}

}  // namespace
}  // namespace fangan
