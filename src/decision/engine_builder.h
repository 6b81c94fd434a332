// Engine builder: compiles the elements of a set, what they need first. Internal to decision/.
#pragma once

#include <map>
#include <set>

#include "decision/engine.h"
#include "decision/lower.h"
#include "decision/unit.h"

namespace fangan::dmn {

class EngineBuilder {
 public:
  EngineBuilder(Engine* engine, Diagnostics* diagnostics);
  void build();

 private:
  void add_input(const ElementRef& ref, const InputData& input);
  void declare_decision(const ElementRef& ref, const Decision& decision);
  void declare_knowledge_model(const ElementRef& ref, const BusinessKnowledgeModel& model);
  void declare_service(const ElementRef& ref, const DecisionService& service);
  void compile_decision(const ElementRef& ref);
  void compile_knowledge_model(const ElementRef& ref);
  void need(const ElementRef& ref);

  /// Elements by the name that the requiring model knows them by, prefixes as contexts.
  std::vector<VariableSource> sources(uint32_t model, const std::vector<Requirement>& requirements);
  std::string variable_name(const ElementRef& ref) const;
  std::optional<std::vector<std::string>> prefix_path(uint32_t from, uint32_t to) const;
  void add_source(std::vector<VariableSource>* sources, const std::vector<std::string>& path,
                  size_t depth, const ElementRef& ref);
  Type type_of(const VariableSource& source);
  std::optional<Value> constant(const VariableSource& source);
  void add_to_scope(std::vector<VariableSource> sources, feel::Scope* scope, Engine::Unit* unit);
  void compile_logic(Engine::Unit* unit, Lowering* lowering, feel::NodeId root);
  std::vector<ElementRef> elements(const std::vector<Href>& hrefs) const;
  Engine::Unit& new_unit(const ElementRef& ref, const MappedText& name);

  Engine* engine_;
  Diagnostics* diagnostics_;
  TypeTable types_;
  std::set<ElementRef> done_;
};

}  // namespace fangan::dmn
