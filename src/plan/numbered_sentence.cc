#include "plan/numbered_sentence.h"

#include <algorithm>

#include "plan/line_text.h"
#include "text/utf8.h"

namespace fangan {
namespace {

/// Of what stands in the order of the text.
template <typename Found>
auto first_of_line(const std::vector<Found>& found, uint32_t line) {
  return std::lower_bound(
      found.begin(), found.end(), line,
      [](const Found& one, uint32_t asked) { return one.place.line < asked; });
}

uint32_t heading_of_line(const Draft& draft, uint32_t line) {
  const auto found = first_of_line(draft.headings, line);
  return found == draft.headings.end() || found->place.line != line
             ? no_heading
             : static_cast<uint32_t>(found - draft.headings.begin());
}

/// The next line opens a part that is not inside this one, or there is none.
bool is_last_of_part(const Draft& draft, uint32_t line) {
  const uint32_t heading = heading_of_line(draft, line);
  uint32_t next = line + 1;
  while (next < draft.lines.size() && trim(to_utf32(draft.lines[next])).empty()) ++next;
  if (heading == no_heading || next >= draft.lines.size()) return true;
  const uint32_t below = heading_of_line(draft, next);
  if (below == no_heading) return false;
  uint32_t outer = draft.headings[below].parent;
  while (outer != no_heading && outer != heading) outer = draft.headings[outer].parent;
  return outer == no_heading;
}

}  // namespace

bool is_numbered_sentence(const Draft& draft, Place words) {
  constexpr size_t run_in_characters_max = 30;
  const std::u32string line = half_width(to_utf32(draft.lines[words.line]));
  const std::u32string_view text = trim(std::u32string_view(line).substr(0, words.end));
  if (text.empty() || !ends_sentence(text.back())) return false;
  if (text.back() == U';') return true;
  if (trim(std::u32string_view(line).substr(words.end)).empty())
    return is_last_of_part(draft, words.line);
  return text.size() > run_in_characters_max;
}

bool is_title(const Draft& draft, Place words) {
  if (is_numbered_sentence(draft, words)) return false;
  const auto is_in_title = [&words](const Quantity& quantity) {
    return quantity.low && quantity.place.begin < words.end;
  };
  return std::none_of(first_of_line(draft.quantities, words.line),
                      first_of_line(draft.quantities, words.line + 1), is_in_title);
}

}  // namespace fangan
