// Line text: looking at one line of official text, character by character.
//
// Official texts mix half and full width: `(` and `（`, `,` and `，`, `1.` and `１．`. These
// functions treat both as the same sign, so that rules are written once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fangan {

/// Full-width digits, letters, brackets and punctuation as their half-width twins; 〔〕【】 and
/// ［］ as square brackets; other characters unchanged. Keeps the length, so offsets stay true.
std::u32string half_width(std::u32string_view text);

bool is_digit(char32_t c);
/// 〇零一二三四五六七八九十百千两
bool is_chinese_numeral(char32_t c);
bool is_space(char32_t c);  ///< Includes the ideographic space.

std::u32string_view trim(std::u32string_view text);

bool starts_with(std::u32string_view text, std::u32string_view prefix);
bool ends_with(std::u32string_view text, std::u32string_view suffix);

/// Offset of the bracket that closes the one at `open`; npos when there is none. Text half width.
size_t matching_bracket(std::u32string_view half, size_t open);

/// 。 ; ! ? end a sentence; text half width (`;` for `；`).
bool ends_sentence(char32_t half);

/// Begin offsets and ends of sentences, cut after 。 ; outside brackets and quotes.
struct Stretch {
  size_t begin = 0;
  size_t end = 0;
};
std::vector<Stretch> sentences(std::u32string_view half);

}  // namespace fangan
