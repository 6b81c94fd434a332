#include "feel/character_class.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "feel/unicode_blocks.h"

namespace fangan {
namespace {

constexpr char32_t last_character = 0x10FFFF;

// The general categories of Unicode; XML Schema has no surrogates (Cs).
constexpr std::array<std::string_view, 36> categories{
    "L",  "Lu", "Ll", "Lt", "Lm", "Lo", "M",  "Mn", "Mc", "Me", "N",  "Nd",
    "Nl", "No", "P",  "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z",  "Zs",
    "Zl", "Zp", "S",  "Sm", "Sc", "Sk", "So", "C",  "Cc", "Cf", "Co", "Cn"};

// NameStartChar of XML 1.0, fifth edition: \i.
constexpr std::array<CharacterRange, 16> name_starts{{{':', ':'},
                                                      {'A', 'Z'},
                                                      {'_', '_'},
                                                      {'a', 'z'},
                                                      {0xC0, 0xD6},
                                                      {0xD8, 0xF6},
                                                      {0xF8, 0x2FF},
                                                      {0x370, 0x37D},
                                                      {0x37F, 0x1FFF},
                                                      {0x200C, 0x200D},
                                                      {0x2070, 0x218F},
                                                      {0x2C00, 0x2FEF},
                                                      {0x3001, 0xD7FF},
                                                      {0xF900, 0xFDCF},
                                                      {0xFDF0, 0xFFFD},
                                                      {0x10000, 0xEFFFF}}};

// What NameChar has besides: \c.
constexpr std::array<CharacterRange, 5> name_rests{
    {{'-', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}}};

std::vector<CharacterRange> name_ranges(char32_t letter) {
  std::vector<CharacterRange> ranges(name_starts.begin(), name_starts.end());
  if (letter == 'c') ranges.insert(ranges.end(), name_rests.begin(), name_rests.end());
  return ranges;
}

std::string range_text(CharacterRange range) {
  const std::string first = escaped_for_pcre(range.first);
  return range.first == range.last ? first : first + "-" + escaped_for_pcre(range.last);
}

std::string ranges_text(const std::vector<CharacterRange>& ranges) {
  std::string text;
  for (const CharacterRange& range : ranges) text += range_text(range);
  return text;
}

std::vector<CharacterRange> complement(std::vector<CharacterRange> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const CharacterRange& a, const CharacterRange& b) { return a.first < b.first; });
  std::vector<CharacterRange> gaps;
  char32_t next = 0;
  for (const CharacterRange& range : ranges) {
    // Surrogates are no characters: PCRE2 takes none as the end of a range.
    const char32_t before = range.first == 0xE000 ? 0xD7FF : range.first - 1;
    const char32_t after = range.last == 0xD7FF ? 0xE000 : range.last + 1;
    if (range.first > next) gaps.push_back({next, before});
    next = std::max(next, after);
  }
  if (next <= last_character) gaps.push_back({next, last_character});
  return gaps;
}

}  // namespace

std::string escaped_for_pcre(char32_t character) {
  const bool is_plain = (character >= '0' && character <= '9') ||
                        (character >= 'A' && character <= 'Z') ||
                        (character >= 'a' && character <= 'z');
  if (is_plain) return std::string(1, static_cast<char>(character));
  std::array<char, 12> hex;
  const auto end = std::to_chars(hex.data(), hex.data() + hex.size(),
                                 static_cast<uint32_t>(character), 16);
  return "\\x{" + std::string(hex.data(), end.ptr) + "}";
}

void CharacterClass::add_fixed(const std::vector<CharacterRange>& ranges, Sense sense) {
  fixed_ += ranges_text(sense == Sense::inside ? ranges : complement(ranges));
}

bool CharacterClass::add_escape(char32_t letter) {
  const std::vector<CharacterRange> blanks{{'\t', '\n'}, {'\r', '\r'}, {' ', ' '}};
  switch (letter) {
    case 'd': fixed_ += "\\p{Nd}"; return true;
    case 'D': fixed_ += "\\P{Nd}"; return true;
    case 's': add_fixed(blanks, Sense::inside); return true;
    case 'S': add_fixed(blanks, Sense::outside); return true;
    case 'w': fixed_ += "\\p{L}\\p{M}\\p{N}\\p{S}"; return true;
    case 'W': fixed_ += "\\p{P}\\p{Z}\\p{C}"; return true;
    case 'i': add_fixed(name_ranges('i'), Sense::inside); return true;
    case 'I': add_fixed(name_ranges('i'), Sense::outside); return true;
    case 'c': add_fixed(name_ranges('c'), Sense::inside); return true;
    case 'C': add_fixed(name_ranges('c'), Sense::outside); return true;
    default: return false;
  }
}

bool CharacterClass::add_property(std::string_view name, Sense sense) {
  if (std::find(categories.begin(), categories.end(), name) != categories.end()) {
    fixed_ += (sense == Sense::inside ? "\\p{" : "\\P{") + std::string(name) + "}";
    return true;
  }
  if (!name.starts_with("Is")) return false;
  std::vector<CharacterRange> ranges;
  for (const UnicodeBlock& block : unicode_blocks) {
    if (block.name == name.substr(2)) ranges.push_back({block.first, block.last});
  }
  if (ranges.empty()) return false;
  add_fixed(ranges, sense);
  return true;
}

std::string CharacterClass::translated(Case sensitivity) const {
  const bool is_split = sensitivity == Case::ignored && !fixed_.empty();
  const std::string ranges = ranges_text(ranges_);
  std::string atom;
  if (!is_split) {
    atom = (is_negative_ ? "[^" : "[") + ranges + fixed_ + "]";
  } else if (ranges_.empty()) {
    atom = "(?-i:" + std::string(is_negative_ ? "[^" : "[") + fixed_ + "])";
  } else {
    const std::string either = "[" + ranges + "]|(?-i:[" + fixed_ + "])";
    atom = is_negative_ ? "(?:(?!" + either + ").)" : "(?:" + either + ")";
  }
  return subtracted_.empty() ? atom : "(?:(?!" + subtracted_ + ")" + atom + ")";
}

}  // namespace fangan
