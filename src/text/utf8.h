// UTF-8: stepping through text by character, and how wide a character is on a terminal.
//
// Plans are Chinese: a byte is not a character and a character is not a column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace fangan {

/// Reads the code point that starts at byte `*offset` and moves `*offset` past it. A malformed
/// byte gives U+FFFD and moves on by one byte, so a loop always ends.
char32_t next_code_point(std::string_view utf8, size_t* offset);

/// Appends a code point. A surrogate or a value above U+10FFFF is written as U+FFFD.
void append_utf8(std::string* out, char32_t code_point);

/// True when every byte belongs to a well-formed sequence (no overlong forms, no surrogates).
bool is_valid_utf8(std::string_view text);

/// The beginning of a text, at most so many bytes, no character cut in two.
std::string_view first_bytes(std::string_view utf8, size_t bytes_max);

/// Number of code points.
size_t code_point_count(std::string_view utf8);

/// Han ideographs of the unified blocks and extensions, and 〇.
bool is_han(char32_t code_point);

/// Columns a terminal needs: 2 for East Asian wide and full-width characters, 0 for combining
/// marks and zero-width joiners, 1 otherwise. Source: Unicode 15 East Asian Width.
int display_width(char32_t code_point);
int display_width(std::string_view utf8);

/// The text as UTF-32, for algorithms that look at neighbours, and back.
std::u32string to_utf32(std::string_view utf8);
std::string to_utf8(std::u32string_view code_points);

}  // namespace fangan
