#include "campaign/reported_values.h"

#include <algorithm>
#include <cassert>

namespace fangan {
namespace {

/// Entry limits digits, so sums cannot leave the range of Decimal.
void include(std::optional<Decimal>* into, const std::optional<Decimal>& part) {
  if (!part) return;
  const Result<Decimal> sum = add(into->value_or(Decimal(0)), *part);
  assert(sum);
  *into = sum.value();
}

std::vector<std::string> nodes_of(const Ask& ask) {
  if (ask.nodes.empty()) return {""};
  std::vector<std::string> names;
  for (const TargetNode* node : ask.nodes) names.push_back(node->name);
  return names;
}

}  // namespace

const Progress& ReportedValues::progress_on(Date day) {
  const auto known = progress_.find(day);
  if (known != progress_.end()) return known->second;
  return progress_.emplace(day, Progress(records_, View{day, view_.known_at})).first->second;
}

Grades ReportedValues::of_node(const Progress& progress, const Target& target,
                               const std::string& node,
                               const std::optional<std::string>& holder) const {
  if (holder) return progress.of_unit(target.name, node, *holder);
  // Without a day there are no shares that could be ratios.
  if (target.shares == ShareRule::sum || node.empty()) return progress.of_whole(target.name, node);
  // Ratios do not add up: the whole has a row of its own.
  Grades own = progress.of_unit(target.name, node, "");
  own.published = progress.of_whole(target.name, node).published;
  return own;
}

FigureValues ReportedValues::on(Date day, const Target& target, const Ask& ask,
                                const std::optional<std::string>& holder) {
  const Progress& progress = progress_on(day);
  FigureValues values;
  for (const std::string& node : nodes_of(ask)) {
    const Grades part = of_node(progress, target, node, holder);
    include(&values.grades.reported, part.reported);
    include(&values.grades.accepted, part.accepted);
    include(&values.grades.published, part.published);
  }
  if (!holder && ask.nodes.size() > 1) {
    const Grades own = progress.of_whole(target.name, ask.name);
    if (own.published) values.grades.published = own.published;
  }
  return values;
}

std::vector<std::string> ReportedValues::holders(const Target& target, const Ask& ask) {
  const Progress& progress = progress_on(view_.as_of);
  std::vector<std::string> holders;
  for (const std::string& node : nodes_of(ask)) {
    for (const std::string& unit : progress.units(target.name, node)) {
      if (!unit.empty()) holders.push_back(unit);
    }
  }
  std::sort(holders.begin(), holders.end());
  holders.erase(std::unique(holders.begin(), holders.end()), holders.end());
  return holders;
}

}  // namespace fangan
