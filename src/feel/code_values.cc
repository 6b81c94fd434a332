// Code of literals, lists, contexts and ranges.
#include <algorithm>
#include <unordered_set>

#include "feel/code.h"
#include "value/compare.h"

namespace fangan::feel {
namespace {

class Constant final : public Code {
 public:
  Constant(NodeId node, Span span, Value value) : Code(node, span), value_(std::move(value)) {}
  const Value* constant() const override { return &value_; }

 protected:
  const Value& compute(Evaluation&, Value*) const override { return value_; }
  Truth condition(Evaluation&) const override { return truth_of(value_); }

 private:
  Value value_;
};

class List final : public Code {
 public:
  List(NodeId node, Span span, Codes items) : Code(node, span), items_(std::move(items)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    std::vector<Value> values;
    values.reserve(items_.size());
    for (const CodePtr& item : items_) {
      Value own;
      values.push_back(item->run(evaluation, &own));
    }
    *scratch = Value(std::move(values));
    return evaluation.admit(*scratch) ? *scratch : stopped(scratch);
  }

 private:
  Codes items_;
};

class ContextCode final : public Code {
 public:
  ContextCode(NodeId node, Span span, const Node& syntax, Codes values)
      : Code(node, span),
        shape_(std::make_shared<const Shape>(syntax.names)),
        slots_(syntax.slots),
        values_(std::move(values)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    std::vector<Value> values;
    values.reserve(values_.size());
    for (size_t i = 0; i < values_.size(); ++i) {
      Value own;
      values.push_back(values_[i]->run(evaluation, &own));
      evaluation.slot(slots_[i]) = values.back();
    }
    *scratch = Value(Context(shape_, std::move(values)));
    return evaluation.admit(*scratch) ? *scratch : stopped(scratch);
  }

 private:
  std::shared_ptr<const Shape> shape_;
  std::vector<uint32_t> slots_;
  Codes values_;
};

bool is_ordered(const Value& value) {
  return order(value, value).has_value();
}

/// `[low..high]`: both ends of one kind, or null for no end; the lower first.
class Interval final : public Code {
 public:
  Interval(NodeId node, Span span, const Node& syntax, CodePtr low, CodePtr high)
      : Code(node, span),
        start_included_(syntax.start_included),
        end_included_(syntax.end_included),
        low_(std::move(low)),
        high_(std::move(high)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    Range range;
    Value own;
    range.start = low_->run(evaluation, &own);
    range.end = high_->run(evaluation, &own);
    range.start_included = start_included_ && !range.start.is_null();
    range.end_included = end_included_ && !range.end.is_null();
    if (range.start.is_null() && range.end.is_null()) return *scratch = fail("FEEL-E001");
    const bool comparable = (range.start.is_null() || is_ordered(range.start)) &&
                            (range.end.is_null() || is_ordered(range.end));
    const std::optional<std::strong_ordering> found = order(range.start, range.end);
    const bool bounded = !range.start.is_null() && !range.end.is_null();
    if (!comparable || (bounded && (!found || *found > 0))) {
      return *scratch = fail("FEEL-E002", {{"start", std::string(name_of(range.start.kind()))},
                                           {"end", std::string(name_of(range.end.kind()))}});
    }
    *scratch = Value(std::move(range));
    return evaluation.admit(*scratch) ? *scratch : stopped(scratch);
  }

 private:
  bool start_included_;
  bool end_included_;
  CodePtr low_;
  CodePtr high_;
};

/// `< 10` and its like: the values that fulfil it.
class ComparisonRange final : public Code {
 public:
  ComparisonRange(NodeId node, Span span, Range::Form form, CodePtr operand)
      : Code(node, span), form_(form), operand_(std::move(operand)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    Value own;
    const Value& operand = operand_->run(evaluation, &own);
    const bool by_equality = form_ == Range::Form::equal || form_ == Range::Form::not_equal;
    if (!by_equality && !is_ordered(operand)) {
      return *scratch = fail("FEEL-E003", {{"found", std::string(name_of(operand.kind()))}});
    }
    *scratch = Value(range_of(form_, operand));
    return evaluation.admit(*scratch) ? *scratch : stopped(scratch);
  }

 private:
  static Range range_of(Range::Form form, const Value& operand) {
    Range range;
    range.form = form;
    const bool is_low = form == Range::Form::more || form == Range::Form::at_least;
    const bool is_high = form == Range::Form::less || form == Range::Form::at_most;
    if (!is_high) range.start = operand;
    if (!is_low) range.end = operand;
    range.start_included = form == Range::Form::at_least || form == Range::Form::equal;
    range.end_included = form == Range::Form::at_most || form == Range::Form::equal;
    return range;
  }

  Range::Form form_;
  CodePtr operand_;
};

bool are_constant(const Codes& codes) {
  return std::all_of(codes.begin(), codes.end(),
                     [](const CodePtr& code) { return code->constant() != nullptr; });
}

/// What never changes is computed once, here.
CodePtr folded(CodePtr code, NodeId id, Span span, bool constant) {
  if (!constant) return code;
  Evaluation evaluation;
  Evaluation::Frame frame(&evaluation, 0);
  Value scratch;
  Value value = code->run(evaluation, &scratch);
  if (evaluation.stopped()) return code;
  return std::make_unique<Constant>(id, span, std::move(value));
}

}  // namespace

CodePtr Compiler::literal(NodeId id) const {
  return std::make_unique<Constant>(id, span(id), syntax.at(id).value);
}

CodePtr Compiler::list(NodeId id) const {
  Codes items = compile_all(syntax.at(id).children);
  const bool constant = are_constant(items);
  return folded(std::make_unique<List>(id, span(id), std::move(items)), id, span(id), constant);
}

/// A key that stands twice makes the whole context null.
CodePtr Compiler::context(NodeId id) const {
  const Node& node = syntax.at(id);
  std::unordered_set<std::string> keys;
  for (const std::string& name : node.names) {
    if (!keys.insert(name).second) {
      Value null = Value::null(problem_at("FEEL-E004", span(id), {{"key", name}}));
      return std::make_unique<Constant>(id, span(id), std::move(null));
    }
  }
  return std::make_unique<ContextCode>(id, span(id), node, compile_all(node.children));
}

CodePtr Compiler::range(NodeId id) const {
  const Node& node = syntax.at(id);
  Codes ends = compile_all(node.children);
  const bool constant = are_constant(ends);
  CodePtr code;
  if (node.form == Range::Form::interval) {
    code = std::make_unique<Interval>(id, span(id), node, std::move(ends[0]), std::move(ends[1]));
  } else {
    code = std::make_unique<ComparisonRange>(id, span(id), node.form, std::move(ends[0]));
  }
  return folded(std::move(code), id, span(id), constant);
}

}  // namespace fangan::feel
