// Code of calls, and of functions made by expressions.
#include <algorithm>

#include "feel/builtins.h"
#include "feel/call.h"
#include "feel/code.h"

namespace fangan::feel {
namespace {

/// What all functions made by one lambda share.
struct Lambda {
  std::vector<std::vector<Function::Parameter>> signatures;
  std::vector<Type> types;
  std::vector<uint32_t> captured_slots;
  std::optional<uint32_t> own_slot;  ///< Where it finds itself.
  uint32_t frame_size = 0;
  Type type;
  CodePtr body;  ///< None: external, which is refused when it is called.
  Span span;
};

/// A function made by an expression, with the variables it saw.
class Closure final : public Function, public std::enable_shared_from_this<Closure> {
 public:
  Closure(std::shared_ptr<const Lambda> lambda, std::vector<Value> captured)
      : lambda_(std::move(lambda)), captured_(std::move(captured)) {}

  const std::string& name() const override {
    static const std::string none;
    return none;
  }
  const std::vector<std::vector<Parameter>>& signatures() const override {
    return lambda_->signatures;
  }
  Type type() const override { return lambda_->type; }

  Value call(size_t, std::vector<Value> arguments, Evaluation* evaluation) const override {
    if (lambda_->body == nullptr) return Value::null(problem_at("FEEL-F006", lambda_->span));
    const Evaluation::Call call(evaluation);
    if (!call) return {};
    Evaluation::Frame frame(evaluation, lambda_->frame_size);
    for (uint32_t i = 0; i < arguments.size(); ++i) {
      Value fitting = conform(arguments[i], lambda_->types[i]);
      if (fitting.is_null() && !arguments[i].is_null()) return fitting;
      frame[i] = std::move(fitting);
    }
    for (size_t i = 0; i < captured_.size(); ++i) frame[lambda_->captured_slots[i]] = captured_[i];
    if (lambda_->own_slot) {
      frame[*lambda_->own_slot] = Value(std::shared_ptr<const Function>(shared_from_this()));
    }
    Value scratch;
    return lambda_->body->run(*evaluation, &scratch);
  }

 private:
  std::shared_ptr<const Lambda> lambda_;
  std::vector<Value> captured_;
};

class LambdaCode final : public Code {
 public:
  LambdaCode(NodeId node, Span span, std::shared_ptr<const Lambda> lambda, Codes captured)
      : Code(node, span), lambda_(std::move(lambda)), captured_(std::move(captured)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    std::vector<Value> values;
    for (const CodePtr& captured : captured_) {
      Value own;
      values.push_back(captured->run(evaluation, &own));
    }
    return *scratch = Value(std::shared_ptr<const Function>(
               std::make_shared<Closure>(lambda_, std::move(values))));
  }

 private:
  std::shared_ptr<const Lambda> lambda_;
  Codes captured_;
};

std::vector<Value> values_of(const Codes& codes, Evaluation& evaluation) {
  std::vector<Value> values;
  values.reserve(codes.size());
  for (const CodePtr& code : codes) {
    Value own;
    values.push_back(code->run(evaluation, &own));
  }
  return values;
}

/// A call of a builtin by position, which is known when compiled.
class BuiltinCallCode final : public Code {
 public:
  BuiltinCallCode(NodeId node, Span span, std::shared_ptr<const Function> function, Codes arguments)
      : Code(node, span),
        function_(std::move(function)),
        builtin_(static_cast<const Builtin&>(*function_)),
        arguments_(std::move(arguments)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    if (!evaluation.spend()) return stopped(scratch);
    if (arguments_.size() <= few) {
      Value arguments[few];
      for (size_t i = 0; i < arguments_.size(); ++i) {
        Value own;
        arguments[i] = arguments_[i]->run(evaluation, &own);
      }
      *scratch = placed(builtin_.call({arguments, arguments_.size()}, evaluation));
    } else {
      *scratch = placed(builtin_.call(values_of(arguments_, evaluation), evaluation));
    }
    return evaluation.admit(*scratch) ? *scratch : stopped(scratch);
  }

 private:
  static constexpr size_t few = 4;  ///< Arguments that need no memory of their own.

  std::shared_ptr<const Function> function_;
  const Builtin& builtin_;
  Codes arguments_;
};

class CallCode final : public Code {
 public:
  CallCode(NodeId node, Span span, CodePtr function, Codes arguments,
           std::vector<std::string> names)
      : Code(node, span),
        function_(std::move(function)),
        arguments_(std::move(arguments)),
        names_(std::move(names)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    const Value function = function_->run(evaluation, scratch);
    if (!function.is(ValueKind::function)) {
      if (function.reason() != nullptr) return *scratch = function;
      return *scratch = fail("FEEL-F005", {{"found", std::string(name_of(function.kind()))}});
    }
    std::vector<Value> arguments = values_of(arguments_, evaluation);
    *scratch = placed(feel::call(*function.function(), std::move(arguments), names_, &evaluation));
    return evaluation.admit(*scratch) ? *scratch : stopped(scratch);
  }

 private:
  CodePtr function_;
  Codes arguments_;
  std::vector<std::string> names_;
};

std::shared_ptr<Lambda> lambda_of(const Compiler& compiler, NodeId id) {
  const Node& node = compiler.syntax.at(id);
  auto lambda = std::make_shared<Lambda>();
  lambda->signatures.emplace_back();
  for (const std::string& name : node.names) lambda->signatures.back().push_back({name, false});
  lambda->types = node.parameter_types;
  lambda->frame_size = node.frame_size;
  lambda->type = compiler.syntax.types[id];
  lambda->span = compiler.span(id);
  if (!node.slots.empty()) lambda->own_slot = node.slots.front();
  for (const Capture& capture : node.captures) lambda->captured_slots.push_back(capture.slot);
  return lambda;
}

}  // namespace

CodePtr Compiler::call(NodeId id) const {
  const Node& node = syntax.at(id);
  CodePtr function = compile(node.children[0]);
  Codes arguments = compile_all(node.children, 1);
  const Value* constant = function->constant();
  if (constant != nullptr && constant->is(ValueKind::function) && node.names.empty()) {
    const std::shared_ptr<const Function>& known = constant->function();
    if (dynamic_cast<const Builtin*>(known.get()) != nullptr) {
      return std::make_unique<BuiltinCallCode>(id, span(id), known, std::move(arguments));
    }
  }
  return std::make_unique<CallCode>(id, span(id), std::move(function), std::move(arguments),
                                    node.names);
}

CodePtr Compiler::lambda(NodeId id) const {
  const Node& node = syntax.at(id);
  const std::shared_ptr<Lambda> lambda = lambda_of(*this, id);
  lambda->body = compile(node.children[0]);
  Codes captured;
  for (const Capture& capture : node.captures) captured.push_back(compile(capture.from));
  return std::make_unique<LambdaCode>(id, span(id), lambda, std::move(captured));
}

CodePtr Compiler::external(NodeId id) const {
  return std::make_unique<LambdaCode>(id, span(id), lambda_of(*this, id), Codes());
}

}  // namespace fangan::feel
