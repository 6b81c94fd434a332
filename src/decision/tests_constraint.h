// Tests constraint: allowed values or a type constraint of an item definition, as unary tests on
// the value. Internal to decision/.
#pragma once

#include <string>
#include <vector>

#include "feel/expression.h"
#include "value/type.h"

namespace fangan::dmn {

class TestsConstraint final : public Constraint {
 public:
  /// `base`: the type that is narrowed; its own constraint holds too.
  TestsConstraint(Type base, std::string text, feel::Expression tests);

  bool allows(const Value& value) const override;
  const std::string& text() const override { return text_; }
  const std::vector<Value>* allowed_values() const override;
  const feel::Syntax& syntax() const { return tests_.syntax(); }
  /// Nullptr where the base allows everything.
  const Constraint* base() const { return base_.constraint(); }

 private:
  Type base_;
  std::string text_;
  feel::Expression tests_;
  bool lists_all_ = false;  ///< Every test is a literal.
  std::vector<Value> values_;
};

}  // namespace fangan::dmn
