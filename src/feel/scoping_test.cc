// Scoping: what names mean in filters, paths, functions and calls with named arguments.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "feel/expression.h"
#include "value/print.h"

namespace fangan::feel {
namespace {

struct Row {
  const char* expression;
  const char* result;  ///< As FEEL writes it; of null with the code of its reason.
};

std::string shown(std::string_view text, const Scope& scope, std::vector<Value> inputs = {}) {
  const Compiled compiled = compile(text, scope);
  if (!compiled.expression) return "refused " + compiled.diagnostics.front().code;
  Evaluation evaluation;
  const Value value = compiled.expression->evaluate(inputs, &evaluation);
  return print(value) + (value.reason() == nullptr ? "" : " " + value.reason()->code);
}

void expect_all(const std::vector<Row>& rows) {
  for (const Row& row : rows) EXPECT_EQ(shown(row.expression, Scope()), row.result);
}

TEST(Scoping, FieldsOfContextsThatNoTypeDescribes) {
  expect_all({{"get entries({a: 1, b: 2})[key = \"b\"].value", "[2]"},
              {"{all: get entries({a: 1}), found: all[key = \"a\"][1].value}.found", "1"},
              {"context([{key: \"a\", value: 1}])[a = 1]", "[{a: 1}]"},
              {"[{a: 1}, {b: 2}][c = 1]", "[]"},
              {"[{}][a = null]", "[{}]"}});
}

TEST(Scoping, AnItemMayHaveMoreFieldsThanItsTypeNames) {
  Scope scope;
  scope.add_variable("rows", Type::list(Type::context({{"amount", TypeKind::number}})));
  scope.add_variable("limit", TypeKind::number);
  const Compiled compiled = compile("rows[settlement > 2000]", scope);
  ASSERT_TRUE(compiled.expression);
  ASSERT_EQ(compiled.diagnostics.size(), 1);
  EXPECT_EQ(compiled.diagnostics.front().code, "FEEL-N001");
  EXPECT_EQ(compiled.diagnostics.front().severity, Severity::warning);
  const Value row = Context({{"amount", Value(5)}, {"settlement", Value(2020)}});
  const Value other = Context({{"amount", Value(6)}});
  const std::vector<Value> inputs = {Value(std::vector<Value>{row, other}), Value(5)};
  EXPECT_EQ(shown("rows[settlement > 2000].settlement", scope, inputs), "[2020]");
  EXPECT_EQ(shown("rows[amount > limit].amount", scope, inputs), "[6]");
}

TEST(Scoping, AFunctionMayCallItselfByItsKey) {
  expect_all({{"{fact: function(n) if n <= 1 then 1 else n * fact(n - 1), r: fact(5)}.r", "120"},
              {"{f: function(f) f, r: f(2)}.r", "2"},
              {"{sum: function(l) sum(l) + 1, r: sum([1, 2])}.r", "4"},
              {"{f: function(n) if n = 0 then [] else (for x in [n] return f(n - 1)), r: f(2)}.r",
               "[[[]]]"},
              {"{f: function(n) function(m) if m = 0 then n else f(n + 1)(m - 1), r: f(0)(3)}.r",
               "3"},
              {"{f: function(n) f(n), r: f(1)}.r", "null FEEL-B005"},
              {"{outer: [function(n) outer(n)], r: outer[1](1)}.r", "null FEEL-N001"}});
}

TEST(Scoping, PathsGoThroughListsWithinLists) {
  expect_all({{"[[{a: 1}], [{a: 2}, {a: 3}]].a", "[[1], [2, 3]]"},
              {"{a: [{b: [{c: 1}, {c: 2}]}]}.a.b.c", "[[1, 2]]"},
              {"[[@\"2024-05-06\"]].year", "[[2024]]"},
              {"[[]].a", "[[]]"}});
}

TEST(Scoping, FieldsWithBlanksOfWhatHasNoType) {
  Scope scope;
  scope.add_variable("person", {});
  const std::vector<Value> inputs = {Context({{"first name", Value("A")}, {"age", Value(5)}})};
  const std::vector<Row> rows = {{"person.first name", "\"A\""},
                                 {"person.first   name + \"B\"", "\"AB\""},
                                 {"person.first name = \"A\" and person.age > 4", "true"},
                                 {"if person.first name in (\"A\") then 1 else 2", "1"},
                                 {"person.age between 1 and 9", "true"},
                                 {"person.age instance of number", "true"},
                                 {"for x in person.age return x", "[5]"},
                                 {"some x in person.age satisfies x = 5", "true"},
                                 {"{a: person.first name, b: a}.b", "\"A\""}};
  for (const Row& row : rows) EXPECT_EQ(shown(row.expression, scope, inputs), row.result);
}

TEST(Scoping, TheOrderOfNamesTellsSignaturesApart) {
  expect_all({{"before(range: [1..2], point: 3)", "true"},
              {"before(point: 3, range: [1..2])", "false"},
              {"after(range: [3..4], point: 2)", "true"},
              {"substring(start position: 2, string: \"abc\")", "\"bc\""}});
}

TEST(Scoping, InstanceOf) {
  expect_all({{"[] instance of list<number>", "true"},
              {"[[], [1]] instance of list<list<number>>", "true"},
              {"[[\"a\"]] instance of list<list<number>>", "false"},
              {"[1, \"a\"] instance of list<number>", "false"},
              {"max instance of function", "true"},
              {"(function(x) x) instance of function", "true"},
              {"1 instance of function", "false"},
              {"[1..2] instance of range", "true"},
              {"{a: []} instance of context<a: list<string>>", "true"}});
}

}  // namespace
}  // namespace fangan::feel
