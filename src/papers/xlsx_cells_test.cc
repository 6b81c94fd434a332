// What Excel shows for what its files store: numbers of 15 digits, days with its errors, escapes.
#include "papers/xlsx_cells.h"

#include <gtest/gtest.h>

namespace fangan {
namespace {

TEST(StoredNumber, IsPlainAndOfFifteenDigits) {
  const std::pair<const char*, const char*> numbers[] = {
      {"0", "0"},
      {"-0", "0"},
      {"12", "12"},
      {"007", "7"},
      {"1.50", "1.5"},
      {"+3", "3"},
      {".5", "0.5"},
      {"5.", "5"},
      {"0.10000000000000001", "0.1"},
      {"9.9499999999999993", "9.95"},
      {"0.30000000000000004", "0.3"},
      {"-1234.5678", "-1234.5678"},
      {"1E3", "1000"},
      {"1.5E-3", "0.0015"},
      {"4.10800123456789E+17", "410800123456789000"},
      {"999999999999999.96", "1000000000000000"},
  };
  for (const auto& [stored, shown] : numbers) {
    const std::optional<NumberText> read = read_stored_number(stored);
    ASSERT_TRUE(read) << stored;
    EXPECT_EQ(read->text, shown) << stored;
  }
  EXPECT_EQ(read_stored_number("1E-300")->text, "0." + std::string(299, '0') + "1");
  for (const char* stored : {"", "-", ".", "1e", "1e999", "0x1", "1 2", "NaN", "1.2.3", "1e5e5"}) {
    EXPECT_FALSE(read_stored_number(stored)) << stored;
  }
}

TEST(StoredNumber, SaysWhereDigitsAreLost) {
  EXPECT_FALSE(read_stored_number("123456789012345")->lost_digits);
  EXPECT_FALSE(read_stored_number("0.12345678901234567")->lost_digits);
  EXPECT_TRUE(read_stored_number("1234567890123456")->lost_digits);
  EXPECT_TRUE(read_stored_number("410800123456789012")->lost_digits);
  EXPECT_TRUE(read_stored_number("4.1080012345678901E+17")->lost_digits);
  EXPECT_EQ(read_stored_number("410800123456789012")->text, "410800123456789000");
}

TEST(Format, TellsDaysFromNumbersAndTimes) {
  for (const char* code :
       {"yyyy-mm-dd", "yyyy\"年\"m\"月\"d\"日\";@", "m/d/yy", "[$-804]yyyy/m/d h:mm", "mmm-yy",
        "m\"月\"", "ggge\"年\"m\"月\"d\"日\"", "[Red]d", "YYYY.MM.DD"}) {
    EXPECT_EQ(kind_of_format(code), NumberFormat::day) << code;
  }
  for (const char* code : {"h:mm", "h:mm AM/PM", "mm:ss.0", "[Red]h:mm", "[$-F400]h:mm:ss"}) {
    EXPECT_EQ(kind_of_format(code), NumberFormat::time) << code;
  }
  for (const char* code : {"[h]:mm:ss", "[mm]:ss", "[HH]:MM"}) {
    EXPECT_EQ(kind_of_format(code), NumberFormat::elapsed) << code;
  }
  for (const char* code : {"General", "0.00", "#,##0", "0.00E+00", "@", "\"day\"0", "0\\d", "0%",
                           "[Red]0.0", "_(* #,##0_);_(* d", "", "[$¥-804]0"}) {
    EXPECT_EQ(kind_of_format(code), NumberFormat::number) << code;
  }
  EXPECT_EQ(zeros_of_format("000000"), 6u);
  EXPECT_EQ(zeros_of_format("[$-804]00;@"), 2u);
  for (const char* code : {"0", "0.00", "General", "", "00-00", "#00"}) {
    EXPECT_EQ(zeros_of_format(code), 0u) << code;
  }
  EXPECT_EQ(kind_of_builtin_format(14), NumberFormat::day);
  EXPECT_EQ(kind_of_builtin_format(31), NumberFormat::day);
  EXPECT_EQ(kind_of_builtin_format(57), NumberFormat::day);
  EXPECT_EQ(kind_of_builtin_format(20), NumberFormat::time);
  EXPECT_EQ(kind_of_builtin_format(49), NumberFormat::number);
  EXPECT_EQ(kind_of_builtin_format(0), NumberFormat::number);
}

std::string day(const char* stored, DayEpoch count = DayEpoch::from_1900) {
  const std::optional<DayText> read = read_stored_day(stored, NumberFormat::day, count);
  if (!read) return "none";
  return read->text + (read->lost_time ? " time" : "");
}

TEST(StoredDay, IsWhatExcelShows) {
  EXPECT_EQ(day("43100"), "2017-12-31");
  EXPECT_EQ(day("43100.75"), "2017-12-31 time");
  EXPECT_EQ(day("61"), "1900-03-01");
  EXPECT_EQ(day("60"), "1900-02-29");
  EXPECT_EQ(day("59"), "1900-02-28");
  EXPECT_EQ(day("1"), "1900-01-01");
  EXPECT_EQ(day("0"), "1900-01-00");
  EXPECT_EQ(day("2958465"), "9999-12-31");
  EXPECT_EQ(day("2958466"), "none");
  EXPECT_EQ(day("-1"), "none");
  EXPECT_EQ(day("0", DayEpoch::from_1904), "1904-01-01");
  EXPECT_EQ(day("41638", DayEpoch::from_1904), "2017-12-31");
  EXPECT_EQ(read_stored_day("0.354166666666667", NumberFormat::time, DayEpoch::from_1900)->text,
            "08:30:00");
  EXPECT_EQ(read_stored_day("43100.5", NumberFormat::time, DayEpoch::from_1900)->text, "12:00:00");
  EXPECT_EQ(read_stored_day("1.5", NumberFormat::elapsed, DayEpoch::from_1900)->text, "36:00:00");
}

TEST(StoredDay, IsWrittenFromMarch1900On) {
  EXPECT_EQ(excel_day_number("2017-12-31"), 43100);
  EXPECT_EQ(excel_day_number("1900-03-01"), 61);
  EXPECT_FALSE(excel_day_number("1900-02-28"));
  EXPECT_FALSE(excel_day_number("1899-12-31"));
  EXPECT_FALSE(excel_day_number("10000-01-01"));
  EXPECT_FALSE(excel_day_number("甲"));
}

std::string resolved(std::string text) {
  resolve_escapes(&text);
  return text;
}

TEST(Escapes, AreResolvedAndWritten) {
  EXPECT_EQ(resolved("甲_x000D_\n乙"), "甲\n乙");
  EXPECT_EQ(resolved("a\r\nb\rc"), "a\nb\nc");
  EXPECT_EQ(resolved("_x0041_"), "A");
  EXPECT_EQ(resolved("_x005F_x000D_"), "_x000D_");
  EXPECT_EQ(resolved("_x00G0_ _x000d"), "_x00G0_ _x000d");
  EXPECT_EQ(resolved("_x0000_"), "\uFFFD");
  const std::string noncharacters = "\xEF\xBF\xBE\xEF\xBF\xBF";
  for (const std::string& text : {std::string("_x000D_"), std::string("_x_x0041_"),
                                  std::string("_x005F_x005F_"), noncharacters}) {
    EXPECT_EQ(resolved(with_escapes(text)), text);
  }
  EXPECT_EQ(with_escapes(noncharacters), "_xFFFE__xFFFF_");
}

TEST(Units, AreThoseOfUtf16) {
  EXPECT_EQ(utf16_units("a甲😀"), 4u);
  EXPECT_EQ(first_units("a甲😀", 4), "a甲😀");
  EXPECT_EQ(first_units("a甲😀", 3), "a甲");
}

TEST(Address, IsReadAndWritten) {
  EXPECT_EQ(column_letters(0), "A");
  EXPECT_EQ(column_letters(25), "Z");
  EXPECT_EQ(column_letters(26), "AA");
  EXPECT_EQ(column_letters(16'383), "XFD");
  EXPECT_EQ(read_cell_address("XFD7")->column, 16'383u);
  EXPECT_EQ(read_cell_address("$C$12")->row, 12u);
  for (const char* text : {"", "7", "C", "ABCDE1", "C0", "C1234567890", "C-1", "甲1"}) {
    EXPECT_FALSE(read_cell_address(text)) << text;
  }
}

}  // namespace
}  // namespace fangan
