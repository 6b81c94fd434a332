// Code of + - * / ** and the sign. Two numbers of everyday size never leave this file.
#include "feel/arithmetic.h"
#include "feel/code.h"
#include "value/decimal_fast.h"

namespace fangan::feel {
namespace {

using SlowOperation = Value (*)(const Value&, const Value&);
using FastOperation = bool (*)(Decimal, Decimal, Decimal*);

/// `Fast` is tried on two numbers; everything else, and what it refuses, goes to `Slow`.
template <FastOperation Fast, SlowOperation Slow>
class Arithmetic final : public Code {
 public:
  Arithmetic(NodeId node, Span span, CodePtr left, CodePtr right)
      : Code(node, span), left_(std::move(left)), right_(std::move(right)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    Value own;
    const Value& left = left_->run(evaluation, scratch);
    const Value& right = right_->run(evaluation, &own);
    if (left.is(ValueKind::number) && right.is(ValueKind::number)) {
      Decimal result;
      if (Fast(left.number(), right.number(), &result)) return *scratch = Value(result);
    }
    *scratch = placed(Slow(left, right));
    return evaluation.admit(*scratch) ? *scratch : stopped(scratch);
  }

 private:
  CodePtr left_;
  CodePtr right_;
};

bool never(Decimal, Decimal, Decimal*) {
  return false;
}

class Negate final : public Code {
 public:
  Negate(NodeId node, Span span, CodePtr operand)
      : Code(node, span), operand_(std::move(operand)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    return *scratch = placed(negate(operand_->run(evaluation, scratch)));
  }

 private:
  CodePtr operand_;
};

template <FastOperation Fast, SlowOperation Slow>
CodePtr make(const Compiler& compiler, NodeId id) {
  const std::vector<NodeId>& children = compiler.syntax.at(id).children;
  return std::make_unique<Arithmetic<Fast, Slow>>(
      id, compiler.span(id), compiler.compile(children[0]), compiler.compile(children[1]));
}

}  // namespace

CodePtr Compiler::arithmetic(NodeId id) const {
  const Node& node = syntax.at(id);
  switch (node.op) {
    case Op::add:
      return make<try_add, add>(*this, id);
    case Op::subtract:
      return make<try_subtract, subtract>(*this, id);
    case Op::multiply:
      return make<try_multiply, multiply>(*this, id);
    case Op::divide:
      return make<try_divide, divide>(*this, id);
    case Op::power:
      return make<never, power>(*this, id);
    default:
      return std::make_unique<Negate>(id, span(id), compile(node.children[0]));
  }
}

}  // namespace fangan::feel
