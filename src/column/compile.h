// Compile: expressions of FEEL become one program over the columns of a table.
//
//   const feel::Compiled rule = feel::compile("capacity <= 30 and licence = false", scope);
//   const Formula formula = formula_of(rule.expression->syntax(), scope, table);
//   const Program program = compile(table, {&formula, 1});
//   const std::vector<Column> found = program.run(table);
//
// feel/ evaluates one record and can explain itself, column/ all rows of a table at once. There is
// one meaning: every row gets what feel/ gives for it. Numbers are equal, while zeros at their end
// may differ (2.50 and 2.5). What no kernel says is computed row by row by feel/ itself, or once
// for each value that a column holds where these are few.
#pragma once

#include <map>
#include <optional>
#include <span>

#include "column/program.h"
#include "feel/scope.h"
#include "feel/syntax.h"

namespace fangan::column {

/// What a variable of an expression is.
struct Binding {
  enum class Kind : uint8_t {
    column,    ///< The cells of a column.
    constant,  ///< The same for every row: a parameter, the day of a view.
    row,       ///< The row itself: `record`, or the item of a filter.
  };
  Kind kind = Kind::constant;
  size_t column = 0;
  Value value = {};
};

/// An expression, or a part of one.
struct Formula {
  const feel::Syntax* syntax = nullptr;
  feel::NodeId root = feel::no_node;
  std::map<uint32_t, Binding> slots = {};
};

/// The whole expression; variables of the scope that are named like a column are that column, and
/// those of `constants` are constant.
Formula formula_of(const feel::Syntax& syntax, const feel::Scope& scope, const Table& table,
                   const std::map<std::string, Value, std::less<>>& constants = {});
/// The condition of a filter node `list[condition]` whose list is the table.
Formula condition_of(const feel::Syntax& syntax, feel::NodeId filter);

struct CompileOptions {
  std::optional<DateTime> now = {};  ///< What now() and today() read.
};

Program compile(const Table& table, std::span<const Formula> formulas,
                const CompileOptions& options = {});

}  // namespace fangan::column
