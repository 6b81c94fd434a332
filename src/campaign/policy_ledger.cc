#include "campaign/policy_ledger.h"

#include <algorithm>
#include <map>
#include <set>

#include "campaign/own_row.h"
#include "campaign/row_table.h"
#include "feel/arithmetic.h"
#include "plan/period_days.h"
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

/// What tells subjects apart. Of rows without one none is the subject of another.
std::string subject_of(const LedgerLine& line) {
  if (!line.subject.is_null()) return print(line.subject);
  const Row& row = *line.entitlement.row;
  return "\n" + row.table().definition().name.text + "\n" + row.state().id;
}

int64_t year_of(const Entitlement& entitlement) {
  const std::optional<PeriodDays> period = days_of_period(entitlement.row->state().period);
  return period ? period->to.year() : entitlement.since.year();
}

bool names(const Policy& policy, const Policy& other) {
  return std::any_of(policy.excludes.begin(), policy.excludes.end(),
                     [&other](const Name& name) { return name.text == other.name.text; });
}

bool exclude_each_other(const Policy& left, const Policy& right) {
  return names(left, right) || names(right, left);
}

/// Of one period, or for any.
bool is_alike(const Value& period, const Value& other) {
  return period.is_null() || other.is_null() || print(period) == print(other);
}

}  // namespace

/// The ledger of one policy while it is filled.
class Ledger {
 public:
  Ledger(Rows* rows, const Policy& policy, const PastViews& views)
      : rows_(*rows), policy_(policy), views_(views) {
    const RuleReach reach = reach_of(rows->plan(), {&policy.amount, &policy.cap});
    passes_days_ = passes_days(rows->plan(), reach) || reach.computed_tables;
    std::set<std::string> registers = reach.registers;
    for (const Name& of : policy.of) registers.erase(of.text);
    changes_ = views.changes(registers);
    settings_ = views.changes({});
  }

  const Policy& policy() const { return policy_; }

  /// False where the tuple of `once per` has been there before.
  bool is_first(const Row& row) {
    return policy_.once_per.empty() || once_.insert(tuple_of(row, policy_.once_per)).second;
  }

  /// Who has it, and what it comes to.
  void enter(LedgerLine* line) {
    hold(*line);
    if (!policy_.amount.empty()) set_amount(line);
  }

  /// Who has it or, with a doubt, may have it.
  void hold(const LedgerLine& line) {
    holders_[subject_of(line)].push_back({line.entitlement.row->state().period, line.doubt});
  }

  /// Who may have had it, until a day.
  void hold_until(const LedgerLine& line, Date over) {
    past_doubts_[subject_of(line)].emplace_back(line.entitlement.row->state().period, over);
  }

  /// The day since which it is known whether the subject of a line has it, if later than `day`.
  Date doubt_over(const LedgerLine& line, Date day) const {
    const auto found = past_doubts_.find(subject_of(line));
    if (found == past_doubts_.end()) return day;
    for (const auto& [period, over] : found->second) {
      if (is_alike(period, line.entitlement.row->state().period)) day = std::max(day, over);
    }
    return day;
  }

  void add(LedgerLine line) { lines_.push_back(std::move(line)); }

  struct Holding {
    Value period;
    std::optional<LedgerLine::Doubt> doubt;
  };
  /// What the subject of a line has of it already, in the period if both have one; what is in doubt
  /// only where nothing else is. Nullptr: nothing.
  const Holding* held(const LedgerLine& line) const {
    const auto found = holders_.find(subject_of(line));
    if (found == holders_.end()) return nullptr;
    const Value& period = line.entitlement.row->state().period;
    const Holding* in_doubt = nullptr;
    for (const Holding& each : found->second) {
      if (!is_alike(each.period, period)) continue;
      if (!each.doubt) return &each;
      if (in_doubt == nullptr) in_doubt = &each;
    }
    return in_doubt;
  }

  std::vector<LedgerLine> take() { return std::move(lines_); }

  Result<Rates> rates(const Entitlement& entitlement) {
    const Result<Date> day = rate_day(entitlement);
    if (!day) return day.errors();
    return settled(day.value());
  }

 private:
  static Value not_set(const std::string& name) {
    return Value::null(problem("CAMP-R006", {{"name", name}}));
  }

  /// The day whose parameters and references count.
  Result<Date> rate_day(const Entitlement& entitlement) {
    const Row& row = *entitlement.row;
    if (policy_.rates_on.empty()) {
      const std::optional<PeriodDays> period = days_of_period(row.state().period);
      return period ? period->to : entitlement.since;
    }
    const Outcome on = rows_.evaluate(policy_.rates_on, Asked{row.value()});
    if (on.kind == Outcome::Kind::not_set) {
      return problem("CAMP-R006", {{"name", on.not_set.front()}});
    }
    if (on.value.is(ValueKind::date)) return on.value.date();
    return problem("CAMP-R010", {{"policy", policy_.name.text}, {"row", row.state().id}});
  }

  /// The first of the days up to that one on which amounts are the same: nothing changed since.
  Date first_alike(Date day) const {
    const auto next = std::upper_bound(changes_.begin(), changes_.end(), day);
    return passes_days_ || next == changes_.begin() ? day : *std::prev(next);
  }

  Rows* view_on(Date day) {
    const Date first = first_alike(day);
    if (day >= rows_.as_of() || first == first_alike(rows_.as_of())) return &rows_;
    std::shared_ptr<Rows>& view = views_of_day_[first];
    if (view == nullptr) view = views_.on(first, &policy_);
    return view.get();
  }

  static bool is_set(const Formula& formula, const Rows& view) {
    return std::all_of(
        formula.rests_on.begin(), formula.rests_on.end(),
        [&view](const std::string& name) { return view.parameters().count(name) != 0; });
  }

  /// Those of the day or, where a parameter was not set yet, of the first day on which it is.
  Rates settled(Date day) {
    Rates rates{view_on(day), std::min(day, rows_.as_of())};
    for (const Date later : settings_) {
      if (is_set(policy_.amount, *rates.rows) && is_set(policy_.cap, *rates.rows)) break;
      if (later > day && later <= rows_.as_of()) rates = {view_on(later), later};
    }
    return rates;
  }

  static Value value_of(Rows* view, const Formula& formula, const Row& row) {
    const Value record = view->row(row.table().definition().name.text, row.state().id);
    const Outcome outcome = view->evaluate(formula, Asked{record});
    return outcome.kind == Outcome::Kind::not_set ? not_set(outcome.not_set.front())
                                                  : outcome.value;
  }

  /// At most what is left of a limit; true where that is less. Of one that was lowered nothing is
  /// left, and what was granted stays.
  static bool hold_within(const Value& limit, const Value& used, Value* amount) {
    if (limit.is_null()) {
      *amount = limit;
      return false;
    }
    Value left = used.is_null() ? limit : feel::subtract(limit, used);
    const std::optional<std::strong_ordering> sign = order(left, Value(0));
    if (sign && *sign < 0) left = Value(0);
    const std::optional<std::strong_ordering> found = order(*amount, left);
    const bool is_more = found && *found > 0;
    if (is_more) *amount = left;
    return is_more;
  }

  static void spend(const Value& amount, Value* used) {
    *used = used->is_null() ? amount : feel::add(*used, amount);
  }

  void set_amount(LedgerLine* line) {
    const Entitlement& entitlement = line->entitlement;
    const Result<Rates> rates = this->rates(entitlement);
    if (!rates) {
      line->amount = Value::null(rates.error());
      return;
    }
    Rows* view = rates.value().rows;
    const Row& row = *entitlement.row;
    Value& amount = line->amount;
    amount = value_of(view, policy_.amount, row);
    line->before_limits = amount;
    Value& together = capped_[tuple_of(row, policy_.per)];
    if (!policy_.cap.empty() && !amount.is_null()) {
      line->is_capped = hold_within(value_of(view, policy_.cap, row), together, &amount);
    }
    const int64_t year = year_of(entitlement);
    if (!policy_.budget.empty() && !amount.is_null()) {
      line->is_over_budget = hold_within(budget(year), spent_[year], &amount);
    }
    if (amount.is_null()) return;
    // What a budget did not pay does not use up a cap either.
    spend(amount, &together);
    spend(amount, &spent_[year]);
  }

  Value budget(int64_t year) const {
    for (const auto& [of, value] : policy_.budget) {
      if ((of == year || of == 0) && value) return Value(*value);
    }
    return Value::null(
        problem("CAMP-R011", {{"policy", policy_.name.text}, {"year", std::to_string(year)}}));
  }

  Rows& rows_;
  const Policy& policy_;
  const PastViews& views_;
  bool passes_days_ = false;    ///< Amounts may be others tomorrow though nothing has changed.
  std::vector<Date> changes_;   ///< Of what amounts read besides the policy's own registers.
  std::vector<Date> settings_;  ///< Of parameters.
  std::set<std::string> once_;
  std::map<std::string, std::vector<Holding>> holders_;  ///< By subject.
  /// By subject: the period, and the day on which the doubt was over.
  std::map<std::string, std::vector<std::pair<Value, Date>>> past_doubts_;
  std::map<std::string, Value> capped_;
  std::map<int64_t, Value> spent_;
  std::map<Date, std::shared_ptr<Rows>> views_of_day_;
  std::vector<LedgerLine> lines_;
};

namespace {

Value circle(const Policy& policy) {
  return Value::null(
      problem("CAMP-R001", {{"field", policy.name.text}, {"register", ""}, {"row", ""}}));
}

/// Says which other policy has its subject or, where none has, may have it.
void find_excluding(const std::vector<Ledger>& ledgers, LedgerLine* line) {
  const Policy& policy = *line->entitlement.policy;
  for (const Ledger& each : ledgers) {
    if (!exclude_each_other(policy, each.policy())) continue;
    const Ledger::Holding* held = each.held(*line);
    if (held == nullptr || (held->doubt && line->doubt)) continue;
    line->excluded_by = &each.policy();
    line->doubt = held->doubt;
    line->fate = held->doubt ? LedgerLine::Fate::undetermined : LedgerLine::Fate::excluded;
    if (!held->doubt) return;
  }
}

/// The day since which that is known of every policy that excludes the line's, if later than `day`.
Date doubts_over(const std::vector<Ledger>& ledgers, const LedgerLine& line, Date day) {
  for (const Ledger& each : ledgers) {
    if (!exclude_each_other(*line.entitlement.policy, each.policy())) continue;
    day = each.doubt_over(line, day);
  }
  return day;
}

/// Into the ledger of its policy; a row in doubt is in none, but may keep others out. Gives the day
/// from which it counts where that is later than the one it is looked at: then it is in none yet.
std::optional<Date> add(const Entitlement& entitlement, Date day, std::vector<Ledger>* ledgers) {
  LedgerLine line;
  line.entitlement = entitlement;
  const Row& row = *entitlement.row;
  line.subject = field_of(row, entitlement.policy->subject.text);
  Ledger& own = *std::find_if(ledgers->begin(), ledgers->end(), [&](const Ledger& ledger) {
    return &ledger.policy() == entitlement.policy;
  });
  find_excluding(*ledgers, &line);
  if (!entitlement.is_known) {
    if (line.fate == LedgerLine::Fate::excluded) return std::nullopt;
    if (entitlement.doubt_over) {
      own.hold_until(line, *entitlement.doubt_over);
      return std::nullopt;
    }
    if (!line.doubt) {
      line.doubt = LedgerLine::Doubt{
          entitlement.policy, row.table().definition().name.text, row.state().id};
    }
    own.hold(line);
    return std::nullopt;
  }
  if (line.fate == LedgerLine::Fate::undetermined) {
    own.hold(line);
  } else if (line.fate == LedgerLine::Fate::entered) {
    const Date over = doubts_over(*ledgers, line, day);
    if (over > day) {
      own.hold_until(line, over);
      return over;
    }
    if (own.is_first(row)) {
      own.enter(&line);
    } else {
      line.fate = LedgerLine::Fate::not_first;
    }
  }
  own.add(std::move(line));
  return std::nullopt;
}

/// Those of a day in order, day after day; `all` stand by rank and register.
void fill(const std::vector<Entitlement>& all, std::vector<Ledger>* ledgers) {
  std::map<Date, std::vector<size_t>> days;
  for (size_t i = 0; i < all.size(); ++i) {
    const bool is_late = all[i].is_known && all[i].doubt_over;
    days[is_late ? *all[i].doubt_over : all[i].since].push_back(i);
  }
  const auto is_earlier = [&all](size_t left, size_t right) {
    if (all[left].since != all[right].since) return all[left].since < all[right].since;
    return is_before(all[left].row, all[right].row);
  };
  while (!days.empty()) {
    auto day = days.extract(days.begin());
    std::vector<size_t>& found = day.mapped();
    std::sort(found.begin(), found.end());
    std::stable_sort(found.begin(), found.end(), is_earlier);
    for (const size_t i : found) {
      const std::optional<Date> later = add(all[i], day.key(), ledgers);
      if (later) days[*later].push_back(i);
    }
  }
}

/// As written, but for a policy that names another before that one.
std::vector<const Policy*> in_rank(std::vector<const Policy*> group) {
  std::vector<const Policy*> ranked;
  while (!group.empty()) {
    auto next = std::find_if(group.begin(), group.end(), [&group](const Policy* policy) {
      return std::none_of(group.begin(), group.end(), [policy](const Policy* other) {
        return names(*other, *policy) && !names(*policy, *other);
      });
    });
    if (next == group.end()) next = group.begin();  // They name each other in a circle.
    ranked.push_back(*next);
    group.erase(next);
  }
  return ranked;
}

/// A line as rules read it.
Value entry_of(const Plan& plan, const LedgerLine& line) {
  const Policy& policy = *line.entitlement.policy;
  const Row& row = *line.entitlement.row;
  std::vector<std::pair<std::string, Value>> entry;
  entry.emplace_back(row.table().definition().name.text, row.value());
  if (!policy.subject.empty()) entry.emplace_back(policy.subject.text, line.subject);
  for (const Name& field : policy.per) entry.emplace_back(field.text, field_of(row, field.text));
  entry.emplace_back(std::string(row_words(plan.header.language).period), row.state().period);
  if (!policy.amount.empty()) {
    entry.emplace_back("金额", line.amount);
  } else {
    std::vector<Value> restrictions;
    for (const Name& each : policy.restrictions) restrictions.emplace_back(each.text);
    entry.emplace_back("限制措施", Value(std::move(restrictions)));
  }
  for (const char* later : {"申请日", "批准额", "支付额", "追回额"}) {
    entry.emplace_back(later, Value());
  }
  return Value(Context(std::move(entry)));
}

}  // namespace

std::vector<const Policy*> excluding_policies(const Plan& plan, const Policy& policy) {
  std::set<const Policy*> found = {&policy};
  for (size_t before = 0; before != found.size();) {
    before = found.size();
    for (const Policy& each : plan.policies) {
      const bool meets = std::any_of(found.begin(), found.end(), [&each](const Policy* other) {
        return names(each, *other) || names(*other, each);
      });
      if (meets) found.insert(&each);
    }
  }
  std::vector<const Policy*> group;
  for (const Policy& each : plan.policies) {
    if (found.count(&each) != 0 && !each.eligible.empty()) group.push_back(&each);
  }
  return group;
}

PolicyLedgers::PolicyLedgers(Rows* rows, PastViews views)
    : rows_(*rows), views_(std::move(views)) {}

PolicyLedgers::~PolicyLedgers() = default;

std::optional<Rates> PolicyLedgers::rates(const Entitlement& entitlement) {
  std::unique_ptr<Ledger>& ledger = priced_[entitlement.policy];
  if (ledger == nullptr) ledger = std::make_unique<Ledger>(&rows_, *entitlement.policy, views_);
  const Result<Rates> rates = ledger->rates(entitlement);
  return rates ? std::optional(rates.value()) : std::nullopt;
}

const PolicyLines& PolicyLedgers::lines(const Policy& policy) {
  const auto known = filled_.find(&policy);
  if (known != filled_.end()) return known->second;
  const std::vector<const Policy*> group = in_rank(excluding_policies(rows_.plan(), policy));
  for (const Policy* each : group) filled_[each].problem = circle(*each);  // Until it is known.
  std::vector<Entitlement> all;
  std::vector<Ledger> ledgers;
  std::map<const Policy*, Value> problems;
  for (const Policy* each : group) {
    Entitlements own = entitlements(&rows_, *each, views_);
    problems[each] = std::move(own.problem);
    ledgers.emplace_back(&rows_, *each, views_);
    all.insert(all.end(), own.rows.begin(), own.rows.end());
    if (group.size() == 1) continue;  // Nobody stands back for it.
    all.insert(all.end(), own.past_doubts.begin(), own.past_doubts.end());
  }
  fill(all, &ledgers);
  for (Ledger& ledger : ledgers) {
    filled_[&ledger.policy()] = {ledger.take(), std::move(problems[&ledger.policy()])};
  }
  return filled_[&policy];
}

Value PolicyLedgers::entries(const Policy& policy,
                             const std::function<bool(const Row&)>& shows) {
  const PolicyLines& found = lines(policy);
  if (found.problem.reason() != nullptr) return found.problem;
  std::vector<Value> entries;
  for (const LedgerLine& line : found.lines) {
    if (line.fate != LedgerLine::Fate::entered) continue;
    if (shows && !shows(*line.entitlement.row)) continue;
    entries.push_back(entry_of(rows_.plan(), line));
  }
  return Value(std::move(entries));
}

std::shared_ptr<PolicyLedgers> add_policy_ledgers(Rows* rows, PastViews views) {
  const auto ledgers = std::make_shared<PolicyLedgers>(rows, std::move(views));
  for (const Policy& policy : rows->plan().policies) {
    if (policy.eligible.empty()) continue;
    rows->add_table(policy.name.text, [ledgers, &policy] { return ledgers->entries(policy); });
  }
  return ledgers;
}

}  // namespace fangan
