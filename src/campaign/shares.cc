#include "campaign/shares.h"

#include <algorithm>
#include <set>

namespace fangan {
namespace {

Diagnostic refused(const char* code, std::vector<Fact> facts) {
  Diagnostic diagnostic = problem(code, std::move(facts));
  diagnostic.fault = Fault::data;
  return diagnostic;
}

bool has_more_than_four_places(const Decimal& value) {
  const Result<Decimal> rounded = round(value, 4, Rounding::down);
  return !rounded || rounded.value() != value;
}

}  // namespace

Diagnostics check_shares(const Target& target, const ShareSheet& sheet) {
  const auto node = std::find_if(target.nodes.begin(), target.nodes.end(),
                                 [&sheet](const TargetNode& n) { return n.name == sheet.node; });
  if (node == target.nodes.end()) {
    return {refused("CAMP-S002", {{"target", target.name}, {"node", sheet.node}})};
  }
  if (target.shares == ShareRule::none) return {refused("CAMP-S006", {{"target", target.name}})};
  Diagnostics found;
  std::set<std::string> holders;
  Decimal sum = sheet.reserve;
  for (const ShareRow& row : sheet.rows) {
    if (!holders.insert(row.holder).second) {
      found.push_back(refused("CAMP-S003", {{"holder", row.holder}}));
    }
    if (row.value.is_negative()) found.push_back(refused("CAMP-S004", {{"holder", row.holder}}));
    if (has_more_than_four_places(row.value)) {
      found.push_back(refused("CAMP-S007", {{"holder", row.holder}}));
    }
    const Result<Decimal> next = add(sum, row.value);
    if (next) sum = next.value();
  }
  if (target.shares != ShareRule::sum) return found;
  if (!node->value.low) {
    found.push_back(refused("CAMP-S005", {{"target", target.name}, {"node", sheet.node}}));
  } else if (sum != *node->value.low) {
    found.push_back(refused("CAMP-S001", {{"sum", sum.print_normal()},
                                          {"value", node->value.low->print_normal()},
                                          {"unit", target.unit},
                                          {"node", sheet.node}}));
  }
  return found;
}

}  // namespace fangan
