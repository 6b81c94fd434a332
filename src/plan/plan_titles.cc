#include "plan/plan_titles.h"

#include <algorithm>
#include <optional>

#include "plan/heading_marks.h"
#include "plan/line_text.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t title_characters_max = 70;
constexpr size_t first_half_characters_max = 40;

std::u32string without_blanks(std::u32string_view text) {
  std::u32string bare;
  for (const char32_t c : text) {
    if (!is_space(c)) bare += c;
  }
  return bare;
}

bool ends_like_text(std::u32string_view half) {
  constexpr std::u32string_view signs = U"。;:,、!?";
  return half.empty() || signs.find(half.back()) != std::u32string_view::npos;
}

/// Offset behind a date that begins the line ("2025年11月5日" run into the title), or 0.
size_t after_leading_date(std::u32string_view half) {
  const size_t day = half.substr(0, 18).find(U'日');
  const bool dated = day != std::u32string_view::npos && !half.empty() && is_digit(half[0]) &&
                     half.substr(0, day).find(U'月') != std::u32string_view::npos;
  return dated ? day + 1 : 0;
}

class TitleFinder {
 public:
  TitleFinder(const std::vector<std::u32string>& texts, const std::vector<std::u32string>& halves,
              const Lexicon& lexicon)
      : texts_(texts), halves_(halves) {
    for (const std::string& word : lexicon.words("plan_words.tsv"))
      words_.push_back(to_utf32(word));
    for (const std::u32string& half : halves) all_ += without_blanks(half) + U"\n";
  }

  std::vector<Heading> find() {
    std::vector<Heading> titles;
    std::optional<uint32_t> candidate;
    std::optional<uint32_t> notice;
    for (uint32_t line = 0; line < halves_.size(); ++line) {
      if (is_first_mark(line) && candidate) {
        titles.push_back(make_title(*candidate));
        candidate.reset();
      }
      if (!looks_like_title(line)) continue;
      if (is_notice_title(line)) {
        if (!notice) notice = line;
      } else {
        candidate = line;
      }
    }
    // A document that is itself the plan carries its title on the first page.
    if (titles.empty() && !candidate && notice) titles.push_back(make_title(*notice));
    return titles;
  }

 private:
  /// The first chapter, section, article or item of a text.
  bool is_first_mark(uint32_t line) const {
    const std::optional<HeadingMark> mark = heading_mark(halves_[line]);
    return mark && (mark->number == "一" || mark->number == "1");
  }

  bool looks_like_title(uint32_t line) const {
    const std::u32string_view half = trim(halves_[line]);
    const std::u32string_view text = half.substr(after_leading_date(half));
    if (text.size() < 4 || text.size() > title_characters_max || ends_like_text(text)) return false;
    if (heading_mark(text) || starts_with(text, U"附件")) return false;
    if (text.find(U'。') != text.npos || text.find(U',') != text.npos) return false;
    if (text.find(U':') != text.npos || text.find(U'\t') != text.npos) return false;
    const std::u32string bare = without_trailing_brackets(without_blanks(text));
    const bool notice = ends_with(bare, U"通知");
    const auto ends_bare = [&bare](const std::u32string& word) { return ends_with(bare, word); };
    return notice || std::any_of(words_.begin(), words_.end(), ends_bare);
  }

  static std::u32string without_trailing_brackets(std::u32string text) {
    while (!text.empty() && (text.back() == U')' || text.back() == U'》' || text.back() == U'”')) {
      const char32_t open = text.back() == U')' ? U'(' : text.back() == U'》' ? U'《' : U'“';
      if (text.back() != U')') {
        text.pop_back();
        continue;
      }
      const size_t at = text.rfind(open);
      if (at == std::u32string::npos) break;
      text.erase(at);
    }
    return text;
  }

  bool is_notice_title(uint32_t line) const {
    return ends_with(without_trailing_brackets(without_blanks(halves_[line])), U"通知");
  }

  /// True when the two lines together stand elsewhere in the document as one title.
  bool continues_line_above(uint32_t line) const {
    if (line == 0) return false;
    const std::u32string_view above = trim(halves_[line - 1]);
    const bool may = !above.empty() && above.size() <= first_half_characters_max &&
                     !ends_like_text(above) && !heading_mark(above) &&
                     above.find(U'\t') == above.npos && !is_digit(above.back()) &&
                     above.back() != U'日' && above.back() != U')';
    if (!may) return false;
    const std::u32string joined = without_blanks(above) + without_blanks(halves_[line]);
    if (all_.find(joined) != std::u32string::npos) return true;
    if (all_.find(U"《" + without_trailing_brackets(without_blanks(halves_[line]))) != all_.npos) {
      return false;
    }
    const std::u32string own = without_blanks(above);
    constexpr std::u32string_view joiners = U"和与及的";
    return joiners.find(own.back()) != joiners.npos;
  }

  Heading make_title(uint32_t line) const {
    Heading title;
    title.type = HeadingType::plan;
    const size_t begin = after_leading_date(trim(halves_[line]));
    std::u32string text(trim(std::u32string_view(texts_[line]).substr(begin)));
    uint32_t first = line;
    if (begin == 0 && continues_line_above(line)) {
      text = std::u32string(trim(texts_[line - 1])) + text;
      first = line - 1;
    }
    title.title = to_utf8(text);
    title.place = Place{first, static_cast<uint32_t>(first == line ? begin : 0),
                        static_cast<uint32_t>(texts_[first].size())};
    return title;
  }

  const std::vector<std::u32string>& texts_;
  const std::vector<std::u32string>& halves_;
  std::vector<std::u32string> words_;
  std::u32string all_;
};

}  // namespace

std::vector<Heading> plan_titles(const std::vector<std::u32string>& texts,
                                 const std::vector<std::u32string>& halves,
                                 const Lexicon& lexicon) {
  return TitleFinder(texts, halves, lexicon).find();
}

}  // namespace fangan
