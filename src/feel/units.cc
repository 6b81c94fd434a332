#include "feel/units.h"

#include <algorithm>
#include <array>

#include "feel/check_rules.h"
#include "feel/code.h"
#include "feel/print_syntax.h"

namespace fangan::feel {
namespace {

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class UnitsCheck {
 public:
  explicit UnitsCheck(const Syntax& syntax) : syntax_(syntax) {
    result_.units.resize(syntax.nodes.size());
  }

  UnitsCheck(const Syntax& syntax, UnitsChecked checked)
      : syntax_(syntax), result_(std::move(checked)) {}

  void expect_result(const Unit& wanted, UnitsChecked* checked) {
    const MaybeUnit& unit = of(syntax_.root);
    if (unit && !stands_alone(syntax_.root)) {
      if (unit->same_dimension(wanted)) {
        convert(wanted, *unit, syntax_.root);
      } else {
        result_.diagnostics.push_back(
            problem_at("FEEL-C022", syntax_.spans[syntax_.root],
                       {{"found", name_of(*unit)}, {"unit", wanted.name}}));
      }
    }
    result_.units[syntax_.root] = wanted;
    *checked = std::move(result_);
  }

  Type type_of_whole() const {
    const Node& node = syntax_.at(syntax_.root);
    const Type& type = syntax_.types[syntax_.root];
    const Type row = type.is(TypeKind::list) ? type.element() : type;
    if (node.op != Op::extension || !row.is(TypeKind::context)) {
      return in_unit(type, of(syntax_.root));
    }
    const std::vector<std::vector<size_t>> outputs = node.extension->outputs();
    if (row.fields().size() != outputs.size()) return type;
    std::vector<Type::Field> fields = row.fields();
    for (size_t i = 0; i < outputs.size(); ++i) {
      const NodeId first = first_with_unit(node, outputs[i]);
      if (first != no_node) fields[i].type = in_unit(fields[i].type, of(first));
    }
    Type counted = Type::context(std::move(fields));
    return type.is(TypeKind::list) ? Type::list(std::move(counted)) : counted;
  }

  /// Children come before their parents in the tree.
  UnitsChecked take() {
    for (NodeId id = 0; id < syntax_.nodes.size(); ++id) result_.units[id] = infer(id);
    return std::move(result_);
  }

 private:
  using MaybeUnit = std::optional<Unit>;

  const MaybeUnit& of(NodeId id) const { return result_.units[id]; }

  /// A number with the unit that was worked out for it; lists of numbers too.
  static Type in_unit(const Type& type, const MaybeUnit& unit) {
    if (!unit) return type;
    Type counted = type;
    if (type.is(TypeKind::number)) counted = Type::number(*unit);
    if (type.is(TypeKind::list) && type.element().is(TypeKind::number)) {
      counted = Type::list(Type::number(*unit));
    }
    return type.may_be_null() ? counted.or_null() : counted;
  }

  MaybeUnit infer(NodeId id) {
    const Node& node = syntax_.at(id);
    switch (node.op) {
      case Op::add:
      case Op::subtract:
      case Op::equal:
      case Op::not_equal:
      case Op::less:
      case Op::at_most:
      case Op::more:
      case Op::at_least:
        return of_pair(node);
      case Op::between:
      case Op::in:
        return of_tests(node);
      case Op::multiply:
      case Op::divide:
        return of_product(node);
      case Op::power:
        return of_power(node);
      case Op::if_then:
      case Op::choose:
        return unify(node.op, node.children[1], node.children[2]);
      case Op::negate:
      case Op::conform:
      case Op::filter:
        return of(node.children[0]);
      case Op::for_in:
        return of(node.children.back());
      case Op::list:
      case Op::range:
      case Op::series:
        return of_items(node);
      case Op::call:
        return of_call(id, node);
      case Op::extension:
        return of_table(id, node);
      default:
        return declared(syntax_.types[id]);
    }
  }

  /// A number without a unit is a pure number.
  static MaybeUnit declared(const Type& type) {
    if (type.is(TypeKind::list) || type.is(TypeKind::range)) return declared(type.element());
    if (!type.is(TypeKind::number)) return std::nullopt;
    return type.unit() != nullptr ? *type.unit() : Unit();
  }

  MaybeUnit of_pair(const Node& node) {
    MaybeUnit unit = unify(node.op, node.children[0], node.children[1]);
    const bool is_number = node.op == Op::add || node.op == Op::subtract;
    return is_number ? unit : std::nullopt;
  }

  MaybeUnit of_tests(const Node& node) {
    for (size_t i = 1; i < node.children.size(); ++i) {
      if (!syntax_.at(node.children[i]).asks_input) {
        unify(node.op, node.children[0], node.children[i]);
      }
    }
    return std::nullopt;
  }

  /// A bare number in a cell, or in an output, counts in the unit of its column.
  MaybeUnit of_table(NodeId id, const Node& table) {
    const std::vector<size_t> inputs = table.extension->inputs();
    for (uint32_t number = 0; number < table.extension->rule_count(); ++number) {
      const Extension::Rule rule = table.extension->rule(number);
      for (size_t i = 0; i < inputs.size(); ++i) {
        for (const NodeId test : syntax_.at(table.children[rule.parts[i]]).children) {
          if (syntax_.at(test).asks_input || is_bare(test)) continue;
          unify(Op::in, table.children[inputs[i]], test);
        }
      }
    }
    const std::vector<std::vector<size_t>> outputs = table.extension->outputs();
    MaybeUnit unit;
    for (const std::vector<size_t>& entries : outputs) unit = of_output(table, entries);
    if (table.extension->counts_rules()) return Unit();
    return outputs.size() == 1 && unit ? unit : declared(syntax_.types[id]);
  }

  /// None where an output is no number, or nothing says what it counts in.
  MaybeUnit of_output(const Node& table, const std::vector<size_t>& entries) {
    const NodeId first = first_with_unit(table, entries);
    if (first == no_node) return std::nullopt;
    bool are_numbers = true;
    for (const size_t entry : entries) {
      const NodeId id = table.children[entry];
      if (!stands_alone(id)) unify(Op::extension, first, id);
      are_numbers = are_numbers && (of(id) || stands_alone(id));
    }
    return are_numbers ? of(first) : std::nullopt;
  }

  /// The output that says what its column counts in: a pure number does where no other does.
  NodeId first_with_unit(const Node& table, const std::vector<size_t>& entries) const {
    NodeId pure = no_node;
    for (const size_t entry : entries) {
      const NodeId id = table.children[entry];
      if (!of(id) || stands_alone(id)) continue;
      if (!is_pure(*of(id))) return id;
      if (pure == no_node) pure = id;
    }
    return pure;
  }

  MaybeUnit of_items(const Node& node) {
    if (node.children.empty()) return std::nullopt;
    MaybeUnit unit = of(node.children[0]);
    for (size_t i = 1; i < node.children.size(); ++i) {
      unit = unify(node.op, node.children[0], node.children[i]);
    }
    return unit;
  }

  MaybeUnit of_product(const Node& node) {
    const MaybeUnit& left = of(node.children[0]);
    const MaybeUnit& right = of(node.children[1]);
    if (!left || !right) return std::nullopt;
    const Unit a = is_part(node, 0) ? part(node.children[0]) : *left;
    const Unit b = is_part(node, 1) ? part(node.children[1]) : *right;
    return keep(node.op == Op::multiply ? multiply(a, b) : divide(a, b), node.children[1]);
  }

  /// A ratio says a part of the other side: 1500 万元 * 20 % are 300 万元. Numbers only scale it:
  /// 2 * 20 % are 40 %, and the mean of ratios is a ratio.
  bool is_part(const Node& product, size_t side) const {
    const NodeId other = product.children[1 - side];
    if (!is_ratio(*of(product.children[side]))) return false;
    if (product.op == Op::multiply) return !is_bare(other);
    return side == 1 || !is_pure(*of(other));
  }

  /// % and 个百分点, of dimension 1 like a counting label, but not ones.
  static bool is_ratio(const Unit& unit) {
    return unit.exponent.empty() && unit.factor != unit.divisor;
  }

  Unit part(NodeId ratio) {
    convert(Unit(), *of(ratio), ratio);
    return Unit();
  }

  /// A whole power known from the text; others are of pure numbers only.
  MaybeUnit of_power(const Node& node) {
    const MaybeUnit& base = of(node.children[0]);
    if (base && is_ratio(*base)) return part(node.children[0]);
    if (!base || base->exponent.empty()) return base;
    const Node& power = syntax_.at(node.children[1]);
    const bool is_literal = power.op == Op::literal && power.value.is(ValueKind::number);
    const int64_t times = is_literal ? power.value.number().as_int64().value_or(0) : 0;
    if (times < 1 || times > 9) return std::nullopt;
    Unit unit = *base;
    for (int64_t i = 1; i < times; ++i) {
      const MaybeUnit next = keep(multiply(unit, *base), node.children[1]);
      if (!next) return std::nullopt;
      unit = *next;
    }
    return unit;
  }

  MaybeUnit keep(Result<Unit> unit, NodeId place) {
    if (unit) return std::move(unit).value();
    Diagnostic error = unit.error();
    error.marks = {{syntax_.spans[place], ""}};
    result_.diagnostics.push_back(std::move(error));
    return std::nullopt;
  }

  MaybeUnit of_call(NodeId id, const Node& node) {
    const std::string& name = syntax_.at(node.children[0]).name;
    const bool has_arguments = node.children.size() > 1;
    const bool keeps_all = is_one_of(name, {"min", "max", "sum", "mean", "median", "mode", "stddev",
                                            "total", "concatenate", "append"});
    const bool keeps_first =
        is_one_of(name, {"abs", "floor", "ceiling", "decimal", "round up", "round down",
                         "round half up", "round half down", "sort", "reverse", "distinct values",
                         "sublist", "flatten", "remove"});
    if (keeps_all && has_arguments) return of_arguments(node);
    if (keeps_first && has_arguments) return of(node.children[1]);
    if (is_one_of(name, {"count", "string length"})) return Unit();
    return syntax_.types[id].unit() != nullptr ? declared(syntax_.types[id]) : std::nullopt;
  }

  MaybeUnit of_arguments(const Node& node) {
    MaybeUnit unit = of(node.children[1]);
    for (size_t i = 2; i < node.children.size(); ++i) {
      unit = unify(node.op, node.children[1], node.children[i], syntax_.at(node.children[0]).name);
    }
    return unit;
  }

  /// A number as it stands in the text, with its sign or as an end of a range.
  bool is_bare(NodeId id) const {
    const Node& node = syntax_.at(id);
    if (node.op == Op::negate || node.op == Op::range) return is_bare(node.children[0]);
    return node.op == Op::literal && node.value.is(ValueKind::number) &&
           syntax_.types[id].unit() == nullptr;
  }

  /// A bare number, or a choice between such.
  bool stands_alone(NodeId id) const {
    const Node& node = syntax_.at(id);
    const bool is_null = node.op == Op::literal && node.value.is_null();
    if (node.op != Op::if_then && node.op != Op::choose) return is_null || is_bare(id);
    return stands_alone(node.children[1]) && stands_alone(node.children[2]);
  }

  static std::string name_of(const Unit& unit) { return unit.name.empty() ? "1" : unit.name; }

  static bool is_pure(const Unit& unit) {
    return unit.exponent.empty() && unit.factor == unit.divisor;
  }

  /// The unit of two sides that must have one dimension: that of the left. Of a call `function` is
  /// its name.
  MaybeUnit unify(Op op, NodeId left, NodeId right, const std::string& function = {}) {
    const MaybeUnit& a = of(left);
    const MaybeUnit& b = of(right);
    if (!a || !b) return a ? a : b;
    if (is_bare(left) && !is_bare(right) && !is_pure(*b)) return quantity_wanted(left, *b);
    if (is_bare(right) && !is_bare(left) && !is_pure(*a)) return quantity_wanted(right, *a);
    if (!a->same_dimension(*b)) {
      return refuse(function.empty() ? operator_of(op) : function, left, right);
    }
    convert(*a, *b, right);
    return a;
  }

  /// 0 is 0 in every unit.
  MaybeUnit quantity_wanted(NodeId id, const Unit& unit) {
    const Node& node = syntax_.at(id);
    if (node.op == Op::range) {
      for (const NodeId end : node.children) {
        if (is_bare(end)) quantity_wanted(end, unit);
      }
      return unit;
    }
    const bool is_zero = node.op == Op::literal && node.value.number() == Decimal(0);
    if (!is_zero) {
      result_.diagnostics.push_back(
          problem_at("FEEL-C016", syntax_.spans[id],
                     {{"number", feel::print(syntax_, id)}, {"unit", unit.name}}));
    }
    return unit;
  }

  MaybeUnit refuse(std::string asks, NodeId left, NodeId right) {
    Diagnostic error = problem("FEEL-C015", {{"operator", std::move(asks)},
                                             {"left", name_of(*of(left))},
                                             {"right", name_of(*of(right))}});
    error.marks = {{syntax_.spans[right], "FEEL-C015.a"}, {syntax_.spans[left], "FEEL-C015.b"}};
    result_.diagnostics.push_back(std::move(error));
    return std::nullopt;
  }

  void convert(const Unit& to, const Unit& from, NodeId node) {
    const Result<Decimal> factor = fangan::multiply(from.factor, to.divisor);
    const Result<Decimal> divisor = fangan::multiply(from.divisor, to.factor);
    if (!factor || !divisor) {
      Diagnostic error = factor ? divisor.error() : factor.error();
      error.marks = {{syntax_.spans[node], ""}};
      result_.diagnostics.push_back(std::move(error));
    } else if (factor.value() != divisor.value()) {
      add_conversion({node, factor.value(), divisor.value(), to}, from, to);
    }
  }

  void add_conversion(const UnitConversion& conversion, const Unit& from, const Unit& to) {
    const Node& node = syntax_.at(conversion.node);
    if (node.op == Op::range) {
      for (const NodeId end : node.children) {
        add_conversion({end, conversion.factor, conversion.divisor, to}, from, to);
      }
      return;
    }
    const Type& type = syntax_.types[conversion.node];
    if (!type.is(TypeKind::list) && !type.is(TypeKind::range)) {
      result_.conversions.push_back(conversion);
      return;
    }
    result_.diagnostics.push_back(problem_at("FEEL-C023", syntax_.spans[conversion.node],
                                             {{"left", to.name}, {"right", from.name}}));
  }

  const Syntax& syntax_;
  UnitsChecked result_;
};

}  // namespace

UnitsChecked check_units(const Syntax& syntax) {
  return UnitsCheck(syntax).take();
}

Type counted_type(const Syntax& syntax, const UnitsChecked& checked) {
  return UnitsCheck(syntax, checked).type_of_whole();
}

void check_result_unit(const Syntax& syntax, const Unit& wanted, UnitsChecked* checked) {
  UnitsCheck(syntax, std::move(*checked)).expect_result(wanted, checked);
}

}  // namespace fangan::feel
