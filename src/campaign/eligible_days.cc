#include "campaign/eligible_days.h"

#include <algorithm>
#include <map>
#include <set>

#include "campaign/own_row.h"
#include "campaign/row_table.h"
#include "value/print.h"

namespace fangan {
namespace {

/// What the rules of a policy ask for, themselves or through what they name.
struct Asks {
  bool today = false;   ///< They may say something else tomorrow though nothing has changed.
  bool tables = false;  ///< Something computed outside of Rows: figures, ledgers, circulars.
  /// Whose rows they may read, 分解 and 进展 among them.
  std::set<std::string> registers;
};

Asks asks_of(const Plan& plan, const Policy& policy) {
  const RuleReach reach = reach_of(plan, {&policy.eligible, &policy.until});
  Asks asks;
  asks.today = passes_days(plan, reach);
  asks.tables = reach.computed_tables;
  asks.registers = reach.registers;
  for (const Name& of : policy.of) asks.registers.insert(of.text);
  for (const char* name : {"分解", "进展"}) {
    if (reach.words.count(name) != 0) asks.registers.insert(name);
  }
  if (asks.tables) {
    for (const Register& each : plan.registers) asks.registers.insert(each.name.text);
  }
  return asks;
}

/// Register and id of a row: the same in every view.
using RowName = std::pair<std::string, std::string>;

class EligibleDays {
 public:
  explicit EligibleDays(const Policy& policy) : policy_(policy) {}

  /// False where a parameter of `eligible` or `until` is not set on the day of the view.
  bool look(Rows* view) {
    view_ = view;
    bool all_set = true;
    for (const Row* row : rows_of(view)) {
      const Outcome eligible = view->evaluate(policy_.eligible, Asked{row->value()});
      if (eligible.kind == Outcome::Kind::not_set) {
        not_set_ = eligible.not_set.front();
        all_set = false;
      }
      const Outcome until = policy_.until.empty()
                                ? Outcome()
                                : view->evaluate(policy_.until, Asked{row->value()});
      if (until.kind == Outcome::Kind::not_set) {
        not_set_ = until.not_set.front();
        all_set = false;
      }
      update(*row, eligible, until);
    }
    return all_set;
  }

  std::vector<const Row*> rows_of(Rows* view) const {
    std::vector<const Row*> all;
    for (const Name& of : policy_.of) {
      RowTable* table = view->table(of.text);
      if (table == nullptr) continue;
      view->list(of.text);
      all.insert(all.end(), table->sorted().begin(), table->sorted().end());
    }
    return all;
  }

  std::optional<Entitlement> of(const Row& row) const {
    const RowName name = name_of(row);
    if (const auto found = in_doubt_.find(name); found != in_doubt_.end()) {
      return Entitlement{&policy_, &row, found->second, false};
    }
    const auto found = since_.find(name);
    if (found == since_.end()) return std::nullopt;
    Entitlement known{&policy_, &row, found->second, true};
    const std::vector<Entitlement> doubts = past_doubts(row);
    if (!doubts.empty() && *doubts.back().doubt_over > known.since) {
      known.doubt_over = doubts.back().doubt_over;
    }
    return known;
  }
  std::vector<Entitlement> past_doubts(const Row& row) const {
    std::vector<Entitlement> doubts;
    const auto found = past_doubts_.find(name_of(row));
    if (found == past_doubts_.end()) return doubts;
    for (const auto& [from, to] : found->second) {
      doubts.push_back({&policy_, &row, from, false, to});
    }
    return doubts;
  }
  const std::string& not_set() const { return not_set_; }

 private:
  static RowName name_of(const Row& row) {
    return {row.table().definition().name.text, row.state().id};
  }

  void update(const Row& row, const Outcome& eligible, const Outcome& until) {
    const RowName name = name_of(row);
    const auto had = since_.find(name);
    const bool is_eligible = eligible.value.is_true();
    const bool is_over = until.value.is_true();
    const bool holds = is_eligible || (!policy_.until.empty() && had != since_.end());
    const Outcome& open = holds ? until : eligible;
    if (!is_over && open.kind != Outcome::Kind::value) {
      in_doubt_.emplace(name, had == since_.end() ? view_->as_of() : had->second);
    } else if (const auto doubt = in_doubt_.find(name); doubt != in_doubt_.end()) {
      past_doubts_[name].emplace_back(doubt->second, view_->as_of());
      in_doubt_.erase(doubt);
    }
    if (is_over || !holds) {
      since_.erase(name);
    } else if (is_eligible) {
      since_.emplace(name, view_->as_of());
    }
  }

  const Policy& policy_;
  Rows* view_ = nullptr;
  std::map<RowName, Date> since_;
  std::map<RowName, Date> in_doubt_;
  std::map<RowName, std::vector<std::pair<Date, Date>>> past_doubts_;  ///< From and to.
  std::string not_set_;
};

bool reads_own_rows(const Plan& plan, const Policy& policy) {
  return std::all_of(policy.of.begin(), policy.of.end(), [&](const Name& of) {
    const Register* definition = plan.find_register(of.text);
    return definition != nullptr && reads_own_row(plan, *definition, policy.eligible) &&
           reads_own_row(plan, *definition, policy.until);
  });
}

/// What the rules of a policy take the parameters to be.
std::string parameters_of(const Rows& view, const Policy& policy) {
  std::string text;
  for (const Formula* formula : {&policy.eligible, &policy.until}) {
    for (const std::string& name : formula->rests_on) {
      const auto found = view.parameters().find(name);
      text += found == view.parameters().end()
                  ? "-\n"
                  : print_plain(found->second, SIZE_MAX).value_or("") + "\n";
    }
  }
  return text;
}

/// The days on which a row or a parameter changed; on the first, and where a parameter is another
/// one, all rows are looked at.
void look_at_changes(const Rows& rows, const Policy& policy, const PastViews& views,
                     EligibleDays* days) {
  std::set<std::string> registers;
  for (const Name& of : policy.of) registers.insert(of.text);
  std::optional<std::string> before;
  for (const Date day : views.changes(registers)) {
    if (day >= rows.as_of()) return;
    std::shared_ptr<Rows> view = views.changed(day, policy);
    std::string parameters = parameters_of(*view, policy);
    if (before != parameters) view = views.on(day, nullptr);
    before = std::move(parameters);
    days->look(view.get());
  }
}

/// The days before that of `rows`: those with changes and, where it matters, those between.
void look_before(const Rows& rows, const Policy& policy, const PastViews& views,
                 EligibleDays* days) {
  if (views.changed && reads_own_rows(rows.plan(), policy)) {
    return look_at_changes(rows, policy, views, days);
  }
  const Asks asks = asks_of(rows.plan(), policy);
  const std::vector<Date> changes = views.changes(asks.registers);
  for (size_t i = 0; i < changes.size() && changes[i] < rows.as_of(); ++i) {
    std::shared_ptr<Rows> view = views.on(changes[i], nullptr);
    days->look(view.get());
    if (!asks.today) continue;
    const Date next = i + 1 < changes.size() ? changes[i + 1] : rows.as_of();
    const Date end = std::min(next, rows.as_of());
    for (Date day = add_days(changes[i], 1); day < end; day = add_days(day, 1)) {
      if (asks.tables) {
        view = views.on(day, nullptr);
      } else {
        view->move_to(day);
      }
      days->look(view.get());
    }
  }
}

}  // namespace

Entitlements entitlements(Rows* rows, const Policy& policy, const PastViews& views) {
  EligibleDays days(policy);
  look_before(*rows, policy, views, &days);
  Entitlements found;
  if (!days.look(rows)) {
    found.problem = Value::null(problem("CAMP-R006", {{"name", days.not_set()}}));
  }
  for (const Row* row : days.rows_of(rows)) {
    const std::vector<Entitlement> doubts = days.past_doubts(*row);
    found.past_doubts.insert(found.past_doubts.end(), doubts.begin(), doubts.end());
    std::optional<Entitlement> one = days.of(*row);
    if (!one) continue;
    one->is_known = one->is_known && found.problem.reason() == nullptr;
    if (!one->is_known) one->doubt_over.reset();
    found.rows.push_back(*one);
  }
  return found;
}

}  // namespace fangan
