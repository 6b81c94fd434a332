#include "plan/plan_titles.h"

#include <algorithm>
#include <optional>
#include <set>

#include "plan/agency_names.h"
#include "plan/heading_marks.h"
#include "plan/line_text.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t title_characters_min = 8;  // 保障措施 alone is a chapter.
constexpr size_t title_characters_max = 70;
constexpr size_t first_half_characters_max = 40;
constexpr size_t announced_characters_max = 120;

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
      : texts_(texts), halves_(halves), names_(lexicon) {
    for (const std::string& word : lexicon.words("plan_words.tsv"))
      words_.push_back(to_utf32(word));
    for (const std::u32string& half : halves) all_ += without_blanks(half) + U"\n";
    for (const std::u32string& half : halves) note_announced(without_blanks(half));
  }

  std::vector<Heading> find() {
    std::vector<Heading> titles;
    std::optional<Candidate> candidate;
    std::optional<uint32_t> notice;
    bool has_chapters = false;
    for (uint32_t line = 0; line < halves_.size(); ++line) {
      const std::optional<HeadingMark> mark = heading_mark(halves_[line]);
      if (candidate && mark && begins_text(*mark, *candidate, has_chapters)) {
        titles.push_back(make_title(*candidate));
        candidate.reset();
        has_chapters = false;
      }
      has_chapters |= mark && mark->type == HeadingType::h1;
      if (const std::optional<Candidate> announced = announced_title(line)) {
        candidate = announced;
        continue;
      }
      if (!looks_like_title(line)) continue;
      if (is_notice_title(line)) {
        if (!notice) notice = line;
      } else if (full_title(line).size() >= title_characters_min) {
        candidate = Candidate{first_line_of(line), line, false};
      }
    }
    // A document that is itself the plan carries its title on the first page.
    if (titles.empty() && !candidate && notice)
      titles.push_back(make_title({first_line_of(*notice), *notice, false}));
    return titles;
  }

 private:
  /// The lines that may be the title of the text below them.
  struct Candidate {
    uint32_t first = 0;
    uint32_t last = 0;
    bool announced = false;  ///< 印发《…》 names it word for word.
  };

  /// 现将《…》印发给你们, 关于印发…的通知: the titles a notice announces.
  void note_announced(const std::u32string& half) {
    constexpr size_t issued_characters_max = 2000;
    const std::u32string_view line = std::u32string_view(half).substr(0, issued_characters_max);
    const size_t issue = std::min({line.find(U"印发"), line.find(U"转发"), line.find(U"下发")});
    if (issue == line.npos) return;
    for (size_t open = line.find(U'《'); open != line.npos; open = line.find(U'《', open + 1)) {
      const size_t close = matching_bracket(line, open);
      if (close == line.npos) break;
      announce(line.substr(open + 1, close - open - 1));
      open = close;
    }
    const size_t end = line.rfind(U"的通知");
    if (end != line.npos && end > issue + 2) announce(line.substr(issue + 2, end - issue - 2));
  }

  void announce(std::u32string_view title) {
    const std::u32string words = plain_quotes(title);
    if (words.size() < title_characters_min || words.size() > announced_characters_max) return;
    announced_.insert(words);
    announced_.insert(without_trailing_brackets(words));
  }

  /// Titles within titles are quoted 〈…〉 in the notice and 《…》 above the text.
  static std::u32string plain_quotes(std::u32string_view title) {
    std::u32string plain;
    for (const char32_t c : title) {
      if (c == U'〈' || c == U'<') plain += U'《';
      if (c == U'〉' || c == U'>') plain += U'》';
      if (c != U'〈' && c != U'<' && c != U'〉' && c != U'>') plain += c;
    }
    return plain;
  }

  /// The announced title that ends with this line, over as many lines as it was broken into.
  std::optional<Candidate> announced_title(uint32_t line) const {
    constexpr uint32_t lines_max = 4;
    std::u32string words;
    for (uint32_t first = line + 1; first > 0 && line + 1 - first < lines_max;) {
      --first;
      const std::u32string_view half = trim(halves_[first]);
      if (half.empty() || half.size() > title_characters_max) return std::nullopt;
      words = without_blanks(half) + words;
      if (words.size() > announced_characters_max) return std::nullopt;
      if (announced_.count(plain_quotes(words)) > 0) return Candidate{first, line, true};
    }
    return std::nullopt;
  }

  uint32_t first_line_of(uint32_t line) const {
    const bool dated = after_leading_date(trim(halves_[line])) > 0;
    return !dated && continues_line_above(line) ? line - 1 : line;
  }

  /// True at the first chapter of a text; at a first section or item where the text has no
  /// chapters or the candidate is a title for certain.
  bool begins_text(const HeadingMark& mark, const Candidate& candidate,
                   bool has_chapters) const {
    if (mark.number != "一" && mark.number != "1") return false;
    if (mark.type == HeadingType::h1 || candidate.announced) return true;
    if (names_a_list(candidate.last)) return false;
    return !has_chapters || is_quoted(candidate.last) || follows_annex(candidate.last);
  }

  /// Lists and shares of work are tables unless chapters follow: their items are cells.
  bool names_a_list(uint32_t line) const {
    const std::u32string title = without_trailing_brackets(without_blanks(halves_[line]));
    for (const std::u32string_view word : {U"清单", U"分工", U"安排", U"目录", U"任务"}) {
      if (ends_with(title, word)) return true;
    }
    return false;
  }

  bool is_quoted(uint32_t line) const {
    return all_.find(U"《" + full_title(line) + U"》") != all_.npos;
  }

  bool follows_annex(uint32_t line) const {
    for (uint32_t above = line; above-- > 0;) {
      const std::u32string_view half = trim(halves_[above]);
      if (!half.empty()) return starts_with(half, U"附件") && half.size() <= 4;
    }
    return false;
  }

  std::u32string full_title(uint32_t line) const {
    const std::u32string own = without_blanks(halves_[line]);
    return continues_line_above(line) ? without_blanks(halves_[line - 1]) + own : own;
  }

  bool looks_like_title(uint32_t line) const {
    const std::u32string_view half = trim(halves_[line]);
    const std::u32string_view text = half.substr(after_leading_date(half));
    constexpr size_t last_line_characters_min = 4;
    const bool fits =
        text.size() >= last_line_characters_min && text.size() <= title_characters_max;
    if (!fits || ends_like_text(text)) return false;
    if (heading_mark(text) || starts_with(text, U"附件")) return false;
    if (text.find(U'。') != text.npos || text.find(U',') != text.npos) return false;
    if (text.find(U':') != text.npos || text.find(U'\t') != text.npos) return false;
    const std::u32string bare = without_trailing_brackets(without_blanks(text));
    const bool notice = ends_with(bare, U"通知");
    // 十条, 20条: so many articles.
    const bool articles = bare.size() > 2 && bare.back() == U'条' &&
                          (is_digit(bare[bare.size() - 2]) ||
                           is_chinese_numeral(bare[bare.size() - 2]));
    const auto ends_bare = [&bare](const std::u32string& word) { return ends_with(bare, word); };
    return notice || articles || std::any_of(words_.begin(), words_.end(), ends_bare);
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
    if (joiners.find(own.back()) != joiners.npos) return true;
    return begins_unfinished_title(own);
  }

  /// 甲省人民政府关于加快推进…: speaks of a subject and does not end as a title does.
  bool begins_unfinished_title(const std::u32string& bare) const {
    constexpr size_t unfinished_characters_min = 8;
    if (bare.size() < unfinished_characters_min || !std::all_of(bare.begin(), bare.end(), is_han))
      return false;
    const auto ends_bare = [&bare](const std::u32string& word) { return ends_with(bare, word); };
    const bool finished = ends_with(bare, U"通知") || ends_with(bare, U"文件") ||
                          std::any_of(words_.begin(), words_.end(), ends_bare);
    const bool of_a_place = bare.substr(0, 5).find_first_of(U"省市县区州") != bare.npos;
    return !finished && !names_.is_name(bare) &&
           (bare.find(U"关于") != bare.npos || of_a_place);
  }

  /// (2025—2027年) or (试行) on a line of its own, below the title it belongs to.
  static bool is_edition(std::u32string_view half) {
    constexpr size_t edition_characters_max = 16;
    if (half.size() < 3 || half.size() > edition_characters_max) return false;
    if (half.front() != U'(' || half.back() != U')') return false;
    const bool years = half.find(U'年') != half.npos &&
                       std::any_of(half.begin(), half.end(), is_digit);
    return years || half.find(U"试行") != half.npos || half.find(U"暂行") != half.npos ||
           half.find(U"修订") != half.npos || half.find(U"意见稿") != half.npos;
  }

  Heading make_title(const Candidate& lines) const {
    Heading title;
    title.type = HeadingType::plan;
    const size_t begin =
        lines.first == lines.last ? after_leading_date(trim(halves_[lines.first])) : 0;
    std::u32string text;
    for (uint32_t line = lines.first; line <= lines.last; ++line) {
      text += trim(std::u32string_view(texts_[line]).substr(line == lines.first ? begin : 0));
    }
    if (lines.last + 1 < texts_.size() && is_edition(trim(halves_[lines.last + 1]))) {
      text += trim(texts_[lines.last + 1]);
    }
    title.title = to_utf8(text);
    title.place = Place{lines.first, static_cast<uint32_t>(begin),
                        static_cast<uint32_t>(texts_[lines.first].size())};
    return title;
  }

  const std::vector<std::u32string>& texts_;
  const std::vector<std::u32string>& halves_;
  AgencyNames names_;
  std::vector<std::u32string> words_;
  std::u32string all_;
  std::set<std::u32string> announced_;
};

}  // namespace

std::vector<Heading> plan_titles(const std::vector<std::u32string>& texts,
                                 const std::vector<std::u32string>& halves,
                                 const Lexicon& lexicon) {
  return TitleFinder(texts, halves, lexicon).find();
}

}  // namespace fangan
