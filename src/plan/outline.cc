#include "plan/outline.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "plan/agency_names.h"
#include "plan/flat_tables.h"
#include "plan/heading_marks.h"
#include "plan/line_text.h"
#include "plan/owner_clauses.h"
#include "plan/plan_titles.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t label_characters_max = 10;

int rank(HeadingType type) {
  switch (type) {
    case HeadingType::plan: return 0;
    case HeadingType::h1: return 1;
    case HeadingType::h2: return 2;
    case HeadingType::item: return 3;
    case HeadingType::subitem: return 4;
    case HeadingType::label: return 5;
    case HeadingType::annex: return 1;
  }
  return 5;
}

/// The short word in front of a colon that begins at `at`, or empty.
std::u32string_view word_before_colon(std::u32string_view half, size_t at) {
  const size_t colon = half.find(U':', at);
  if (colon == std::u32string_view::npos || colon == at || colon - at > label_characters_max)
    return {};
  const std::u32string_view word = half.substr(at, colon - at);
  const bool plain = std::all_of(word.begin(), word.end(), [](char32_t c) { return is_han(c); });
  return plain ? word : std::u32string_view();
}

constexpr size_t run_in_characters_min = 15;

/// True at a blank that parts a title from the text that follows it: "(一)加强领导  各部门要…".
bool parts_title(std::u32string_view half, size_t begin, size_t blank) {
  constexpr size_t title_characters_min = 4;
  const size_t next = half.find_first_not_of(U" \t", blank);
  return next != half.npos && blank - begin >= title_characters_min &&
         half.size() - next >= run_in_characters_min && is_han(half[blank - 1]) &&
         is_han(half[next]) && half.substr(next).find(U'。') != half.npos &&
         half.substr(begin, blank - begin).find(U',') == half.npos;
}

/// 第一阶段: of 第一阶段:动员部署 — a number in the row, not yet what it is about.
bool only_counts(std::u32string_view words) {
  constexpr size_t characters_max = 5;
  if (words.size() < 3 || words.size() > characters_max || words[0] != U'第') return false;
  const size_t end = words.find_first_not_of(U"一二三四五六七八九十", 1);
  return end != words.npos && end > 1 &&
         (words.substr(end) == U"阶段" || words.substr(end) == U"步" || words.substr(end) == U"批");
}

/// Where the title that begins at `at` ends: before the first 。 ; : outside brackets and quotes.
size_t title_end(std::u32string_view half, size_t at) {
  int depth = 0;
  for (size_t i = at; i < half.size(); ++i) {
    const char32_t c = half[i];
    const bool opens = c == U'(' || c == U'[' || c == U'《' || c == U'“';
    const bool closes = c == U')' || c == U']' || c == U'》' || c == U'”';
    if (opens) ++depth;
    if (closes) depth = std::max(0, depth - 1);
    const bool colon = c == U':' && !only_counts(half.substr(at, i - at));
    if (depth == 0 && (ends_sentence(c) || colon)) return i;
    if (depth == 0 && is_space(c) && i > at && parts_title(half, at, i)) return i;
  }
  if (depth == 0) return half.size();
  // A bracket or quote that is never closed holds nothing together.
  const size_t end = half.find_first_of(U"。;:", at);
  return std::min(end, half.size());
}

/// A line of a table of contents: dots or a tab and a page number at its end.
bool is_contents_line(std::u32string_view half) {
  std::u32string_view text = trim(half);
  size_t digits = 0;
  while (!text.empty() && is_digit(text.back())) {
    text.remove_suffix(1);
    ++digits;
  }
  if (digits == 0 || text.empty()) return false;
  const char32_t sign = trim(text).empty() ? U' ' : trim(text).back();
  return text.back() == U'\t' || sign == U'…' || sign == U'·' || ends_with(trim(text), U"...");
}

/// 一 → 1, 十二 → 12, 一百零三 → 103; 0 for what is no Chinese number.
int chinese_value(std::string_view number) {
  constexpr std::u32string_view digits = U"零一二三四五六七八九";
  int total = 0;
  int digit = 0;
  for (const char32_t c : to_utf32(number)) {
    const size_t value = digits.find(c);
    if (value != digits.npos) {
      digit = static_cast<int>(value);
    } else if (c == U'十' || c == U'百') {
      total += (digit == 0 ? 1 : digit) * (c == U'十' ? 10 : 100);
      digit = 0;
    } else {
      return 0;
    }
  }
  return total + digit;
}

/// A line that says only 附件, perhaps with a number.
bool is_annex_line(std::u32string_view half) {
  std::u32string bare;
  for (const char32_t c : half) {
    if (!is_space(c)) bare += c;
  }
  if (!starts_with(bare, U"附件")) return false;
  const auto is_number_or_colon = [](char32_t c) {
    return is_digit(c) || is_chinese_numeral(c) || c == U':' || c == U'-';
  };
  return std::all_of(bare.begin() + 2, bare.end(), is_number_or_colon);
}

class Outliner {
 public:
  Outliner(const std::vector<std::string>& lines, const Lexicon& lexicon)
      : lexicon_(lexicon), names_(lexicon), clauses_(lexicon, names_) {
    for (const std::string& line : lines) {
      texts_.push_back(to_utf32(line));
      halves_.push_back(half_width(texts_.back()));
    }
    for (const std::string& word : lexicon.words("label_words.tsv"))
      label_words_.insert(to_utf32(word));
    for (const std::string& word : lexicon.words("contact_words.tsv"))
      contact_words_.insert(to_utf32(word));
    count_label_candidates();
    table_starts_ = flat_table_headers(halves_, lexicon);
  }

  std::vector<Heading> read() {
    find_plan_titles();
    for (uint32_t line = 0; line < halves_.size(); ++line) read_line(line);
    drop_contents();
    drop_repeated_titles();
    drop_cells_of_tables();
    set_parents();
    return std::move(headings_);
  }

 private:
  /// A word that labels a part at least three times is a label, listed or not.
  void count_label_candidates() {
    std::map<std::u32string, int> counts;
    for (const std::u32string& half : halves_) {
      const std::optional<HeadingMark> mark = heading_mark(half);
      const std::u32string_view word = word_before_colon(half, mark ? mark->text_begin : 0);
      if (word.size() >= 2) ++counts[std::u32string(word)];
    }
    constexpr int often = 3;
    for (const auto& [word, count] : counts) {
      if (count >= often && !starts_with(word, U"附件") && contact_words_.count(word) == 0)
        label_words_.insert(word);
    }
  }

  void find_plan_titles() {
    for (Heading& title : plan_titles(texts_, halves_, lexicon_)) {
      title_lines_.insert(title.place.line);
      headings_.push_back(std::move(title));
    }
  }

  void read_line(uint32_t line) {
    const std::u32string_view half = halves_[line];
    if (trim(half).empty()) return;
    if (title_lines_.count(line) > 0) {
      in_annex_list_ = false;
      return;
    }
    if (is_annex_line(half)) return add_annex(line);
    if (is_contents_line(half)) return;
    const std::optional<HeadingMark> mark = heading_mark(half);
    if (skip_annex_list(line, mark)) return;
    if (read_label(line, mark)) return;
    if (mark) add_numbered(line, *mark);
  }

  /// "附件:1.甲" and the numbered lines right below it list annexes; they are no headings.
  bool skip_annex_list(uint32_t line, const std::optional<HeadingMark>& mark) {
    const std::u32string_view text = trim(halves_[line]);
    constexpr size_t sign_within = 6;  // 附件10:
    if (starts_with(text, U"附件") &&
        text.substr(0, sign_within).find_first_of(U":. ") != std::u32string_view::npos) {
      in_annex_list_ = true;
      table_starts_.push_back(line);
      return true;
    }
    in_annex_list_ = in_annex_list_ && mark && mark->type == HeadingType::item;
    return in_annex_list_;
  }

  bool read_label(uint32_t line, const std::optional<HeadingMark>& mark) {
    const std::u32string_view half = halves_[line];
    size_t at = mark ? mark->text_begin : 0;
    while (at < half.size() && is_space(half[at])) ++at;
    const std::u32string_view word = word_before_colon(half, at);
    if (word.empty() || label_words_.count(std::u32string(word)) == 0) return false;
    const bool deep =
        !mark || mark->type == HeadingType::item || mark->type == HeadingType::subitem;
    if (!deep) return false;
    Heading label;
    label.type = HeadingType::label;
    label.number = mark ? mark->number : "";
    label.title = to_utf8(texts_[line].substr(at, word.size()));
    finish(line, 0, at + word.size() + 1, std::move(label));
    return true;
  }

  void add_annex(uint32_t line) {
    Heading annex;
    annex.type = HeadingType::annex;
    finish(line, 0, halves_[line].size(), std::move(annex));
  }

  void add_numbered(uint32_t line, const HeadingMark& mark) {
    const std::u32string_view half = halves_[line];
    const size_t end = title_end(half, mark.text_begin);
    Heading heading;
    heading.type = mark.type;
    heading.number = mark.number;
    heading.title = to_utf8(title_without_owners(line, mark.text_begin, end));
    const std::u32string_view text = texts_[line];
    const size_t close = text.find(U'】', mark.text_begin);
    if (text.substr(mark.text_begin, 1) == U"【" && close != text.npos && close < end) {
      // 第七条【信息公示】…: the title of an article stands in its brackets.
      const size_t begin = mark.text_begin + 1;
      heading.title = to_utf8(trim(text.substr(begin, close - begin)));
      return finish(line, 0, close + 1, std::move(heading));
    }
    if (heading.title.empty()) return;
    finish(line, 0, std::min(end + 1, half.size()), std::move(heading));
  }

  /// (一)加强领导(责任单位:甲局): the bracket is a statement of owners, not part of the title.
  std::u32string_view title_without_owners(uint32_t line, size_t begin, size_t end) const {
    const std::u32string_view text = std::u32string_view(texts_[line]).substr(begin, end - begin);
    const std::u32string_view half = std::u32string_view(halves_[line]).substr(begin, end - begin);
    for (size_t open = 1; open < half.size(); ++open) {
      if (half[open] != U'(' && half[open] != U'[') continue;
      const size_t close = matching_bracket(half, open);
      if (close == half.npos) break;
      const std::u32string_view inside = text.substr(open + 1, close - open - 1);
      const bool last = trim(half.substr(close + 1)).empty();
      if (last && clauses_.read_bracket(inside, BracketPlace::ends_sentence))
        return trim(text.substr(0, open));
      open = close;
    }
    return trim(text);
  }

  void finish(uint32_t line, size_t begin, size_t end, Heading heading) {
    heading.place = Place{line, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    heading.run_in = !trim(std::u32string_view(halves_[line]).substr(end)).empty();
    headings_.push_back(std::move(heading));
  }

  /// A list of chapters in front of the text (目录) repeats its headings; only the text counts.
  void drop_contents() {
    sort_headings();
    for (uint32_t line = 0; line < halves_.size(); ++line) {
      std::u32string bare;
      for (const char32_t c : halves_[line]) {
        if (!is_space(c)) bare += c;
      }
      if (bare != U"目录") continue;
      const auto below = [line](const Heading& heading) {
        return heading.place.line > line && heading.type != HeadingType::plan;
      };
      const auto first = std::find_if(headings_.begin(), headings_.end(), below);
      if (first == headings_.end()) return;
      const Heading& opening = *first;
      const auto again =
          std::find_if(first + 1, headings_.end(), [&opening](const Heading& heading) {
            return heading.type == opening.type && heading.number == opening.number &&
                   heading.title == opening.title;
          });
      if (again == headings_.end()) return;
      std::vector<Heading> kept(headings_.begin(), first);
      std::copy_if(first, again, std::back_inserter(kept), [](const Heading& heading) {
        return heading.type == HeadingType::plan;
      });
      kept.insert(kept.end(), again, headings_.end());
      headings_ = std::move(kept);
      return;
    }
  }

  /// A title page and the title above the text are one plan, and it begins at the latter.
  void drop_repeated_titles() {
    const auto repeats = [](const Heading& first, const Heading& second) {
      return first.type == HeadingType::plan && second.type == HeadingType::plan &&
             first.title == second.title;
    };
    std::reverse(headings_.begin(), headings_.end());
    headings_.erase(std::unique(headings_.begin(), headings_.end(), repeats), headings_.end());
    std::reverse(headings_.begin(), headings_.end());
  }

  void sort_headings() {
    std::stable_sort(headings_.begin(), headings_.end(), [](const Heading& a, const Heading& b) {
      return a.place.line < b.place.line;
    });
  }

  /// Below an annex, and below the column titles of a table, numbered cells are no headings.
  /// Chapters end the annex; only a plan, an annex or the next chapter of the text ends a table.
  void drop_cells_of_tables() {
    std::sort(table_starts_.begin(), table_starts_.end());
    const std::vector<uint32_t> columns = flat_table_headers(halves_, lexicon_);
    size_t next_start = 0;
    bool in_annex = false;
    bool in_table = false;
    int chapter = 0;
    std::vector<Heading> kept;
    for (Heading& heading : headings_) {
      for (; next_start < table_starts_.size() &&
             table_starts_[next_start] < heading.place.line;
           ++next_start) {
        in_annex = true;
        in_table |= std::binary_search(columns.begin(), columns.end(), table_starts_[next_start]);
      }
      const int number = heading.type == HeadingType::h1 ? chinese_value(heading.number) : 0;
      const bool outer =
          heading.type == HeadingType::plan || heading.type == HeadingType::annex;
      if (outer || (number != 0 && number == chapter + 1)) in_table = false;
      const bool opens_text = outer || heading.type == HeadingType::h1 ||
                              heading.type == HeadingType::h2;
      if (opens_text && !in_table) in_annex = heading.type == HeadingType::annex;
      if (outer) chapter = 0;
      if ((in_annex || in_table) && heading.type != HeadingType::annex) continue;
      if (number != 0) chapter = number;
      kept.push_back(std::move(heading));
    }
    headings_ = std::move(kept);
  }

  void set_parents() {
    std::vector<uint32_t> open;
    for (uint32_t i = 0; i < headings_.size(); ++i) {
      while (!open.empty() && rank(headings_[open.back()].type) >= rank(headings_[i].type))
        open.pop_back();
      headings_[i].parent = open.empty() ? no_heading : open.back();
      open.push_back(i);
    }
  }

  const Lexicon& lexicon_;
  AgencyNames names_;
  OwnerClauses clauses_;
  std::vector<std::u32string> texts_;
  std::vector<std::u32string> halves_;
  std::set<std::u32string> label_words_;
  std::set<std::u32string> contact_words_;
  std::vector<uint32_t> table_starts_;  ///< Lines below which numbered cells may stand.
  std::set<uint32_t> title_lines_;
  std::vector<Heading> headings_;
  bool in_annex_list_ = false;
};

}  // namespace

std::vector<Heading> outline(const std::vector<std::string>& lines, const Lexicon& lexicon) {
  return Outliner(lines, lexicon).read();
}

uint32_t heading_at(const std::vector<Heading>& headings, Place place) {
  const auto after = std::upper_bound(headings.begin(), headings.end(), place.line,
                                      [](uint32_t line, const Heading& heading) {
                                        return line < heading.place.line;
                                      });
  return after == headings.begin() ? no_heading
                                   : static_cast<uint32_t>(after - headings.begin() - 1);
}

}  // namespace fangan
