// Lint of the text itself: annexes that are missing, characters that were lost.
#include <algorithm>
#include <optional>

#include "plan/heading_marks.h"
#include "plan/line_text.h"
#include "plan/lint_rules.h"
#include "plan/outline.h"
#include "text/utf8.h"

namespace fangan {
namespace {

Place whole_line(const Draft& draft, uint32_t line) {
  return Place{line, 0, static_cast<uint32_t>(code_point_count(draft.lines[line]))};
}

std::u32string bare(std::u32string_view text) {
  std::u32string out;
  for (const char32_t c : half_width(text)) {
    if (!is_space(c) && c != U'《' && c != U'》') out += c;
  }
  return out;
}

struct AnnexTitle {
  uint32_t line;
  std::u32string title;
};

/// The titles a text announces: 附件:甲, 附件:1.甲 and the numbered lines below it.
std::vector<AnnexTitle> announced(const Draft& draft) {
  std::vector<AnnexTitle> titles;
  bool in_list = false;
  for (uint32_t line = 0; line < draft.lines.size(); ++line) {
    const std::u32string half = half_width(to_utf32(draft.lines[line]));
    std::u32string_view text = trim(half);
    if (starts_with(text, U"附件") && text.find(U':') != text.npos && text.find(U':') <= 4) {
      text = trim(text.substr(text.find(U':') + 1));
      in_list = true;
    } else if (!in_list || !heading_mark(text) || heading_mark(text)->type != HeadingType::item) {
      in_list = false;
      continue;
    }
    if (const std::optional<HeadingMark> mark = heading_mark(text))
      text = text.substr(mark->text_begin);
    while (!text.empty() && (ends_sentence(text.back()) || text.back() == U','))
      text.remove_suffix(1);
    if (text.size() >= 2) titles.push_back({line, bare(text)});
  }
  return titles;
}

/// Lines of content below a title, up to the next plan, annex or chapter.
size_t content_below(const Draft& draft, uint32_t title_line) {
  size_t count = 0;
  for (uint32_t line = title_line + 1; line < draft.lines.size(); ++line) {
    const bool ends =
        std::any_of(draft.headings.begin(), draft.headings.end(), [line](const Heading& h) {
          const bool opens = h.type == HeadingType::plan || h.type == HeadingType::annex;
          return h.place.line == line && opens;
        });
    if (ends) break;
    if (!draft.lines[line].empty()) ++count;
  }
  return count;
}

void report_annex(const Draft& draft, uint32_t line, const std::u32string& title,
                  std::optional<uint32_t> related, std::vector<Finding>* findings) {
  Finding finding;
  finding.code = "LINT-001";
  finding.place = whole_line(draft, line);
  if (related) finding.related.push_back(whole_line(draft, *related));
  finding.facts = {{"title", to_utf8(title)}};
  findings->push_back(std::move(finding));
}

/// 具体分工见附件 in a text that has no annex at all, not even its name.
void lint_annex_mentions(const Draft& draft, std::vector<Finding>* findings) {
  std::optional<Place> first;
  for (uint32_t line = 0; line < draft.lines.size(); ++line) {
    const std::u32string half = half_width(to_utf32(draft.lines[line]));
    if (starts_with(trim(half), U"附件")) return;
    const size_t at = half.find(U"见附件");
    if (at == half.npos || first) continue;
    first = Place{line, static_cast<uint32_t>(at), static_cast<uint32_t>(at + 3)};
  }
  if (!first) return;
  Finding finding;
  finding.code = "LINT-001";
  finding.place = *first;
  finding.facts = {{"title", "附件"}};
  findings->push_back(std::move(finding));
}

bool is_lost(std::u32string_view half, size_t at) {
  if (at == 0 || at + 1 >= half.size() || half[at] != U' ') return false;
  const char32_t before = half[at - 1];
  const char32_t after = half[at + 1];
  if (is_space(before) || is_space(after)) return false;
  const bool han = is_han(before) && is_han(after);
  const bool beside_quote = (is_han(before) && after == U'”') || (before == U'“' && is_han(after));
  const size_t open = half.substr(0, at).rfind(U'“');
  const size_t closed = half.substr(0, at).rfind(U'”');
  const bool quoted = open != half.npos && (closed == half.npos || closed < open);
  const size_t title_open = half.substr(0, at).rfind(U'《');
  const size_t title_closed = half.substr(0, at).rfind(U'》');
  const bool in_title =
      title_open != half.npos && (title_closed == half.npos || title_closed < title_open);
  if (in_title) return false;  // 中共中央办公厅 国务院办公厅 is written so.
  const auto is_latin = [](char32_t c) {
    return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
  };
  // “1 6”, “3 N”, “AI ”: a sign between or behind them is gone.
  const auto is_sign = [&](char32_t c) { return is_digit(c) || is_latin(c); };
  const bool signs = quoted && is_digit(before) && is_sign(after);
  const bool before_close = quoted && is_sign(before) && after == U'”';
  return han || beside_quote || signs || before_close;
}

}  // namespace

void lint_annexes(const Draft& draft, std::vector<Finding>* findings) {
  lint_annex_mentions(draft, findings);
  for (const AnnexTitle& annex : announced(draft)) {
    std::optional<uint32_t> found;
    for (uint32_t line = annex.line + 1; line < draft.lines.size() && !found; ++line) {
      const std::u32string text = bare(to_utf32(draft.lines[line]));
      const bool same = starts_with(text, annex.title) ||
                        (text.size() >= 6 && likeness(to_utf8(text), to_utf8(annex.title)) >= 90 &&
                         text.size() <= annex.title.size() + 6);
      const bool listed = heading_mark(text).has_value();
      if (same && !listed) found = line;
    }
    if (!found) {
      report_annex(draft, annex.line, annex.title, std::nullopt, findings);
    } else if (content_below(draft, *found) == 0) {
      report_annex(draft, *found, annex.title, annex.line, findings);
    }
  }
}

void lint_lost_characters(const Draft& draft, std::vector<Finding>* findings) {
  uint32_t first = 0;
  for (const Heading& heading : draft.headings) {
    if (heading.type == HeadingType::plan) {
      first = heading.place.line;
      break;
    }
  }
  for (uint32_t line = first; line < draft.lines.size(); ++line) {
    const std::u32string half = half_width(to_utf32(draft.lines[line]));
    const bool prose = half.find(U'。') != half.npos || half.find(U',') != half.npos ||
                       half.find(U';') != half.npos;
    const uint32_t heading = heading_at(draft.headings, Place{line, 0, 0});
    const bool in_annex =
        heading != no_heading && draft.headings[heading].type == HeadingType::annex;
    if (!prose || in_annex) continue;
    const std::optional<HeadingMark> mark = heading_mark(half);
    for (size_t at = mark ? mark->text_begin : 0; at < half.size(); ++at) {
      if (!is_lost(half, at)) continue;
      Finding finding;
      finding.code = "LINT-002";
      finding.place = Place{line, static_cast<uint32_t>(at - 1), static_cast<uint32_t>(at + 2)};
      const size_t begin = at >= 4 ? at - 4 : 0;
      finding.facts = {{"words", to_utf8(half.substr(begin, 9))}};
      findings->push_back(std::move(finding));
    }
  }
}

}  // namespace fangan
