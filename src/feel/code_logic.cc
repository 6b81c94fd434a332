// Code of comparisons, and, or, between, instance of and if.
#include "feel/code.h"
#include "feel/look_through.h"
#include "value/compare.h"

namespace fangan::feel {
namespace {

const Value& value_of(Truth truth, Value* scratch) {
  return *scratch = truth == Truth::unknown ? Value() : Value(truth == Truth::yes);
}

/// Two values and how they relate. Unknown becomes null with a reason only where a value is asked.
class Comparison : public Code {
 public:
  Comparison(NodeId node, Span span, std::string_view symbol, CodePtr left, CodePtr right)
      : Code(node, span), symbol_(symbol), left_(std::move(left)), right_(std::move(right)) {}

 protected:
  virtual Truth relate(const Value& left, const Value& right) const = 0;

  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    Value own;
    const Value& left = left_->run(evaluation, scratch);
    const Value& right = right_->run(evaluation, &own);
    if (!spend_to_compare(left, right, &evaluation)) return stopped(scratch);
    const Truth truth = relate(left, right);
    if (truth != Truth::unknown) return value_of(truth, scratch);
    return *scratch = refuse(left, right);
  }

  Truth condition(Evaluation& evaluation) const override {
    Value own_left;
    Value own_right;
    const Value& left = left_->run(evaluation, &own_left);
    const Value& right = right_->run(evaluation, &own_right);
    return spend_to_compare(left, right, &evaluation) ? relate(left, right) : Truth::unknown;
  }

 private:
  Value refuse(const Value& left, const Value& right) const {
    if (left.reason() != nullptr) return left;
    if (right.reason() != nullptr) return right;
    return fail("FEEL-T012", {{"operator", std::string(symbol_)},
                              {"left", std::string(name_of(left.kind()))},
                              {"right", std::string(name_of(right.kind()))}});
  }

  std::string_view symbol_;
  CodePtr left_;
  CodePtr right_;
};

enum class Wanted : uint8_t { same, different };

template <Wanted wanted>
class Equality final : public Comparison {
 public:
  using Comparison::Comparison;

 protected:
  Truth relate(const Value& left, const Value& right) const override {
    const Truth same = truth_of(equal(left, right));
    return wanted == Wanted::same ? same : negation_of(same);
  }
};

template <typename Test>
class Ordering final : public Comparison {
 public:
  using Comparison::Comparison;

 protected:
  Truth relate(const Value& left, const Value& right) const override {
    if (left.is(ValueKind::number) && right.is(ValueKind::number)) {
      return truth_of(Test()(left.number() <=> right.number()));
    }
    const std::optional<std::strong_ordering> found = order(left, right);
    return found ? truth_of(Test()(*found)) : Truth::unknown;
  }
};

struct IsLess {
  bool operator()(std::strong_ordering order) const { return order < 0; }
};
struct IsAtMost {
  bool operator()(std::strong_ordering order) const { return order <= 0; }
};
struct IsMore {
  bool operator()(std::strong_ordering order) const { return order > 0; }
};
struct IsAtLeast {
  bool operator()(std::strong_ordering order) const { return order >= 0; }
};

/// `and` ends at the first false, `or` at the first true; what is neither counts as null.
class Junction final : public Code {
 public:
  Junction(NodeId node, Span span, Truth decisive, CodePtr left, CodePtr right)
      : Code(node, span), decisive_(decisive), left_(std::move(left)), right_(std::move(right)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    Value own;
    const Value& left = left_->run(evaluation, scratch);
    const Truth left_truth = truth_of(left);
    if (left_truth == decisive_) return value_of(left_truth, scratch);
    const Value& right = right_->run(evaluation, &own);
    const Truth right_truth = truth_of(right);
    const Truth truth = both(left_truth, right_truth);
    if (truth != Truth::unknown) return value_of(truth, scratch);
    const Value& guilty = left_truth == Truth::unknown ? left : right;
    if (guilty.reason() != nullptr) return *scratch = Value(guilty);
    return *scratch = fail("FEEL-T013", {{"found", std::string(name_of(guilty.kind()))}});
  }

  Truth condition(Evaluation& evaluation) const override {
    const Truth left = left_->test(evaluation);
    return left == decisive_ ? left : both(left, right_->test(evaluation));
  }

 private:
  Truth both(Truth left, Truth right) const {
    if (right == decisive_) return right;
    return left == Truth::unknown ? left : right;
  }

  Truth decisive_;
  CodePtr left_;
  CodePtr right_;
};

class Between final : public Code {
 public:
  Between(NodeId node, Span span, CodePtr value, CodePtr low, CodePtr high)
      : Code(node, span), value_(std::move(value)), low_(std::move(low)), high_(std::move(high)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    const Truth truth = condition(evaluation);
    if (truth != Truth::unknown) return value_of(truth, scratch);
    return *scratch = fail("FEEL-T014");
  }

  Truth condition(Evaluation& evaluation) const override {
    Value own;
    Value low;
    Value high;
    const Value& value = value_->run(evaluation, &own);
    const std::optional<std::strong_ordering> to_low = order(value, low_->run(evaluation, &low));
    const std::optional<std::strong_ordering> to_high = order(value, high_->run(evaluation, &high));
    if ((to_low && *to_low < 0) || (to_high && *to_high > 0)) return Truth::no;
    return to_low && to_high ? Truth::yes : Truth::unknown;
  }

 private:
  CodePtr value_;
  CodePtr low_;
  CodePtr high_;
};

class InstanceOf final : public Code {
 public:
  InstanceOf(NodeId node, Span span, CodePtr value, Type type)
      : Code(node, span), value_(std::move(value)), type_(std::move(type)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    const Value& value = value_->run(evaluation, scratch);
    if (!evaluation.spend(value.weight())) return stopped(scratch);
    return *scratch = Value(is_instance(value, type_));
  }

 private:
  CodePtr value_;
  Type type_;
};

/// Only true takes the first way, everything else the second.
class IfThen final : public Code {
 public:
  IfThen(NodeId node, Span span, CodePtr condition, CodePtr then, CodePtr otherwise)
      : Code(node, span),
        condition_(std::move(condition)),
        then_(std::move(then)),
        otherwise_(std::move(otherwise)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    return way(evaluation).run(evaluation, scratch);
  }
  Truth condition(Evaluation& evaluation) const override {
    return way(evaluation).test(evaluation);
  }

 private:
  const Code& way(Evaluation& evaluation) const {
    return condition_->test(evaluation) == Truth::yes ? *then_ : *otherwise_;
  }

  CodePtr condition_;
  CodePtr then_;
  CodePtr otherwise_;
};

/// The boxed conditional: without a true or false there is no way to go.
class Choose final : public Code {
 public:
  Choose(NodeId node, Span span, CodePtr condition, CodePtr then, CodePtr otherwise)
      : Code(node, span),
        condition_(std::move(condition)),
        then_(std::move(then)),
        otherwise_(std::move(otherwise)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    const Value& value = condition_->run(evaluation, scratch);
    if (value.is_true()) return then_->run(evaluation, scratch);
    if (value.is_false()) return otherwise_->run(evaluation, scratch);
    if (value.reason() != nullptr) return value;
    return *scratch = fail("FEEL-T013", {{"found", std::string(name_of(value.kind()))}});
  }

 private:
  CodePtr condition_;
  CodePtr then_;
  CodePtr otherwise_;
};

/// A typed boundary.
class Conform final : public Code {
 public:
  Conform(NodeId node, Span span, CodePtr value, Type type)
      : Code(node, span), value_(std::move(value)), type_(std::move(type)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    const Value& value = value_->run(evaluation, scratch);
    if (value.kind() >= ValueKind::list && !evaluation.spend(value.weight())) {
      return stopped(scratch);
    }
    return *scratch = placed(fangan::conform(value, type_));
  }

 private:
  CodePtr value_;
  Type type_;
};

}  // namespace

CodePtr Compiler::comparison(NodeId id) const {
  const Node& node = syntax.at(id);
  CodePtr left = compile(node.children[0]);
  CodePtr right = compile(node.children[1]);
  const auto make = [&]<typename T>(const char* symbol, const T*) -> CodePtr {
    return std::make_unique<T>(id, span(id), symbol, std::move(left), std::move(right));
  };
  switch (node.op) {
    case Op::equal:
      return make("=", static_cast<Equality<Wanted::same>*>(nullptr));
    case Op::not_equal:
      return make("!=", static_cast<Equality<Wanted::different>*>(nullptr));
    case Op::less:
      return make("<", static_cast<Ordering<IsLess>*>(nullptr));
    case Op::at_most:
      return make("<=", static_cast<Ordering<IsAtMost>*>(nullptr));
    case Op::more:
      return make(">", static_cast<Ordering<IsMore>*>(nullptr));
    default:
      return make(">=", static_cast<Ordering<IsAtLeast>*>(nullptr));
  }
}

CodePtr Compiler::junction(NodeId id) const {
  const Node& node = syntax.at(id);
  const Truth decisive = node.op == Op::conjunction ? Truth::no : Truth::yes;
  return std::make_unique<Junction>(id, span(id), decisive, compile(node.children[0]),
                                    compile(node.children[1]));
}

CodePtr Compiler::between(NodeId id) const {
  const Node& node = syntax.at(id);
  return std::make_unique<Between>(id, span(id), compile(node.children[0]),
                                   compile(node.children[1]), compile(node.children[2]));
}

CodePtr Compiler::instance_of(NodeId id) const {
  const Node& node = syntax.at(id);
  return std::make_unique<InstanceOf>(id, span(id), compile(node.children[0]), node.asked);
}

CodePtr Compiler::conform(NodeId id) const {
  const Node& node = syntax.at(id);
  CodePtr value = compile(node.children[0]);
  if (node.asked.is_any() && node.asked.constraint() == nullptr) return value;
  return std::make_unique<Conform>(id, span(id), std::move(value), node.asked);
}

CodePtr Compiler::if_then(NodeId id) const {
  const Node& node = syntax.at(id);
  if (node.op == Op::choose) {
    return std::make_unique<Choose>(id, span(id), compile(node.children[0]),
                                    compile(node.children[1]), compile(node.children[2]));
  }
  return std::make_unique<IfThen>(id, span(id), compile(node.children[0]),
                                  compile(node.children[1]), compile(node.children[2]));
}

}  // namespace fangan::feel
