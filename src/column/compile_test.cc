// Programs: what is bound to what, how little is computed row by row, and rows that change.
#include "column/compile.h"

#include <gtest/gtest.h>

#include "column/join.h"
#include "feel/expression.h"
#include "value/print.h"

namespace fangan::column {
namespace {

Table units() {
  Table table(3);
  table.add("capacity", column_of(std::vector<Value>{Value(30), Value(60), Value()}));
  table.add("county", column_of(std::vector<Value>{Value("甲县"), Value("乙县"), Value("甲县")}));
  table.add("since", column_of(std::vector<Value>{Value(Date::of(2005, 3, 1).value()), Value(),
                                                  Value(Date::of(2015, 7, 2).value())}));
  return table;
}

feel::Scope scope_of(const Table& table) {
  feel::Scope scope;
  for (size_t i = 0; i < table.size(); ++i) scope.add_variable(table.name(i));
  return scope;
}

std::string texts(const Column& column) {
  std::string text;
  for (size_t row = 0; row < column.rows; ++row) {
    text += (row == 0 ? "" : " ") + print(column.value(row));
  }
  return text;
}

std::string found(const Table& table, std::string_view text) {
  const feel::Scope scope = scope_of(table);
  const feel::Compiled compiled = feel::compile(text, scope);
  const Formula formula = formula_of(compiled.expression->syntax(), scope, table);
  return texts(compile(table, {&formula, 1}).run(table).front());
}

TEST(Compile, SolvesForTheCell) {
  const Table table = units();
  EXPECT_EQ(found(table, "capacity * 1.2 + 5 > 41"), "false true null");
  EXPECT_EQ(found(table, "capacity / 4 >= 7.5 and county = \"甲县\""), "true false null");
  EXPECT_EQ(found(table, "since.year"), "2005 null 2015");
  EXPECT_EQ(found(table, "capacity"), "30 60 null");
  EXPECT_EQ(found(table, "if capacity > 50 then \"large\" else county"),
            "\"甲县\" \"large\" \"甲县\"");
}

TEST(Compile, LeavesOnlyTheRestToRows) {
  std::vector<Value> names;
  std::vector<Value> amounts;
  for (int64_t row = 0; row < 4'000; ++row) {
    names.emplace_back("企业" + std::to_string(row % 90));
    amounts.emplace_back(Decimal::from_scaled(row * 37, 2));
  }
  Table table(names.size());
  table.add("name", column_of(names));
  table.add("amount", column_of(amounts));
  const feel::Scope scope = scope_of(table);
  const auto row_steps = [&](std::string_view text) {
    const feel::Compiled compiled = feel::compile(text, scope);
    const Formula formula = formula_of(compiled.expression->syntax(), scope, table);
    return compile(table, {&formula, 1}).row_step_count();
  };
  EXPECT_EQ(row_steps("amount * 0.08 > 20 and amount between 1 and 500"), 0U);
  EXPECT_EQ(row_steps("ends with(name, \"7\") or matches(name, \"1$\")"), 0U);
  EXPECT_EQ(row_steps("string length(name + \"x\") * 2"), 0U);
  EXPECT_EQ(row_steps("amount > 1 and string(amount) != name"), 1U);
  EXPECT_EQ(row_steps("amount / 3 > 5 and round half up(amount / 7, 2) < 9"), 0U);
}

TEST(Compile, BindsTheRowOfAFilter) {
  const Table table = units();
  feel::Scope scope;
  const Type row = Type::context({{"capacity", TypeKind::number}, {"county", TypeKind::string}});
  scope.add_variable("R", Type::list(row));
  scope.add_variable("limit", TypeKind::number);
  const feel::Compiled compiled =
      feel::compile("count(R[capacity > limit or item.county = \"甲县\"])", scope);
  const feel::Syntax& syntax = compiled.expression->syntax();
  const feel::NodeId filter = syntax.at(syntax.root).children[1];
  Formula formula = condition_of(syntax, filter);
  formula.slots[1] = {Binding::Kind::constant, 0, Value(50)};
  EXPECT_EQ(texts(compile(table, {&formula, 1}).run(table).front()), "true true true");
  formula.slots[1].value = Value();
  EXPECT_EQ(texts(compile(table, {&formula, 1}).run(table).front()), "true null true");
}

TEST(Compile, FollowsRowsThatChange) {
  Table table = units();
  const feel::Scope scope = scope_of(table);
  const feel::Compiled compiled = feel::compile("capacity >= 50 and county = \"甲县\"", scope);
  const Formula formula = formula_of(compiled.expression->syntax(), scope, table);
  const Program program = compile(table, {&formula, 1});
  table.set(0, 0, Value(55));
  ASSERT_TRUE(program.fits(table));
  EXPECT_EQ(print(program.run_row(table, 0).front()), "true");
  // A word that was not there, and a number beyond the bounds: another program.
  table.set(1, 1, Value("丙县"));
  EXPECT_FALSE(program.fits(table));
  table.set(0, 2, Value(Decimal::parse("60.125").value()));
  const Program next = compile(table, {&formula, 1});
  EXPECT_EQ(texts(next.run(table).front()), "true false true");
  table.set(0, 1, Value("unknown"));
  EXPECT_EQ(table.at(0).kind, Kind::general);
  EXPECT_EQ(found(table, "capacity"), "55 \"unknown\" 60.125");
}

TEST(Compile, JoinsGroupsToRecords) {
  const Table mines = units();
  const feel::Scope scope = scope_of(mines);
  const feel::Compiled county = feel::compile("county", scope);
  const feel::Compiled capacity = feel::compile("capacity", scope);
  const Formula formulas[] = {formula_of(county.expression->syntax(), scope, mines),
                              formula_of(capacity.expression->syntax(), scope, mines)};
  const Grouping grouping{std::nullopt, {0}, {{Measure::Kind::sum, 1}}};
  const Groups groups = aggregate(compile(mines, formulas), mines, {&grouping, 1}).front();
  const Column records =
      column_of(std::vector<Value>{Value("乙县"), Value("丁县"), Value("甲县"), Value()});
  const Join join(records, groups);
  EXPECT_EQ(texts(join.rows()), "1 0 2 0");
  EXPECT_EQ(texts(join.measured(0)), "60 null 30 null");
}

TEST(Compile, KeepsNumbersAsTheyWereGiven) {
  Table table(3);
  table.add("n", column_of(std::vector<Value>{Value(Decimal::parse("1.5").value()),
                                              Value(Decimal::parse("1.50").value()),
                                              Value(Decimal::parse("3").value())}));
  EXPECT_EQ(found(table, "string(n)"), "\"1.5\" \"1.50\" \"3\"");
  EXPECT_EQ(found(table, "n in (1.5, string(?) = \"3\")"), "true true true");
}

TEST(Compile, AsksNothingOfATableWithoutRows) {
  Table table(0);
  table.add("b", truth_column({}));
  table.add("n", number_column({}, 0));
  EXPECT_EQ(found(table, "not(b) and n + 1 > 3"), "");
}

/// What a program computed is a number without its zeros: feel/ would see others.
TEST(Compile, TellsWhereZerosAreLost) {
  Table table(1);
  Column computed = number_column(std::vector<int64_t>{15}, 1);
  computed.loses_zeros = true;
  table.add("n", std::move(computed));
  const feel::Scope scope = scope_of(table);
  const auto keeps_zeros = [&](std::string_view text) {
    const feel::Compiled compiled = feel::compile(text, scope);
    const Formula formula = formula_of(compiled.expression->syntax(), scope, table);
    return compile(table, {&formula, 1}).keeps_zeros();
  };
  EXPECT_TRUE(keeps_zeros("n * 2 > 3"));
  EXPECT_FALSE(keeps_zeros("string(n)"));
}

}  // namespace
}  // namespace fangan::column
