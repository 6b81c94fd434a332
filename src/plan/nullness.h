// Nullness: whether a part of a formula may be null, given what the conditions around it say.
//
// Null comes from fields that are not required, from derived fields and decisions that give it, and
// from what finds nothing: a row by its number, the largest of an empty list, at(), entered(), the
// number in a text. It goes through arithmetic, functions and members, and is lost in conditions;
// null_branches.h asks there. Whether a divisor is zero is not asked.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "feel/syntax.h"
#include "plan/node_numbers.h"

namespace fangan {

/// What is known of a condition: FEEL has three outcomes, and `else` stands for two of them.
enum class Truth : uint8_t { holds, fails, does_not_hold, does_not_fail };

class Nullness {
 public:
  Nullness(const feel::Syntax& syntax, const std::vector<FormulaInput>& inputs)
      : syntax_(syntax), numbers_(syntax, inputs) {}

  bool may_be_null(feel::NodeId id);
  /// What in a part that may be null brings the null: a field, a call.
  feel::NodeId cause(feel::NodeId id);
  uint32_t number(feel::NodeId id) const { return numbers_.of(id); }

  /// What follows from a condition is known until forget() goes back to that mark.
  size_t mark() const { return trail_.size(); }
  void learn(feel::NodeId condition, Truth truth);
  /// What the filters of a list say of each of its items.
  void learn_items(feel::NodeId list);
  /// The same of a domain of an iteration, for its variable.
  void learn_domain(feel::NodeId iteration, size_t domain);
  void forget(size_t mark);
  /// Fields of the record that are not null wherever the formula is asked, and those that follow
  /// where it holds; as paths.
  void assume(const std::vector<std::string>& fields);
  std::vector<std::string> fields_if_true();

  /// The operands of a chain of and or or, from left to right.
  std::vector<feel::NodeId> operands(feel::NodeId id) const;
  /// The argument of not().
  std::optional<feel::NodeId> negated(feel::NodeId id) const;
  bool is_null(feel::NodeId id) const;  ///< The literal.
  /// True where a test is for null itself.
  bool has_null_test(const std::vector<feel::NodeId>& tests) const;
  bool picks_item(const feel::Node& filter) const;

 private:
  using Facts = std::vector<uint32_t>;

  bool knows(uint32_t number) const { return known_.count(number) != 0; }
  bool any_may(const std::vector<feel::NodeId>& nodes);
  bool chain_may(feel::NodeId id);
  bool branches_may(const feel::Node& node);
  bool call_may(feel::NodeId id, const feel::Node& node);
  bool may_be_no_number(const feel::Node& call) const;
  bool table_may(const feel::Node& node);
  bool items_may(feel::NodeId list);
  bool fields_may(feel::NodeId list, const feel::Node& member);
  bool may_be_empty(feel::NodeId list);
  feel::NodeId without_members(feel::NodeId list) const;
  /// The arguments of a call that make it null where they are.
  std::vector<feel::NodeId> strict_arguments(const feel::Node& node) const;
  std::vector<feel::NodeId> strict_parts(const feel::Node& node) const;

  /// Found once for each: tests of if stand in tests of if.
  const Facts& facts(feel::NodeId id, Truth truth);
  Facts find_facts(feel::NodeId id, Truth truth);
  Facts of_chain(feel::NodeId id, Truth truth);
  Facts of_equal(const feel::Node& node, Truth truth);
  Facts of_branches(const feel::Node& node, Truth truth);
  void add_not_null(feel::NodeId id, Facts* facts);
  void add_not_empty(const feel::Node& node, bool is_true, Facts* facts);
  void remember(const Facts& facts);

  const feel::Syntax& syntax_;
  NodeNumbers numbers_;
  std::map<uint32_t, uint32_t> known_;  ///< Not null, or lists with items; how often learned.
  Facts trail_;
  std::map<std::pair<feel::NodeId, Truth>, Facts> facts_;
};

/// The function a call is of, where it is one of FEEL's or of a plan's by that name; else "".
std::string_view called(const feel::Syntax& syntax, const feel::Node& call);

}  // namespace fangan
