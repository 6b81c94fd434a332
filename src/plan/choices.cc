#include "plan/choices.h"

#include <algorithm>
#include <tuple>

#include "text/utf8.h"

namespace fangan {
namespace {

struct PlacedChoice {
  Citation citation;
  OpenChoice choice;
};

class Collector {
 public:
  explicit Collector(const Plan& plan) : plan_(plan) {
    for (const Parameter& each : plan.parameters) add_block(each.name, each.citation);
    for (const Target& each : plan.targets) add_block(each.name, each.citation);
    for (const Task& each : plan.tasks) add_block(each.name, each.citation);
    add_blocks(plan.registers);
    add_blocks(plan.flows);
    add_blocks(plan.decisions);
    add_blocks(plan.policies);
    add_blocks(plan.watches);
    add_blocks(plan.rankings);
    add_blocks(plan.notices);
    add_blocks(plan.forms);
  }

  std::vector<ClauseChoices> collect() {
    add_parameters();
    add_targets();
    for (const Doubt& doubt : plan_.doubts) {
      add(doubt.citation, {ChoiceKind::doubt, "", doubt.text, "", clause_span(doubt.citation)});
    }
    for (const Choice& choice : plan_.choices) add_chosen(choice);
    return grouped();
  }

 private:
  void add_block(const std::string& name, const Citation& citation) {
    citations_.emplace_back(name, citation);
  }
  void add_blocks(const auto& blocks) {
    for (const auto& each : blocks) add_block(each.name.text, each.citation);
  }
  void add(const Citation& citation, OpenChoice choice) {
    found_.push_back({citation, std::move(choice)});
  }

  void add_parameters() {
    for (const Parameter& each : plan_.parameters) {
      if (!each.values.empty()) continue;
      add(each.citation, {ChoiceKind::parameter_not_set, each.name, each.type, "", each.span});
    }
  }

  static bool is_set(const TargetNode& node) {
    if (node.parts.empty()) return node.value.low.has_value();
    return std::all_of(node.parts.begin(), node.parts.end(),
                       [](const auto& part) { return part.second.low.has_value(); });
  }

  void add_targets() {
    for (const Target& target : plan_.targets) {
      std::string nodes;
      for (const TargetNode& node : target.nodes) {
        const bool asks_rows = target.form == TargetForm::all_of;
        if (!asks_rows && !is_set(node)) nodes += (nodes.empty() ? "" : ", ") + node.name;
      }
      if (!nodes.empty()) {
        add(target.citation, {ChoiceKind::target_not_set, target.name, nodes, "", target.span});
      }
      const bool is_about = target.compare == Compare::about;
      const Parameter* tolerance = plan_.find_parameter(target.tolerance);
      const bool is_known = tolerance != nullptr && !tolerance->values.empty();
      if (!is_about || is_known) continue;
      add(target.citation,
          {ChoiceKind::tolerance_not_set, target.name, target.tolerance, "", target.span});
    }
  }

  void add_chosen(const Choice& choice) {
    const auto known =
        std::find_if(citations_.begin(), citations_.end(),
                     [&choice](const auto& each) { return each.first == choice.block; });
    const Citation citation = known == citations_.end() ? above(choice.span) : known->second;
    std::string value;
    if (const Parameter* parameter = plan_.find_parameter(choice.block)) {
      for (const auto& [from, text] : parameter->values) {
        value += (value.empty() ? "" : ", ") + text;
      }
    }
    add(citation, {ChoiceKind::chosen, choice.block, choice.text, value, choice.span});
  }

  /// The line of text above a place, as a block without a name belongs to it.
  Citation above(Span span) const {
    for (uint32_t file = 0; file < plan_.files.size(); ++file) {
      if (plan_.files[file].source != span.source) continue;
      Citation citation{file, no_line, 0, 0};
      const std::vector<TextLine>& lines = plan_.files[file].lines;
      for (uint32_t line = 0; line < lines.size() && lines[line].span.begin < span.begin; ++line) {
        const auto end = static_cast<uint32_t>(code_point_count(lines[line].text));
        citation = {file, line, 0, end};
      }
      return citation;
    }
    return {};
  }

  std::string clause_text(const Citation& citation) const {
    if (citation.text_line == no_line) return {};
    const std::u32string line = to_utf32(plan_.files[citation.file].lines[citation.text_line].text);
    return to_utf8(std::u32string_view(line).substr(citation.begin, citation.end - citation.begin));
  }

  Span clause_span(const Citation& citation) const {
    if (citation.text_line == no_line) return {};
    return plan_.files[citation.file].lines[citation.text_line].span;
  }

  std::vector<ClauseChoices> grouped() {
    const auto key = [](const PlacedChoice& each) {
      const Citation& c = each.citation;
      const bool is_notes = c.text_line == no_line;
      return std::make_tuple(is_notes, c.file, c.text_line, c.begin, c.end);
    };
    std::stable_sort(found_.begin(), found_.end(),
                     [&key](const PlacedChoice& left, const PlacedChoice& right) {
                       return std::make_tuple(key(left), left.choice.kind) <
                              std::make_tuple(key(right), right.choice.kind);
                     });
    std::vector<ClauseChoices> clauses;
    for (size_t i = 0; i < found_.size(); ++i) {
      const bool is_new = i == 0 || key(found_[i]) != key(found_[i - 1]);
      if (is_new) clauses.push_back({found_[i].citation, clause_text(found_[i].citation), {}});
      clauses.back().choices.push_back(std::move(found_[i].choice));
    }
    return clauses;
  }

  const Plan& plan_;
  std::vector<std::pair<std::string, Citation>> citations_;
  std::vector<PlacedChoice> found_;
};

}  // namespace

std::vector<ClauseChoices> choices_by_clause(const Plan& plan) {
  return Collector(plan).collect();
}

size_t open_count(const std::vector<ClauseChoices>& clauses) {
  size_t count = 0;
  for (const ClauseChoices& clause : clauses) {
    count += static_cast<size_t>(
        std::count_if(clause.choices.begin(), clause.choices.end(),
                      [](const OpenChoice& each) { return each.kind != ChoiceKind::chosen; }));
  }
  return count;
}

}  // namespace fangan
