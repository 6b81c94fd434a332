#include "plan/outline.h"

#include <algorithm>
#include <map>
#include <set>

#include "plan/heading_marks.h"
#include "plan/line_text.h"
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

/// Where the title that begins at `at` ends: before the first 。 ; : outside brackets and quotes.
size_t title_end(std::u32string_view half, size_t at) {
  int depth = 0;
  for (size_t i = at; i < half.size(); ++i) {
    const char32_t c = half[i];
    const bool opens = c == U'(' || c == U'[' || c == U'《' || c == U'“';
    const bool closes = c == U')' || c == U']' || c == U'》' || c == U'”';
    if (opens) ++depth;
    if (closes) depth = std::max(0, depth - 1);
    if (depth == 0 && (ends_sentence(c) || c == U':')) return i;
  }
  return half.size();
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
  Outliner(const std::vector<std::string>& lines, const Lexicon& lexicon) : lexicon_(lexicon) {
    for (const std::string& line : lines) {
      texts_.push_back(to_utf32(line));
      halves_.push_back(half_width(texts_.back()));
    }
    for (const std::string& word : lexicon.words("label_words.tsv"))
      label_words_.insert(to_utf32(word));
    count_label_candidates();
  }

  std::vector<Heading> read() {
    find_plan_titles();
    for (uint32_t line = 0; line < halves_.size(); ++line) read_line(line);
    drop_cells_of_annexes();
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
      if (count >= often && !starts_with(word, U"附件")) label_words_.insert(word);
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
    if (trim(half).empty() || title_lines_.count(line) > 0) {
      in_annex_list_ = false;
      return;
    }
    if (is_annex_line(half)) return add_annex(line);
    const std::optional<HeadingMark> mark = heading_mark(half);
    if (skip_annex_list(half, mark)) return;
    if (read_label(line, mark)) return;
    if (mark) add_numbered(line, *mark);
  }

  /// "附件:1.甲" and the numbered lines right below it list annexes; they are no headings.
  bool skip_annex_list(std::u32string_view half, const std::optional<HeadingMark>& mark) {
    const std::u32string_view text = trim(half);
    if (starts_with(text, U"附件") && text.find(U':') != std::u32string_view::npos) {
      in_annex_list_ = true;
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
    heading.title = to_utf8(trim(std::u32string_view(texts_[line]).substr(
        mark.text_begin, end - mark.text_begin)));
    if (heading.title.empty()) return;
    finish(line, 0, std::min(end + 1, half.size()), std::move(heading));
  }

  void finish(uint32_t line, size_t begin, size_t end, Heading heading) {
    heading.place = Place{line, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    heading.run_in = !trim(std::u32string_view(halves_[line]).substr(end)).empty();
    headings_.push_back(std::move(heading));
  }

  /// Below an annex, numbered cells of a flattened table are no headings; chapters are.
  void drop_cells_of_annexes() {
    std::sort(headings_.begin(), headings_.end(), [](const Heading& a, const Heading& b) {
      return a.place.line < b.place.line;
    });
    bool in_table = false;
    std::vector<Heading> kept;
    for (Heading& heading : headings_) {
      if (heading.type == HeadingType::annex) in_table = true;
      const bool opens_text = heading.type == HeadingType::plan ||
                              heading.type == HeadingType::h1 || heading.type == HeadingType::h2;
      if (opens_text) in_table = false;
      if (in_table && heading.type != HeadingType::annex) continue;
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
  std::vector<std::u32string> texts_;
  std::vector<std::u32string> halves_;
  std::set<std::u32string> label_words_;
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
