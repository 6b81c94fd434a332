// Engine: a set of DMN models made to run.
//
//   Result<LinkedModels> models = read_model_set(files, &sources);
//   Diagnostics diagnostics;
//   const std::shared_ptr<const Engine> engine = Engine::compile(models.value().set, &diagnostics);
//   feel::Evaluation evaluation;
//   const Value value = engine->evaluate(*engine->find("Approval"), inputs, &evaluation);
//
// Decisions are computed once for each request, those they require first. An engine is immutable;
// any number of threads may use it, each with an Evaluation of its own.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decision/inputs.h"
#include "decision/model_set.h"
#include "feel/expression.h"

namespace fangan::dmn {

struct VariableSource;

class Engine : public std::enable_shared_from_this<Engine> {
 public:
  struct Unit;  ///< unit.h; of no use outside decision/.

  /// A model with wrong expressions still runs; where one is wrong the value is null, with that
  /// error as the reason. The diagnostics have the places of the files.
  static std::shared_ptr<const Engine> compile(ModelSet set, Diagnostics* diagnostics);
  ~Engine();

  const ModelSet& set() const { return set_; }
  /// An element by name, in the given namespace or, where that is empty, in the first model that
  /// has it.
  std::optional<ElementRef> find(std::string_view name,
                                 std::string_view model_namespace = {}) const;

  /// The value of a decision. Limits count for the whole request.
  Value evaluate(const ElementRef& decision, const Inputs& inputs,
                 feel::Evaluation* evaluation) const;
  /// Calls a knowledge model or a decision service with arguments by name.
  /// Errors  FEEL-F002 as feel/call.h.
  Value invoke(const ElementRef& function, const fangan::Context& arguments,
               feel::Evaluation* evaluation) const;

  /// What is known of an element's value; of a function, its function type.
  Type type_of(const ElementRef& ref) const;
  /// The compiled logic of a decision, for explain(); nullptr for one without logic.
  const feel::Expression* logic(const ElementRef& decision) const;
  /// The texts of that logic, in the order of Span::source.
  const std::vector<const MappedText*>& texts(const ElementRef& decision) const;
  /// What the variables of that logic hold in a request, in order, for explain().
  std::vector<Value> variables(const ElementRef& decision, const Inputs& inputs,
                               feel::Evaluation* evaluation) const;

 private:
  friend class EngineBuilder;
  friend class ModelFunction;
  struct Session;
  explicit Engine(ModelSet set);

  const Unit& unit(const ElementRef& ref) const;
  Value value_of(const ElementRef& ref, Session* session) const;
  Value decide(const Unit& decision, Session* session) const;
  Value value_of_source(const VariableSource& source, Session* session) const;
  Value call(const ElementRef& function, const std::vector<Value>& arguments,
             feel::Evaluation* evaluation) const;
  Value call_service(const Unit& unit, const std::vector<Value>& arguments,
                     feel::Evaluation* evaluation) const;

  ModelSet set_;
  std::map<ElementRef, std::unique_ptr<Unit>> units_;
  std::vector<std::shared_ptr<const Type>> recursive_types_;
};

}  // namespace fangan::dmn
