#include "value/zone_rules.h"

#include <algorithm>
#include <array>

#include "value/date.h"
#include "value/digits.h"
#include "value/zone.h"

namespace fangan {
namespace {

constexpr int64_t day_s = 86'400;

/// Reads big-endian numbers one after the other; `failed` stays set once there were too few bytes.
struct Bytes {
  std::string_view rest;
  bool failed = false;

  std::string_view take(size_t count) {
    if (count > rest.size()) {
      failed = true;
      rest = {};
      return {};
    }
    const std::string_view taken = rest.substr(0, count);
    rest.remove_prefix(count);
    return taken;
  }

  int64_t number(size_t width) {
    const std::string_view bytes = take(width);
    uint64_t value = 0;
    for (const char byte : bytes) value = value << 8 | static_cast<uint8_t>(byte);
    const size_t unused = 64 - 8 * width;
    return static_cast<int64_t>(value << unused) >> unused;  // Keeps the sign.
  }
};

struct Header {
  char version = 0;
  size_t is_ut_count = 0;
  size_t is_standard_count = 0;
  size_t leap_count = 0;
  size_t change_count = 0;
  size_t type_count = 0;
  size_t letter_count = 0;
};

std::optional<Header> read_header(Bytes* bytes) {
  constexpr size_t count_max = 100'000;
  if (bytes->take(4) != "TZif") return std::nullopt;
  Header header;
  const std::string_view version = bytes->take(16);
  if (bytes->failed) return std::nullopt;
  header.version = version.front();
  for (size_t* count : {&header.is_ut_count, &header.is_standard_count, &header.leap_count,
                        &header.change_count, &header.type_count, &header.letter_count}) {
    *count = static_cast<size_t>(bytes->number(4));
    if (bytes->failed || *count > count_max) return std::nullopt;
  }
  return header;
}

size_t body_size(const Header& header, size_t time_width) {
  return header.change_count * (time_width + 1) + header.type_count * 6 + header.letter_count +
         header.leap_count * (time_width + 4) + header.is_standard_count + header.is_ut_count;
}

bool is_offset(int64_t offset_s) {
  return offset_s >= -Zone::offset_max_s && offset_s <= Zone::offset_max_s;
}

/// A number of at most three digits.
bool read_small(std::string_view text, size_t* place, int* number) {
  const size_t begin = *place;
  *number = 0;
  for (; *place < text.size() && is_digit(text[*place]) && *place - begin < 3; ++*place) {
    *number = *number * 10 + (text[*place] - '0');
  }
  return *place > begin;
}

/// "EST" or "<+0330>": needed for nothing but finding its end.
bool skip_letters(std::string_view text, size_t* place) {
  const size_t begin = *place;
  if (read_mark(text, place, '<')) {
    const size_t end = text.find('>', *place);
    if (end == std::string_view::npos) return false;
    *place = end + 1;
    return true;
  }
  const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  while (*place < text.size() && is_letter(text[*place])) ++*place;
  return *place - begin >= 3;
}

/// "[+-]h[:mm[:ss]]". Units: seconds.
bool read_clock(std::string_view text, size_t* place, int64_t* seconds) {
  const bool negative = read_mark(text, place, '-');
  if (!negative) read_mark(text, place, '+');
  std::array<int, 3> parts = {0, 0, 0};
  if (!read_small(text, place, &parts[0])) return false;
  for (size_t i = 1; i < parts.size() && read_mark(text, place, ':'); ++i) {
    if (!read_small(text, place, &parts[i]) || parts[i] > 59) return false;
  }
  if (parts[0] > 167) return false;
  *seconds = (parts[0] * int64_t{60} + parts[1]) * 60 + parts[2];
  if (negative) *seconds = -*seconds;
  return true;
}

/// POSIX counts offsets west of Greenwich; here they are turned to count east.
bool read_offset(std::string_view text, size_t* place, int32_t* offset_s) {
  int64_t west_s = 0;
  if (!read_clock(text, place, &west_s) || !is_offset(west_s)) return false;
  *offset_s = static_cast<int32_t>(-west_s);
  return true;
}

/// ",M3.5.0/3", ",J60" or ",59".
bool read_change(std::string_view text, size_t* place, YearlyChange* change) {
  if (!read_mark(text, place, ',')) return false;
  bool valid = false;
  if (read_mark(text, place, 'M')) {
    change->day = YearlyChange::Day::month_week_weekday;
    valid = read_small(text, place, &change->month) && read_mark(text, place, '.') &&
            read_small(text, place, &change->week) && read_mark(text, place, '.') &&
            read_small(text, place, &change->weekday) && change->month >= 1 &&
            change->month <= 12 && change->week >= 1 && change->week <= 5 && change->weekday <= 6;
  } else if (read_mark(text, place, 'J')) {
    change->day = YearlyChange::Day::day_without_29_february;
    valid = read_small(text, place, &change->ordinal) && change->ordinal >= 1 &&
            change->ordinal <= 365;
  } else {
    change->day = YearlyChange::Day::day_from_zero;
    valid = read_small(text, place, &change->ordinal) && change->ordinal <= 365;
  }
  if (!valid) return false;
  return !read_mark(text, place, '/') || read_clock(text, place, &change->second_of_day);
}

/// Days since 1970 of the change in a year.
int64_t day_of(const YearlyChange& change, int64_t year) {
  const int64_t new_year = first_of_year(year).days_since_1970();
  if (change.day == YearlyChange::Day::day_from_zero) return new_year + change.ordinal;
  if (change.day == YearlyChange::Day::day_without_29_february) {
    const bool after_february = change.ordinal > 59 && days_in_month(year, 2) == 29;
    return new_year + change.ordinal - (after_february ? 0 : 1);
  }
  const Date last = last_of_month(year, change.month);
  const int back = (weekday(last) - change.weekday + 7) % 7;
  if (change.week == 5) return last.days_since_1970() - back;
  const Date first = add_days(last, 1 - days_in_month(year, change.month));
  const int ahead = (change.weekday - weekday(first) + 7) % 7;
  return first.days_since_1970() + ahead + (change.week - 1) * 7;
}

/// The changes of a year in the order in which POSIX names them.
std::array<ZoneChange, 2> changes_of(const YearlyRules& rules, int64_t year) {
  const int64_t to_summer = day_of(rules.to_summer, year) * day_s +
                            rules.to_summer.second_of_day - rules.standard_offset_s;
  const int64_t to_standard = day_of(rules.to_standard, year) * day_s +
                              rules.to_standard.second_of_day - rules.summer_offset_s;
  return {ZoneChange{to_summer, rules.summer_offset_s},
          ZoneChange{to_standard, rules.standard_offset_s}};
}

int64_t year_of(int64_t instant_s) {
  return Date::from_days(floor_divide(instant_s, day_s)).year();
}

/// The offset the rules give: that of the last change at or before the instant. Where summer time
/// ends as the next begins (a zone that keeps it all year), summer time wins.
int32_t offset_by_rules(const YearlyRules& rules, int64_t instant_s) {
  if (!rules.has_summer_time) return rules.standard_offset_s;
  ZoneChange last = {INT64_MIN, rules.standard_offset_s};
  const int64_t year = year_of(instant_s);
  for (int64_t near = year - 1; near <= year + 1; ++near) {
    for (const ZoneChange& change : changes_of(rules, near)) {
      const bool wins = change.instant_s > last.instant_s ||
                        (change.instant_s == last.instant_s &&
                         change.offset_s == rules.summer_offset_s);
      if (change.instant_s <= instant_s && wins) last = change;
    }
  }
  return last.offset_s;
}

}  // namespace

std::optional<YearlyRules> parse_yearly_rules(std::string_view text) {
  YearlyRules rules;
  size_t place = 0;
  const bool starts =
      skip_letters(text, &place) && read_offset(text, &place, &rules.standard_offset_s);
  if (!starts) return std::nullopt;
  if (place == text.size()) return rules;
  rules.has_summer_time = true;
  if (!skip_letters(text, &place) || place == text.size()) return std::nullopt;
  rules.summer_offset_s = rules.standard_offset_s + 3'600;
  if (text[place] != ',' && !read_offset(text, &place, &rules.summer_offset_s)) {
    return std::nullopt;
  }
  const bool ends = read_change(text, &place, &rules.to_summer) &&
                    read_change(text, &place, &rules.to_standard) && place == text.size();
  if (!ends || !is_offset(rules.summer_offset_s)) return std::nullopt;
  return rules;
}

std::optional<ZoneRules> ZoneRules::parse(std::string_view file) {
  Bytes bytes = {file};
  const std::optional<Header> old_header = read_header(&bytes);
  if (!old_header || old_header->version < '2') return std::nullopt;
  bytes.take(body_size(*old_header, 4));
  const std::optional<Header> header = read_header(&bytes);
  if (!header || header->leap_count != 0 || header->type_count == 0) return std::nullopt;

  ZoneRules rules;
  for (size_t i = 0; i < header->change_count; ++i) {
    rules.changes_.push_back({bytes.number(8), 0});
    const bool ascends = i == 0 || rules.changes_[i - 1].instant_s < rules.changes_[i].instant_s;
    if (bytes.failed || !ascends) return std::nullopt;
  }
  const std::string_view types = bytes.take(header->change_count);
  std::vector<int32_t> offsets;
  for (size_t i = 0; i < header->type_count; ++i) {
    const int64_t offset_s = bytes.number(4);
    bytes.take(2);
    if (bytes.failed || !is_offset(offset_s)) return std::nullopt;
    offsets.push_back(static_cast<int32_t>(offset_s));
  }
  rules.first_offset_s_ = offsets.front();
  for (size_t i = 0; i < types.size(); ++i) {
    const size_t type = static_cast<uint8_t>(types[i]);
    if (type >= offsets.size()) return std::nullopt;
    rules.changes_[i].offset_s = offsets[type];
  }
  bytes.take(header->letter_count + header->is_standard_count + header->is_ut_count);
  if (bytes.take(1) != "\n") return std::nullopt;
  const size_t footer_size = bytes.rest.find('\n');
  if (footer_size == std::string_view::npos) return std::nullopt;
  const std::string_view footer = bytes.rest.substr(0, footer_size);
  if (!footer.empty()) {
    rules.rules_ = parse_yearly_rules(footer);
    if (!rules.rules_) return std::nullopt;
  }
  return rules;
}

int32_t ZoneRules::offset_at(int64_t instant_s) const {
  if (changes_.empty() || instant_s >= changes_.back().instant_s) {
    if (rules_) return offset_by_rules(*rules_, instant_s);
    return changes_.empty() ? first_offset_s_ : changes_.back().offset_s;
  }
  const auto after = std::upper_bound(
      changes_.begin(), changes_.end(), instant_s,
      [](int64_t instant, const ZoneChange& change) { return instant < change.instant_s; });
  return after == changes_.begin() ? first_offset_s_ : std::prev(after)->offset_s;
}

std::optional<ZoneChange> ZoneRules::next_change(int64_t instant_s) const {
  const auto after = std::upper_bound(
      changes_.begin(), changes_.end(), instant_s,
      [](int64_t instant, const ZoneChange& change) { return instant < change.instant_s; });
  if (after != changes_.end()) return *after;
  return yearly_change(instant_s);
}

std::optional<ZoneChange> ZoneRules::yearly_change(int64_t after_s) const {
  if (!rules_ || !rules_->has_summer_time) return std::nullopt;
  std::optional<ZoneChange> first;
  const int64_t year = year_of(after_s);
  for (int64_t near = year - 1; near <= year + 1; ++near) {
    for (const ZoneChange& change : changes_of(*rules_, near)) {
      const bool is_next = change.instant_s > after_s;
      if (is_next && (!first || change.instant_s < first->instant_s)) first = change;
    }
  }
  // Where one change undoes another at the same instant, the rules say which of them holds.
  if (first) first->offset_s = offset_by_rules(*rules_, first->instant_s);
  return first;
}

}  // namespace fangan
