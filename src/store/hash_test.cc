#include "store/hash.h"

#include <gtest/gtest.h>

namespace fangan {
namespace {

TEST(Hash, IsTheSm3OfTheStandard) {
  // GB/T 32905-2016, annex A.
  EXPECT_EQ(sm3("abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  std::string sixteen_times;
  for (int i = 0; i < 16; ++i) sixteen_times += "abcd";
  EXPECT_EQ(sm3(sixteen_times), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

}  // namespace
}  // namespace fangan
