// Lint of numbers and dates: what was due before it was issued, what has no date, what does not add
// up.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "plan/line_text.h"
#include "plan/lint_rules.h"
#include "text/utf8.h"

namespace fangan {
namespace {

Finding finding_at(const char* code, Severity severity, const Quantity& quantity) {
  Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.place = quantity.place;
  finding.facts = {{"words", quantity.text}};
  return finding;
}

bool in_criteria(const Draft& draft, const Quantity& quantity) {
  if (quantity.heading == no_heading) return false;
  const Heading& heading = draft.headings[quantity.heading];
  return heading.type == HeadingType::label && heading.title.find("标准") != std::string::npos;
}

std::string printed(const Quantity& quantity) {
  return quantity.low->print_normal() + quantity.unit;
}

uint32_t part_of(const Draft& draft, uint32_t heading) {
  while (heading != no_heading && draft.headings[heading].type == HeadingType::label) {
    heading = draft.headings[heading].parent;
  }
  return heading;
}

bool is_yearly(const Quantity& quantity) { return quantity.due.rfind("annual", 0) == 0; }

/// Numbers of one line that are targets, by how they are dated.
struct LineTargets {
  std::vector<const Quantity*> yearly;
  std::vector<const Quantity*> dated;
};

std::map<uint32_t, LineTargets> targets_by_line(const Draft& draft) {
  std::map<uint32_t, LineTargets> lines;
  for (const Quantity& quantity : draft.quantities) {
    if (!quantity.low || quantity.type != QuantityType::target) continue;
    LineTargets& line = lines[quantity.place.line];
    if (is_yearly(quantity)) line.yearly.push_back(&quantity);
    else if (!quantity.due.empty()) line.dated.push_back(&quantity);
  }
  return lines;
}

/// The span in front of a yearly number on its line: 2022—2024年,每年….
const Quantity* span_before(const Draft& draft, const Quantity& yearly) {
  const Quantity* span = nullptr;
  for (const Quantity* at = &yearly; at != draft.quantities.data();) {
    --at;
    if (at->place.line != yearly.place.line) break;
    if (at->low) continue;
    if (at->comparator == Comparator::span && !at->due_from.empty()) span = at;
    break;
  }
  return span;
}

/// First year of 从2018年起,每年 or of 2022—2024年,每年; the year of issue plus one where only
/// 每年 is said.
int64_t first_year(const Draft& draft, const Quantity& yearly) {
  if (const Quantity* span = span_before(draft, yearly)) {
    const Result<Date> from = Date::parse(span->due_from);
    if (from) return from.value().year();
  }
  const size_t from = yearly.due.find("from ");
  if (from != std::string::npos) {
    return Decimal::parse(yearly.due.substr(from + 5)).value().to_int64().value();
  }
  return draft.issued ? draft.issued->year() + 1 : INT64_MAX / 2;
}

void check_floor(const Draft& draft, const Quantity& yearly, const Quantity& total,
                 std::vector<Finding>* findings) {
  const Result<Date> due = Date::parse(total.due);
  if (!due || yearly.unit != total.unit || yearly.high || total.high) return;
  const int64_t years = due.value().year() - first_year(draft, yearly) + 1;
  if (years < 1 || years > 30) return;
  const Result<Decimal> reached = multiply(*yearly.low, Decimal(years));
  if (!reached || reached.value() >= *total.low) return;
  Finding finding = finding_at("LINT-009", Severity::doubt, total);
  finding.related.push_back(yearly.place);
  finding.facts = {{"yearly", printed(yearly)},
                   {"years", std::to_string(years)},
                   {"reached", reached.value().print_normal() + yearly.unit},
                   {"total", printed(total)},
                   {"due", total.due}};
  findings->push_back(std::move(finding));
}

/// Where the sentence that holds the place ends.
uint32_t sentence_end(const Draft& draft, Place place) {
  const std::u32string half = half_width(to_utf32(draft.lines[place.line]));
  size_t end = place.end;
  while (end < half.size() && !ends_sentence(half[end])) ++end;
  return static_cast<uint32_t>(end);
}

/// 每年新增5所, and in another sentence of the section 到2025年新增30所: alike by their words.
void lint_floors_apart(const Draft& draft, std::vector<Finding>* findings) {
  std::map<std::pair<uint32_t, std::string>, LineTargets> sections;
  for (const Quantity& quantity : draft.quantities) {
    if (!quantity.low || quantity.type != QuantityType::target) continue;
    LineTargets& section = sections[{part_of(draft, quantity.heading), quantity.unit}];
    if (is_yearly(quantity)) section.yearly.push_back(&quantity);
    else if (!quantity.due.empty()) section.dated.push_back(&quantity);
  }
  constexpr int alike = 70;  // In one sentence the same unit says much; across sentences, little.
  constexpr size_t section_targets_max = 50;
  for (const auto& [key, section] : sections) {
    if (section.dated.size() > section_targets_max || section.yearly.size() > section_targets_max)
      continue;
    for (const Quantity* yearly : section.yearly) {
      const uint32_t end = sentence_end(draft, yearly->place);
      for (const Quantity* total : section.dated) {
        const bool same_sentence =
            total->place.line == yearly->place.line && total->place.end <= end;
        const bool before = std::pair(total->place.line, total->place.begin) <
                            std::pair(yearly->place.line, yearly->place.begin);
        if (same_sentence || before) continue;
        if (likeness(yearly->metric, total->metric) >= alike)
          check_floor(draft, *yearly, *total, findings);
      }
    }
  }
}

void lint_floors(const Draft& draft, std::vector<Finding>* findings) {
  lint_floors_apart(draft, findings);
  for (const auto& [number, line] : targets_by_line(draft)) {
    if (line.yearly.empty() || line.dated.empty()) continue;
    // 每年甲10家、乙100家,到2020年甲40家、乙400家: pairs stand in the same order.
    std::vector<const Quantity*> totals;
    const uint32_t end = sentence_end(draft, line.yearly.back()->place);
    for (const Quantity* dated : line.dated) {
      const bool behind =
          dated->place.begin > line.yearly.back()->place.begin && dated->place.end <= end;
      if (behind && dated->due == line.dated.front()->due) totals.push_back(dated);
    }
    if (totals.size() == line.yearly.size()) {
      for (size_t i = 0; i < totals.size(); ++i)
        check_floor(draft, *line.yearly[i], *totals[i], findings);
      continue;
    }
    for (const Quantity* yearly : line.yearly) {
      for (const Quantity* total : totals) {
        if (likeness(clause_around(draft, *yearly), clause_around(draft, *total)) >= 40) {
          check_floor(draft, *yearly, *total, findings);
        }
      }
    }
  }
}

/// 压减186万吨; 2017年压减66万吨, 2018年压减120万吨: the years must add up to the total of the
/// section.
void lint_parts(const Draft& draft, std::vector<Finding>* findings) {
  struct Group {
    const Quantity* total = nullptr;
    std::vector<const Quantity*> parts;
  };
  std::map<std::tuple<uint32_t, std::string, std::string>, Group> groups;
  for (const Quantity& quantity : draft.quantities) {
    const bool plain = quantity.low && !quantity.high && quantity.type == QuantityType::target &&
                       quantity.comparator == Comparator::equal && !quantity.metric.empty();
    if (!plain || is_yearly(quantity)) continue;
    Group& group = groups[{part_of(draft, quantity.heading), quantity.metric, quantity.unit}];
    if (quantity.due.empty()) group.total = &quantity;
    else group.parts.push_back(&quantity);
  }
  for (const auto& [key, group] : groups) {
    if (group.total == nullptr || group.parts.size() < 2) continue;
    std::set<std::string> dues;
    Decimal sum = 0;
    bool bounded = true;
    for (const Quantity* part : group.parts) {
      dues.insert(part->due);
      const Result<Decimal> next = add(sum, *part->low);
      bounded = bounded && next;
      if (next) sum = next.value();
    }
    if (!bounded || dues.size() != group.parts.size() || sum == *group.total->low) continue;
    Finding finding = finding_at("LINT-008", Severity::warning, *group.total);
    for (const Quantity* part : group.parts) finding.related.push_back(part->place);
    finding.facts = {{"sum", sum.print_normal() + group.total->unit},
                     {"total", printed(*group.total)}};
    findings->push_back(std::move(finding));
  }
}

/// The same number of the same thing in one plan, with two different dates.
void lint_two_dates(const Draft& draft, std::vector<Finding>* findings) {
  constexpr int alike = 65;
  constexpr size_t same_number_max = 50;
  std::map<std::tuple<uint32_t, std::string, std::string>, std::vector<const Quantity*>> groups;
  for (const Quantity& quantity : draft.quantities) {
    const bool dated =
        quantity.low && quantity.type == QuantityType::target && quantity.due.size() == 10;
    if (!dated || *quantity.low < Decimal(20)) continue;
    auto& group = groups[{quantity.plan, quantity.low->print_normal(), quantity.unit}];
    if (group.size() < same_number_max) group.push_back(&quantity);
  }
  for (const auto& [key, group] : groups) {
    for (size_t i = 0; i < group.size(); ++i) {
      for (size_t j = i + 1; j < group.size(); ++j) {
        const Quantity& first = *group[i];
        const Quantity& second = *group[j];
        if (second.due == first.due || second.place.line == first.place.line) continue;
        if (likeness(clause_around(draft, first), clause_around(draft, second)) < alike) continue;
        Finding finding = finding_at("LINT-007", Severity::doubt, second);
        finding.related.push_back(first.place);
        finding.facts = {{"words", second.text}, {"first", first.due}, {"second", second.due}};
        findings->push_back(std::move(finding));
      }
    }
  }
}

}  // namespace

void lint_dates(const Draft& draft, std::vector<Finding>* findings) {
  for (const Quantity& quantity : draft.quantities) {
    if (quantity.low) {
      const bool undated = quantity.type == QuantityType::target && quantity.due.empty();
      if (undated) findings->push_back(finding_at("LINT-005", Severity::doubt, quantity));
      continue;
    }
    const Result<Date> due = Date::parse(quantity.due);
    if (!due || quantity.comparator == Comparator::from) continue;
    if (draft.issued && due.value() < *draft.issued && !in_criteria(draft, quantity)) {
      Finding finding = finding_at("LINT-003", Severity::warning, quantity);
      finding.facts.push_back({"due", quantity.due});
      finding.facts.push_back({"issued", draft.issued->print()});
      findings->push_back(std::move(finding));
    }
    if (quantity.year_inferred) {
      Finding finding = finding_at("LINT-004", Severity::doubt, quantity);
      finding.facts.push_back({"due", quantity.due});
      findings->push_back(std::move(finding));
    }
    if (quantity.comparator == Comparator::before) {
      Finding finding = finding_at("LINT-006", Severity::doubt, quantity);
      finding.facts.push_back({"due", quantity.due});
      finding.facts.push_back({"other", add_days(due.value(), 365).print()});
      finding.facts.back().value = last_of_year(due.value().year() + 1).print();
      findings->push_back(std::move(finding));
    }
  }
}

void lint_sums(const Draft& draft, std::vector<Finding>* findings) {
  lint_floors(draft, findings);
  lint_parts(draft, findings);
  lint_two_dates(draft, findings);
}

}  // namespace fangan
