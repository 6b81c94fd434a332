#include "feel/builtin_arguments.h"

#include <algorithm>
#include <cassert>

namespace fangan::feel {
namespace {

/// Bare list, context, range and function say nothing of what they hold.
bool is_bare(const Type& type) {
  switch (type.kind()) {
    case TypeKind::list:
    case TypeKind::range: return type.element().is_any();
    case TypeKind::context: return type.fields().empty();
    case TypeKind::function: return true;
    default: return true;
  }
}

bool has_kind(const Value& value, const Type& type) {
  switch (value.kind()) {
    case ValueKind::list: return type.is(TypeKind::list);
    case ValueKind::context: return type.is(TypeKind::context);
    case ValueKind::range: return type.is(TypeKind::range);
    case ValueKind::function: return type.is(TypeKind::function);
    default: return is_instance(value, type);
  }
}

/// Items may be null: whether that is an error is for the function to say.
bool has_type(const Value& value, const Type& type) {
  if (type.is_any()) return true;
  if (!has_kind(value, type)) return false;
  if (is_bare(type)) return true;
  if (!value.is(ValueKind::list)) return is_instance(value, type);
  const Type element = type.element();
  return std::all_of(value.items().begin(), value.items().end(), [&element](const Value& item) {
    return item.is_null() || has_type(item, element);
  });
}

std::optional<Value> converted_to(const Type& type, const Value& value) {
  if (has_type(value, type)) return value;
  if (type.is(TypeKind::list)) {
    const Value list = value.is(ValueKind::list) ? value : Value(std::vector<Value>{value});
    if (has_type(list, type)) return list;
    Value fitting = conform(list, type);
    return fitting.is_null() ? std::nullopt : std::optional<Value>(std::move(fitting));
  }
  if (value.is(ValueKind::list) && value.items().size() == 1) {
    const Value& item = value.items().front();
    return item.is_null() ? std::nullopt : converted_to(type, item);
  }
  if (type.is(TypeKind::date_time) && value.is(ValueKind::date)) {
    return Value(DateTime::midnight_utc(value.date()));
  }
  return std::nullopt;
}

/// A single type of builtins.yaml: "number", "list<string>", "context<key: string>".
Type read_single(std::string_view text) {
  if (text.substr(0, 5) == "list<") {
    std::vector<Type> alternatives;
    return Type::list(read_builtin_type(text.substr(5, text.size() - 6), &alternatives));
  }
  // The fields of a context are for readers; the functions make them.
  if (text.substr(0, 8) == "context<") return TypeKind::context;
  const std::optional<Type> type = builtin_type(text);
  assert(type);
  return *type;
}

}  // namespace

bool takes_as_is(const BuiltinParameter& parameter, const Value& value) {
  if (value.is_null()) return parameter.nullable;
  if (parameter.alternatives.empty()) return has_type(value, parameter.type);
  return std::any_of(parameter.alternatives.begin(), parameter.alternatives.end(),
                     [&value](const Type& type) { return has_type(value, type); });
}

std::optional<Value> converted(const BuiltinParameter& parameter, const Value& value) {
  if (value.is_null()) return parameter.nullable ? std::optional<Value>(value) : std::nullopt;
  if (parameter.alternatives.empty()) return converted_to(parameter.type, value);
  for (const Type& type : parameter.alternatives) {
    std::optional<Value> fitting = converted_to(type, value);
    if (fitting) return fitting;
  }
  return std::nullopt;
}

std::string print_type(const BuiltinParameter& parameter) {
  if (parameter.alternatives.empty()) {
    return parameter.type.is(TypeKind::function) ? "function" : parameter.type.print();
  }
  std::string text;
  for (const Type& type : parameter.alternatives) {
    text += (text.empty() ? "" : " | ") + type.print();
  }
  return text;
}

Type read_builtin_type(std::string_view text, std::vector<Type>* alternatives) {
  constexpr std::string_view bar = " | ";
  if (text.find(bar) == std::string_view::npos) return read_single(text);
  for (size_t at = text.find(bar); at != std::string_view::npos; at = text.find(bar)) {
    alternatives->push_back(read_single(text.substr(0, at)));
    text.remove_prefix(at + bar.size());
  }
  alternatives->push_back(read_single(text));
  return {};
}

}  // namespace fangan::feel
