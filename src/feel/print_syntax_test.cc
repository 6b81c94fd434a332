// Printing: what brackets stand, and that the text reads as the tree it was printed from.
#include "feel/print_syntax.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "feel/builtin_entries.h"
#include "feel/expression.h"
#include "feel/parse.h"
#include "feel/same_tree_test.h"
#include "value/print.h"

namespace fangan::feel {
namespace {

struct Row {
  const char* written;
  const char* printed;
};

/// The text of the tree, after it was read again and found to be the same.
std::string printed_again(std::string_view text, const Scope& scope,
                          Parsed (*read)(std::string_view, const Scope&) = parse) {
  const Parsed parsed = read(text, scope);
  if (!parsed.ok()) return parsed.diagnostics.front().code;
  const std::string printed = print(parsed.syntax, &scope);
  const Parsed again = read(printed, scope);
  if (!again.ok()) return printed + " is not read: " + again.diagnostics.front().code;
  const std::string difference = test::difference(parsed.syntax, again.syntax);
  return difference.empty() ? printed : printed + " gives " + difference;
}

void expect_all(const std::vector<Row>& rows, const Scope& scope = Scope()) {
  for (const Row& row : rows) {
    EXPECT_EQ(printed_again(row.written, scope), row.printed) << row.written;
  }
}

TEST(PrintSyntax, BracketsStandOnlyWhereTheyAreNeeded) {
  expect_all({{"((1)+(2*3))", "1 + 2 * 3"},
              {"(1+2)*3", "(1 + 2) * 3"},
              {"1-(2-3)", "1 - (2 - 3)"},
              {"(1-2)-3", "1 - 2 - 3"},
              {"2**(3**4)**-5", "2 ** (3 ** 4) ** -5"},
              {"(-3)**2", "-3 ** 2"},
              {"-(3**2)", "-(3 ** 2)"},
              {"--10", "--10"},
              {"1 - -2", "1 - -2"},
              {"-(1 instance of number)", "-1 instance of number"},
              {"(-1) instance of number", "(-1) instance of number"},
              {"(1=2)=(3=4)", "1 = 2 = (3 = 4)"},
              {"(true or false) and not(true)", "(true or false) and not(true)"},
              {"true or (false and true)", "true or false and true"},
              {"1 + (if true then 1 else 2)", "1 + (if true then 1 else 2)"},
              {"if (if true then true else false) then (1) else (2)",
               "if if true then true else false then 1 else 2"},
              {"(for x in [1] return x)[1]", "(for x in [1] return x)[1]"},
              {"(function(a) a)(1)", "(function(a) a)(1)"},
              {"(1+2).x", "(1 + 2).x"},
              {"1 between (2 = 3) and (3)", "1 between (2 = 3) and 3"}});
}

TEST(PrintSyntax, Literals) {
  expect_all({{"null", "null"},
              {"1.50e3", "1500"},
              {"\"a\\\"b\\\\c\\u4E2D\\nd\\d\"", "\"a\\\"b\\\\c中\\nd\\\\d\""},
              {"@ \"2020-01-02\"", "@\"2020-01-02\""},
              {"@\"10:00:00@Europe/Paris\"", "@\"10:00:00@Europe/Paris\""},
              {"@\"P1Y2M\" + @\"-PT90S\"", "@\"P1Y2M\" + @\"-PT1M30S\""},
              {"@\"nothing\"", "@\"nothing\""},
              {"{}", "{}"},
              {"[]", "[]"},
              {"{a:1,\"b c\":2,\"d-e\":3,\"1\":4,\"\":5}",
               "{a: 1, b c: 2, \"d-e\": 3, \"1\": 4, \"\": 5}"},
              {"{人数 上限:1}.人数 上限", "{人数 上限: 1}.人数 上限"}});
}

TEST(PrintSyntax, RangesAndTests) {
  expect_all({{"]1..2[", "(1..2)"},
              {"(< 1+2)", "(< 1 + 2)"},
              {"(= 1) = (!= 2)", "(= 1) = (!= 2)"},
              {"[1 .. (2 or 3)]", "[1..(2 or 3)]"},
              {"[1..[2][1]]", "[1..([2][1])]"},
              {"[> 1, < 2]", "[(> 1), (< 2)]"},
              {"[(< 1)..2]", "[(< 1)..2]"},
              {"3 in 4", "3 in 4"},
              {"3 in > 4", "3 in (> 4)"},
              {"3 in (> 4, null, [5..6))", "3 in (> 4, null, [5..6))"},
              {"3 in (1..5)", "3 in (1..5)"},
              {"3 in ([1..5])", "3 in [1..5]"},
              {"3 in 1 + 2", "3 in (1 + 2)"},
              {"1 in (? > 0)", "1 in (? > 0)"},
              {"1 in (?)", "1 in (?)"},
              {"(1 in 2) in 3", "1 in 2 in 3"},
              {"1 in (2 in 3)", "1 in (2 in 3)"}});
}

TEST(PrintSyntax, IterationsAndFunctions) {
  expect_all(
      {{"for i in 1..3,j in [i] return i*j", "for i in 1..3, j in [i] return i * j"},
       {"some x in (for y in [1] return y) satisfies x=1",
        "some x in for y in [1] return y satisfies x = 1"},
       {"every a b in [1] satisfies a b > 0", "every a b in [1] satisfies a b > 0"},
       {"function(a:list< number >,b) a", "function(a: list< number >, b) a"},
       {"function(a) external {java:{}}", "function(a) external {java: {}}"},
       {"1 instance of /* a remark */ date  and time", "1 instance of date and time"},
       {"substring(start position:3,string:\"a\")", "substring(start position: 3, string: \"a\")"},
       {"[{a:1}][a=1].a", "[{a: 1}][a = 1].a"}});
}

TEST(PrintSyntax, NamesDoNotGrow) {
  Scope scope;
  scope.add_variable("foo", TypeKind::number);
  scope.add_variable("bar", TypeKind::number);
  scope.add_variable("foo+bar", TypeKind::number);
  scope.add_variable("date", TypeKind::date);
  scope.add_variable("time", TypeKind::time);
  scope.add_variable("row", Type::context({{"a", TypeKind::number}, {"a-b", TypeKind::number}}));
  expect_all({{"foo + bar", "foo+bar"},
              {"(foo) + bar", "(foo) + bar"},
              {"foo + 1", "foo + 1"},
              {"(date) and time", "(date) and time"},
              {"row.a - (bar)", "row.a - bar"},
              {"(row.a) - row.a-b", "row.a - row.a-b"},
              {"{b: 1, c: (row.a) - b}", "{b: 1, c: (row.a) - b}"}},
             scope);
}

TEST(PrintSyntax, QuantitiesKeepTheirUnits) {
  const UnitTable units({{"克", Decimal(1), "质量"}, {"千瓦时", Decimal(1), "能量"}});
  Scope scope(Dialect::plan);
  scope.set_units(&units);
  expect_all({{"@\"331克/千瓦时\"", "@\"331 克/千瓦时\""}, {"-@\"-5 克\"", "-@\"-5 克\""}}, scope);
}

TEST(PrintSyntax, Cells) {
  const std::vector<Row> rows = {{" - ", "-"},
                                 {"<5,>=7", "< 5, >= 7"},
                                 {"not(1,2)", "not(1, 2)"},
                                 {"(not(true))", "(not(true))"},
                                 {"not(contains(?, \"b\"))", "not(contains(?, \"b\"))"},
                                 {"(1..2], \"a\"", "(1..2], \"a\""},
                                 {"- 5", "-5"}};
  for (const Row& row : rows) {
    EXPECT_EQ(printed_again(row.written, Scope(), parse_tests), row.printed) << row.written;
  }
}

TEST(PrintSyntax, EveryExampleOfABuiltinReadsAndComputesTheSame) {
  for (const BuiltinEntry& entry : builtin_entries()) {
    for (const BuiltinExample& example : entry.examples) {
      const Parsed parsed = parse(example.expression, Scope());
      ASSERT_TRUE(parsed.ok()) << example.expression;
      const std::string printed = print(parsed.syntax);
      const Parsed again = parse(printed, Scope());
      ASSERT_TRUE(again.ok()) << printed;
      EXPECT_EQ(test::difference(parsed.syntax, again.syntax), "") << printed;
      Evaluation evaluation;
      const Value wanted = Expression::of(parsed.syntax).evaluate({}, &evaluation);
      const Value found = Expression::of(again.syntax).evaluate({}, &evaluation);
      EXPECT_TRUE(is_identical(wanted, found)) << printed << " gives " << fangan::print(found);
    }
  }
}

}  // namespace
}  // namespace fangan::feel
