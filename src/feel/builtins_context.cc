// Builtins of contexts.
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "feel/builtin_library.h"

namespace fangan::feel {
namespace {

Value get_value(const BuiltinCall& call) {
  const Value* value = call[0].context().find(call[1].text());
  if (value != nullptr) return *value;
  return refuse(call, "FEEL-F018", {{"key", call[1].text()}});
}

/// With entries to walk through, where its values are computed as they are asked for.
Value laid_out(const Value& value) {
  return value.context().source() == nullptr ? value : Value(value.context().laid_out());
}

Value get_entries(const BuiltinCall& call) {
  static const auto shape =
      std::make_shared<const Shape>(std::vector<std::string>{"key", "value"});
  const Value whole = laid_out(call[0]);
  const Context& context = whole.context();
  if (!call.evaluation.spend(context.size())) return Value();
  std::vector<Value> entries;
  entries.reserve(context.size());
  for (size_t i = 0; i < context.size(); ++i) {
    Value entry = Context(shape, {Value(context.name(i)), context.value(i)});
    if (!call.evaluation.admit(entry)) return Value();
    entries.push_back(std::move(entry));
  }
  return Value(std::move(entries));
}

Value from_entries(const BuiltinCall& call) {
  const std::vector<Value>& items = call[0].items();
  if (!call.evaluation.spend(items.size())) return Value();
  std::vector<std::pair<std::string, Value>> entries;
  std::unordered_set<std::string_view> keys;
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].is_null()) return null_item(call, items[i], i);
    const Value* key = items[i].context().find("key");
    const Value* value = items[i].context().find("value");
    if (key == nullptr || value == nullptr || !key->is(ValueKind::string)) {
      return refuse(call, "FEEL-F020", {{"position", std::to_string(i + 1)}});
    }
    if (!keys.insert(key->text()).second) return refuse(call, "FEEL-F019", {{"key", key->text()}});
    entries.emplace_back(key->text(), *value);
  }
  return Value(Context(std::move(entries)));
}

Value put(const BuiltinCall& call) {
  if (!call.evaluation.spend(call[0].context().size())) return Value();
  return Value(call[0].context().with(call[1].text(), call[2]));
}

/// Puts the value where the keys from number `at` on lead to.
Value put_along(const BuiltinCall& call, const Context& context, size_t at) {
  const std::vector<Value>& keys = call[1].items();
  if (!call.evaluation.spend(context.size() + 1)) return Value();
  const std::string& key = keys[at].text();
  if (at + 1 == keys.size()) return Value(context.with(key, call[2]));
  const Value* inner = context.find(key);
  if (inner == nullptr || !inner->is(ValueKind::context)) {
    return refuse(call, "FEEL-F027", {{"key", key}});
  }
  const Value changed = put_along(call, inner->context(), at + 1);
  return changed.is_null() ? changed : Value(context.with(key, changed));
}

Value put_deep(const BuiltinCall& call) {
  const std::vector<Value>& keys = call[1].items();
  if (keys.empty()) return refuse(call, "FEEL-F010");
  for (size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].is_null()) return null_item(call, keys[i], i);
  }
  // Keys lead no deeper than the context is nested, so this ends well before the stack does.
  return put_along(call, call[0].context(), 0);
}

Value merge(const BuiltinCall& call) {
  const std::vector<Value>& contexts = call[0].items();
  std::vector<std::pair<std::string, Value>> entries;
  std::vector<Value> wholes;  // The names live in them.
  wholes.reserve(contexts.size());
  std::unordered_map<std::string_view, size_t> places;
  for (size_t i = 0; i < contexts.size(); ++i) {
    if (contexts[i].is_null()) return null_item(call, contexts[i], i);
    wholes.push_back(laid_out(contexts[i]));
    const Context& context = wholes.back().context();
    if (!call.evaluation.spend(context.size() + 1)) return Value();
    for (size_t j = 0; j < context.size(); ++j) {
      const auto [place, is_new] = places.try_emplace(context.name(j), entries.size());
      if (is_new) {
        entries.emplace_back(context.name(j), context.value(j));
      } else {
        entries[place->second].second = context.value(j);
      }
    }
  }
  return Value(Context(std::move(entries)));
}

constexpr std::array<BuiltinImplementation, 6> implementations = {
    {{"get value", get_value},
     {"get entries", get_entries},
     {"context", from_entries},
     {"context put(context, key, value)", put},
     {"context put(context, keys, value)", put_deep},
     {"context merge", merge}}};

}  // namespace

std::span<const BuiltinImplementation> context_builtins() { return implementations; }

}  // namespace fangan::feel
