// ZoneRules: when a place changed its clocks and by how much, as a TZif file tells it.
//
// Ours because no library of Debian 12 does it right: the data inside ICU is old, and others stop
// at 2037. A TZif file (RFC 8536) lists every change so far and ends in a line of POSIX rules for
// all years after. Only value/zone.cc includes this header.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fangan {

/// A day of the year on which clocks change, and the second of that day on the clock before.
struct YearlyChange {
  enum class Day : uint8_t { month_week_weekday, day_without_29_february, day_from_zero };
  Day day = Day::month_week_weekday;
  int month = 1;    ///< 1..12
  int week = 1;     ///< 1..5; 5 is the last.
  int weekday = 0;  ///< 0 Sunday to 6.
  int ordinal = 0;  ///< 1..365 without 29 February, or 0..365.
  int64_t second_of_day = 7'200;
};

/// The POSIX rules of the years after the last listed change. Units: seconds east of UTC.
struct YearlyRules {
  int32_t standard_offset_s = 0;
  bool has_summer_time = false;
  int32_t summer_offset_s = 0;
  YearlyChange to_summer;
  YearlyChange to_standard;
};

/// A change: from `instant_s` on the offset is `offset_s`.
struct ZoneChange {
  int64_t instant_s = 0;
  int32_t offset_s = 0;
};

class ZoneRules {
 public:
  /// Reads TZif version 2 or later; empty where it is damaged, or counts leap seconds.
  static std::optional<ZoneRules> parse(std::string_view bytes);

  int32_t offset_at(int64_t instant_s) const;
  /// The first change after an instant; empty where there is none any more.
  std::optional<ZoneChange> next_change(int64_t instant_s) const;

  std::string name;
  int32_t number = 0;

 private:
  std::optional<ZoneChange> yearly_change(int64_t after_s) const;

  int32_t first_offset_s_ = 0;
  std::vector<ZoneChange> changes_;  ///< Ascending.
  std::optional<YearlyRules> rules_;
};

/// Reads "CET-1CEST,M3.5.0,M10.5.0/3"; empty where it is none.
std::optional<YearlyRules> parse_yearly_rules(std::string_view text);

}  // namespace fangan
