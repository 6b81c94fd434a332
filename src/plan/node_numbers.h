// Node numbers: parts of an expression that have one value bear one number.
//
// FEEL has no side effects, so what is written alike is alike where its variables stand for the
// same. `规模`, `record.规模` and, in a filter over a filter, the 规模 of the item of either are
// one path: what a condition says of one it says of all.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "feel/syntax.h"
#include "plan/formula.h"

namespace fangan {

class NodeNumbers {
 public:
  /// `inputs`: one a variable of the expression.
  NodeNumbers(const feel::Syntax& syntax, const std::vector<FormulaInput>& inputs);

  uint32_t of(feel::NodeId id) const { return numbers_[id]; }
  /// Of a field of what bears a number.
  uint32_t member(uint32_t owner, std::string_view name);
  /// Of a field of the record or of who acts, through references: `企业.规模`, `user.企业`.
  uint32_t field(std::string_view path);
  /// That path; empty for what is none.
  std::string path(uint32_t number) const;
  /// Of the statement that a list has items.
  uint32_t has_items(uint32_t list);
  /// What a filter or an iteration calls each item of its domain.
  uint32_t variable(feel::NodeId of, size_t domain = 0) const;

 private:
  using Slots = std::map<uint32_t, uint32_t>;

  uint32_t intern(const std::string& key);
  void visit(feel::NodeId id);
  uint32_t number(feel::NodeId id, const feel::Node& node);
  uint32_t of_name(const feel::Node& node);
  uint32_t of_slot(uint32_t slot);
  uint32_t of_parts(const feel::Node& node);
  void bind(uint32_t slot);
  void visit_filter(feel::NodeId id, const feel::Node& node);
  void visit_iteration(feel::NodeId id, const feel::Node& node);
  void visit_function(const feel::Node& node);
  void visit_table(const feel::Node& node);
  void visit_parts(const feel::Node& node);

  const feel::Syntax& syntax_;
  std::vector<uint32_t> numbers_;  ///< Of each node.
  std::map<std::string, uint32_t> known_;
  std::map<uint32_t, std::string> paths_;
  Slots slots_;         ///< Of the frame the walk is in: what its variables stand for.
  uint32_t record_ = 0;
  uint32_t user_ = 0;
  uint32_t depth_ = 0;  ///< Variables in sight that the expression introduces.
  std::map<std::pair<feel::NodeId, size_t>, uint32_t> variables_;
};

}  // namespace fangan
