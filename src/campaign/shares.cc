#include "campaign/shares.h"

#include <algorithm>
#include <set>

#include "text/suggest.h"

namespace fangan {
namespace {

constexpr int places_max = 4;
constexpr int64_t value_max = 100'000'000'000'000;  // What a register keeps with four places.

Diagnostic refusal(std::string code, std::vector<Fact> facts) {
  Diagnostic diagnostic = problem(std::move(code), std::move(facts));
  diagnostic.fault = Fault::request;
  return diagnostic;
}

void check_number(const std::string& unit, const Decimal& value, Diagnostics* diagnostics) {
  const std::string written = value.print_normal();
  if (value.is_negative()) {
    diagnostics->push_back(refusal("CAMP-S006", {{"unit", unit}, {"value", written}}));
  }
  const Result<Decimal> rounded = round(value, places_max, Rounding::down);
  if (!rounded || rounded.value() != value) {
    diagnostics->push_back(refusal("CAMP-S007", {{"unit", unit}, {"value", written}}));
  }
  if (value > Decimal(value_max)) {
    diagnostics->push_back(refusal("CAMP-S009", {{"unit", unit}, {"value", written}}));
  }
}

void check_units(const Plan& plan, const ShareSheet& sheet, Diagnostics* diagnostics) {
  std::vector<std::string> known;
  for (const Agency& agency : plan.agencies) known.push_back(agency.name);
  std::set<std::string> seen;
  for (const ShareRow& row : sheet.rows) {
    const Agency* agency = plan.find_agency(row.unit);
    if (agency == nullptr) {
      diagnostics->push_back(refusal(
          "CAMP-S004", {{"unit", row.unit}, {"near", did_you_mean(row.unit, known)}}));
    } else if (!seen.insert(agency->name).second) {
      diagnostics->push_back(refusal("CAMP-S005", {{"unit", row.unit}}));
    }
    check_number(row.unit, row.value, diagnostics);
  }
  check_number("预留", sheet.reserve, diagnostics);
}

}  // namespace

Result<Decimal> share_sum(const ShareSheet& sheet) {
  Result<Decimal> sum = sheet.reserve;
  for (const ShareRow& row : sheet.rows) {
    if (sum) sum = add(sum.value(), row.value);
  }
  return sum;
}

Diagnostics check_shares(const Plan& plan, const Target& target, const ShareSheet& sheet) {
  Diagnostics diagnostics;
  if (target.shares == ShareRule::none) {
    diagnostics.push_back(refusal("CAMP-S003", {{"target", target.name}}));
    return diagnostics;
  }
  const auto node = std::find_if(target.nodes.begin(), target.nodes.end(),
                                 [&sheet](const TargetNode& n) { return n.name == sheet.node; });
  if (node == target.nodes.end()) {
    diagnostics.push_back(
        refusal("CAMP-S002", {{"target", target.name}, {"node", sheet.node}}));
    return diagnostics;
  }
  check_units(plan, sheet, &diagnostics);
  if (target.shares == ShareRule::each) return diagnostics;
  if (target.reserve && sheet.reserve != *target.reserve) {
    diagnostics.push_back(refusal("CAMP-S010", {{"target", target.name},
                                                {"node", sheet.node},
                                                {"reserve", sheet.reserve.print_normal()},
                                                {"declared", target.reserve->print_normal()},
                                                {"unit", target.unit}}));
  }
  const Result<Decimal> sum = share_sum(sheet);
  if (!node->value.low) {
    diagnostics.push_back(
        refusal("CAMP-S008", {{"target", target.name}, {"node", sheet.node}}));
  } else if (sum && sum.value() != *node->value.low) {
    diagnostics.push_back(refusal("CAMP-S001", {{"target", target.name},
                                                {"node", sheet.node},
                                                {"sum", sum.value().print_normal()},
                                                {"value", node->value.low->print_normal()},
                                                {"unit", target.unit}}));
  }
  return diagnostics;
}

SharesByNode shares_of(const Records& records, std::string_view target, const View& view) {
  SharesByNode shares;
  for (const Record& row : records.rows("分解", std::string(target) + "/", view)) {
    const std::optional<Decimal> value = row.number("份额");
    if (value) shares[row.text("节点")].push_back(ShareRow{row.text("单位"), *value});
  }
  return shares;
}

std::map<std::string, SharesByNode> shares_by_target(const Records& records, const View& view) {
  std::map<std::string, SharesByNode> shares;
  for (const Record& row : records.rows("分解", "", view)) {
    const std::optional<Decimal> value = row.number("份额");
    if (!value) continue;
    shares[row.text("目标")][row.text("节点")].push_back(ShareRow{row.text("单位"), *value});
  }
  return shares;
}

}  // namespace fangan
