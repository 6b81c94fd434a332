#include "value/duration.h"

#include "text/utf8.h"
#include "value/digits.h"

namespace fangan {
namespace {

constexpr int32_t second_ns = 1'000'000'000;

Diagnostic wrong(std::string_view text) {
  return problem("VAL-U001", {{"text", std::string(first_bytes(text, 40))}});
}

Diagnostic too_long() { return problem("VAL-U002"); }

/// One step of an ISO 8601 duration: a number, perhaps a fraction, and its letter.
struct Part {
  int64_t whole = 0;
  int32_t nanoseconds = 0;
  bool has_fraction = false;
  char letter = 0;
};

enum class PartRead : uint8_t { read, wrong, too_long };

PartRead read_part(std::string_view text, size_t* place, Part* part) {
  const size_t begin = *place;
  bool fits = true;
  for (; *place < text.size() && is_digit(text[*place]); ++*place) {
    fits = fits && !__builtin_mul_overflow(part->whole, 10, &part->whole) &&
           !__builtin_add_overflow(part->whole, text[*place] - '0', &part->whole);
  }
  if (*place == begin) return PartRead::wrong;
  if (read_mark(text, place, '.')) {
    part->has_fraction = true;
    if (!read_nanoseconds(text, place, &part->nanoseconds)) return PartRead::wrong;
  }
  if (*place >= text.size()) return PartRead::wrong;
  part->letter = text[(*place)++];
  return fits ? PartRead::read : PartRead::too_long;
}

/// *total += count * unit; false where that is too much.
bool add_units(int64_t* total, int64_t count, int64_t unit) {
  int64_t product = 0;
  return !__builtin_mul_overflow(count, unit, &product) &&
         !__builtin_add_overflow(*total, product, total);
}

/// Strips the sign and the P; false where there is none or nothing follows.
bool read_start(std::string_view text, size_t* place, bool* negative) {
  *negative = read_mark(text, place, '-');
  return read_mark(text, place, 'P') && *place < text.size();
}

constexpr bool is_symmetric(int64_t value) { return value != INT64_MIN; }

Result<Decimal> to_decimal(TimeDuration duration) {
  const Result<Decimal> fraction = divide(Decimal(duration.nanoseconds), Decimal(second_ns));
  if (!fraction) return fraction;
  return add(Decimal(duration.seconds), fraction.value());
}

/// A number of months or seconds as an integer, what is below it cut. Decimals out of the range of
/// int64 are too long, whatever made them so.
Result<int64_t> cut_to_integer(const Decimal& number) {
  const Result<Decimal> whole = round(number, 0, Rounding::down);
  if (!whole) return too_long();
  const Result<int64_t> integer = whole.value().to_int64();
  if (!integer || !is_symmetric(integer.value())) return too_long();
  return integer;
}

Result<MonthsDuration> months_from(const Result<Decimal>& months) {
  if (!months) return months.errors();
  const Result<int64_t> integer = cut_to_integer(months.value());
  if (!integer) return integer.errors();
  return MonthsDuration{integer.value()};
}

Result<TimeDuration> time_from(const Result<Decimal>& seconds) {
  if (!seconds) return seconds.errors();
  const Result<int64_t> whole = cut_to_integer(seconds.value());
  if (!whole) return whole.errors();
  const Result<Decimal> rest = subtract(seconds.value(), Decimal(whole.value()));
  if (!rest) return rest.errors();
  const Result<Decimal> nanoseconds = multiply(rest.value(), Decimal(second_ns));
  if (!nanoseconds) return nanoseconds.errors();
  const Result<int64_t> cut = cut_to_integer(nanoseconds.value());
  if (!cut) return cut.errors();
  return TimeDuration{whole.value(), static_cast<int32_t>(cut.value())};
}

/// The product of a duration and a number; out of the range of decimals is too long as well.
Result<Decimal> scaled(const Decimal& length, const Decimal& factor) {
  const Result<Decimal> product = multiply(length, factor);
  return product ? product : too_long();
}

Result<Decimal> shared_out(const Decimal& length, const Decimal& divisor) {
  const Result<Decimal> quotient = divide(length, divisor);
  return quotient || divisor.is_zero() ? quotient : too_long();
}

uint64_t size_of(int64_t value) {
  return value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
}

}  // namespace

Result<MonthsDuration> parse_months_duration(std::string_view text) {
  size_t place = 0;
  bool negative = false;
  if (!read_start(text, &place, &negative)) return wrong(text);
  constexpr std::string_view order = "YM";
  size_t next = 0;
  int64_t months = 0;
  bool fits = true;
  while (place < text.size()) {
    Part part;
    const PartRead read = read_part(text, &place, &part);
    if (read == PartRead::wrong || part.has_fraction) return wrong(text);
    const size_t unit = order.find(part.letter, next);
    if (unit == std::string_view::npos) return wrong(text);
    fits = fits && read == PartRead::read && add_units(&months, part.whole, unit == 0 ? 12 : 1);
    next = unit + 1;
  }
  if (!fits) return too_long();
  return MonthsDuration{negative ? -months : months};
}

Result<TimeDuration> parse_time_duration(std::string_view text) {
  size_t place = 0;
  bool negative = false;
  if (!read_start(text, &place, &negative)) return wrong(text);
  constexpr std::string_view order = "DHMS";
  constexpr int64_t seconds_of[] = {86'400, 3'600, 60, 1};
  size_t next = 0;
  bool in_time = false;
  bool fits = true;
  TimeDuration duration;
  while (place < text.size()) {
    if (!in_time && read_mark(text, &place, 'T')) {
      in_time = true;
      next = 1;
      if (place == text.size()) return wrong(text);
    }
    Part part;
    const PartRead read = read_part(text, &place, &part);
    if (read == PartRead::wrong) return wrong(text);
    const size_t unit = order.find(part.letter, next);
    const bool misplaced = unit == std::string_view::npos || (unit > 0) != in_time;
    if (misplaced || (part.has_fraction && unit != 3)) return wrong(text);
    fits = fits && read == PartRead::read &&
           add_units(&duration.seconds, part.whole, seconds_of[unit]);
    duration.nanoseconds = part.nanoseconds;
    next = unit + 1;
  }
  if (!fits) return too_long();
  return negative ? negate(duration) : duration;
}

YearsAndMonths components(MonthsDuration duration) {
  return {duration.months / 12, static_cast<int>(duration.months % 12)};
}

DaysAndTime components(TimeDuration duration) {
  return {duration.seconds / 86'400, static_cast<int>(duration.seconds / 3'600 % 24),
          static_cast<int>(duration.seconds / 60 % 60), static_cast<int>(duration.seconds % 60),
          duration.nanoseconds};
}

Decimal seconds_component(TimeDuration duration) {
  return to_decimal({duration.seconds % 60, duration.nanoseconds}).value();
}

std::string print(MonthsDuration duration) {
  const uint64_t months = size_of(duration.months);
  std::string text = is_negative(duration) ? "-P" : "P";
  if (months / 12 != 0) text += std::to_string(months / 12) + "Y";
  if (months % 12 != 0 || months == 0) text += std::to_string(months % 12) + "M";
  return text;
}

std::string print(TimeDuration duration) {
  const uint64_t seconds = size_of(duration.seconds);
  const int32_t nanoseconds =
      duration.nanoseconds < 0 ? -duration.nanoseconds : duration.nanoseconds;
  std::string text = is_negative(duration) ? "-P" : "P";
  if (seconds / 86'400 != 0) text += std::to_string(seconds / 86'400) + "D";
  std::string time;
  if (seconds / 3'600 % 24 != 0) time += std::to_string(seconds / 3'600 % 24) + "H";
  if (seconds / 60 % 60 != 0) time += std::to_string(seconds / 60 % 60) + "M";
  if (seconds % 60 != 0 || nanoseconds != 0) {
    time += std::to_string(seconds % 60);
    append_fraction(&time, nanoseconds);
    time += "S";
  }
  if (!time.empty()) text += "T" + time;
  return text.back() == 'P' ? text + "T0S" : text;
}

Result<MonthsDuration> add(MonthsDuration left, MonthsDuration right) {
  int64_t months = 0;
  const bool overflows = __builtin_add_overflow(left.months, right.months, &months);
  if (overflows || !is_symmetric(months)) return too_long();
  return MonthsDuration{months};
}

Result<MonthsDuration> subtract(MonthsDuration left, MonthsDuration right) {
  return add(left, negate(right));
}

Result<TimeDuration> add(TimeDuration left, TimeDuration right) {
  int64_t seconds = 0;
  if (__builtin_add_overflow(left.seconds, right.seconds, &seconds)) return too_long();
  const int64_t nanoseconds = int64_t{left.nanoseconds} + right.nanoseconds;
  if (__builtin_add_overflow(seconds, nanoseconds / second_ns, &seconds)) return too_long();
  int64_t rest = nanoseconds % second_ns;
  if (seconds > 0 && rest < 0) {
    --seconds;
    rest += second_ns;
  } else if (seconds < 0 && rest > 0) {
    ++seconds;
    rest -= second_ns;
  }
  if (!is_symmetric(seconds)) return too_long();
  return TimeDuration{seconds, static_cast<int32_t>(rest)};
}

Result<TimeDuration> subtract(TimeDuration left, TimeDuration right) {
  return add(left, negate(right));
}

Result<MonthsDuration> multiply(MonthsDuration duration, const Decimal& factor) {
  return months_from(scaled(Decimal(duration.months), factor));
}

Result<MonthsDuration> divide(MonthsDuration duration, const Decimal& divisor) {
  return months_from(shared_out(Decimal(duration.months), divisor));
}

Result<TimeDuration> multiply(TimeDuration duration, const Decimal& factor) {
  const Result<Decimal> length = to_decimal(duration);
  return time_from(length ? scaled(length.value(), factor) : length);
}

Result<TimeDuration> divide(TimeDuration duration, const Decimal& divisor) {
  const Result<Decimal> length = to_decimal(duration);
  return time_from(length ? shared_out(length.value(), divisor) : length);
}

Result<Decimal> divide(MonthsDuration left, MonthsDuration right) {
  return divide(Decimal(left.months), Decimal(right.months));
}

Result<Decimal> divide(TimeDuration left, TimeDuration right) {
  const Result<Decimal> dividend = to_decimal(left);
  const Result<Decimal> divisor = to_decimal(right);
  if (!dividend) return dividend;
  if (!divisor) return divisor;
  return divide(dividend.value(), divisor.value());
}

}  // namespace fangan
