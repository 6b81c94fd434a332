// Table code: a decision table, ready to run.
//
// The value of each input is computed once and kept in a slot, where the cells of its column test
// it; a rule is left at its first cell that does not hold, and FIRST ends at the first rule that
// does. Without a rule that holds the default outputs count; without those the result is null, of
// COLLECT an empty list, of COLLECT with count 0. (Choice: the standard says nothing of COLLECT.)
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "decision/model.h"
#include "decision/rule_index.h"
#include "feel/code.h"

namespace fangan::dmn {

/// How the children of the node follow one another:
///   inputs...; for each input that has them its allowed values; for each rule its cells, then its
///   outputs; for each output a test for each allowed value, then its default entry if any.
struct TableLayout {
  HitPolicy hit_policy = HitPolicy::unique;
  Aggregation aggregation = Aggregation::none;
  std::vector<uint32_t> input_slots;
  std::vector<bool> has_input_values;
  std::vector<Span> rule_places;
  std::optional<RuleIndex> index;
  std::vector<std::vector<std::string>> rule_notes;
  uint32_t output_slot = 0;  ///< Where the tests of allowed outputs look.
  std::vector<std::string> output_names;
  std::vector<Type> output_types;  ///< As declared; a value that does not fit becomes null.
  std::vector<Type> entry_types;   ///< What the entries of each output have in common.
  std::vector<size_t> rank_counts;
  std::vector<bool> has_default;

  bool counts_rules() const {
    return hit_policy == HitPolicy::collect && aggregation == Aggregation::count;
  }
  /// What the table gives, as far as it is known.
  Type result_type() const;
};

/// Errors of the value  DMN-E001 an input is not allowed; DMN-E002 UNIQUE and several rules;
/// DMN-E003 ANY and rules that differ; DMN-E004 an output is not allowed; DMN-E005 no rule;
/// DMN-E006 an aggregation over several outputs.
class TableExtension final : public feel::Extension {
 public:
  explicit TableExtension(TableLayout layout) : layout_(std::move(layout)) {}
  feel::CodePtr make(feel::NodeId node, Span span, feel::Codes children) const override;
  const TableLayout& layout() const { return layout_; }
  std::vector<size_t> inputs() const override;
  std::vector<std::vector<size_t>> outputs() const override;
  std::vector<std::optional<size_t>> allowed_inputs() const override;
  std::vector<std::vector<size_t>> allowed_outputs() const override;
  bool counts_rules() const override { return layout_.counts_rules(); }
  uint32_t rule_count() const override { return static_cast<uint32_t>(layout_.rule_places.size()); }
  Rule rule(uint32_t number) const override;

 private:
  /// Where the children of the rules begin, and those behind them.
  size_t rules_begin() const;
  size_t rules_end() const;

  TableLayout layout_;
};

}  // namespace fangan::dmn
