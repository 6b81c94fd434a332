#include "decision/engine.h"

#include "decision/engine_builder.h"
#include "feel/call.h"

namespace fangan::dmn {

/// One request: what was given, and what was computed so far.
struct Engine::Session {
  const Inputs& inputs;
  feel::Evaluation& evaluation;
  Inputs computed = {};  ///< Decisions that others required.
};

namespace {

/// A reason with its places in the file, marked as such: it may pass through other decisions.
Value in_file(Value value, const std::vector<const MappedText*>& texts) {
  if (value.reason() == nullptr) return value;
  Diagnostic reason = *value.reason();
  for (Mark& mark : reason.marks) mark.span = file_span(fangan::in_file(mark.span, texts));
  return Value::null(std::move(reason));
}

/// What a request gives in the end: a reason whose places are those of the files.
Value answer(Value value, const feel::Evaluation& evaluation) {
  if (evaluation.stopped()) return Value::null(*evaluation.stopped());
  if (value.reason() == nullptr) return value;
  return Value::null(fangan::in_file(*value.reason(), {}));
}

}  // namespace

Engine::Engine(ModelSet set) : set_(std::move(set)) {}
Engine::~Engine() = default;

std::shared_ptr<const Engine> Engine::compile(ModelSet set, Diagnostics* diagnostics) {
  const std::shared_ptr<Engine> engine(new Engine(std::move(set)));
  EngineBuilder(engine.get(), diagnostics).build();
  return engine;
}

std::optional<ElementRef> Engine::find(std::string_view name,
                                       std::string_view model_namespace) const {
  if (!model_namespace.empty()) {
    const std::optional<uint32_t> model = set_.find_model(model_namespace);
    return model ? set_.find_by_name(*model, name) : std::nullopt;
  }
  for (uint32_t model = 0; model < set_.models().size(); ++model) {
    if (const std::optional<ElementRef> found = set_.find_by_name(model, name)) return found;
  }
  return std::nullopt;
}

const Engine::Unit& Engine::unit(const ElementRef& ref) const {
  return *units_.at(ref);
}

Type Engine::type_of(const ElementRef& ref) const {
  const Unit& found = unit(ref);
  Type type = found.type;
  if (type.is_any() && found.logic) type = found.logic->type();
  if (type.is_any() && found.given.size() == 1) type = type_of(found.given.front());
  return found.function.is_null() ? type : Type::function(found.parameter_types, type);
}

const feel::Expression* Engine::logic(const ElementRef& decision) const {
  const Unit& found = unit(decision);
  return found.logic ? &*found.logic : nullptr;
}

const std::vector<const MappedText*>& Engine::texts(const ElementRef& decision) const {
  return unit(decision).texts;
}

Value Engine::evaluate(const ElementRef& decision, const Inputs& inputs,
                       feel::Evaluation* evaluation) const {
  evaluation->reset();
  Session session{inputs, *evaluation};
  const Value* given = inputs.find(decision);
  const Unit& found = unit(decision);
  Value value = given != nullptr                         ? conform(*given, found.type)
                : decision.kind == ElementKind::decision ? decide(found, &session)
                                                         : value_of(decision, &session);
  return answer(std::move(value), *evaluation);
}

Value Engine::invoke(const ElementRef& function, const fangan::Context& arguments,
                     feel::Evaluation* evaluation) const {
  evaluation->reset();
  const Unit& called = unit(function);
  if (called.function.is_null()) {
    return Value::null(problem("DMN-E009", {{"name", called.name}}));
  }
  std::vector<Value> ordered;
  for (const Function::Parameter& parameter : called.parameters) {
    const Value* given = arguments.find(parameter.name);
    ordered.push_back(given == nullptr ? Value() : *given);
  }
  Value value = call(function, ordered, evaluation);
  return answer(std::move(value), *evaluation);
}

/// What a request holds for an element: given, computed before, or computed now.
Value Engine::value_of(const ElementRef& ref, Session* session) const {
  const Value* given = session->inputs.find(ref);
  if (given == nullptr && ref.kind == ElementKind::input_data) return {};
  const Unit& found = unit(ref);
  if (given != nullptr) return conform(*given, found.type);
  if (ref.kind != ElementKind::decision) return found.function;
  const Value* computed = session->computed.find(ref);
  if (computed != nullptr) return *computed;
  Value value = decide(found, session);
  session->computed[ref] = value;
  return value;
}

Value Engine::value_of_source(const VariableSource& source, Session* session) const {
  if (source.element) return value_of(*source.element, session);
  std::vector<Value> values;
  for (const VariableSource& member : source.members) {
    values.push_back(value_of_source(member, session));
  }
  return Value(fangan::Context(source.shape, std::move(values)));
}

Value Engine::decide(const Unit& decision, Session* session) const {
  if (!decision.logic) return Value::null(*decision.refusal);
  const feel::Evaluation::Call call(&session->evaluation);
  if (!call) return {};
  feel::Evaluation::Frame frame(&session->evaluation, decision.logic->slot_count());
  for (uint32_t i = 0; i < decision.variables.size(); ++i) {
    frame[i] = value_of_source(decision.variables[i], session);
  }
  Value value = decision.logic->run(&session->evaluation);
  return in_file(conform(value, decision.type), decision.texts);
}

std::vector<Value> Engine::variables(const ElementRef& decision, const Inputs& inputs,
                                     feel::Evaluation* evaluation) const {
  Session session{inputs, *evaluation};
  std::vector<Value> values;
  for (const VariableSource& source : unit(decision).variables) {
    values.push_back(value_of_source(source, &session));
  }
  return values;
}

/// Arguments in the order of the parameters, as many as there are.
Value Engine::call(const ElementRef& function, const std::vector<Value>& arguments,
                   feel::Evaluation* evaluation) const {
  const Unit& called = unit(function);
  std::vector<Value> fitting;
  for (size_t i = 0; i < called.parameter_types.size(); ++i) {
    fitting.push_back(conform(arguments[i], called.parameter_types[i]));
    if (fitting.back().is_null() && !arguments[i].is_null()) return fitting.back();
  }
  if (function.kind == ElementKind::decision_service) {
    return call_service(called, fitting, evaluation);
  }
  if (!called.logic) return Value::null(*called.refusal);
  const feel::Evaluation::Call call(evaluation);
  if (!call) return {};
  feel::Evaluation::Frame frame(evaluation, called.logic->slot_count());
  for (uint32_t i = 0; i < fitting.size(); ++i) frame[i] = std::move(fitting[i]);
  return in_file(conform(called.logic->run(evaluation), called.type), called.texts);
}

/// A request of its own: it sees what it is given, nothing of the caller's.
Value Engine::call_service(const Unit& unit, const std::vector<Value>& arguments,
                           feel::Evaluation* evaluation) const {
  const feel::Evaluation::Call call(evaluation);
  if (!call) return {};
  Inputs inputs;
  for (size_t i = 0; i < unit.taken.size(); ++i) inputs[unit.taken[i]] = arguments[i];
  Session session{inputs, *evaluation};
  std::vector<std::pair<std::string, Value>> outputs;
  for (const ElementRef& given : unit.given) {
    outputs.emplace_back(this->unit(given).name, value_of(given, &session));
  }
  Value value = outputs.size() == 1 ? std::move(outputs.front().second)
                                    : Value(fangan::Context(std::move(outputs)));
  return conform(value, unit.type);
}

}  // namespace fangan::dmn
