// Explain: the values of an expression drawn under its text, the answer to 「为什么是这个数」.
//
//   Trace trace(expression.syntax().nodes.size());
//   expression.evaluate(inputs, &evaluation, &trace);
//   explain(expression, trace, Language::zh);
//
//   年龄 in [80..90) and 家庭月收入 < 5000
//   │    │           │   │          │
//   84   true        │   3120       true
//                    true
//
// A value stands under the name or operator it comes from. What repeats the text (literals, names
// of constants) or changes from item to item (the bodies of iterations and filters) is left out; a
// part that was not needed says so; a null says why where it came about. Evaluating without a trace
// costs nothing.
#pragma once

#include <string>
#include <vector>

#include "feel/expression.h"
#include "text/messages.h"

namespace fangan::feel {

/// One node with what it came to, for pages that draw by themselves.
struct ExplainedNode {
  NodeId node = no_node;
  Span span;         ///< Of the whole node; `source` counts in Syntax::texts.
  Span place;        ///< The name or operator that its value belongs to.
  std::string text;  ///< Of the whole node as written; empty for what has no text of its own.
  bool computed = true;
  Value value;
  /// The node that counts it in another unit, where that was needed, and what that comes to.
  NodeId conversion = no_node;
  Value converted;
  std::optional<Diagnostic> reason;  ///< Of a null, at the node where it came about.
  /// Of a decision table: the rules that held, from 0, with the texts of their cells and outputs.
  struct Rule {
    uint32_t rule = 0;
    std::vector<std::string> parts;
    std::vector<std::string> notes;
    Span place;  ///< As the table's maker gave it.
  };
  bool is_table = false;
  std::vector<Rule> rules;
};

/// In the order of the texts and within each of the places; a table comes before its parts.
std::vector<ExplainedNode> explained_nodes(const Expression& expression, const Trace& trace);

/// Texts one after the other, each line of them with its values; a table with the rules that held.
/// Lines longer than 96 columns are broken at blanks.
std::string explain(const Expression& expression, const Trace& trace, Language language);

/// A value in at most so many columns, with its unit where the type has one.
std::string brief(const Value& value, const Type& type, int width_max);

}  // namespace fangan::feel
