// Front matter: when a document was issued, by whom and under which number.
#include <algorithm>

#include "plan/agency_names.h"
#include "plan/dates.h"
#include "plan/draft_blocks.h"
#include "plan/line_text.h"
#include "plan/outline.h"
#include "text/utf8.h"

namespace fangan {
namespace {

/// The day a line consists of, or that follows a label such as 成文日期:.
std::optional<Date> lone_date(std::u32string_view half) {
  std::u32string bare;
  for (const char32_t c : half) {
    if (!is_space(c)) bare += c;
  }
  const size_t label = bare.find(U"成文日期:");
  if (label != bare.npos) bare = bare.substr(label + 5);
  int numbers[3] = {0, 0, 0};
  constexpr char32_t marks[3] = {U'年', U'月', U'日'};
  size_t at = 0;
  for (int i = 0; i < 3; ++i) {
    const size_t begin = at;
    while (at < bare.size() && is_digit(bare[at]) && at - begin < 4) {
      numbers[i] = numbers[i] * 10 + static_cast<int>(bare[at++] - U'0');
    }
    if (at == begin || at >= bare.size() || bare[at] != marks[i]) return std::nullopt;
    ++at;
  }
  const Result<Date> date = Date::of(numbers[0], numbers[1], numbers[2]);
  if (!date || date.value().year() < 1900) return std::nullopt;
  // A title may run on behind the day; a sentence may not.
  const bool sentence = bare.find(U'。') != bare.npos || bare.find(U',') != bare.npos;
  return sentence ? std::nullopt : std::optional<Date>(date.value());
}

/// 2026年5月25日发布: where no line consists of the day of issue.
std::optional<Date> published_on(std::u32string_view half) {
  constexpr std::u32string_view words[] = {U"日发布", U"日印发", U"日公布"};
  for (const std::u32string_view word : words) {
    const size_t day = half.find(word);
    if (day == half.npos) continue;
    constexpr size_t date_characters_max = 11;  // 2026年12月25日
    const size_t earliest = day + 1 > date_characters_max ? day + 1 - date_characters_max : 0;
    for (size_t begin = earliest; begin < day; ++begin) {
      const bool starts = is_digit(half[begin]) && (begin == 0 || !is_digit(half[begin - 1]));
      if (!starts) continue;
      if (const std::optional<Date> date = lone_date(half.substr(begin, day + 1 - begin)))
        return date;
    }
  }
  return std::nullopt;
}

/// 豫政[2017]22号 at the end of a short line.
std::string document_number(std::u32string_view text, std::u32string_view half) {
  const size_t open = half.find(U'[');
  const bool year = open != half.npos && open + 5 < half.size() && half[open + 5] == U']';
  if (!year || half.find(U'《') != half.npos) return {};
  size_t begin = open;
  while (begin > 0 && is_han(half[begin - 1])) --begin;
  size_t end = open + 6;
  while (end < half.size() && (is_digit(half[end]) || is_space(half[end]))) ++end;
  if (begin == open || end >= half.size() || half[end] != U'号') return {};
  return to_utf8(text.substr(begin, end + 1 - begin));
}

/// The lines right above the day of issue that name who issued it, in their order: whatever stands
/// next to it, and above that public bodies.
std::vector<std::string> signed_above(const Draft& draft, uint32_t dated_line,
                                      const AgencyNames& names) {
  constexpr size_t issuer_characters_max = 30;
  std::vector<std::string> issuers;
  for (uint32_t line = dated_line; line > 0; --line) {
    const std::u32string above = to_utf32(draft.lines[line - 1]);
    const std::u32string_view words = trim(above);
    const bool names_issuer =
        !words.empty() && words.size() <= issuer_characters_max &&
        std::all_of(words.begin(), words.end(),
                    [](char32_t c) { return is_han(c) || is_space(c); });
    const std::string issuer = to_utf8(words);
    if (!names_issuer || (!issuers.empty() && !names.is_official(issuer))) break;
    issuers.insert(issuers.begin(), issuer);
  }
  return issuers;
}

}  // namespace

std::vector<std::string> signatories(const Draft& draft, const Lexicon& lexicon) {
  const AgencyNames names(lexicon);
  for (uint32_t line = 1; line < draft.lines.size(); ++line) {
    const std::optional<Date> date = lone_date(half_width(to_utf32(draft.lines[line])));
    if (!date || date != draft.issued) continue;
    std::vector<std::string> issuers = signed_above(draft, line, names);
    std::erase_if(issuers, [&names](const std::string& name) { return !names.is_official(name); });
    if (!issuers.empty()) return issuers;
  }
  return {};
}

void read_front_matter(Draft* draft, const Lexicon& lexicon) {
  uint32_t first_plan = static_cast<uint32_t>(draft->lines.size());
  for (const Heading& heading : draft->headings) {
    if (heading.type == HeadingType::plan) first_plan = std::min(first_plan, heading.place.line);
  }
  std::optional<uint32_t> dated_line;
  std::optional<Date> published;
  for (uint32_t line = 0; line < draft->lines.size(); ++line) {
    const std::u32string text = to_utf32(draft->lines[line]);
    const std::u32string half = half_width(text);
    const bool in_front = line <= first_plan || first_plan == 0;
    if (in_front && draft->document_number.empty() && half.size() < 80) {
      draft->document_number = document_number(text, half);
    }
    const std::optional<Date> date = lone_date(half);
    constexpr size_t note_characters_max = 60;
    if (!published && half.size() <= note_characters_max) published = published_on(half);
    const bool first = date && (!dated_line || (line > *dated_line && *dated_line > first_plan));
    if (first && !draft->issued) {
      draft->issued = date;
      dated_line = line;
    }
  }
  if (!draft->issued) draft->issued = published;
  if (!dated_line || *dated_line == 0) return;
  const std::vector<std::string> issuers =
      signed_above(*draft, *dated_line, AgencyNames(lexicon));
  if (!issuers.empty()) draft->issuer = issuers.front();
}

}  // namespace fangan
