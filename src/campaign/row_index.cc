#include "campaign/row_index.h"

#include <functional>
#include <optional>

#include "value/compare.h"

namespace fangan {
namespace {

/// None for kinds where values that differ may be equal.
std::optional<size_t> hash_of(const Value& value) {
  switch (value.kind()) {
    case ValueKind::null:
      return 0;
    case ValueKind::boolean:
      return value.boolean() ? 1 : 2;
    case ValueKind::number:
      return value.number().hash();
    case ValueKind::date:
      return std::hash<int64_t>()(value.date().days_since_1970());
    case ValueKind::string:
      return std::hash<std::string>()(value.text());
    case ValueKind::context:
      if (value.context().source() != nullptr) return value.context().source()->hash();
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace

const RowIndex::Table& RowIndex::table(RowTable& of, size_t column) {
  Table& table = tables_[{&of, column}];
  if (table.is_known) return table;
  Table made;
  made.is_known = true;
  // Who asks has read the list, and with it all of its rows.
  const Rows::ReadFor read_for(&rows_, nullptr);
  for (const Row* row : of.sorted()) {
    const Value& key = *rows_.cell(*row, column);
    const std::optional<size_t> hash = hash_of(key);
    if (!hash) {
      made.groups.clear();
      return table = std::move(made);  // No groups: nothing is known of this field.
    }
    std::vector<Group>& groups = made.groups[*hash];
    Group* group = nullptr;
    for (Group& each : groups) {
      if (is_same(each.key, key)) group = &each;
    }
    if (group == nullptr) group = &groups.emplace_back(Group{key, {}});
    group->rows.push_back(row->value());
  }
  // What a limit cut short says nothing.
  if (!rows_.is_stopped()) table = std::move(made);
  return table;
}

const std::vector<Value>* RowIndex::find(const Value& list, std::string_view field,
                                         const Value& key) {
  static const std::vector<Value> none;
  const Row* first = list.items().empty() ? nullptr : as_row(list.items().front());
  const std::optional<size_t> hash = hash_of(key);
  if (first == nullptr || !hash) return nullptr;
  RowTable& of = first->table();
  const size_t column = of.column(field);
  const bool is_whole = list.is_same_object(rows_.list(of.definition().name.text));
  if (column == Shape::npos || !is_whole) return nullptr;
  const Table& known = table(of, column);
  if (known.groups.empty()) return nullptr;
  const auto groups = known.groups.find(*hash);
  if (groups == known.groups.end()) return &none;
  for (const Group& group : groups->second) {
    if (is_same(group.key, key)) return &group.rows;
  }
  return &none;
}

}  // namespace fangan
