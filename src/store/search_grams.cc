#include "store/search_grams.h"

#include <algorithm>
#include <vector>

#include "text/utf8.h"

namespace fangan {
namespace {

enum class Sign : uint8_t { none, latin, other };

struct Range {
  char32_t first;
  char32_t last;
};

/// Blanks and punctuation beyond ASCII: between pieces, never in them.
constexpr Range marks[] = {{0x80, 0xBF},     {0x2000, 0x206F}, {0x3000, 0x3003}, {0x3008, 0x3020},
                           {0xFE10, 0xFE4F}, {0xFF01, 0xFF0F}, {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40},
                           {0xFF5B, 0xFF65}};

Sign sign_of(char32_t c) {
  if (c < 0x80) {
    const bool is_latin =
        (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9');
    return is_latin ? Sign::latin : Sign::none;
  }
  for (const Range& range : marks) {
    if (c >= range.first && c <= range.last) return Sign::none;
  }
  return Sign::other;
}

/// Neighbours of one kind.
struct Run {
  Sign sign = Sign::none;
  size_t begin = 0;  ///< Bytes.
  std::vector<std::string_view> characters;
};

std::vector<Run> runs_of(std::string_view text) {
  std::vector<Run> runs;
  Sign last = Sign::none;
  for (size_t offset = 0; offset < text.size();) {
    const size_t begin = offset;
    const Sign sign = sign_of(next_code_point(text, &offset));
    if (sign != Sign::none) {
      if (sign != last) runs.push_back({sign, begin, {}});
      runs.back().characters.push_back(text.substr(begin, offset - begin));
    }
    last = sign;
  }
  return runs;
}

/// A Latin run whole, of others every two neighbours.
std::vector<std::string> pieces_of(const Run& run) {
  std::vector<std::string> pieces;
  if (run.sign == Sign::latin) {
    std::string whole;
    for (const std::string_view c : run.characters) whole += c;
    return {whole};
  }
  for (size_t i = 1; i < run.characters.size(); ++i) {
    pieces.push_back(std::string(run.characters[i - 1]) + std::string(run.characters[i]));
  }
  return pieces;
}

}  // namespace

std::string folded_case(std::string_view text) {
  std::string folded(text);
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return folded;
}

std::string search_grams(std::string_view text) {
  const std::string folded = folded_case(text);
  std::vector<std::string> pieces;
  for (const Run& run : runs_of(folded)) {
    for (std::string& piece : pieces_of(run)) pieces.push_back(std::move(piece));
  }
  std::sort(pieces.begin(), pieces.end());
  pieces.erase(std::unique(pieces.begin(), pieces.end()), pieces.end());
  std::string joined;
  for (const std::string& piece : pieces) joined += (joined.empty() ? "" : " ") + piece;
  return joined;
}

std::string search_expression(std::string_view word) {
  const std::string folded = folded_case(word);
  std::string sure;
  std::string beginning;
  for (const Run& run : runs_of(folded)) {
    const bool is_latin = run.sign == Sign::latin;
    // The word may begin within a run of the text: 100标准 stands in GB32100标准.
    std::string* to = is_latin && run.begin == 0 ? &beginning : &sure;
    for (const std::string& piece : pieces_of(run)) {
      *to += (to->empty() ? "\"" : " AND \"") + piece + (is_latin ? "\"*" : "\"");
    }
  }
  return sure.empty() ? beginning : sure;
}

}  // namespace fangan
