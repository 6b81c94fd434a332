// Builtins: the file, the functions and the pages say the same; every example holds.
#include "feel/builtins.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "feel/builtin_entries.h"
#include "feel/builtin_library.h"
#include "feel/expression.h"
#include "text/messages.h"
#include "value/compare.h"
#include "value/print.h"

namespace fangan::feel {
namespace {

DateTime the_hour() { return DateTime::parse("2017-10-12T09:30:00+08:00").value(); }

Value evaluate(std::string_view text) {
  const Compiled compiled = compile(text, Scope());
  if (!compiled.expression) return Value::null(compiled.diagnostics.front());
  Evaluation evaluation;
  evaluation.set_now(the_hour());
  return compiled.expression->evaluate({}, &evaluation);
}

std::string code_of(const Value& value) {
  return value.reason() == nullptr ? "" : value.reason()->code;
}

std::string shown(const Value& value) {
  return print(value) + (code_of(value).empty() ? "" : " " + code_of(value));
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(Builtins, EveryExampleHolds) {
  for (const BuiltinEntry& entry : builtin_entries()) {
    for (const BuiltinExample& example : entry.examples) {
      const Value found = evaluate(example.expression);
      const Value wanted = evaluate(example.result);
      EXPECT_EQ(shown(wanted), std::string(example.result) == "null" ? "null" : shown(wanted));
      EXPECT_TRUE(is_identical(found, wanted)) << example.expression << " gives " << shown(found);
      EXPECT_EQ(code_of(found), example.code) << example.expression;
    }
  }
}

TEST(Builtins, FileAndFunctionsAreTheSameSet) {
  std::set<std::string_view> unused;
  for (const BuiltinImplementation& implementation : builtin_implementations()) {
    EXPECT_TRUE(unused.insert(implementation.key).second) << implementation.key;
  }
  const std::set<std::string_view> known = unused;
  for (const BuiltinEntry& entry : builtin_entries()) {
    for (const BuiltinSignatureEntry& signature : entry.signatures) {
      const std::string_view key = known.count(signature.key) != 0 ? signature.key : entry.name;
      EXPECT_EQ(known.count(key), 1u) << signature.text << " does nothing";
      unused.erase(key);
    }
  }
  EXPECT_TRUE(unused.empty()) << *unused.begin() << " stands in no signature";
}

TEST(Builtins, EveryReasonHasItsSentences) {
  for (const BuiltinEntry& entry : builtin_entries()) {
    for (const BuiltinExample& example : entry.examples) {
      if (example.code.empty()) continue;
      const Value found = evaluate(example.expression);
      ASSERT_NE(found.reason(), nullptr) << example.expression;
      EXPECT_NE(find_message(example.code), nullptr) << example.code;
      for (const Language language : {Language::zh, Language::en}) {
        EXPECT_EQ(sentence(*found.reason(), language).find('{'), std::string::npos)
            << example.expression << ": " << sentence(*found.reason(), language);
      }
    }
  }
}

TEST(Builtins, PagesAreThoseOfTheFile) {
  const std::filesystem::path made = std::filesystem::path(FANGAN_BINARY).parent_path();
  const std::filesystem::path docs = std::filesystem::path(FANGAN_SOURCE_DIR) / "docs";
  for (const char* name : {"feel-builtins.md", "feel-builtins.zh-CN.md"}) {
    EXPECT_FALSE(read_file(made / name).empty());
    EXPECT_EQ(read_file(docs / name), read_file(made / name))
        << "copy " << (made / name).string() << " to docs/";
  }
}

struct Case {
  const char* expression;
  const char* result;  ///< As shown() writes it.
};

void expect_all(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    EXPECT_EQ(shown(evaluate(one.expression)), one.result) << one.expression;
  }
}

TEST(Builtins, ArgumentsByNameInAnyOrder) {
  expect_all({{"substring(start position: 3, string: \"foobar\")", "\"obar\""},
              {"substring(length: 2, start position: 3, string: \"foobar\")", "\"ob\""},
              {"substring(string: \"foobar\", begin: 3)", "null FEEL-F002"},
              {"date(day: 12, year: 2017, month: 10)", "@\"2017-10-12\""},
              {"sum(list: [1, 2])", "3"},
              {"context put(context: {x: {}}, key: [\"x\"], value: 2)", "{x: 2}"},
              {"context put(context: {x: {}}, key: [\"x\", \"y\"], value: 2)", "null FEEL-F003"},
              {"context put(context: {x: {}}, keys: [\"x\", \"y\"], value: 2)", "{x: {y: 2}}"},
              {"is(value1: 1)", "false"}});
}

TEST(Builtins, SingleValuesAndListsOfOneStandForOneAnother) {
  expect_all({{"substring([\"foobar\"], 3)", "\"obar\""},
              {"count(7)", "1"},
              {"reverse(7)", "[7]"},
              {"sum([[1]])", "1"},
              {"sum([[1, 2]])", "null FEEL-F003"},
              {"upper case([\"a\", \"b\"])", "null FEEL-F003"},
              {"concatenate(1, [2], 3)", "[1, 2, 3]"},
              {"date and time(@\"2017-10-12\")", "@\"2017-10-12T00:00:00Z\""},
              {"time([@\"2017-10-12\"])", "@\"00:00:00Z\""}});
}

TEST(Builtins, NullIsRefusedUnlessItIsWanted) {
  expect_all({{"abs(null)", "null FEEL-F004"},
              {"abs(1 / 0)", "null VAL-N003"},
              {"floor(1.5, null)", "null FEEL-F004"},
              {"substring(\"a\", 1, null)", "null FEEL-F004"},
              {"number(\"1,000\", \",\", null)", "1000"},
              {"string join([\"a\", \"b\"], null)", "\"ab\""},
              {"append([1], null)", "[1, null]"},
              {"append(null, 1)", "null FEEL-F004"},
              {"count(null)", "null FEEL-F004"},
              {"list contains([null], null)", "true"}});
}

TEST(Builtins, EqualValuesOfAllKindsAreFoundByHash) {
  expect_all({{"distinct values([1, 1.0, 1.00, -0, 0])", "[1, 0]"},
              {"distinct values([[1, [2]], [1.0, [2]], {a: 1, b: 2}, {b: 2.0, a: 1}])",
               "[[1, [2]], {a: 1, b: 2}]"},
              {"distinct values([@\"2017-01-01\", @\"2017-01-01T00:00:00Z\", "
               "@\"2017-01-01T08:00:00+08:00\"])",
               "[@\"2017-01-01\"]"},
              // A local reading equals every zone's; of the zoned ones none equals another.
              {"distinct values([@\"10:00:00Z\", @\"10:00:00+01:00\", @\"10:00:00\"])",
               "[@\"10:00:00Z\", @\"10:00:00+01:00\"]"},
              {"distinct values([@\"2017-01-01T10:00:00+08:00\", @\"2017-01-01T02:00:00Z\", "
               "@\"2017-01-01T02:00:00\"])",
               "[@\"2017-01-01T10:00:00+08:00\", @\"2017-01-01T02:00:00\"]"},
              {"distinct values([@\"10:00:00.1\", @\"10:00:00.2\"])", "[@\"10:00:00.1\"]"},
              {"distinct values([@\"PT24H\", @\"P1D\", @\"P12M\", @\"P1Y\"])",
               "[@\"P1D\", @\"P1Y\"]"},
              {"distinct values([[1..2], [1.0..2], [1..2), (< 2), null, null, true])",
               "[[1..2], [1..2), (<2), null, true]"},
              {"distinct values([abs, abs, floor])", "[abs, floor]"},
              {"union([1, 2], 2, [3, null])", "[1, 2, 3, null]"},
              {"index of([1, [1], 1.0, null], 1)", "[1, 3]"}});
}

TEST(Builtins, DistinctValuesOfManyNumbersTakeNoSquareOfTheirCount) {
  // Compared each with each, these would take minutes.
  EXPECT_EQ(shown(evaluate("count(distinct values(for i in 1..300000 return modulo(i, 100000)))")),
            "100000");
}

TEST(Builtins, SortKeepsTheOrderOfEqualItemsAndBearsAnyFunction) {
  expect_all(
      {{"sort([{a: 2, b: 1}, {a: 1, b: 2}, {a: 2, b: 3}, {a: 1, b: 4}], "
        "function(x, y) x.a < y.a).b",
        "[2, 4, 1, 3]"},
       {"sort([3, 1, 2], function(x, y) true)", "[2, 1, 3]"},
       {"sort([3, 1, 2], before)", "[1, 2, 3]"},
       {"sort([2, 1], function(x, y) null)", "null FEEL-F022"},
       {"sort([\"b\", 1], function(x, y) x < y)", "null FEEL-T012"},
       {"sort([], function(x, y) x < y)", "[]"},
       {"sort(1, function(x, y) x < y)", "[1]"}});
}

TEST(Builtins, RangesWithOpenEndsAndComparisons) {
  expect_all({{"before((< 5), 5)", "true"},
              {"before((<= 5), 5)", "false"},
              {"includes((> 3), [4..10])", "true"},
              {"overlaps((< 5), (> 3))", "true"},
              {"overlaps((< 3), (> 3))", "false"},
              {"coincides((= 5), [5..5])", "true"},
              {"meets((< 5), [5..6])", "false"},
              {"overlaps((!= 5), [5..6])", "null FEEL-F031"},
              {"before([1..2], [\"a\"..\"b\"])", "null FEEL-F016"},
              {"during(@\"2017-06-01\", [@\"2017-01-01\"..@\"2017-12-31\"])", "true"}});
}

/// What the tool that makes the table says of a file.
std::string complaint_about(const std::string& yaml) {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "fangan_builtins";
  std::filesystem::create_directories(folder);
  const std::filesystem::path file = folder / "builtins.yaml";
  const std::filesystem::path said = folder / "said";
  std::ofstream(file) << yaml;
  const auto tool = std::filesystem::path(FANGAN_BINARY).parent_path() / "catalogue";
  const std::string command = "'" + tool.string() + "' builtins '" + (folder / "out").string() +
                              "' '" + file.string() + "' 2>'" + said.string() + "'";
  const int status = std::system(command.c_str());
  std::string text = status == 0 ? "" : read_file(said);
  std::filesystem::remove_all(folder);
  return text.substr(std::min(text.size(), text.rfind('/') + 1));
}

TEST(Builtins, MalformedEntriesStopTheBuildWithFileAndLine) {
  const std::string good =
      "abs:\n  topic: numeric\n  zh: 值。\n  en: A.\n  signatures:\n"
      "    - 'abs(n: number): number'\n  examples:\n    - 'abs(-1) => 1'\n";
  EXPECT_EQ(complaint_about(good), "");
  const auto changed = [&good](const std::string& from, const std::string& to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return complaint_about(text);
  };
  EXPECT_EQ(changed("n: number)", "n: numeral)"), "builtins.yaml:6: unknown type 'numeral'\n");
  EXPECT_EQ(changed("n: number)", "n?: number, m: number)"),
            "builtins.yaml:6: a parameter that must be given stands after one that may be left "
            "out\n");
  EXPECT_EQ(changed("n: number)", "n...: number, m: number)"),
            "builtins.yaml:6: '...' stands before the last parameter\n");
  EXPECT_EQ(changed("n: number)", "n: number, n: number)"),
            "builtins.yaml:6: two parameters of one name\n");
  EXPECT_EQ(changed("'abs(n", "'sba(n"),
            "builtins.yaml:6: the signature does not begin with 'abs('\n");
  EXPECT_EQ(changed("): number", ")"), "builtins.yaml:6: '): RESULT' is missing\n");
  EXPECT_EQ(changed(" => 1", ""), "builtins.yaml:8: an example is 'EXPRESSION => RESULT'\n");
  EXPECT_EQ(changed("'abs(-1) => 1'", "abs(-1) => 1"),
            "builtins.yaml:8: an item stands in single quotes\n");
  EXPECT_EQ(changed("  en: A.\n", ""),
            "builtins.yaml:1: abs is not described in both languages\n");
  EXPECT_EQ(changed("numeric", "numerals"),
            "builtins.yaml:1: abs has no topic, or one that does not exist\n");
  EXPECT_EQ(changed("  zh:", "  de:"), "builtins.yaml:3: unknown key 'de'\n");
  EXPECT_EQ(complaint_about(good + good), "builtins.yaml:9: abs stands here twice\n");
}

TEST(Builtins, TheClockIsGivenOrThereIsNone) {
  EXPECT_EQ(shown(evaluate("now()")), "@\"2017-10-12T09:30:00+08:00\"");
  EXPECT_EQ(shown(evaluate("today()")), "@\"2017-10-12\"");
  Evaluation without_clock;
  for (const char* text : {"now()", "today()"}) {
    const Compiled compiled = compile(text, Scope());
    EXPECT_EQ(code_of(compiled.expression->evaluate({}, &without_clock)), "FEEL-F025");
  }
}

TEST(Builtins, TextsBeyondTheMemoryAreRefused) {
  const Compiled compiled = compile("string(for i in 1..1000 return \"0123456789\")", Scope());
  Evaluation evaluation(Limits{.memory_bytes = 200'000});
  EXPECT_EQ(compiled.expression->evaluate({}, &evaluation).is_null(), false);
  const Value wide = Value(std::vector<Value>(1000, Value(std::string(1000, 'x'))));
  Scope scope;
  scope.add_variable("wide");
  const std::vector<Value> inputs = {wide};
  EXPECT_EQ(code_of(compile("string(wide)", scope).expression->evaluate(inputs, &evaluation)),
            "FEEL-F032");
}

TEST(Builtins, CallsThatWouldGrowWithoutEndAreStopped) {
  const char* doubling = "for i in 1..60 return if i = 1 then [1] else "
                         "concatenate(partial[-1], partial[-1])";
  EXPECT_TRUE(code_of(evaluate(doubling)).starts_with("FEEL-B")) << shown(evaluate(doubling));
  const char* texts = "for i in 1..60 return if i = 1 then \"0123456789\" else "
                      "string join([partial[-1], partial[-1]])";
  EXPECT_TRUE(code_of(evaluate(texts)).starts_with("FEEL-B"));
  const char* shared = "flatten(for i in 1..40 return if i = 1 then [1] else "
                       "[partial[-1], partial[-1]])";
  EXPECT_TRUE(code_of(evaluate(shared)).starts_with("FEEL-B"));
  // An unlucky pair of texts for a search that starts over at every character.
  const char* unlucky = "{a: string join(for i in 1..200000 return \"aaaaa\"), "
                        "b: string join(for i in 1..100000 return \"aaaaa\") + \"b\", "
                        "c: contains(a, b)}.c";
  EXPECT_EQ(shown(evaluate(unlucky)), "false");
  const char* looking = "{a: append(for i in 1..200000 return i, \"x\"), "
                        "b: for i in 1..100000 return sum(a)}.b";
  EXPECT_TRUE(code_of(evaluate(looking)).starts_with("FEEL-B"));
}

}  // namespace
}  // namespace fangan::feel
