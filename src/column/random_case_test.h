// Random case: a table of rows and expressions over it, drawn from a source of numbers.
//
// Tests draw from a seed, the fuzzer from its input. Expressions are of every kind that columns
// compute and of some they leave to feel/; values are blank, of another kind, equal to constants of
// the expressions, or as large and as small as numbers go.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "column/table.h"
#include "feel/scope.h"

namespace fangan::column::test {

class RandomCase {
 public:
  /// `below(n)`: a number from 0 to n - 1.
  explicit RandomCase(std::function<uint32_t(uint32_t)> below) : below_(std::move(below)) {}

  struct Field {
    std::string name;
    TypeKind type;
    std::vector<Value> values;
  };
  std::vector<Field> fields(size_t rows) {
    std::vector<Field> fields = {
        {"b1", TypeKind::boolean, {}},  {"b2", TypeKind::boolean, {}},
        {"n1", TypeKind::number, {}},   {"n2", TypeKind::number, {}},
        {"n3", TypeKind::number, {}},   {"big", TypeKind::number, {}},
        {"huge", TypeKind::number, {}}, {"tiny", TypeKind::number, {}},
        {"d1", TypeKind::date, {}},     {"d2", TypeKind::date, {}},
        {"t1", TypeKind::string, {}},   {"t2", TypeKind::string, {}},
        {"mixed", TypeKind::any, {}},   {"blank", TypeKind::number, {}},
        {"full", TypeKind::number, {}}};
    for (Field& field : fields) {
      for (size_t row = 0; row < rows; ++row) field.values.push_back(value_of(field.name));
    }
    return fields;
  }

  std::string expression() { return any(3); }
  /// Unary tests of a number.
  std::string cell() { return one_of({"-", number_test(), number_test() + ", " + number_test(),
                                      "not(" + number_test() + ")", "null", "? > n2"}); }
  std::string truth(int depth) {
    if (depth == 0) return one_of({"b1", "b2", "true", "false", "n1 > 3", "d1 < d2"});
    switch (below_(16)) {
      case 0:
      case 1:
        return number(depth - 1) + relation() + number(depth - 1);
      case 2:
        return "(" + truth(depth - 1) + " and " + truth(depth - 1) + ")";
      case 3:
        return "(" + truth(depth - 1) + " or " + truth(depth - 1) + ")";
      case 4:
        return "not(" + truth(depth - 1) + ")";
      case 5:
        return number(depth - 1) + " between " + number(0) + " and " + number(0);
      case 6:
        return number(depth - 1) + " in (" + number_test() + ", " + number_test() + ")";
      case 7:
        return text(depth - 1) + one_of({" = ", " != ", " < ", " >= "}) + text(depth - 1);
      case 8:
        return text(0) + " in (\"煤\", \"铝\", " + text(0) + ")";
      case 9:
        return date(depth - 1) + relation() + date(depth - 1);
      case 10:
        return any(0) + one_of({" = null", " != null", " = mixed", " instance of number",
                                " instance of string"});
      case 11:
        return "(if " + truth(depth - 1) + " then " + truth(depth - 1) + " else " +
               truth(depth - 1) + ")";
      case 12:
        return one_of({"starts with(t1, \"煤\")", "contains(t2, \"a\")", "t1 = t2",
                       "mixed = n1", "d1.month > 6", "is defined(n1)"});
      case 13:
        return date(0) + " - " + date(0) + relation() + "duration(\"P30D\")";
      case 14:
        return any(depth - 1) + one_of({" = ", " != ", " < "}) + any(depth - 1);
      default:
        return number(0) + " in [" + number(0) + ".." + literal() + one_of({"]", ")"});
    }
  }

 private:
  std::string one_of(std::initializer_list<std::string> choices) {
    return *(choices.begin() + below_(static_cast<uint32_t>(choices.size())));
  }

  Value value_of(const std::string& name) {
    if (name == "blank" || (name != "full" && below_(8) == 0)) return {};
    if (name[0] == 'b' && name != "big") return below_(2) == 0;
    if (name[0] == 'd') return Date::from_days(16'000 + static_cast<int64_t>(below_(700)));
    if (name[0] == 't' && name != "tiny") {
      return one_of({"煤", "铝", "a", "ab", "", "水泥", "煤炭"});
    }
    if (name == "mixed") return mixed_value();
    return number_value(name);
  }

  Value mixed_value() {
    switch (below_(6)) {
      case 0:
        return "煤";
      case 1:
        return true;
      case 2:
        return Date::from_days(16'100);
      case 3:
        return Value(std::vector<Value>{Value(1), Value(2)});
      default:
        return static_cast<int64_t>(below_(10));
    }
  }

  Value number_value(const std::string& name) {
    const auto small = static_cast<int64_t>(below_(40)) - 10;
    if (name == "n1") return small;
    if (name == "n2") return Decimal::from_scaled(small * 125, 2);
    if (name == "n3") return Decimal::from_scaled(static_cast<int64_t>(below_(1'000'000)), 4);
    if (name == "full") return Decimal::from_scaled(small * 37, 1);
    if (name == "big") return Decimal(999'999'999'999'999'900 + small);
    if (name == "huge") {
      return Decimal::parse(one_of({"9999999999999999999999999999999999", "1e33", "-1e33", "3",
                                    "1234567890123456789012345678901234"}))
          .value();
    }
    return Decimal::parse(one_of({"0.00000000000000000001", "-0.00000000000000000003", "1.5",
                                  "1.50", "123456789012345678", "0"}))
        .value();
  }

  std::string relation() { return one_of({" = ", " != ", " < ", " <= ", " > ", " >= "}); }
  std::string literal() {
    return one_of({"0", "3", "3.75", "-2.5", "12.5", "0.0001", "331.05", "1.2", "100", "50",
                   "999999999999999905", "0.00000000000000000002", "1e33", "7"});
  }
  std::string number_test() {
    return one_of({literal(), "> " + literal(), "<= " + literal(), "[" + literal() + "..100]",
                   "> n2", "(0.." + literal() + ")", "< n1 * 1.2", "[1, 2, 3.75]", "n1", "null",
                   "!= 3"});
  }

  std::string number(int depth) {
    if (depth <= 0) {
      return one_of({"n1", "n2", "n3", "big", "huge", "tiny", "blank", "full", "n1", "n2", "full",
                     literal()});
    }
    switch (below_(16)) {
      case 0:
      case 1:
        return "(" + number(depth - 1) + " + " + number(depth - 1) + ")";
      case 2:
        return "(" + number(depth - 1) + " - " + number(depth - 1) + ")";
      case 3:
      case 4:
        return "(" + number(depth - 1) + " * " + number(depth - 1) + ")";
      case 5:
        return "(" + number(depth - 1) + " / " + one_of({"4", "100", "0.8", "3", "0", "-5"}) + ")";
      case 6:
        return "(" + number(depth - 1) + " / " + number(depth - 1) + ")";
      case 7:
        return "(-" + number(depth - 1) + ")";
      case 8:
        return one_of({"decimal(", "round half up(", "round half down(", "round up(",
                       "round down(", "floor(", "ceiling("}) +
               number(depth - 1) + ", " + one_of({"2", "0", "1", "-1", "4", "20"}) + ")";
      case 9:
        return one_of({"floor(", "ceiling(", "abs("}) + number(depth - 1) + ")";
      case 10:
        return one_of({"min(", "max("}) + number(depth - 1) + ", " + number(depth - 1) + ")";
      case 11:
      case 12:
        return "(if " + truth(depth - 1) + " then " + number(depth - 1) + " else " +
               number(depth - 1) + ")";
      case 13:
        return one_of({"string length(t1)", "d1.year", "modulo(n1, 4)", "count([n1, n2])",
                       "sum(n1, n2)"});
      case 14:
        return "(n1 ** 2)";
      default:
        return number(0);
    }
  }

  std::string date(int depth) {
    if (depth <= 0 || below_(3) == 0) return one_of({"d1", "d2", "date(\"2014-01-01\")"});
    switch (below_(5)) {
      case 0:
        return "(" + date(depth - 1) + " + duration(\"P10D\"))";
      case 1:
        return "(" + date(depth - 1) + " - duration(\"P1DT2H\"))";
      case 2:
        return "(if " + truth(depth - 1) + " then d1 else d2)";
      default:
        return one_of({"(d1 + duration(\"P1M\"))", "min(d1, d2)"});
    }
  }

  std::string text(int depth) {
    if (depth <= 0 || below_(3) == 0) return one_of({"t1", "t2", "\"煤\"", "\"none\""});
    if (below_(2) == 0) {
      return "(if " + truth(depth - 1) + " then " + text(depth - 1) + " else " +
             text(depth - 1) + ")";
    }
    return one_of({"(t1 + \"a\")", "substring(t2, 1, 1)", "(t1 + t2)", "string(n2)",
                   "upper case(t2)"});
  }

  std::string any(int depth) {
    switch (below_(12)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return truth(depth);
      case 4:
      case 5:
      case 6:
      case 7:
        return number(depth);
      case 8:
        return date(depth);
      case 9:
        return text(depth);
      case 10:
        return "{a: " + number(depth - 1) + ", b: a > 3 or " + truth(0) + "}" +
               one_of({"", ".a", ".b"});
      default:
        return one_of({"mixed", "null", "blank", "(d1 - d2)", "(mixed + n1)", "[n1, t1]",
                       "(if b1 then n1 else t1)", "(for i in 1..3 return i * n1)"});
    }
  }

  std::function<uint32_t(uint32_t)> below_;
};

}  // namespace fangan::column::test
