#include "plan/owners.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

#include "plan/agency_names.h"
#include "plan/heading_marks.h"
#include "plan/line_text.h"
#include "plan/outline.h"
#include "plan/owner_clauses.h"
#include "text/utf8.h"

namespace fangan {
namespace {

/// What is said once and holds for every later statement.
struct StandingRules {
  bool first_leads = false;                ///< 列第一位的为牵头单位
  std::vector<std::string> also_owners;    ///< 以下均需…落实，不再列出
};

bool says_first_leads(std::u32string_view half) {
  constexpr size_t reach = 20;
  for (const std::u32string_view words :
       {U"第一位", U"首位", U"排第一", U"列第一", U"第一个", U"第一单位", U"排名第一"}) {
    const size_t at = half.find(words);
    if (at != half.npos && half.substr(at, reach).find(U"牵头") != half.npos) return true;
  }
  return false;
}

/// What is read as names alone must stand behind a sentence or end one.
BracketPlace bracket_place(std::u32string_view half, size_t open, size_t close) {
  const std::u32string_view before = trim(half.substr(0, open));
  const std::u32string_view after = trim(half.substr(close + 1));
  const bool begins = before.empty() || ends_sentence(before.back()) || before.back() == U')' ||
                      before.back() == U']';
  const bool ends = after.empty() || ends_sentence(after.front());
  return begins || ends ? BracketPlace::ends_sentence : BracketPlace::within_sentence;
}

bool in_bracket(std::u32string_view half, size_t at) {
  int depth = 0;
  for (const char32_t c : half.substr(0, at)) {
    if (c == U'(' || c == U'[') ++depth;
    if (c == U')' || c == U']') depth = std::max(0, depth - 1);
  }
  return depth > 0;
}

std::u32string_view without_brackets(std::u32string_view text) {
  const std::u32string half = half_width(text);
  const bool whole = !half.empty() && (half[0] == U'(' || half[0] == U'[') &&
                     matching_bracket(half, 0) == half.size() - 1;
  return whole ? text.substr(1, text.size() - 2) : text;
}

class OwnerReader {
 public:
  OwnerReader(const Draft& draft, const Lexicon& lexicon)
      : draft_(draft), names_(lexicon), clauses_(lexicon, names_) {
    for (const std::string& line : draft.lines) {
      texts_.push_back(to_utf32(line));
      halves_.push_back(half_width(texts_.back()));
    }
  }

  std::vector<OwnerStatement> read() {
    for (const std::u32string& half : halves_) rules_.first_leads |= says_first_leads(half);
    find_table_headers();
    for (uint32_t line = 0; line < halves_.size(); ++line) {
      if (trim(halves_[line]).empty()) continue;
      if (read_owner_line(line)) continue;
      if (read_table_cell(line)) continue;
      if (in_annex(line)) continue;
      read_brackets(line);
      read_labels_within(line);
    }
    sort_found();
    read_sentences();
    sort_found();
    return std::move(found_);
  }

 private:
  void sort_found() {
    std::sort(found_.begin(), found_.end(), [](const OwnerStatement& a, const OwnerStatement& b) {
      return std::pair(a.place.line, a.place.begin) < std::pair(b.place.line, b.place.begin);
    });
  }

  void add(OwnerForm form, uint32_t line, size_t begin, size_t end, OwnerClause clause) {
    found_.push_back(statement(form, line, begin, end, std::move(clause)));
    apply_standing_rules(&found_.back());
  }

  OwnerStatement statement(OwnerForm form, uint32_t line, size_t begin, size_t end,
                           OwnerClause clause) const {
    OwnerStatement statement;
    statement.form = form;
    statement.place = Place{line, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    statement.lead = std::move(clause.lead);
    statement.units = std::move(clause.units);
    statement.open = clause.open;
    statement.heading = section_at(statement.place);
    return statement;
  }

  void apply_standing_rules(OwnerStatement* statement) {
    if (rules_.first_leads && statement->lead.empty() && !statement->units.empty()) {
      statement->lead.push_back(statement->units.front());
    }
    for (const std::string& unit : rules_.also_owners) {
      const auto& units = statement->units;
      if (std::find(units.begin(), units.end(), unit) == units.end())
        statement->units.push_back(unit);
    }
  }

  /// The section a statement speaks for: the innermost heading that is no label.
  uint32_t section_at(Place place) const {
    uint32_t heading = heading_at(draft_.headings, place);
    while (heading != no_heading && draft_.headings[heading].type == HeadingType::label) {
      heading = draft_.headings[heading].parent;
    }
    return heading;
  }

  /// Below an annex stand tables; what is left of them in brackets is no statement of its own.
  bool in_annex(uint32_t line) const {
    const uint32_t heading = heading_at(draft_.headings, Place{line, 0, 0});
    return heading != no_heading && draft_.headings[heading].type == HeadingType::annex;
  }

  /// 责任单位:甲、乙 at the beginning of a line, perhaps numbered, perhaps several labels.
  bool read_owner_line(uint32_t line) {
    const std::u32string_view half = halves_[line];
    const std::optional<HeadingMark> mark = heading_mark(half);
    const size_t at = mark ? mark->text_begin : 0;
    const std::u32string_view text = std::u32string_view(texts_[line]).substr(at);
    std::optional<OwnerClause> clause = clauses_.read_labelled(text, level_above(line));
    constexpr size_t paragraph_characters_max = 120;
    if (!clause && !mark && half.size() <= paragraph_characters_max && half.front() != U'(')
      clause = clauses_.read_duties(text);
    if (!clause) return false;
    last_level_ = clause->level;
    last_level_line_ = line;
    add_with_rules(OwnerForm::line, line, at, half.size(), std::move(*clause));
    return true;
  }

  /// 牵头单位:市甲局 and right below it 责任单位:乙局: both speak of the city.
  std::u32string level_above(uint32_t line) const {
    uint32_t above = line;
    while (above > 0 && trim(halves_[above - 1]).empty()) --above;
    return above > 0 && last_level_line_ == above - 1 ? last_level_ : std::u32string();
  }

  /// (甲牵头，乙参与), 〔责任单位:…〕, (甲、乙负责) within or after a paragraph.
  void read_brackets(uint32_t line) {
    const std::u32string_view half = halves_[line];
    for (size_t open = 0; open < half.size(); ++open) {
      if (half[open] != U'(' && half[open] != U'[') continue;
      // No statement of owners is longer; without a bound, a line of brackets costs its square.
      constexpr size_t bracket_characters_max = 1000;
      const size_t close = matching_bracket(half.substr(0, open + bracket_characters_max), open);
      if (close == half.npos) {
        if (half.size() - open <= bracket_characters_max / 2) read_broken_bracket(line, open);
        continue;
      }
      const std::u32string_view inside =
          std::u32string_view(texts_[line]).substr(open + 1, close - open - 1);
      std::optional<OwnerClause> clause =
          clauses_.read_bracket(inside, bracket_place(half, open, close));
      if (!clause) continue;
      add_with_rules(OwnerForm::bracket, line, open, close + 1, std::move(*clause));
      open = close;
    }
  }

  /// A bracket that a page or column break has cut: its end stands on one of the next lines.
  void read_broken_bracket(uint32_t line, size_t open) {
    constexpr uint32_t lines_max = 3;
    std::u32string text = texts_[line];
    for (uint32_t next = line + 1; next < texts_.size() && next <= line + lines_max; ++next) {
      text += trim(texts_[next]);
      const std::u32string half = half_width(text);
      const size_t close = matching_bracket(half, open);
      if (close == half.npos) continue;
      const std::u32string_view inside =
          std::u32string_view(text).substr(open + 1, close - open - 1);
      std::optional<OwnerClause> clause =
          clauses_.read_bracket(inside, bracket_place(half, open, close));
      if (clause) add(OwnerForm::bracket, line, open, texts_[line].size(), std::move(*clause));
      return;
    }
  }

  /// …。责任单位:甲、乙。 at the end of a paragraph, without brackets.
  void read_labels_within(uint32_t line) {
    const std::u32string_view half = halves_[line];
    const std::vector<Stretch> stretches = sentences(half);
    for (size_t i = 1; i < stretches.size(); ++i) {
      if (!clauses_.begins_with_label(half, stretches[i].begin) ||
          in_bracket(half, stretches[i].begin)) {
        continue;
      }
      const size_t begin = stretches[i].begin;
      while (i + 1 < stretches.size() && half[stretches[i].end - 1] == U';') ++i;
      while (i + 1 < stretches.size() && clauses_.begins_with_label(half, stretches[i + 1].begin))
        ++i;
      const std::u32string_view text =
          std::u32string_view(texts_[line]).substr(begin, stretches[i].end - begin);
      std::optional<OwnerClause> clause = clauses_.read_labelled(text);
      if (!clause) continue;
      add_with_rules(OwnerForm::line, line, begin, stretches[i].end, std::move(*clause));
    }
  }

  void add_with_rules(OwnerForm form, uint32_t line, size_t begin, size_t end, OwnerClause clause) {
    const StandingOwners standing = clauses_.standing_owners(
        without_brackets(std::u32string_view(texts_[line]).substr(begin, end - begin)), clause);
    add(form, line, begin, end, std::move(clause));
    std::vector<std::string>& also = rules_.also_owners;
    also.insert(also.end(), standing.units.begin(), standing.units.end());
    if (!standing.units.empty() && !standing.from_here_on) apply_standing_rules(&found_.back());
  }

  /// Flattened tables: the titles of the columns stand one a line.
  void find_table_headers() {
    for (uint32_t line = 0; line + 1 < halves_.size(); ++line) {
      const bool lead = trim(halves_[line]) == U"牵头单位" || trim(halves_[line]) == U"牵头部门";
      const bool unit = trim(halves_[line]) == U"责任单位" || trim(halves_[line]) == U"责任部门" ||
                        trim(halves_[line]) == U"负责单位";
      const std::u32string_view next = trim(halves_[line + 1]);
      const bool with = next == U"配合单位" || next == U"配合部门" || next == U"参与单位" ||
                        next == U"责任单位" || next == U"协办单位";
      if (lead || unit) tables_.push_back({line, lead, with && lead});
    }
  }

  struct TableHeader {
    uint32_t line;
    bool has_lead;
    bool has_with;
  };

  const TableHeader* table_above(uint32_t line) const {
    const TableHeader* header = nullptr;
    for (const TableHeader& candidate : tables_) {
      if (candidate.line < line) header = &candidate;
    }
    if (header == nullptr) return nullptr;
    // A chapter ends the table.
    for (const Heading& heading : draft_.headings) {
      const bool between = heading.place.line > header->line && heading.place.line <= line;
      if (between && heading.type != HeadingType::item) return nullptr;
    }
    return header;
  }

  bool read_table_cell(uint32_t line) {
    if (line < table_read_to_) return true;
    const TableHeader* header = table_above(line);
    if (header == nullptr || line == 0 || line <= header->line + 1) return false;
    const std::u32string_view above = trim(halves_[line - 1]);
    constexpr size_t content_characters = 15;
    const bool after_content =
        above.size() >= content_characters || (!above.empty() && above.back() == U'。');
    if (!after_content || !names_.is_list(texts_[line])) return false;
    std::u32string level;
    const AgencyList first = names_.read_list(texts_[line], &level);
    OwnerClause clause;
    clause.units = first.names;
    clause.open = first.open;
    if (header->has_lead) clause.lead = first.names;
    table_read_to_ = line + 1;
    const bool more =
        header->has_with && line + 1 < texts_.size() && names_.is_list(texts_[line + 1]);
    if (more) {
      const AgencyList with = names_.read_list(texts_[line + 1], &level);
      clause.units.insert(clause.units.end(), with.names.begin(), with.names.end());
      clause.open |= with.open;
      table_read_to_ = line + 2;
    }
    add(OwnerForm::table, line, 0, texts_[line].size(), std::move(clause));
    return true;
  }

  std::vector<OwnerStatement>::const_iterator first_of_line(uint32_t line) const {
    return std::lower_bound(found_.begin(), found_.end(), line,
                            [](const OwnerStatement& statement, uint32_t wanted) {
                              return statement.place.line < wanted;
                            });
  }

  /// A bracket or line already read as a statement says it better.
  bool in_statement(uint32_t line, size_t at) const {
    for (auto known = first_of_line(line); known != found_.end() && known->place.line == line;
         ++known) {
      if (known->place.begin <= at && at < known->place.end) return true;
    }
    return false;
  }

  /// 由甲牵头, and as far as the words go on saying duties: ,乙配合,丙参与.
  OwnerClause duties_from(uint32_t line, size_t at, std::u32string_view lead,
                          size_t* end) const {
    OwnerClause clause;
    std::u32string level;
    const AgencyList agencies = names_.read_list(lead, &level);
    clause.lead = agencies.names;
    clause.units = agencies.names;
    clause.open = agencies.open;
    const std::u32string_view half = halves_[line];
    constexpr size_t duties_max = 4;
    size_t stop = *end;
    for (size_t duty = 0; duty < duties_max && stop < half.size(); ++duty) {
      const bool comma = half[stop] == U',' || half[stop] == U';';
      if (duty > 0 && !comma) break;
      if (comma) ++stop;
      stop = std::min(half.find_first_of(U",;。", stop), half.size());
      const std::u32string_view text =
          std::u32string_view(texts_[line]).substr(at, stop - at);
      std::optional<OwnerClause> longer = clauses_.read_duties(text);
      if (!longer) break;
      clause = std::move(*longer);
      *end = stop;
    }
    return clause;
  }

  /// True when a statement of this line already names all of them.
  bool stated_on_line(uint32_t line, const OwnerClause& clause) const {
    for (auto known = first_of_line(line); known != found_.end() && known->place.line == line;
         ++known) {
      const bool all = std::all_of(
          clause.units.begin(), clause.units.end(), [&known](const std::string& unit) {
            return std::find(known->units.begin(), known->units.end(), unit) !=
                   known->units.end();
          });
      if (all) return true;
    }
    return false;
  }

  /// 由市科技局牵头: only where the words leave no doubt.
  void read_sentences() {
    std::vector<OwnerStatement> sentences;
    for (uint32_t line = 0; line < halves_.size(); ++line) {
      const std::u32string_view half = halves_[line];
      for (size_t at = half.find(U'由'); at != half.npos; at = half.find(U'由', at + 1)) {
        const size_t end = half.find(U"牵头", at);
        constexpr size_t list_characters_max = 60;
        if (end == half.npos || end - at > list_characters_max) continue;
        if (in_statement(line, at)) continue;
        const std::u32string_view list =
            std::u32string_view(texts_[line]).substr(at + 1, end - at - 1);
        if (!names_.is_list(list)) continue;
        size_t stated_end = end + 2;
        OwnerClause clause = duties_from(line, at, list, &stated_end);
        if (stated_on_line(line, clause)) continue;
        sentences.push_back(
            statement(OwnerForm::sentence, line, at, stated_end, std::move(clause)));
      }
    }
    std::move(sentences.begin(), sentences.end(), std::back_inserter(found_));
  }

  const Draft& draft_;
  AgencyNames names_;
  OwnerClauses clauses_;
  std::vector<std::u32string> texts_;
  std::vector<std::u32string> halves_;
  std::vector<TableHeader> tables_;
  uint32_t table_read_to_ = 0;  ///< Lines before this one belong to rows already read.
  std::u32string last_level_;  ///< 市 in force at the end of the last owner line.
  uint32_t last_level_line_ = UINT32_MAX;
  StandingRules rules_;
  std::vector<OwnerStatement> found_;
};

}  // namespace

std::vector<OwnerStatement> owners(const Draft& draft, const Lexicon& lexicon) {
  return OwnerReader(draft, lexicon).read();
}

}  // namespace fangan
