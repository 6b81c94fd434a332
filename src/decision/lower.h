// Lower: boxed expressions become FEEL.
//
// A boxed context is a context with its frame drawn, a boxed function a lambda; here each part of a
// boxed expression becomes a node of one tree (feel/syntax_builder.h). Only the decision table is
// more than FEEL: it joins as table_code.h.
#pragma once

#include <vector>

#include "decision/model.h"
#include "decision/type_table.h"
#include "feel/syntax_builder.h"

namespace fangan::dmn {

class Lowering {
 public:
  /// `model`: where type references are meant from.
  Lowering(uint32_t model, const feel::Scope& scope, TypeTable* types);

  /// The node of an expression; null for none.
  feel::NodeId lower(const ExpressionBox& box, Span place);
  feel::NodeId lower(const Expression& expression);

  feel::SyntaxBuilder& builder() { return builder_; }
  /// The texts of the tree, in the order of their numbers.
  const std::vector<const MappedText*>& texts() const { return texts_; }

 private:
  feel::NodeId body(const LiteralExpression& literal, const Expression& whole);
  feel::NodeId body(const DecisionTable& table, const Expression& whole);
  feel::NodeId body(const Context& context, const Expression& whole);
  feel::NodeId body(const Relation& relation, const Expression& whole);
  feel::NodeId body(const List& list, const Expression& whole);
  feel::NodeId body(const Invocation& invocation, const Expression& whole);
  feel::NodeId body(const FunctionDefinition& function, const Expression& whole);
  feel::NodeId body(const Conditional& conditional, const Expression& whole);
  feel::NodeId body(const Filter& filter, const Expression& whole);
  feel::NodeId body(const Iteration& iteration, const Expression& whole);
  feel::NodeId child(const ChildExpression& child, Span place);
  feel::NodeId text(const MappedText& text, Span place);
  feel::NodeId tests(const MappedText& text, uint32_t slot, const Type& type, Span place);
  bool fits(feel::NodeId node, const Type& type) const;
  feel::NodeId typed(feel::NodeId node, const MappedText& type_ref, Span place);
  void add_output(const DecisionTable& table, const OutputClause& output, const Expression& whole,
                  struct TableLayout* layout, std::vector<feel::NodeId>* children);
  /// A test for each value an output may have, in order of priority.
  std::vector<feel::NodeId> ranks(const FeelText& values, uint32_t slot, const Type& type);

  uint32_t model_;
  TypeTable* types_;
  feel::SyntaxBuilder builder_;
  std::vector<const MappedText*> texts_;
};

}  // namespace fangan::dmn
