// Units check: one walk over an expression, from its leaves up, that gives every node a unit.
//
// A variable counts in what it is bound to, so the walk follows scopes: the items of a list, the
// entries of a context, the arguments of a function. A function is looked into at its first call,
// whose arguments say what its parameters count in; those of later calls are converted to that.
// Nobody outside units*.cc includes this.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feel/builtins.h"
#include "feel/units.h"

namespace fangan::feel {

using MaybeUnit = std::optional<Unit>;

/// What is known of a node.
struct Counted {
  MaybeUnit unit;             ///< Of a number, or of the numbers of a list or range.
  Type type;                  ///< With the units of its fields and items.
  NodeId function = no_node;  ///< The function literal it is.
};

/// A number without a unit is a pure number.
Counted declared(const Type& type);
/// The type with its unit: of a number, of a list of numbers. Not known: as it is.
Type in_unit(const Type& type, const MaybeUnit& unit);
Counted item_of(const Counted& list);
/// Of dimension 1 and no ratio.
bool is_pure(const Unit& unit);
/// % and 个百分点: of dimension 1 like a counting label, but not ones.
bool is_ratio(const Unit& unit);
std::string unit_name(const Unit& unit);

class UnitsCheck {
 public:
  explicit UnitsCheck(const Syntax& syntax) : syntax_(syntax), counted_(syntax.nodes.size()) {}
  UnitsChecked take();

  void convert(const Unit& to, const Unit& from, NodeId node);
  /// A bare number, or a choice between such.
  bool stands_alone(NodeId id) const;
  UnitsChecked& result() { return result_; }

 private:
  using Frame = std::map<uint32_t, Counted>;  ///< By slot.

  const MaybeUnit& of(NodeId id) const { return counted_[id].unit; }
  const Counted& infer(NodeId id);
  void infer_all(const Node& node, size_t from = 0);

  Counted count(NodeId id, const Node& node);      // units.cc
  Counted of_number(NodeId id, const Node& node);  // what makes numbers of numbers
  Counted of_name(NodeId id, const Node& node);
  Counted of_field(NodeId id, const Node& node);
  Counted of_member(NodeId id, const Node& node);
  Counted of_filter(const Node& node);
  Counted of_iteration(const Node& node);
  void bind_partial(const Node& node);
  Counted of_context(const Node& node);
  Counted of_items(NodeId id, const Node& node);
  Counted of_choice(NodeId id, const Node& node);
  Counted of_lambda(NodeId id, const Node& node);
  MaybeUnit of_product(Op op, NodeId left, NodeId right);
  MaybeUnit of_power(const Node& node);
  bool is_part(Op op, NodeId side, NodeId other, bool is_right) const;
  Unit part(NodeId ratio);

  Counted of_tests(const Node& node);  // units_table.cc
  void test(NodeId value, NodeId tests);
  Counted of_table(NodeId id, const Node& table);
  void of_rules(const Node& table);
  MaybeUnit of_output(const Node& table, const std::vector<size_t>& entries,
                      const std::vector<size_t>& allowed);
  NodeId first_with_unit(const Node& table, const std::vector<size_t>& entries) const;

  Counted of_call(NodeId id, const Node& node);  // units_call.cc
  Counted of_builtin(NodeId id, const Node& node, const Builtin& builtin);
  MaybeUnit product_of(const std::string& name, const std::vector<NodeId>& factors);
  Counted of_function(NodeId function, const Node& call);
  void look_into(NodeId function, const std::vector<Counted>& arguments);
  void look_into_argument(NodeId argument, const std::vector<NodeId>& lists);
  static Type kept_type(const Type& type, const Type& first);
  Counted get_value(NodeId id, const Node& node);

  bool is_bare(NodeId id) const;  // unify_units.cc
  MaybeUnit unify(NodeId left, NodeId right, const std::string& asks);
  void unify_fields(const Type& left_type, const Type& right_type, NodeId left, NodeId right,
                    const std::string& asks);
  /// A part written as a fraction of 1 where percent are counted. Warnings  FEEL-C030.
  void doubt_fraction(NodeId id, const Unit& unit);
  void want_quantity(NodeId id, const Unit& unit);
  void want_pure(NodeId id, const std::string& asks);
  MaybeUnit refuse(const std::string& asks, NodeId left, NodeId right, const Unit& left_unit,
                   const Unit& right_unit);
  MaybeUnit keep(Result<Unit> unit, NodeId place);
  void add_conversion(const UnitConversion& conversion, const Unit& from, const Unit& to);

  const Syntax& syntax_;
  std::vector<Counted> counted_;
  UnitsChecked result_;
  std::vector<Frame> frames_{1};
  struct Called {
    Frame frame;                    ///< What it takes from around.
    std::vector<NodeId> arguments;  ///< Those of its first call that are in this tree.
    bool is_called = false;
    Counted gives;
  };
  std::map<NodeId, Called> functions_;
  bool is_trial_ = false;
};

}  // namespace fangan::feel
