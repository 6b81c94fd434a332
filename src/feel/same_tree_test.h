// Same tree: whether two parses mean the same, node by node. Spans and slots may differ.
#pragma once

#include <string>

#include "feel/syntax.h"
#include "value/compare.h"
#include "value/print.h"

namespace fangan::feel::test {

/// Where the trees differ, in a few words; empty where they do not.
inline std::string difference(const Syntax& left, NodeId left_id, const Syntax& right,
                              NodeId right_id) {
  const Node& a = left.at(left_id);
  const Node& b = right.at(right_id);
  const std::string here = " at node " + std::to_string(left_id);
  if (a.op != b.op) return "another construct" + here;
  if (a.name != b.name || a.names != b.names) return "another name " + b.name + here;
  if (a.symbol.kind != b.symbol.kind) return "another meaning of " + a.name + here;
  if (!is_identical(a.value, b.value)) return "another value " + fangan::print(b.value) + here;
  if (a.written_types != b.written_types || !a.asked.same_as(b.asked)) return "another type" + here;
  if (a.form != b.form || a.start_included != b.start_included ||
      a.end_included != b.end_included || a.negated != b.negated || a.asks_input != b.asks_input) {
    return "another form" + here;
  }
  if (left.types[left_id].print() != right.types[right_id].print()) return "another type" + here;
  if (a.children.size() != b.children.size()) return "other parts" + here;
  for (size_t i = 0; i < a.children.size(); ++i) {
    std::string found = difference(left, a.children[i], right, b.children[i]);
    if (!found.empty()) return found;
  }
  return "";
}

inline std::string difference(const Syntax& left, const Syntax& right) {
  return difference(left, left.root, right, right.root);
}

}  // namespace fangan::feel::test
