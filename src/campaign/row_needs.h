// Row needs: what a formula reads of the row it is asked of, itself or through derived fields,
// decisions and grades of that row.
//
// Who asks it of a whole register reads these fields and no others. What it reads of other rows is
// no matter of the row.
#pragma once

#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "campaign/rows.h"
#include "feel/syntax.h"

namespace fangan {

struct RowNeeds {
  /// The row itself goes into a value, or is asked for what it was: all of it is needed.
  bool whole = false;
  bool state = false;
  bool period = false;
  std::set<size_t> fields;  ///< Indices into those of the register.
  /// A field that refers to a row, and a field of that row.
  std::set<std::pair<size_t, size_t>> paths;
};
inline RowNeeds whole_rows() {
  RowNeeds needs;
  needs.whole = true;
  return needs;
}

RowNeeds needs_of(Rows* rows, std::string_view register_name, const Formula& formula);

/// The nodes below one that are computed in its frame: functions have frames of their own.
std::vector<feel::NodeId> nodes_of_frame(const feel::Syntax& syntax, feel::NodeId root);
/// Whether a node is the record of the formula.
bool is_record(const Formula& formula, const feel::Node& node);
/// The name of the record that a node reads, `X` or `record.X`; empty where it reads none.
std::string_view name_of_record(const Formula& formula, const feel::Syntax& syntax,
                                const feel::Node& node);

}  // namespace fangan
