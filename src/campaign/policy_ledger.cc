#include "campaign/policy_ledger.h"

#include <algorithm>
#include <set>

#include "campaign/row_table.h"
#include "feel/arithmetic.h"
#include "plan/row_words.h"
#include "value/compare.h"
#include "value/print.h"

namespace fangan {
namespace {

Value field_of(const Row& row, std::string_view name) {
  const Value* found = row.find(name);
  return found == nullptr ? Value() : *found;
}

/// What tells tuples of fields apart.
std::string tuple_of(const Row& row, const std::vector<Name>& fields) {
  std::string text;
  for (const Name& field : fields) text += print(field_of(row, field.text)) + "\n";
  return text;
}

class Ledger {
 public:
  Ledger(Rows* rows, const Policy& policy) : rows_(*rows), policy_(policy) {}

  Value take() {
    std::vector<const Row*> candidates;
    for (const Name& of : policy_.of) {
      RowTable* table = rows_.table(of.text);
      if (table == nullptr) continue;
      rows_.list(of.text);
      candidates.insert(candidates.end(), table->sorted().begin(), table->sorted().end());
    }
    std::stable_sort(candidates.begin(), candidates.end(), [](const Row* left, const Row* right) {
      return left->state().since < right->state().since;
    });
    std::vector<Value> entries;
    for (const Row* row : candidates) {
      const Outcome eligible = rows_.evaluate(policy_.eligible, Asked{row->value()});
      if (eligible.kind == Outcome::Kind::not_set) return not_set(eligible);
      if (!eligible.value.is_true()) continue;
      const bool is_first = once_.insert(tuple_of(*row, policy_.once_per)).second;
      if (!policy_.once_per.empty() && !is_first) continue;
      entries.push_back(entry(*row));
    }
    return Value(std::move(entries));
  }

 private:
  static Value not_set(const Outcome& outcome) {
    return Value::null(problem("CAMP-R006", {{"name", outcome.not_set.front()}}));
  }

  Value value_of(const Formula& formula, const Row& row) {
    const Outcome outcome = rows_.evaluate(formula, Asked{row.value()});
    return outcome.kind == Outcome::Kind::not_set ? not_set(outcome) : outcome.value;
  }

  /// What is left of the cap for the tuple, at most the amount.
  Value capped(const Row& row, Value amount) {
    if (policy_.cap.empty() || amount.is_null()) return amount;
    const Value cap = value_of(policy_.cap, row);
    if (cap.is_null()) return cap;
    Value& used = used_[tuple_of(row, policy_.per)];
    if (used.is_null()) used = Value(0);
    const Value left = feel::subtract(cap, used);
    const std::optional<std::strong_ordering> found = order(amount, left);
    if (found && *found > 0) amount = left;
    used = feel::add(used, amount);
    return amount;
  }

  Value entry(const Row& row) {
    std::vector<std::pair<std::string, Value>> entries;
    entries.emplace_back(row.table().definition().name.text, row.value());
    if (!policy_.subject.empty()) {
      entries.emplace_back(policy_.subject.text, field_of(row, policy_.subject.text));
    }
    for (const Name& field : policy_.per) {
      entries.emplace_back(field.text, field_of(row, field.text));
    }
    entries.emplace_back(std::string(row_words(rows_.plan().header.language).period),
                         row.state().period);
    if (!policy_.amount.empty()) {
      entries.emplace_back("金额", capped(row, value_of(policy_.amount, row)));
    } else {
      std::vector<Value> restrictions;
      for (const Name& each : policy_.restrictions) restrictions.emplace_back(each.text);
      entries.emplace_back("限制措施", Value(std::move(restrictions)));
    }
    for (const char* later : {"申请日", "批准额", "支付额", "追回额"}) {
      entries.emplace_back(later, Value());
    }
    return Value(Context(std::move(entries)));
  }

  Rows& rows_;
  const Policy& policy_;
  std::set<std::string> once_;
  std::map<std::string, Value> used_;
};

}  // namespace

void add_policy_ledgers(Rows* rows) {
  for (const Policy& policy : rows->plan().policies) {
    const bool needs_days =
        !policy.until.empty() || !policy.excludes.empty() || !policy.budget.empty();
    if (needs_days || policy.eligible.empty()) continue;
    rows->add_table(policy.name.text, [rows, &policy] { return Ledger(rows, policy).take(); });
  }
}

}  // namespace fangan
