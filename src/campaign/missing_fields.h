// Missing fields: why a formula came to null, told in fields that somebody can fill in.
//
// The formula is evaluated once more with a trace, and the nulls are followed from its root down to
// the fields they come from, through derived fields and decisions. Where that leads nowhere (a
// branch that says null by itself, a body that ran for many items) every blank field that was read
// counts.
#pragma once

#include <set>
#include <utility>

#include "campaign/row_table.h"

namespace fangan {

class MissingFields {
 public:
  explicit MissingFields(Rows* rows) : rows_(*rows) {}

  /// Of a formula that came to null.
  void add_formula(const Formula& formula, const Asked& asked);
  /// Of a null that was read under a name of a row.
  void add_name(const Row& row, std::string_view name);
  std::vector<MissingField> take() const { return {found_.begin(), found_.end()}; }

 private:
  struct Followed {
    const Formula& formula;
    const feel::Syntax& syntax;
    const feel::Trace& trace;
    const Asked& asked;
  };
  void follow(const Followed& in, feel::NodeId id);
  void follow_parts(const Followed& in, const feel::Node& node);
  void add_node(const Followed& in, const feel::Node& node);
  void add_input(const FormulaInput& input, const Asked& asked);

  Rows& rows_;
  std::set<MissingField> found_;
  std::set<std::pair<const Row*, size_t>> seen_;
  std::set<std::string> seen_decisions_;
};

}  // namespace fangan
