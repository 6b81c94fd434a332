// Tasks of a draft: one for each statement of responsibility, with the deadlines of its section.
#include <algorithm>
#include <map>

#include "plan/draft_blocks.h"
#include "plan/line_text.h"
#include "plan/numbered_sentence.h"
#include "plan/outline.h"
#include "plan/package_text.h"
#include "text/messages.h"
#include "text/utf8.h"

namespace fangan {
namespace {

void note_agencies(const std::vector<std::string>& names, DraftBlocks* blocks) {
  for (const std::string& name : names) {
    auto& known = blocks->agencies;
    if (std::find(known.begin(), known.end(), name) == known.end()) known.push_back(name);
  }
}

/// Cut behind the last comma that fits, so that no word is left in two.
std::u32string whole_words(std::u32string_view text, std::u32string_view half, size_t max) {
  if (text.size() <= max) return std::u32string(text);
  const size_t comma = half.substr(0, max).find_last_of(U",、:");
  if (comma != half.npos && comma > 0) return std::u32string(text.substr(0, comma));
  return std::u32string(text.substr(0, max)) + U"…";
}

/// The words a deadline asks for: the rest of its sentence, on one line.
std::string words_of_deadline(const Draft& draft, const Quantity& date) {
  constexpr size_t characters_max = 40;
  const std::u32string text = to_utf32(draft.lines[date.place.line]);
  const std::u32string half = half_width(text);
  size_t begin = date.place.end;
  while (begin < half.size() &&
         (half[begin] == U',' || half[begin] == U':' || is_space(half[begin]))) {
    ++begin;
  }
  size_t end = begin;
  while (end < half.size() && !ends_sentence(half[end])) ++end;
  const std::u32string kept =
      whole_words(std::u32string_view(text).substr(begin, end - begin),
                  std::u32string_view(half).substr(begin, end - begin), characters_max);
  std::u32string_view words = trim(kept);
  while (!words.empty() &&
         (words.front() == U'[' || words.front() == U'{' || words.front() == U'-')) {
    words.remove_prefix(1);
  }
  return words.empty() ? date.text : to_utf8(words);
}

bool is_criterion(const Draft& draft, const Quantity& quantity) {
  if (quantity.heading == no_heading) return false;
  const Heading& heading = draft.headings[quantity.heading];
  return heading.type == HeadingType::label && heading.title.find("标准") != std::string::npos;
}

using Nodes = std::map<std::string, std::string>;  // due -> words

class TaskWriter {
 public:
  TaskWriter(const Draft& draft, DraftBlocks* blocks) : draft_(draft), blocks_(*blocks) {}

  void write() {
    collect_deadlines();
    for (size_t i = 0; i < draft_.owners.size(); ++i) {
      const OwnerStatement& owner = draft_.owners[i];
      note_agencies(owner.units, &blocks_);
      if (owner.form != OwnerForm::sentence) write_owned(i);
    }
    for (auto& [section, dates] : deadlines_) write_unowned(section, dates);
  }

 private:
  /// Deadlines that carry no number, by section.
  void collect_deadlines() {
    for (const Quantity& quantity : draft_.quantities) {
      const bool deadline = !quantity.low && quantity.comparator != Comparator::from &&
                            quantity.comparator != Comparator::period;
      if (!deadline || is_criterion(draft_, quantity) || governs_number(quantity)) continue;
      deadlines_[section_of(draft_, quantity.heading)].push_back(&quantity);
    }
  }

  /// True when the next thing the deadline is said of is a target's number.
  bool governs_number(const Quantity& date) const {
    if (blocks_.dated.count({date.place.line, date.due}) == 0) return false;
    for (const Quantity& quantity : draft_.quantities) {
      const bool behind =
          quantity.place.line == date.place.line && quantity.place.begin >= date.place.end;
      if (!behind || &quantity == &date) continue;
      return quantity.low && quantity.due == date.due;
    }
    return false;
  }

  bool is_last_of_section(size_t index) const {
    const OwnerStatement& owner = draft_.owners[index];
    return std::none_of(draft_.owners.begin() + static_cast<std::ptrdiff_t>(index) + 1,
                        draft_.owners.end(), [&owner](const OwnerStatement& other) {
                          return other.form != OwnerForm::sentence &&
                                 other.heading == owner.heading;
                        });
  }

  std::string title_of(uint32_t section) const {
    return section == no_heading ? "任务" : draft_.headings[section].title;
  }

  void write_owned(size_t index) {
    const OwnerStatement& owner = draft_.owners[index];
    std::string body;
    const std::string line = draft_.lines[owner.place.line];
    const bool several = sentences(half_width(to_utf32(line))).size() > 1;
    if (several) {
      const std::string words = unique_words(draft_, owner.place);
      if (words.empty()) return;
      body += "clause: \"" + words + "\"\n";
    }
    body += "what: " + title_of(owner.heading) + "\n";
    std::vector<std::string> with;
    for (const std::string& unit : owner.units) {
      if (std::find(owner.lead.begin(), owner.lead.end(), unit) == owner.lead.end())
        with.push_back(unit);
    }
    if (!owner.lead.empty()) body += "lead: " + bracket_list(owner.lead) + "\n";
    if (!with.empty()) body += "with: " + bracket_list(with) + "\n";
    if (owner.open) body += "open: true\n";
    if (is_last_of_section(index)) body += take_nodes(owner.heading);
    add(owner.place.line, title_of(owner.heading), body);
  }

  /// The deadlines of a section and of the items below it that have no owner of their own.
  std::string take_nodes(uint32_t section) {
    Nodes nodes;
    for (auto it = deadlines_.begin(); it != deadlines_.end();) {
      if (!belongs(it->first, section)) {
        ++it;
        continue;
      }
      for (const Quantity* date : it->second) add_node(*date, &nodes);
      it = deadlines_.erase(it);
    }
    return print(nodes);
  }

  bool belongs(uint32_t inner, uint32_t section) const {
    const auto has_own = [this](uint32_t heading) {
      return std::any_of(draft_.owners.begin(), draft_.owners.end(),
                         [heading](const OwnerStatement& o) {
                           return o.heading == heading && o.form != OwnerForm::sentence;
                         });
    };
    while (inner != no_heading && inner != section) {
      if (has_own(inner)) return false;
      inner = draft_.headings[inner].parent;
    }
    return inner == section && section != no_heading;
  }

  void add_node(const Quantity& date, Nodes* nodes) const {
    std::string& words = (*nodes)[date.due];
    words += (words.empty() ? "" : "；") + words_of_deadline(draft_, date);
  }

  static std::string print(const Nodes& nodes) {
    if (nodes.empty()) return {};
    std::string text = "nodes:\n";
    for (const auto& [due, words] : nodes) text += "  " + due + ": " + words + "\n";
    return text;
  }

  /// A section without owners keeps its deadlines in a task without owners.
  void write_unowned(uint32_t section, const std::vector<const Quantity*>& dates) {
    Nodes nodes;
    for (const Quantity* date : dates) add_node(*date, &nodes);
    const std::string words = unique_words(draft_, dates.front()->place);
    if (words.empty()) return;
    add(dates.front()->place.line, title_of(section),
        "clause: \"" + words + "\"\nwhat: " + title_of(section) + "\n" + print(nodes));
  }

  void add(uint32_t line, const std::string& title, const std::string& body) {
    const std::string name = unique_name(block_name(title, "任务"), &blocks_.names);
    blocks_.by_line[line].push_back("```task " + name + "\n" + body + "```\n");
    ++blocks_.tasks;
  }

  const Draft& draft_;
  DraftBlocks& blocks_;
  std::map<uint32_t, std::vector<const Quantity*>> deadlines_;
};

bool is_about_ideas(const std::string& title) {
  constexpr std::string_view words[] = {"总体要求", "指导思想", "基本原则", "基本思路",
                                        "重要意义", "重大意义", "总体思路", "工作原则",
                                        "工作思路", "核心定位", "背景"};
  return std::any_of(std::begin(words), std::end(words), [&title](std::string_view word) {
    return title.find(word) != std::string::npos;
  });
}

}  // namespace

void add_tasks(const Draft& draft, DraftBlocks* blocks) { TaskWriter(draft, blocks).write(); }

void add_narratives(const Draft& draft, DraftBlocks* blocks) {
  std::multimap<uint32_t, Place> quantities;
  for (const Quantity& quantity : draft.quantities) {
    quantities.emplace(quantity.place.line, quantity.place);
  }
  std::multimap<uint32_t, Place> headings;
  for (const Heading& h : draft.headings) headings.emplace(h.place.line, h.place);
  for (uint32_t line = 0; line < draft.lines.size(); ++line) {
    const std::u32string text = to_utf32(draft.lines[line]);
    if (trim(text).empty()) continue;
    const uint32_t heading = heading_at(draft.headings, Place{line, 0, 0});
    const bool preamble =
        heading == no_heading || draft.headings[heading].type == HeadingType::plan;
    const bool ideas = heading != no_heading && is_about_ideas(draft.headings[heading].title);
    if (!preamble && !ideas) continue;
    for (const Stretch& stretch : sentences(half_width(text))) {
      const auto [first, last] = quantities.equal_range(line);
      const bool counted = std::any_of(first, last, [&](const auto& one) {
        return one.second.begin < stretch.end && one.second.end > stretch.begin;
      });
      const auto [title, next] = headings.equal_range(line);
      const auto stretch_end = static_cast<uint32_t>(stretch.end);
      const bool titles = std::any_of(title, next,
                                      [&](const auto& one) {
                                        return stretch_end <= one.second.end;
                                      }) &&
                          is_title(draft, Place{line, 0, stretch_end});
      if (counted || titles) continue;
      const std::string words = unique_words(
          draft,
          Place{line, static_cast<uint32_t>(stretch.begin), stretch_end});
      if (words.empty()) continue;
      blocks->clauses[line].narrative.emplace(
          words, preamble ? "通知或方案的引言，没有任务和数值" : "总体性表述，没有任务和数值");
    }
  }
}

void add_doubts(const Draft& draft, const std::vector<Finding>& findings, DraftBlocks* blocks) {
  for (const Finding& finding : findings) {
    const std::string words = unique_words(draft, finding.place);
    if (words.empty()) continue;
    std::string& text = blocks->clauses[finding.place.line].doubt[words];
    text += (text.empty() ? "" : " ") + finding.code + " " +
            sentence(problem(finding.code, finding.facts), Language::zh);
  }
}

}  // namespace fangan
