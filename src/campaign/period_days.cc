#include "campaign/period_days.h"

#include <charconv>
#include <string_view>

namespace fangan {
namespace {

std::optional<int> whole(std::string_view digits) {
  int number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, number);
  const bool is_read = error == std::errc() && stopped == end && !digits.empty();
  return is_read ? std::optional<int>(number) : std::nullopt;
}

std::optional<PeriodDays> months(int64_t year, int first, int last) {
  const Result<Date> from = Date::of(year, first, 1);
  if (!from) return std::nullopt;
  return PeriodDays{from.value(), last_of_month(year, last)};
}

}  // namespace

std::optional<PeriodDays> days_of_period(const Value& period) {
  constexpr int64_t year_max = 9999;
  if (period.is(ValueKind::number)) {
    const std::optional<int64_t> year = period.number().as_int64();
    if (!year || *year < 1 || *year > year_max) return std::nullopt;
    return months(*year, 1, 12);
  }
  if (!period.is(ValueKind::string)) return std::nullopt;
  const std::string_view text = period.text();
  const size_t sign = text.find_first_of("-Q");
  const std::optional<int> year = whole(text.substr(0, sign));
  if (!year) return std::nullopt;
  if (sign == text.npos) return months(*year, 1, 12);
  const bool is_quarter = text[sign] == 'Q';
  const std::optional<int> part = whole(text.substr(sign + 1));
  if (!part || *part < 1 || *part > (is_quarter ? 4 : 12)) return std::nullopt;
  return is_quarter ? months(*year, *part * 3 - 2, *part * 3) : months(*year, *part, *part);
}

}  // namespace fangan
