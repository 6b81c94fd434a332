#include "decision/engine_builder.h"

#include <algorithm>
#include <deque>

#include "decision/model_function.h"

namespace fangan::dmn {
namespace {

template <typename T>
const MappedText& type_ref_of(const T& element) {
  static const MappedText none;
  return element.variable ? element.variable->type_ref : none;
}

/// Decisions and services that require what they are part of cannot be; a chain this long neither.
constexpr size_t import_steps_max = 16;

}  // namespace

EngineBuilder::EngineBuilder(Engine* engine, Diagnostics* diagnostics)
    : engine_(engine), diagnostics_(diagnostics), types_(engine->set_, diagnostics) {}

/// Types and functions first: an expression may name any of them.
void EngineBuilder::build() {
  const std::vector<Definitions>& models = engine_->set_.models();
  const auto each = [](uint32_t model, ElementKind kind, const auto& elements, const auto& visit) {
    for (uint32_t i = 0; i < elements.size(); ++i) visit({model, kind, i}, elements[i]);
  };
  for (uint32_t m = 0; m < models.size(); ++m) {
    each(m, ElementKind::input_data, models[m].input_data,
         [this](const ElementRef& ref, const auto& e) { add_input(ref, e); });
    each(m, ElementKind::decision, models[m].decisions,
         [this](const ElementRef& ref, const auto& e) { declare_decision(ref, e); });
    each(m, ElementKind::knowledge_model, models[m].knowledge_models,
         [this](const ElementRef& ref, const auto& e) { declare_knowledge_model(ref, e); });
    each(m, ElementKind::decision_service, models[m].decision_services,
         [this](const ElementRef& ref, const auto& e) { declare_service(ref, e); });
  }
  for (const auto& [ref, unit] : engine_->units_) need(ref);
  engine_->recursive_types_ = types_.recursive_types();
}

Engine::Unit& EngineBuilder::new_unit(const ElementRef& ref, const MappedText& name) {
  auto& unit = engine_->units_[ref];
  unit = std::make_unique<Engine::Unit>();
  unit->name = feel::normal_name(name.text());
  return *unit;
}

void EngineBuilder::add_input(const ElementRef& ref, const InputData& input) {
  new_unit(ref, input.name).type = types_.type(ref.model, type_ref_of(input));
}

void EngineBuilder::declare_decision(const ElementRef& ref, const Decision& decision) {
  new_unit(ref, decision.name).type = types_.type(ref.model, type_ref_of(decision));
}

void EngineBuilder::declare_knowledge_model(const ElementRef& ref,
                                            const BusinessKnowledgeModel& model) {
  Engine::Unit& unit = new_unit(ref, model.name);
  Type result;
  if (model.logic) {
    if (const auto* function = std::get_if<FunctionDefinition>(&model.logic->body)) {
      for (const InformationItem& parameter : function->parameters) {
        unit.parameters.push_back({feel::normal_name(parameter.name.text()), false});
        unit.parameter_types.push_back(types_.type(ref.model, parameter.type_ref));
      }
      if (function->body) result = types_.type(ref.model, function->body->type_ref);
    }
  }
  const Type declared = types_.type(ref.model, type_ref_of(model));
  if (result.is_any()) result = declared.is(TypeKind::function) ? declared.result() : declared;
  unit.type = result;
  unit.function = make_function(*engine_, ref, unit);
}

void EngineBuilder::declare_service(const ElementRef& ref, const DecisionService& service) {
  Engine::Unit& unit = new_unit(ref, service.name);
  const Type declared = types_.type(ref.model, type_ref_of(service));
  unit.type = declared.is(TypeKind::function) ? declared.result() : declared;
  unit.given = elements(service.output_decisions);
  unit.taken = elements(service.input_data);
  const std::vector<ElementRef> decisions = elements(service.input_decisions);
  unit.taken.insert(unit.taken.end(), decisions.begin(), decisions.end());
  for (const ElementRef& taken : unit.taken) {
    const bool is_data = taken.kind == ElementKind::input_data;
    const Definitions& model = engine_->set_.models()[taken.model];
    const Type type = types_.type(taken.model, is_data ? type_ref_of(model.input_data[taken.index])
                                                       : type_ref_of(model.decisions[taken.index]));
    unit.parameters.push_back({feel::normal_name(engine_->set_.name_of(taken).text()), false});
    unit.parameter_types.push_back(type);
  }
  unit.function = make_function(*engine_, ref, unit);
}

std::vector<ElementRef> EngineBuilder::elements(const std::vector<Href>& hrefs) const {
  std::vector<ElementRef> refs;
  for (const Href& href : hrefs) {
    if (const std::optional<ElementRef> ref = engine_->set_.find(href)) refs.push_back(*ref);
  }
  return refs;
}

/// Compiles an element once, after what it requires: its type may only be known from there.
void EngineBuilder::need(const ElementRef& ref) {
  if (!done_.insert(ref).second) return;
  if (ref.kind == ElementKind::decision) compile_decision(ref);
  if (ref.kind == ElementKind::knowledge_model) compile_knowledge_model(ref);
  for (const ElementRef& given : engine_->unit(ref).given) need(given);
}

/// The prefixes that lead from one model to another, through imports of imports.
std::optional<std::vector<std::string>> EngineBuilder::prefix_path(uint32_t from,
                                                                   uint32_t to) const {
  if (from == to) return std::vector<std::string>();
  struct Step {
    uint32_t model;
    std::vector<std::string> path;
  };
  std::deque<Step> open = {{from, {}}};
  std::set<uint32_t> seen = {from};
  while (!open.empty()) {
    const Step step = std::move(open.front());
    open.pop_front();
    if (step.path.size() > import_steps_max) break;
    for (const Import& import : engine_->set_.models()[step.model].imports) {
      const std::optional<uint32_t> next = engine_->set_.find_model(import.model_namespace.text());
      if (!next || !seen.insert(*next).second) continue;
      std::vector<std::string> path = step.path;
      if (!import.name.empty()) path.push_back(feel::normal_name(import.name.text()));
      if (*next == to) return path;
      open.push_back({*next, std::move(path)});
    }
  }
  return std::nullopt;
}

void EngineBuilder::add_source(std::vector<VariableSource>* sources,
                               const std::vector<std::string>& path, size_t depth,
                               const ElementRef& ref) {
  const bool is_leaf = depth + 1 == path.size();
  const std::string& name = path[depth];
  const auto known =
      std::find_if(sources->begin(), sources->end(),
                   [&name](const VariableSource& source) { return source.name == name; });
  VariableSource* source = nullptr;
  if (known != sources->end()) {
    source = &*known;
  } else {
    sources->push_back({name, std::nullopt, nullptr, {}});
    source = &sources->back();
  }
  if (is_leaf) {
    // The name of an element goes before that of a variable.
    if (!source->element) source->element = ref;
  } else {
    add_source(&source->members, path, depth + 1, ref);
  }
}

std::vector<VariableSource> EngineBuilder::sources(uint32_t model,
                                                   const std::vector<Requirement>& requirements) {
  std::vector<VariableSource> found;
  std::vector<std::pair<std::vector<std::string>, ElementRef>> other_names;
  for (const Requirement& requirement : requirements) {
    const std::optional<ElementRef> ref = engine_->set_.find(requirement.target);
    if (!ref || engine_->units_.count(*ref) == 0) continue;
    auto path = prefix_path(model, ref->model);
    if (!path) continue;
    need(*ref);
    path->push_back(engine_->unit(*ref).name);
    add_source(&found, *path, 0, *ref);
    const std::string variable = variable_name(*ref);
    if (variable.empty() || variable == path->back()) continue;
    path->back() = variable;
    other_names.emplace_back(*std::move(path), *ref);
  }
  for (const auto& [path, ref] : other_names) add_source(&found, path, 0, ref);
  return found;
}

/// Choice: the variable of an element ought to have the element's name; where it has another, as
/// some modelers write it, both mean the element.
std::string EngineBuilder::variable_name(const ElementRef& ref) const {
  const Definitions& model = engine_->set_.models()[ref.model];
  const std::optional<InformationItem>* variable = nullptr;
  if (ref.kind == ElementKind::input_data) variable = &model.input_data[ref.index].variable;
  if (ref.kind == ElementKind::decision) variable = &model.decisions[ref.index].variable;
  if (ref.kind == ElementKind::knowledge_model) {
    variable = &model.knowledge_models[ref.index].variable;
  }
  if (variable == nullptr || !*variable) return {};
  return feel::normal_name((*variable)->name.text());
}

Type EngineBuilder::type_of(const VariableSource& source) {
  if (source.element) return engine_->type_of(*source.element);
  std::vector<Type::Field> fields;
  for (const VariableSource& member : source.members) {
    fields.push_back({member.name, type_of(member)});
  }
  return Type::context(std::move(fields));
}

/// The value of what is the same in every request: a function, or a prefix with functions only.
std::optional<Value> EngineBuilder::constant(const VariableSource& source) {
  if (source.element) {
    const Value& function = engine_->unit(*source.element).function;
    return function.is_null() ? std::nullopt : std::optional<Value>(function);
  }
  std::vector<std::pair<std::string, Value>> entries;
  for (const VariableSource& member : source.members) {
    const std::optional<Value> value = constant(member);
    if (!value) return std::nullopt;
    entries.emplace_back(member.name, *value);
  }
  return Value(fangan::Context(std::move(entries)));
}

namespace {

/// Gives every prefix the shape of its context.
void add_shapes(VariableSource* source) {
  if (source->element) return;
  std::vector<std::string> names;
  for (VariableSource& member : source->members) {
    add_shapes(&member);
    names.push_back(member.name);
  }
  source->shape = std::make_shared<const Shape>(std::move(names));
}

}  // namespace

void EngineBuilder::add_to_scope(std::vector<VariableSource> sources, feel::Scope* scope,
                                 Engine::Unit* unit) {
  for (VariableSource& source : sources) {
    if (std::optional<Value> value = constant(source)) {
      scope->add_constant(source.name, std::move(*value), type_of(source));
      continue;
    }
    scope->add_variable(source.name, type_of(source));
    add_shapes(&source);
    unit->variables.push_back(std::move(source));
  }
}

void EngineBuilder::compile_decision(const ElementRef& ref) {
  const Decision& decision = engine_->set_.models()[ref.model].decisions[ref.index];
  Engine::Unit& unit = *engine_->units_[ref];
  std::vector<Requirement> requirements = decision.information_requirements;
  requirements.insert(requirements.end(), decision.knowledge_requirements.begin(),
                      decision.knowledge_requirements.end());
  feel::Scope scope;
  types_.add_types(ref.model, &scope);
  add_to_scope(sources(ref.model, requirements), &scope, &unit);
  if (!decision.expression) {
    unit.refusal = problem_at("DMN-E007", file_span(decision.about.place), {{"name", unit.name}});
    return;
  }
  Lowering lowering(ref.model, scope, &types_);
  compile_logic(&unit, &lowering, lowering.lower(*decision.expression));
}

void EngineBuilder::compile_knowledge_model(const ElementRef& ref) {
  const BusinessKnowledgeModel& model =
      engine_->set_.models()[ref.model].knowledge_models[ref.index];
  Engine::Unit& unit = *engine_->units_[ref];
  const auto* function =
      model.logic ? std::get_if<FunctionDefinition>(&model.logic->body) : nullptr;
  if (function == nullptr || function->kind != FunctionKind::feel) {
    const char* code = function == nullptr ? "DMN-E007" : "FEEL-F006";
    unit.refusal = problem_at(code, file_span(model.about.place), {{"name", unit.name}});
    return;
  }
  feel::Scope scope;
  types_.add_types(ref.model, &scope);
  for (size_t i = 0; i < unit.parameters.size(); ++i) {
    scope.add_variable(unit.parameters[i].name, unit.parameter_types[i]);
  }
  add_to_scope(sources(ref.model, model.knowledge_requirements), &scope, &unit);
  if (scope.slot_of(unit.name) < 0) {
    scope.add_constant(unit.name, unit.function, engine_->type_of(ref));  // It may call itself.
  }
  Lowering lowering(ref.model, scope, &types_);
  compile_logic(&unit, &lowering, lowering.lower(function->body, model.about.place));
}

void EngineBuilder::compile_logic(Engine::Unit* unit, Lowering* lowering, feel::NodeId root) {
  feel::Parsed parsed = lowering->builder().finish(root);
  unit->texts = lowering->texts();
  for (Diagnostic& diagnostic : parsed.diagnostics) {
    diagnostics_->push_back(in_file(std::move(diagnostic), unit->texts));
  }
  if (parsed.ok()) unit->logic = feel::Expression::of(std::move(parsed.syntax));
}

}  // namespace fangan::dmn
