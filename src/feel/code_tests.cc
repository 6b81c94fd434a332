// Code of unary tests: `in`, and the cells of decision tables.
#include <algorithm>

#include "feel/code.h"
#include "feel/look_through.h"
#include "value/compare.h"

namespace fangan::feel {
namespace {

/// Whether a value of a test that does not name `?` accepts `input`: the same value, a range or a
/// list that holds it.
Truth accepts(const Value& test, const Value& input) {
  if (test.is(ValueKind::range) && !input.is(ValueKind::range)) {
    return truth_of(contains(test.range(), input));
  }
  if (test.is(ValueKind::list)) {
    if (equal(test, input) == true) return Truth::yes;
    const bool held = std::any_of(test.items().begin(), test.items().end(), [&](const Value& item) {
      if (is_same(item, input)) return true;
      return item.is(ValueKind::range) && contains(item.range(), input) == true;
    });
    return truth_of(held);
  }
  return truth_of(equal(input, test));
}

/// A test of the value in a slot: a condition first, a value only where one is asked for.
class InputTest : public Code {
 public:
  InputTest(NodeId node, Span span, uint32_t slot) : Code(node, span), slot_(slot) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const final {
    const Truth truth = condition(evaluation);
    return *scratch = truth == Truth::unknown ? Value() : Value(truth == Truth::yes);
  }
  const Value& input(Evaluation& evaluation) const { return evaluation.slot(slot_); }

 private:
  uint32_t slot_;
};

/// A test whose value is compared with `?`.
class Acceptance final : public InputTest {
 public:
  Acceptance(NodeId node, Span span, uint32_t slot, CodePtr test)
      : InputTest(node, span, slot), test_(std::move(test)) {}

 protected:
  Truth condition(Evaluation& evaluation) const override {
    Value own;
    const Value& test = test_->run(evaluation, &own);
    const bool is_large = test.is(ValueKind::list);
    if (is_large && !evaluation.spend(test.weight())) return Truth::unknown;
    return accepts(test, input(evaluation));
  }

 private:
  CodePtr test_;
};

/// A test against a text that does not change.
class TextTest final : public InputTest {
 public:
  TextTest(NodeId node, Span span, uint32_t slot, Value text)
      : InputTest(node, span, slot), text_(std::move(text)) {}

 protected:
  Truth condition(Evaluation& evaluation) const override {
    const Value& input = this->input(evaluation);
    if (input.is(ValueKind::string)) return truth_of(input.text() == text_.text());
    return truth_of(equal(input, text_));
  }

 private:
  Value text_;
};

/// A test against a number that does not change, `331` or `> 331`: what most cells are.
class NumberTest final : public InputTest {
 public:
  NumberTest(NodeId node, Span span, uint32_t slot, Range range)
      : InputTest(node, span, slot),
        range_(std::move(range)),
        has_low_(range_.start.is(ValueKind::number)),
        has_high_(range_.end.is(ValueKind::number)),
        low_(has_low_ ? range_.start.number() : Decimal()),
        high_(has_high_ ? range_.end.number() : Decimal()) {}

  /// True for ranges with nothing but numbers as ends.
  static bool fits(const Range& range) {
    const bool open = range.start.is_null() || range.end.is_null();
    if (range.form == Range::Form::interval && open) return false;
    const auto is_end = [](const Value& end) { return end.is_null() || end.is(ValueKind::number); };
    return range.form != Range::Form::not_equal && is_end(range.start) && is_end(range.end);
  }

 protected:
  Truth condition(Evaluation& evaluation) const override {
    const Value& input = this->input(evaluation);
    if (!input.is(ValueKind::number)) return truth_of(contains(range_, input));
    const Decimal number = input.number();
    if (has_low_) {
      const std::strong_ordering found = number <=> low_;
      if (found < 0 || (found == 0 && !range_.start_included)) return Truth::no;
    }
    if (has_high_) {
      const std::strong_ordering found = number <=> high_;
      if (found > 0 || (found == 0 && !range_.end_included)) return Truth::no;
    }
    return Truth::yes;
  }

 private:
  Range range_;
  bool has_low_;
  bool has_high_;
  Decimal low_;
  Decimal high_;
};

/// Several tests, of which one has to hold.
class AnyOf final : public Code {
 public:
  AnyOf(NodeId node, Span span, Codes tests) : Code(node, span), tests_(std::move(tests)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    const Truth truth = condition(evaluation);
    if (truth != Truth::unknown) return *scratch = Value(truth == Truth::yes);
    return *scratch = fail("FEEL-T016");
  }
  Truth condition(Evaluation& evaluation) const override {
    Truth found = Truth::no;
    for (const CodePtr& test : tests_) {
      const Truth truth = test->test(evaluation);
      if (truth == Truth::yes) return truth;
      if (truth == Truth::unknown) found = truth;
    }
    return found;
  }

 private:
  Codes tests_;
};

/// `value in (tests)`: the value becomes `?`.
class In final : public Code {
 public:
  In(NodeId node, Span span, uint32_t slot, CodePtr value, CodePtr tests)
      : Code(node, span), slot_(slot), value_(std::move(value)), tests_(std::move(tests)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    Value value = value_->run(evaluation, scratch);
    evaluation.slot(slot_) = std::move(value);
    return tests_->run(evaluation, scratch);
  }
  Truth condition(Evaluation& evaluation) const override {
    Value own;
    Value value = value_->run(evaluation, &own);
    evaluation.slot(slot_) = std::move(value);
    return tests_->test(evaluation);
  }

 private:
  uint32_t slot_;
  CodePtr value_;
  CodePtr tests_;
};

/// `-`: accepts everything.
class Always final : public Code {
 public:
  using Code::Code;

 protected:
  const Value& compute(Evaluation&, Value* scratch) const override {
    return *scratch = Value(true);
  }
  Truth condition(Evaluation&) const override { return Truth::yes; }
};

/// not(tests): none of them holds.
class NoneOf final : public Code {
 public:
  NoneOf(NodeId node, Span span, CodePtr tests) : Code(node, span), tests_(std::move(tests)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    const Value& value = tests_->run(evaluation, scratch);
    if (!value.is(ValueKind::boolean)) return value;
    const bool held = value.boolean();
    return *scratch = Value(!held);
  }
  Truth condition(Evaluation& evaluation) const override {
    return negation_of(tests_->test(evaluation));
  }

 private:
  CodePtr tests_;
};

}  // namespace

/// Whether a test holds is noted as the value of its `tests`: at its own node stands what it is
/// compared with.
CodePtr Compiler::test(NodeId id, uint32_t slot, NodeId tests) const {
  CodePtr code = compile(id);
  if (syntax.at(id).asks_input) return code;
  const Value* constant = code->constant();
  if (constant != nullptr && constant->is(ValueKind::number)) {
    Range range;
    range.form = Range::Form::equal;
    range.start = range.end = *constant;
    range.start_included = range.end_included = true;
    return std::make_unique<NumberTest>(tests, span(id), slot, std::move(range));
  }
  if (constant != nullptr && constant->is(ValueKind::string)) {
    return std::make_unique<TextTest>(id, span(id), slot, *constant);
  }
  if (constant != nullptr && constant->is(ValueKind::range)) {
    const Range& range = constant->range();
    if (NumberTest::fits(range)) {
      return std::make_unique<NumberTest>(tests, span(id), slot, range);
    }
  }
  return std::make_unique<Acceptance>(tests, span(id), slot, std::move(code));
}

CodePtr Compiler::in(NodeId id) const {
  const Node& node = syntax.at(id);
  Codes tests;
  for (size_t i = 1; i < node.children.size(); ++i) {
    tests.push_back(test(node.children[i], node.slots[0], id));
  }
  CodePtr any = std::make_unique<AnyOf>(id, span(id), std::move(tests));
  return std::make_unique<In>(id, span(id), node.slots[0], compile(node.children[0]),
                              std::move(any));
}

CodePtr Compiler::tests(NodeId id) const {
  const Node& node = syntax.at(id);
  if (node.children.empty()) return std::make_unique<Always>(id, span(id));
  Codes tests;
  for (const NodeId child : node.children) tests.push_back(test(child, node.slots[0], id));
  CodePtr any = tests.size() == 1 ? std::move(tests.front())
                                  : std::make_unique<AnyOf>(id, span(id), std::move(tests));
  if (!node.negated) return any;
  return std::make_unique<NoneOf>(id, span(id), std::move(any));
}

}  // namespace fangan::feel
