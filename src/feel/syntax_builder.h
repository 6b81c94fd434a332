// SyntaxBuilder: one tree out of many texts.
//
// The boxed expressions of DMN are FEEL with a frame drawn around: a boxed context is a context, a
// boxed function a lambda. Here their parts become nodes of the same tree, each text parsed with
// the names that are visible at its place, so that there is one compiler, one evaluator and one way
// to explain. What is no FEEL, the decision table, joins as an Extension.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "feel/code.h"
#include "feel/parse.h"

namespace fangan::feel {

class Parser;

class SyntaxBuilder {
 public:
  explicit SyntaxBuilder(const Scope& scope);
  ~SyntaxBuilder();

  /// The number the next text gets: the `source` of all spans in it.
  uint32_t next_text() const;
  /// A whole text as an expression. One that is wrong gives an error and a null with that reason;
  /// the rest of the tree can go on.
  NodeId expression(std::string_view text);
  /// A whole text as unary tests of the value in `slot`.
  NodeId tests(std::string_view text, uint32_t slot, const Type& type);

  /// Names that are visible from here to close_layer().
  void open_layer();
  uint32_t declare(std::string_view name, Type type);
  /// `item` and its fields, over a list of that type. Returns the slot of the item.
  uint32_t open_item_layer(const Type& list_type);
  void close_layer();

  struct Parameter {
    std::string name;
    Type type;
  };
  /// A function body: sees its parameters, and through captures what is outside.
  void open_function(const std::vector<Parameter>& parameters);
  NodeId close_function(const std::vector<Parameter>& parameters, NodeId body, Span span);

  uint32_t new_slot();
  NodeId make(Node node, Span span);
  NodeId make(Op op, std::vector<NodeId> children, Span span);
  NodeId literal(Value value, Span span);
  NodeId conform(NodeId child, Type type, Span span);
  Type type_of(NodeId id) const;
  Span span_of(NodeId id) const;
  /// The slot of a node that is a variable by its name.
  std::optional<uint32_t> variable_of(NodeId id) const;
  /// The literal that is all of some unary tests; null for others.
  Value only_literal(NodeId tests) const;
  std::vector<NodeId> children_of(NodeId id) const;

  /// Ends the work.
  Parsed finish(NodeId root);

 private:
  NodeId whole(NodeId root);

  std::unique_ptr<Parser> parser_;
};

}  // namespace fangan::feel
