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
  void name_blanks(const Followed& in, feel::NodeId id);
  void follow_parts(const Followed& in, const feel::Node& node);
  void add_node(const Followed& in, const feel::Node& node);
  void add_input(const FormulaInput& input, const Asked& asked);

  Rows& rows_;
  std::set<MissingField> found_;
  std::set<std::pair<const Row*, size_t>> seen_;
  std::set<std::string> seen_decisions_;
};

/// While it lives, what filters leave out of a measure because they cannot say whether it belongs.
class LeftOut final : public feel::ItemWatch {
 public:
  explicit LeftOut(Rows* rows);
  ~LeftOut() override;
  LeftOut(const LeftOut&) = delete;
  LeftOut& operator=(const LeftOut&) = delete;

  size_t begin() override { return reads_.size(); }
  void end(size_t mark, bool is_undetermined) override;
  /// The blanks that the conditions of those rows came to null by. No more is noted.
  std::vector<MissingField> take();

 private:
  using Read = std::pair<const Row*, size_t>;
  static bool is_required(const Read& read);
  void stop();

  Rows& rows_;
  std::vector<Read> reads_;
  std::vector<Read>* outer_reads_;
  feel::ItemWatch* outer_;
  std::set<Read> found_;
};

}  // namespace fangan
