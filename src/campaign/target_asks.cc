#include "campaign/target_asks.h"

namespace fangan {
namespace {

Ask total_of(const Target& target) {
  Ask total;
  total.name = "total";
  total.from = target.nodes.front().from;
  total.due = target.nodes.back().due;
  total.value = {target.total, {}};
  for (const TargetNode& node : target.nodes) total.nodes.push_back(&node);
  return total;
}

}  // namespace

std::vector<Ask> asks_of(const Target& target, const std::vector<std::string>& parts) {
  std::vector<Ask> asks;
  for (const TargetNode& node : target.nodes) {
    const Ask ask{node.name, "", {&node}, node.from, node.due, node.value};
    if (target.split_by.empty()) asks.push_back(ask);
    for (const auto& [name, value] : node.parts) {
      asks.push_back(ask);
      asks.back().part = name.text;
      asks.back().value = value;
    }
  }
  if (!target.nodes.empty()) {
    if (target.total) asks.push_back(total_of(target));
    return asks;
  }
  const Ask shown{"", "", {}, {}, {}, {target.total, target.total_high}};
  if (target.split_by.empty()) return {shown};
  for (const std::string& part : parts) {
    asks.push_back(shown);
    asks.back().part = part;
  }
  return asks;
}

}  // namespace fangan
