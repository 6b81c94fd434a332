// Table translator: a decision table as steps.
//
// Each rule becomes a truth, yes in the rows where all of its cells hold; the hit policy says how
// these choose among the outputs. A table whose result is a list is left to feel/.
#pragma once

#include <vector>

#include "column/translator.h"

namespace fangan::column {

class TableTranslator {
 public:
  using NodeId = feel::NodeId;

  TableTranslator(Translator* translator, const feel::Node& node, const dmn::TableLayout& layout);
  ~TableTranslator();
  TableTranslator(const TableTranslator&) = delete;
  TableTranslator& operator=(const TableTranslator&) = delete;

  /// None where feel/ has to compute it.
  std::optional<Operand> translate();

 private:
  struct Rule {
    Operand holds;
    std::vector<NodeId> outputs;
    std::optional<Operand> value;  ///< One output by itself, several as a context.
  };

  void bind(uint32_t slot, const Operand& operand, NodeId source);
  bool read_inputs();
  bool read_rules();
  bool read_values();
  std::optional<Operand> value_of(const Rule& rule);
  std::optional<Operand> combined(const std::vector<NodeId>& outputs);
  std::optional<Operand> allowed(size_t output, NodeId entry, const Operand& value);
  std::optional<Operand> without_match();
  std::optional<std::vector<size_t>> by_priority();
  std::optional<Operand> first_of(const std::vector<size_t>& order);
  std::optional<Operand> unique();
  std::optional<Operand> any();
  std::optional<Operand> collected();
  Operand count();
  std::optional<Operand> folded();
  std::optional<Operand> is_same(const Operand& left, const Operand& right);
  /// Any of the rules holds.
  Operand is_met();

  Translator& translator_;
  Vectors& vectors_;
  const feel::Node& node_;
  const dmn::TableLayout& layout_;
  size_t next_ = 0;  ///< Among the children.
  std::vector<uint32_t> bound_;  ///< Slots that this table gave a meaning.
  Operand inputs_allowed_;
  std::vector<Rule> rules_;
  std::vector<std::vector<NodeId>> ranks_;
  std::vector<NodeId> defaults_;
};

}  // namespace fangan::column
