// Syntax: one FEEL expression as a tree, before it is made to run.
//
// All nodes lie in one array; a node names its children by number. Where a node stands in the text
// and what type it has lie beside the tree under the same number, so that explanations and messages
// can find them long after parsing.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "text/source.h"
#include "value/type.h"
#include "value/value.h"

namespace fangan::feel {

using NodeId = uint32_t;
constexpr NodeId no_node = UINT32_MAX;

/// What a node is; the comment names its children and other members it uses.
enum class Op : uint8_t {
  literal,  ///< value
  name,     ///< symbol, and name as normalised
  unknown,  ///< name: a name nothing in scope bears; value: null, and why
  member,   ///< child . name
  filter,   ///< list [ condition ]; slot of the item
  call,     ///< function ( arguments... ); names: those of named arguments, else empty
  negate,   ///< - child
  add,      ///< left + right, and so on
  subtract,
  multiply,
  divide,
  power,
  equal,
  not_equal,
  less,
  at_most,
  more,
  at_least,
  conjunction,  ///< left and right
  disjunction,  ///< left or right
  between,      ///< child between low and high
  in,           ///< child in ( tests... ); slot of `?`
  instance_of,  ///< child; asked is the type, written_types how it was written
  if_then,      ///< condition, then, else
  for_in,       ///< a domain for each of names, then the body; slots, that of `partial` last
  some,         ///< like for_in with a condition as the body, without `partial`
  every,
  series,     ///< low .. high, only as a domain of for_in
  list,       ///< items...
  context,    ///< a value for each of names; a slot for each, which later entries may read
  choose,     ///< like if_then; a condition that is neither true nor false makes it null
  range,      ///< interval: low, high and the included ends; other forms: one operand
  lambda,     ///< body; names, parameter_types and written_types; a frame of its own; captures; in
              ///< slots that of the function itself, where it calls itself
  external,   ///< a function with an external body; names and types as of a lambda
  conform,    ///< child, made to fit the type asked
  extension,  ///< children; what it does stands in extension
  tests,      ///< unary tests...; negated; slot of `?`. No children: `-`
};

/// What a name stands for.
struct Symbol {
  enum class Kind : uint8_t {
    slot,      ///< A variable: a place in the frame of the running expression.
    field,     ///< A field of the item of a filter around, by its bare name.
    constant,  ///< Known when parsed: value of the node.
  };
  Kind kind = Kind::slot;
  uint32_t slot = 0;           ///< The variable; for a field, the item.
  NodeId otherwise = no_node;  ///< field: what the name means where the item has no such field.
};

/// A variable of the frame around a lambda that its body uses: read when the lambda is made, kept
/// in a slot of the body's own frame.
struct Capture {
  NodeId from = no_node;
  uint32_t slot = 0;
};

class Extension;

struct Node {
  Op op = Op::literal;
  std::vector<NodeId> children;
  std::string name;
  std::vector<std::string> names;
  std::vector<uint32_t> slots;  ///< Of the variables this node introduces.
  std::vector<Type> parameter_types;
  std::vector<std::string> written_types;  ///< An empty one: none was written.
  std::vector<Capture> captures;
  uint32_t frame_size = 0;  ///< lambda: slots of its frame.
  Value value;
  Symbol symbol;
  Type asked;
  std::shared_ptr<const Extension> extension;
  Range::Form form = Range::Form::interval;
  bool start_included = false;
  bool end_included = false;
  bool negated = false;     ///< tests: under not(...)
  bool asks_input = false;  ///< A test that names `?`: it holds when it is true.
  bool converts = false;    ///< Inserted (units.h): the first child, counted in another unit.
};

/// A parsed expression. Boxed expressions of a decision are one tree made of many texts.
struct Syntax {
  std::vector<std::string> texts;
  std::vector<Node> nodes;
  std::vector<Span> spans;  ///< Of each node: `source` counts in texts; units: bytes of that text.
  std::vector<Type> types;  ///< Of each node, as far as known.
  NodeId root = no_node;
  uint32_t slot_count = 0;  ///< Of the frame: inputs first, in the order of the scope.

  const Node& at(NodeId id) const { return nodes[id]; }
};

}  // namespace fangan::feel
