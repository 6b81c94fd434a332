// Reading and writing the digits of dates, times and offsets: fixed widths, no signs, no blanks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fangan {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads exactly `width` digits at *place and moves past them; false, and nothing moved, where
/// there are fewer. Limits  width at most 18.
inline bool read_digits(std::string_view text, size_t* place, size_t width, int64_t* value) {
  if (text.size() - *place < width) return false;
  int64_t read = 0;
  for (size_t i = *place; i < *place + width; ++i) {
    if (!is_digit(text[i])) return false;
    read = read * 10 + (text[i] - '0');
  }
  *place += width;
  *value = read;
  return true;
}

/// Moves past `mark` if it stands at *place.
inline bool read_mark(std::string_view text, size_t* place, char mark) {
  if (*place >= text.size() || text[*place] != mark) return false;
  ++*place;
  return true;
}

/// Reads the digits after a point as billionths, at most nine of them; false where there are more.
inline bool read_nanoseconds(std::string_view text, size_t* place, int32_t* nanoseconds) {
  *nanoseconds = 0;
  for (int32_t unit = 100'000'000; *place < text.size() && is_digit(text[*place]); ++*place) {
    if (unit == 0) return false;
    *nanoseconds += (text[*place] - '0') * unit;
    unit /= 10;
  }
  return true;
}

/// `value` is not negative. Zeros in front fill up to `width`.
inline void append_padded(std::string* text, int64_t value, size_t width) {
  const std::string digits = std::to_string(value);
  if (digits.size() < width) text->append(width - digits.size(), '0');
  *text += digits;
}

/// ".5", ".000000001", or nothing for 0.
inline void append_fraction(std::string* text, int32_t nanoseconds) {
  if (nanoseconds == 0) return;
  *text += '.';
  append_padded(text, nanoseconds, 9);
  text->erase(text->find_last_not_of('0') + 1);
}

/// Division that rounds down. `b` is positive.
inline int64_t floor_divide(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace fangan
