// References: the documents an official text names in 《》, with their numbers.
#include "plan/line_text.h"
#include "plan/outline.h"
#include "text/utf8.h"

namespace fangan {

std::vector<Reference> references(const std::vector<std::string>& lines, const Lexicon&) {
  std::vector<Reference> found;
  for (uint32_t line = 0; line < lines.size(); ++line) {
    const std::u32string text = to_utf32(lines[line]);
    const std::u32string half = half_width(text);
    for (size_t open = half.find(U'《'); open != half.npos; open = half.find(U'《', open + 1)) {
      const size_t close = matching_bracket(half, open);
      if (close == half.npos) break;
      Reference reference;
      reference.title = to_utf8(std::u32string_view(text).substr(open + 1, close - open - 1));
      size_t end = close + 1;
      const size_t bracket = end < half.size() && half[end] == U'(' ? matching_bracket(half, end)
                                                                    : half.npos;
      if (bracket != half.npos && half[bracket - 1] == U'号') {
        reference.number = to_utf8(std::u32string_view(text).substr(end + 1, bracket - end - 1));
        end = bracket + 1;
      }
      reference.place = Place{line, static_cast<uint32_t>(open), static_cast<uint32_t>(end)};
      found.push_back(std::move(reference));
      open = close;
    }
  }
  return found;
}

}  // namespace fangan
