#include "column/join.h"

#include <cassert>
#include <string>
#include <unordered_map>

#include "value/print.h"

namespace fangan::column {
namespace {

/// Equal values have one text, those of different kinds never the same.
std::string text_of(const Value& value) {
  return value.is(ValueKind::number) ? value.number().print_normal() : print(value);
}

}  // namespace

Join::Join(const Column& key, const Groups& groups) : groups_(groups) {
  assert(key.kind != Kind::general && key.kind != Kind::context);
  std::unordered_map<std::string, uint32_t> by_text;
  for (uint32_t i = 0; i < groups.groups.size(); ++i) {
    assert(groups.groups[i].keys.size() == 1);
    by_text.emplace(text_of(groups.groups[i].keys.front()), i);
  }
  const auto group_of = [&](size_t row) {
    const auto found = by_text.find(text_of(key.value(row)));
    return found == by_text.end() ? no_group : found->second;
  };
  group_.reserve(key.rows);
  if (key.kind == Kind::decimal || key.kind == Kind::none) {
    for (size_t row = 0; row < key.rows; ++row) group_.push_back(group_of(row));
    return;
  }
  // The same cells are the same value: each is looked for once. Null has a place of its own.
  std::unordered_map<uint64_t, uint32_t> by_cell;
  std::optional<uint32_t> of_null;
  for (size_t row = 0; row < key.rows; ++row) {
    const Int128 cell = key.cell(row);
    if (key.is_null(row)) {
      if (!of_null) of_null = group_of(row);
      group_.push_back(*of_null);
    } else if (cell < INT64_MIN || cell > INT64_MAX) {
      group_.push_back(group_of(row));
    } else {
      const auto [place, is_new] = by_cell.emplace(static_cast<uint64_t>(cell), no_group);
      if (is_new) place->second = group_of(row);
      group_.push_back(place->second);
    }
  }
}

Column Join::column_of_groups(const std::vector<Value>& values, const Value& otherwise) const {
  std::vector<Value> found;
  found.reserve(group_.size());
  for (const uint32_t group : group_) {
    found.push_back(group == no_group ? otherwise : values[group]);
  }
  return column_of(found);
}

Column Join::rows() const {
  std::vector<Value> values;
  for (const Group& group : groups_.groups) values.emplace_back(static_cast<int64_t>(group.rows));
  return column_of_groups(values, Value(0));
}

Column Join::measured(size_t measure) const {
  std::vector<Value> values;
  for (const Group& group : groups_.groups) values.push_back(group.measured[measure].value);
  return column_of_groups(values, Value());
}

}  // namespace fangan::column
