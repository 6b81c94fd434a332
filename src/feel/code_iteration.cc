// Code of for, some and every: a variable for each domain, and a body for every combination.
#include <algorithm>

#include "feel/arithmetic.h"
#include "feel/code.h"
#include "value/compare.h"
#include "value/decimal_fast.h"

namespace fangan::feel {
namespace {

/// The values of a domain, one after the other: those of a list, or from low to high (or down) by
/// ones or by days. A series is never laid out, however long it is.
class Cursor {
 public:
  explicit Cursor(Value list) : list_(std::move(list)), is_list_(true) {}
  /// From the one to the other, both of them whole numbers apart; dates by days.
  Cursor(Value first, const Value& last)
      : current_(std::move(first)),
        last_(last),
        down_(order(current_, last_) == std::strong_ordering::greater) {}

  bool next(Value* value) {
    if (is_list_) {
      if (index_ == list_.items().size()) return false;
      *value = list_.items()[index_++];
      return true;
    }
    if (index_++ > 0) step();
    if (ended()) return false;
    *value = current_;
    return true;
  }

 private:
  void step() {
    if (current_.is(ValueKind::date)) {
      current_ = Value(add_days(current_.date(), down_ ? -1 : 1));
    } else {
      current_ = add(current_, Value(down_ ? -1 : 1));
    }
  }
  bool ended() const {
    const std::optional<std::strong_ordering> found = order(current_, last_);
    return !found || (down_ ? *found < 0 : *found > 0);
  }

  Value list_;
  bool is_list_ = false;
  size_t index_ = 0;
  Value current_;
  Value last_;
  bool down_ = false;
};

/// One iterator: its variable, and where its values come from.
struct Domain {
  uint32_t slot = 0;
  CodePtr values;  ///< A list; with `high`, the first of a series.
  CodePtr high;
};

bool is_step_kind(const Value& value) {
  return value.is(ValueKind::date) || (value.is(ValueKind::number) && value.number().is_integer());
}

/// What the three constructs share: stepping through all combinations.
class Iteration : public Code {
 public:
  Iteration(NodeId node, Span span, std::vector<Domain> domains, CodePtr body)
      : Code(node, span), domains_(std::move(domains)), body_(std::move(body)) {}

 protected:
  /// Calls `visit` for every combination until it returns false; then, and where a domain cannot be
  /// stepped through, which is the `problem`, the answer is false.
  template <typename Visit>
  bool for_each(Evaluation& evaluation, Value* problem, const Visit& visit,
                size_t depth = 0) const {
    const Domain& domain = domains_[depth];
    std::optional<Cursor> cursor = open(evaluation, domain, problem);
    if (!cursor) return false;
    Value value;
    while (cursor->next(&value)) {
      if (!evaluation.spend()) return false;
      evaluation.slot(domain.slot) = std::move(value);
      const bool is_last = depth + 1 == domains_.size();
      if (!(is_last ? visit() : for_each(evaluation, problem, visit, depth + 1))) return false;
    }
    return true;
  }

  const Code& body() const { return *body_; }

 private:
  std::optional<Cursor> open(Evaluation& evaluation, const Domain& domain, Value* problem) const {
    Value first;
    first = Value(domain.values->run(evaluation, &first));
    if (domain.high == nullptr) {
      if (first.is(ValueKind::list)) return Cursor(std::move(first));
      return open_value(std::move(first), problem);
    }
    Value last;
    last = Value(domain.high->run(evaluation, &last));
    return open_series(std::move(first), last, problem);
  }

  std::optional<Cursor> open_value(Value value, Value* problem) const {
    if (value.is(ValueKind::range)) return open_range(value.range(), problem);
    if (!value.is_null()) return Cursor(Value(std::vector<Value>{std::move(value)}));
    *problem = value.reason() != nullptr ? value : fail("FEEL-E006", {{"found", "Null"}});
    return std::nullopt;
  }

  /// A range has a next value only where its ends are days or whole numbers.
  std::optional<Cursor> open_range(const Range& range, Value* problem) const {
    Value first = range.start;
    Value last = range.end;
    if (is_step_kind(first) && !range.start_included) first = after(first, 1);
    if (is_step_kind(last) && !range.end_included) last = after(last, -1);
    if (is_step_kind(first) && is_step_kind(last) &&
        order(first, last) == std::strong_ordering::greater) {
      return Cursor(Value(std::vector<Value>()));
    }
    return open_series(std::move(first), last, problem);
  }

  std::optional<Cursor> open_series(Value first, const Value& last, Value* problem) const {
    const bool fits = is_step_kind(first) && is_step_kind(last) && first.kind() == last.kind();
    if (fits) return Cursor(std::move(first), last);
    *problem = fail("FEEL-E007", {{"start", std::string(name_of(first.kind()))},
                                  {"end", std::string(name_of(last.kind()))}});
    return std::nullopt;
  }

  static Value after(const Value& value, int steps) {
    if (value.is(ValueKind::date)) return Value(add_days(value.date(), steps));
    return add(value, Value(steps));
  }

  std::vector<Domain> domains_;
  CodePtr body_;
};

/// for: the list of what the body gives. `partial` is that list so far.
class For final : public Iteration {
 public:
  For(NodeId node, Span span, std::vector<Domain> domains, CodePtr body, uint32_t partial,
      bool uses_partial)
      : Iteration(node, span, std::move(domains), std::move(body)),
        partial_(partial),
        uses_partial_(uses_partial) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    std::vector<Value> results;
    Value problem;
    for_each(evaluation, &problem, [&] {
      if (uses_partial_) {
        if (!evaluation.spend(results.size())) return false;
        evaluation.slot(partial_) = Value(results);
      }
      Value own;
      results.push_back(body().run(evaluation, &own));
      const Value& result = results.back();
      return evaluation.charge(result.is_null() ? result.own_bytes() : sizeof(Value));
    });
    if (problem.reason() != nullptr) return *scratch = problem;
    *scratch = Value(std::move(results));
    return evaluation.admit(*scratch) ? *scratch : stopped(scratch);
  }

 private:
  uint32_t partial_;
  bool uses_partial_;
};

/// some ends at the first true, every at the first false, both at what is no condition.
class Quantified final : public Iteration {
 public:
  Quantified(NodeId node, Span span, Truth decisive, std::vector<Domain> domains, CodePtr body)
      : Iteration(node, span, std::move(domains), std::move(body)), decisive_(decisive) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    Truth found = negation_of(decisive_);
    Value guilty;
    Value problem;
    for_each(evaluation, &problem, [&] {
      Value own;
      const Value& value = body().run(evaluation, &own);
      const Truth truth = truth_of(value);
      if (truth == Truth::unknown && guilty.reason() == nullptr) guilty = value;
      if (truth == decisive_ || truth == Truth::unknown) found = truth;
      const bool is_wrong = truth == Truth::unknown && !value.is_null();
      return truth != decisive_ && !is_wrong;
    });
    if (problem.reason() != nullptr) return *scratch = problem;
    if (evaluation.stopped()) return stopped(scratch);
    if (found != Truth::unknown) return *scratch = Value(found == Truth::yes);
    if (guilty.reason() != nullptr) return *scratch = std::move(guilty);
    return *scratch = fail("FEEL-T013", {{"found", std::string(name_of(guilty.kind()))}});
  }

 private:
  Truth decisive_;
};

std::vector<Domain> domains_of(const Compiler& compiler, const Node& node) {
  std::vector<Domain> domains;
  for (size_t i = 0; i < node.names.size(); ++i) {
    Domain domain;
    domain.slot = node.slots[i];
    const Node& values = compiler.syntax.at(node.children[i]);
    if (values.op == Op::series) {
      domain.values = compiler.compile(values.children[0]);
      domain.high = compiler.compile(values.children[1]);
    } else {
      domain.values = compiler.compile(node.children[i]);
    }
    domains.push_back(std::move(domain));
  }
  return domains;
}

/// Whether anything reads that slot of the frame: a variable, or a capture of it.
bool is_read(const Syntax& syntax, uint32_t slot, const std::string& name) {
  return std::any_of(syntax.nodes.begin(), syntax.nodes.end(), [&](const Node& node) {
    return node.op == Op::name && node.symbol.kind == Symbol::Kind::slot &&
           node.symbol.slot == slot && node.name == name;
  });
}

}  // namespace

CodePtr Compiler::iteration(NodeId id) const {
  const Node& node = syntax.at(id);
  const uint32_t partial = node.slots.back();
  return std::make_unique<For>(id, span(id), domains_of(*this, node), compile(node.children.back()),
                               partial, is_read(syntax, partial, "partial"));
}

CodePtr Compiler::quantified(NodeId id) const {
  const Node& node = syntax.at(id);
  const Truth decisive = node.op == Op::some ? Truth::yes : Truth::no;
  return std::make_unique<Quantified>(id, span(id), decisive, domains_of(*this, node),
                                      compile(node.children.back()));
}

}  // namespace fangan::feel
