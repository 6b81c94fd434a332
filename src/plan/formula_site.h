// Formula site: where a formula stands, and so what it may name and what is made of its result.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "plan/formula.h"
#include "value/type.h"

namespace fangan {

struct FormulaSite {
  /// What becomes of null: of a value it is an outcome, of a condition a way to fail unnoticed. A
  /// question of a case or a person is no rule: they see the answer.
  enum class Gives : uint8_t { value, condition, answer };

  Type record;            ///< Any: there is none.
  std::vector<Name> on;   ///< The registers it is a row of, where the block stands on several.
  bool has_node = false;  ///< The node of a target, the period of a circular.
  bool has_user = false;
  std::optional<Unit> unit;  ///< What the result counts in.
  Gives gives = Gives::value;
  /// Fields of the record, and of `user`, that are not null by then, as paths.
  std::vector<std::string> not_null;
};

}  // namespace fangan
