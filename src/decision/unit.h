// Unit: one element of an engine, compiled. Internal to decision/.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "decision/engine.h"

namespace fangan::dmn {

/// What fills a variable of a decision: the value of an element, or a context of them under the
/// prefix of an import.
struct VariableSource {
  std::string name;
  std::optional<ElementRef> element;
  std::shared_ptr<const Shape> shape;  ///< Of the prefix.
  std::vector<VariableSource> members;
};

/// input data: name and type. decision: the logic and what fills its variables. knowledge model:
/// the logic, whose first variables are the parameters, and the function value. service: what it
/// takes, what it gives, and the function value.
struct Engine::Unit {
  std::string name;
  Type type;  ///< As declared: the boundary. What is known besides: Engine::type_of().
  std::optional<feel::Expression> logic;
  std::vector<VariableSource> variables;
  std::vector<const MappedText*> texts;

  std::vector<Function::Parameter> parameters;
  std::vector<Type> parameter_types;
  std::vector<ElementRef> taken;
  std::vector<ElementRef> given;
  Value function;
  std::optional<Diagnostic> refusal;  ///< Why there is no logic to run.
};

}  // namespace fangan::dmn
