// Dates: what a line names, what it bounds, and what rests on an inference.
#include "plan/dates.h"

#include <gtest/gtest.h>

#include "plan/comparators.h"
#include "text/utf8.h"

namespace fangan {
namespace {

/// "by 2017-12-31", spans with their first day, "?" where the year is inferred.
std::string dates_of(const std::string& text) {
  const DateContext context{Date::of(2017, 10, 12).value()};
  std::string found;
  for (const DateMention& date : read_dates(to_utf32(text), context)) {
    if (!found.empty()) found += "; ";
    found += std::string(sign(date.comparator)) + " ";
    if (date.from) found += date.from->print() + "..";
    found += date.due.print() + (date.year_inferred ? "?" : "");
  }
  return found;
}

struct DateCase {
  const char* text;
  const char* dates;
};

TEST(Dates, ReadDeadlinesSpansAndBeginnings) {
  constexpr DateCase cases[] = {
      {"2017年化解产能", "by 2017-12-31"},
      {"到2020年,", "by 2020-12-31"},
      {"2019年6月底前", "by 2019-06-30"},
      {"2024年2月底前", "by 2024-02-29"},
      {"2024年6月30日前", "by 2024-06-30"},
      {"2020年前", "before 2019-12-31"},
      {"2020年以前", "before 2019-12-31"},
      {"2025年6月前", "before 2025-05-31"},
      {"从2018年起", "from 2018-01-01"},
      {"自2024年3月起", "from 2024-03-01"},
      {"2017年—2018年", "span 2017-01-01..2018-12-31"},
      {"2016-2018年", "span 2016-01-01..2018-12-31"},
      {"2024年6月—8月", "span 2024-06-01..2024-08-31"},
      {"2024年6月1日至9月30日", "span 2024-06-01..2024-09-30"},
      {"2024年6月至2025年3月", "span 2024-06-01..2025-03-31"},
      {"2021、2022和2023年", "by 2021-12-31; by 2022-12-31; by 2023-12-31"},
      {"到“十四五”末", "by 2025-12-31"},
      {"“十三五”期间", "span 2016-01-01..2020-12-31"},
      {"2018年第三季度", "by 2018-09-30"},
      {"2018年上半年", "by 2018-06-30"},
      {"2018 年 11 月 5 日", "by 2018-11-05"},
      {"2018年年底前", "by 2018-12-31"},
      {"年底前完成", "by 2017-12-31?"},
      {"10月底前", "by 2017-10-31?"},
      {"3月15日前", "by 2018-03-15?"},
      {"2017年关停,9月底前到位", "by 2017-12-31; by 2017-09-30"},
      {"2017年关停。11月底前到位", "by 2017-12-31; by 2017-11-30?"},
  };
  for (const DateCase& expected : cases) {
    EXPECT_EQ(dates_of(expected.text), expected.dates) << expected.text;
  }
}

TEST(Dates, LeaveBasesAndBeginningsOfChangeAlone) {
  for (const char* text : {"比2016年降低", "较2020年增长", "与2015年相比", "由2020年的10%",
                           "在2020年基础上", "2020年以来", "2018年版", "近年来", "5年内"}) {
    EXPECT_EQ(dates_of(text), "") << text;
  }
}

}  // namespace
}  // namespace fangan
