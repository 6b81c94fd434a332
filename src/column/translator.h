// Translator: turns one expression into steps, one function for each group of nodes
// (translate_*.cc). Nobody outside the translation includes this.
//
// A part that no kernel knows gives none; whoever needs it then has it computed by feel/, as one
// piece with all that is below.
#pragma once

#include <vector>

#include "column/extract.h"
#include "column/vectors.h"
#include "decision/table_code.h"
#include "feel/expression.h"

namespace fangan::column {

class Translator {
 public:
  using NodeId = feel::NodeId;

  Translator(Emitter* emitter, const Formula& formula, const CompileOptions& options);

  /// The whole expression.
  Operand translate();

 private:
  friend class TableTranslator;

  /// None where feel/ has to compute it.
  std::optional<Operand> translate(NodeId id);
  std::optional<Operand> by_kernels(NodeId id);
  /// A condition: what is neither true nor false counts as unknown.
  Operand condition(NodeId id);
  /// Rows of which the condition is `skipped` need not be computed by feel/ in what follows.
  class Wanted;

  // translate.cc
  std::optional<Operand> name(NodeId id);
  std::optional<Operand> member(NodeId id);
  std::optional<Operand> context(NodeId id);
  std::optional<Operand> of_binding(const Bound& bound);
  bool is_constant(NodeId id);

  // translate_rest.cc
  std::optional<Value> constant_value(NodeId id);
  std::optional<Operand> rest(NodeId id);  ///< Once for each value a column holds.
  std::optional<Operand> of_few_values(const Extract& extract);
  Register rows_of(NodeId id, Kind kind);  ///< By feel/, row by row.
  Value run(const feel::Expression& expression, uint32_t slot, const Value& value);

  // translate_logic.cc
  Operand undecided(const Operand& truth, Relation relation);
  std::optional<Operand> junction(NodeId id);
  std::optional<Operand> if_then(NodeId id);
  std::optional<Operand> choose(NodeId id);
  std::optional<Operand> instance_of(NodeId id);
  std::optional<Operand> conform(NodeId id);

  // translate_comparison.cc
  std::optional<Operand> comparison(NodeId id);
  std::optional<Operand> between(NodeId id);
  std::optional<Operand> compare(const Operand& left, Relation relation, const Operand& right);
  std::optional<Operand> equals(const Operand& left, const Operand& right);
  std::optional<Operand> compare_linear(Operand left, Relation relation, Operand right,
                                        uint8_t null);
  std::optional<Operand> compare_with_bound(const Operand& operand, Relation relation,
                                            const Operand& bound, uint8_t null);
  Operand compare_as_decimals(const Operand& left, Relation relation, const Operand& right,
                              uint8_t null);
  Operand judged(const Operand& operand, uint8_t always, uint8_t null);
  std::optional<Operand> compare_texts(const Operand& left, const Operand& right);
  Operand of_other_kind(const Operand& left, const Operand& right);

  // translate_number.cc
  std::optional<Operand> arithmetic(NodeId id);
  std::optional<Operand> negate(const Operand& operand);
  std::optional<Operand> add(const Operand& left, const Operand& right);
  std::optional<Operand> subtract(const Operand& left, const Operand& right);
  /// operand * factor / 10^scale
  std::optional<Operand> scaled(const Operand& operand, Int128 factor, int scale);
  std::optional<Operand> divide(const Operand& left, const Operand& right);
  std::optional<Operand> sum(const Operand& left, const Operand& right, Kind kind);
  std::optional<Operand> times(const Operand& left, const Operand& right);
  std::optional<Operand> as_decimals(Kernel kernel, const Operand& left, const Operand& right);
  std::optional<Operand> round(const Operand& number, int places, Rounding rounding);

  // translate_call.cc
  std::optional<Operand> call(NodeId id);
  std::optional<Operand> extreme(const std::vector<NodeId>& arguments, Relation relation);
  std::optional<Operand> extreme_of(const Operand& left, const Operand& right, Relation relation);
  std::optional<Operand> absolute(const Operand& operand);

  // translate_tests.cc
  std::optional<Operand> in(NodeId id);
  std::optional<Operand> tests(NodeId id);
  std::optional<Operand> test(NodeId id, const Operand& input);
  std::optional<Operand> accepts(const Value& test, const Operand& input);
  std::optional<Operand> holds(const Range& range, const Operand& input);
  std::optional<Operand> range_test(NodeId id, const Operand& input);
  std::optional<Operand> any_of(const std::vector<NodeId>& tests, size_t from, uint32_t slot);
  Operand certain(const Operand& truth);  ///< Yes where it is yes, no everywhere else.

  // translate_table.cc
  std::optional<Operand> table(NodeId id);

  Emitter& emitter_;
  Vectors vectors_;
  const Formula& formula_;
  const feel::Syntax& syntax_;
  CompileOptions options_;
  Bounds bounds_;
  std::vector<int8_t> constant_;  ///< By node: 1 or 0, -1 not looked at.
  std::optional<Operand> wanted_;  ///< The condition under which rows count; none: all do.
};

/// Rows count, in what is translated while this lives, only where the condition is yes.
class Translator::Wanted {
 public:
  Wanted(Translator* translator, const Operand& condition)
      : translator_(*translator), before_(translator->wanted_) {
    translator_.wanted_ =
        before_ ? translator_.vectors_.both(*before_, condition) : condition;
  }
  ~Wanted() { translator_.wanted_ = before_; }
  Wanted(const Wanted&) = delete;
  Wanted& operator=(const Wanted&) = delete;

 private:
  Translator& translator_;
  std::optional<Operand> before_;
};

}  // namespace fangan::column
