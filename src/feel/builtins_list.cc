// Builtins that make lists of lists.
#include <algorithm>
#include <array>

#include "feel/builtin_library.h"
#include "feel/call.h"

namespace fangan::feel {
namespace {

Value no_such_position(const BuiltinCall& call, const Value& position, size_t count) {
  return refuse(call, "FEEL-F012", {{"position", position.number().print_normal()},
                                    {"count", std::to_string(count)}});
}

/// A copy of the items to change, after its cost is admitted; none where it is too much.
std::optional<std::vector<Value>> copy_of(const BuiltinCall& call, const Value& list) {
  if (!call.evaluation.spend(list.items().size())) return std::nullopt;
  return list.items();
}

Value sublist(const BuiltinCall& call) {
  const std::vector<Value>& items = call[0].items();
  const std::optional<size_t> begin = index_at(call[1], items.size());
  if (!begin) return no_such_position(call, call[1], items.size());
  int64_t length = static_cast<int64_t>(items.size() - *begin);
  if (!call[2].is_null()) {
    const int64_t asked = whole(call[2].number());
    // Choice: a part that is not there whole is a mistake; the standard is silent.
    if (asked < 0 || asked > length) {
      return refuse(call, "FEEL-F013", {{"length", call[2].number().print_normal()},
                                        {"count", std::to_string(length)}});
    }
    length = asked;
  }
  if (!call.evaluation.spend(static_cast<uint64_t>(length))) return Value();
  const auto from = items.begin() + static_cast<ptrdiff_t>(*begin);
  return Value(std::vector<Value>(from, from + length));
}

/// All items of the first list, then all those of the second.
Value joined(const BuiltinCall& call, const std::vector<const Value*>& lists) {
  size_t count = 0;
  for (const Value* list : lists) count += list->items().size();
  if (!call.evaluation.spend(count)) return Value();
  std::vector<Value> items;
  items.reserve(count);
  for (const Value* list : lists) {
    items.insert(items.end(), list->items().begin(), list->items().end());
  }
  return Value(std::move(items));
}

Value append(const BuiltinCall& call) { return joined(call, {&call[0], &call[1]}); }

Value concatenate(const BuiltinCall& call) {
  std::vector<const Value*> lists;
  for (const Value& list : call[0].items()) lists.push_back(&list);
  return joined(call, lists);
}

Value insert_before(const BuiltinCall& call) {
  const std::optional<size_t> index = index_at(call[1], call[0].items().size());
  // Choice: before an item that is there; at the end stands append().
  if (!index) return no_such_position(call, call[1], call[0].items().size());
  std::optional<std::vector<Value>> items = copy_of(call, call[0]);
  if (!items) return Value();
  items->insert(items->begin() + static_cast<ptrdiff_t>(*index), call[2]);
  return Value(std::move(*items));
}

Value remove(const BuiltinCall& call) {
  const std::optional<size_t> index = index_at(call[1], call[0].items().size());
  if (!index) return no_such_position(call, call[1], call[0].items().size());
  std::optional<std::vector<Value>> items = copy_of(call, call[0]);
  if (!items) return Value();
  items->erase(items->begin() + static_cast<ptrdiff_t>(*index));
  return Value(std::move(*items));
}

Value replace_at(const BuiltinCall& call) {
  const std::optional<size_t> index = index_at(call[1], call[0].items().size());
  if (!index) return no_such_position(call, call[1], call[0].items().size());
  std::optional<std::vector<Value>> items = copy_of(call, call[0]);
  if (!items) return Value();
  (*items)[*index] = call[2];
  return Value(std::move(*items));
}

Value replace_matching(const BuiltinCall& call) {
  if (!takes_two(call[1])) return no_function_of_two(call, "match");
  std::optional<std::vector<Value>> items = copy_of(call, call[0]);
  if (!items) return Value();
  for (Value& item : *items) {
    const Value holds = feel::call(*call[1].function(), {item, call[2]}, {}, &call.evaluation);
    if (!holds.is(ValueKind::boolean)) {
      if (holds.reason() != nullptr || call.evaluation.stopped()) return holds;
      return refuse(call, "FEEL-F022", {{"found", std::string(name_of(holds.kind()))}});
    }
    if (holds.is_true()) item = call[2];
  }
  return Value(std::move(*items));
}

Value reverse(const BuiltinCall& call) {
  std::optional<std::vector<Value>> items = copy_of(call, call[0]);
  if (!items) return Value();
  std::reverse(items->begin(), items->end());
  return Value(std::move(*items));
}

void flatten_into(const Value& list, std::vector<Value>* items) {
  for (const Value& item : list.items()) {
    if (item.is(ValueKind::list)) {
      flatten_into(item, items);
    } else {
      items->push_back(item);
    }
  }
}

/// What a list weighs bounds what comes out, however often inner lists are shared.
Value flatten(const BuiltinCall& call) {
  if (!call.evaluation.spend(call[0].weight())) return Value();
  std::vector<Value> items;
  flatten_into(call[0], &items);
  return Value(std::move(items));
}

constexpr std::array<BuiltinImplementation, 9> implementations = {
    {{"sublist", sublist},
     {"append", append},
     {"concatenate", concatenate},
     {"insert before", insert_before},
     {"remove", remove},
     {"list replace(list, position, newItem)", replace_at},
     {"list replace(list, match, newItem)", replace_matching},
     {"reverse", reverse},
     {"flatten", flatten}}};

}  // namespace

std::span<const BuiltinImplementation> list_builtins() { return implementations; }

}  // namespace fangan::feel
