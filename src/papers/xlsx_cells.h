// Xlsx cells: what a spreadsheet shows for what its file stores. No binary numbers: a stored number
// is cut to the 15 digits that Excel shows, in decimals.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fangan {

struct NumberText {
  std::string text;          ///< Plain decimal: no exponent, no zeros at the end of a fraction.
  bool lost_digits = false;  ///< More than 15 digits before the point: the last ones are zeros.
};

/// None for what is no number.
std::optional<NumberText> read_stored_number(std::string_view stored);

enum class NumberFormat : uint8_t { number, day, time, elapsed };

/// What a format code shows: 0.00, yyyy"年"m"月", h:mm, [h]:mm. Day and time together are a day.
NumberFormat kind_of_format(std::string_view code);
/// Digits that a format of zeros only (00000) fills up to; 0 for others.
size_t zeros_of_format(std::string_view code);
/// The formats that have a number and no code.
NumberFormat kind_of_builtin_format(uint32_t number);

enum class DayEpoch : uint8_t { from_1900, from_1904 };

struct DayText {
  std::string text;  ///< 2017-12-31, or 08:30:00.
  bool lost_time = false;
};

/// A number of days as a spreadsheet shows it. Excel's 29 February 1900 and 0 January 1900 are no
/// days and read like that. None below zero and after 9999.
std::optional<DayText> read_stored_day(std::string_view stored, NumberFormat format,
                                       DayEpoch count);

/// Excel's number of a day, to write it; none for days before March 1900, which Excel has wrong.
std::optional<int64_t> excel_day_number(std::string_view iso_date);

/// Resolves _x000D_ and its like; line ends become LF.
void resolve_escapes(std::string* text);
/// Makes what would be taken for an escape one of its own, and what XML has no character for.
std::string with_escapes(std::string_view text);

/// Characters as Excel counts them, in UTF-16.
size_t utf16_units(std::string_view utf8);
/// The beginning, so many of them.
std::string_view first_units(std::string_view utf8, size_t units);

/// A, B, ... XFD. Units: 0-based.
std::string column_letters(uint32_t column);

struct CellAddress {
  uint32_t column = 0;  ///< 0-based.
  uint32_t row = 0;     ///< 1-based; 0: none written.
};
/// C7 or $C$7. None for anything else, or beyond nine digits and four letters.
std::optional<CellAddress> read_cell_address(std::string_view text);

}  // namespace fangan
