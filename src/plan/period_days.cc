#include "plan/period_days.h"

#include <algorithm>
#include <charconv>

namespace fangan {
namespace {

constexpr size_t year_size = 4;

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

std::string spelt_period(std::string_view written) {
  std::string text(written);
  const bool is_quarter = text.size() == 7 && text.compare(year_size, 2, "-Q") == 0;
  if (is_quarter) text.erase(year_size, 1);
  return text;
}

bool is_period(std::string_view text) {
  const auto are_digits = [](std::string_view part) {
    return std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (text.size() < year_size || !are_digits(text.substr(0, year_size))) return false;
  const std::string_view rest = text.substr(year_size);
  if (rest.empty()) return true;
  if (rest[0] == 'Q') return rest.size() == 2 && rest[1] >= '1' && rest[1] <= '4';
  const std::string_view month = rest.substr(1);
  return rest[0] == '-' && month.size() == 2 && are_digits(month) && month >= "01" && month <= "12";
}

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
