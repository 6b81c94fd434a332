// Dates: the days, months, years and periods an official text names, and what they bound.
//
// 2017年9月底前, 9月底前, 到2020年, 2020年前, 2017年—2018年, 从2018年起, “十四五”末, 年底前.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/draft.h"

namespace fangan {

struct DateMention {
  size_t begin = 0;            ///< Units: code points of the line.
  size_t end = 0;
  Comparator comparator = Comparator::by;
  Date due;                    ///< Last day; for `from` the first one.
  std::optional<Date> from;    ///< For spans.
  bool annual = false;         ///< 每年12月底前: `due` is the first such day.
  bool year_inferred = false;  ///< No year in the sentence; taken from the day of issue.
};

struct DateContext {
  std::optional<Date> issued;
};

/// The dates of one line, in order. Base years (比2016年), document numbers and days of issue are
/// left out. The line is half width; masked characters are U'\0'.
std::vector<DateMention> read_dates(std::u32string_view half, const DateContext& context);

}  // namespace fangan
