// Compare engines: what feel/ gives for each row, and what a program of column/ gives.
#pragma once

#include <optional>
#include <string>

#include "column/compile.h"
#include "column/random_case_test.h"
#include "feel/expression.h"
#include "value/compare.h"
#include "value/print.h"

namespace fangan::column::test {

inline bool is_one(const Value& left, const Value& right) {
  if (left.is_null() || right.is_null()) return left.is_null() && right.is_null();
  if (left.kind() != right.kind()) return false;
  if (left.is(ValueKind::context)) {
    if (left.context().size() != right.context().size()) return false;
    for (size_t i = 0; i < left.context().size(); ++i) {
      const Value* const other = right.context().find(left.context().name(i));
      if (other == nullptr || !is_one(left.context().value(i), *other)) return false;
    }
    return true;
  }
  return is_identical(left, right);
}

struct World {
  std::vector<RandomCase::Field> fields;
  feel::Scope scope;
  std::optional<Table> table;

  World(RandomCase* draw, size_t rows) : fields(draw->fields(rows)) {
    table.emplace(rows);
    for (const RandomCase::Field& field : fields) {
      scope.add_variable(field.name, field.type);
      table->add(field.name, column_of(field.values));
    }
  }
};

/// Empty where both agree in every row; else the expression, the row and both values.
inline std::string difference(const feel::Expression& expression, const std::string& text,
                              const World& world) {
  const Formula formula = formula_of(expression.syntax(), world.scope, *world.table);
  const Program program = compile(*world.table, {&formula, 1});
  const std::vector<Column> columns = program.run(*world.table);
  feel::Evaluation evaluation;
  for (size_t row = 0; row < world.table->rows(); ++row) {
    std::vector<Value> inputs;
    std::string record;
    for (const RandomCase::Field& field : world.fields) {
      inputs.push_back(field.values[row]);
      record += " " + field.name + "=" + print(field.values[row]);
    }
    const Value expected = expression.evaluate(inputs, &evaluation);
    const Value found = columns.front().value(row);
    if (!is_one(expected, found)) {
      return text + "\n  row " + std::to_string(row) + ":" + record + "\n  feel: " +
             print(expected) + "\n  column: " + print(found) + "\n";
    }
  }
  return {};
}

}  // namespace fangan::column::test
