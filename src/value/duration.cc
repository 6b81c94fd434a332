#include "value/duration.h"

namespace fangan {
namespace {

/// One step of an ISO 8601 duration: a number, perhaps a fraction, and its letter.
struct Part {
  int64_t whole = 0;
  int32_t nanoseconds = 0;
  bool has_fraction = false;
  char letter = 0;
};

bool read_part(std::string_view text, size_t* i, Part* part) {
  const size_t begin = *i;
  for (; *i < text.size() && text[*i] >= '0' && text[*i] <= '9'; ++*i) {
    if (part->whole > (INT64_MAX - 9) / 10) return false;
    part->whole = part->whole * 10 + (text[*i] - '0');
  }
  if (*i == begin) return false;
  if (*i < text.size() && text[*i] == '.') {
    part->has_fraction = true;
    int32_t unit = 100'000'000;
    const size_t fraction = ++*i;
    for (; *i < text.size() && text[*i] >= '0' && text[*i] <= '9'; ++*i, unit /= 10) {
      part->nanoseconds += (text[*i] - '0') * unit;
    }
    if (*i == fraction) return false;
  }
  if (*i >= text.size()) return false;
  part->letter = text[(*i)++];
  return true;
}

/// Strips the sign and the P; false where there is none.
bool read_start(std::string_view text, size_t* i, bool* negative) {
  *negative = !text.empty() && text[0] == '-';
  *i = *negative ? 1 : 0;
  if (*i >= text.size() || text[*i] != 'P' || *i + 1 == text.size()) return false;
  ++*i;
  return true;
}

Diagnostic wrong(std::string_view text) {
  return problem("VAL-U001", {{"text", std::string(text.substr(0, 40))}});
}

}  // namespace

Result<MonthsDuration> parse_months_duration(std::string_view text) {
  size_t i = 0;
  bool negative = false;
  if (!read_start(text, &i, &negative)) return wrong(text);
  constexpr std::string_view order = "YM";
  size_t next = 0;
  int64_t months = 0;
  while (i < text.size()) {
    Part part;
    if (!read_part(text, &i, &part) || part.has_fraction) return wrong(text);
    const size_t place = order.find(part.letter, next);
    if (place == std::string_view::npos || part.whole > INT64_MAX / 24) return wrong(text);
    months += part.whole * (part.letter == 'Y' ? 12 : 1);
    next = place + 1;
  }
  return MonthsDuration{negative ? -months : months};
}

Result<TimeDuration> parse_time_duration(std::string_view text) {
  size_t i = 0;
  bool negative = false;
  if (!read_start(text, &i, &negative)) return wrong(text);
  constexpr std::string_view order = "DHMS";
  constexpr int64_t seconds_of[] = {86'400, 3'600, 60, 1};
  size_t next = 0;
  bool in_time = false;
  TimeDuration duration;
  while (i < text.size()) {
    if (text[i] == 'T' && !in_time) {
      in_time = true;
      next = 1;
      if (++i == text.size()) return wrong(text);
      continue;
    }
    Part part;
    if (!read_part(text, &i, &part)) return wrong(text);
    const size_t place = order.find(part.letter, next);
    const bool misplaced = place == std::string_view::npos || (place > 0) != in_time;
    if (misplaced || (part.has_fraction && place != 3)) return wrong(text);
    if (part.whole > INT64_MAX / 200'000) return wrong(text);
    duration.seconds += part.whole * seconds_of[place];
    duration.nanoseconds = part.nanoseconds;
    next = place + 1;
  }
  if (negative) duration = {-duration.seconds, -duration.nanoseconds};
  return duration;
}

std::string print(MonthsDuration duration) {
  const int64_t months = duration.months < 0 ? -duration.months : duration.months;
  std::string text = duration.months < 0 ? "-P" : "P";
  if (months / 12 != 0) text += std::to_string(months / 12) + "Y";
  if (months % 12 != 0 || months == 0) text += std::to_string(months % 12) + "M";
  return text;
}

std::string print(TimeDuration duration) {
  const bool negative = duration.seconds < 0 || duration.nanoseconds < 0;
  const int64_t seconds = negative ? -duration.seconds : duration.seconds;
  const int32_t nanoseconds = negative ? -duration.nanoseconds : duration.nanoseconds;
  std::string text = negative ? "-P" : "P";
  if (seconds / 86'400 != 0) text += std::to_string(seconds / 86'400) + "D";
  std::string time;
  if (seconds / 3'600 % 24 != 0) time += std::to_string(seconds / 3'600 % 24) + "H";
  if (seconds / 60 % 60 != 0) time += std::to_string(seconds / 60 % 60) + "M";
  if (seconds % 60 != 0 || nanoseconds != 0) {
    time += std::to_string(seconds % 60);
    if (nanoseconds != 0) {
      std::string fraction = std::to_string(nanoseconds);
      fraction.insert(0, 9 - fraction.size(), '0');
      fraction.erase(fraction.find_last_not_of('0') + 1);
      time += "." + fraction;
    }
    time += "S";
  }
  if (!time.empty()) text += "T" + time;
  return text.back() == 'P' ? text + "T0S" : text;
}

}  // namespace fangan
