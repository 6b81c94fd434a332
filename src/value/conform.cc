// Boundaries: values made to fit a type, or refused.
#include <algorithm>

#include "value/type.h"

namespace fangan {
namespace {

Value another_type(const Value& value, const Type& type) {
  return Value::null(
      problem("FEEL-T001", {{"expected", type.print()}, {"found", type_of(value).print()}}));
}

/// Items that fit, in a new list only where one of them changed.
Value conform_list(const Value& value, const Type& type) {
  const Type element = type.element();
  if (element.is_any()) return value;
  std::vector<Value> items;
  bool changed = false;
  for (const Value& item : value.items()) {
    Value fitting = conform(item, element);
    if (fitting.is_null() && !item.is_null()) return fitting;
    changed = changed || !fitting.is_same_object(item);
    items.push_back(std::move(fitting));
  }
  return changed ? Value(std::move(items)) : value;
}

/// One that is computed as it is asked for is taken as a whole, by its type.
Value conform_context(const Value& value, const Type& type) {
  if (type.is_declared()) return value;  // Whoever declared it made the value.
  const Context& context = value.context();
  if (context.source() != nullptr) {
    return is_instance(value, type) ? value : another_type(value, type);
  }
  std::vector<Value> values = context.values();
  for (const Type::Field& field : type.fields()) {
    const size_t place = context.shape()->find(field.name);
    if (place == Shape::npos) {
      return Value::null(problem("FEEL-T004", {{"field", field.name}, {"type", type.print()}}));
    }
    Value fitting = conform(values[place], field.type);
    if (fitting.is_null() && !values[place].is_null()) return fitting;
    values[place] = std::move(fitting);
  }
  return Context(context.shape(), std::move(values));
}

enum class Unwrap : uint8_t { yes, no };

/// Without looking at a constraint. A list of one gives its item, but not that item's item.
Value conform_kind(const Value& value, const Type& type, Unwrap unwrap = Unwrap::yes) {
  const bool single =
      unwrap == Unwrap::yes && value.is(ValueKind::list) && value.items().size() == 1;
  switch (type.kind()) {
    case TypeKind::any:
      return value;
    case TypeKind::list:
      if (value.is(ValueKind::list)) return conform_list(value, type);
      return conform_list(Value(std::vector<Value>{value}), type);
    case TypeKind::context:
      if (value.is(ValueKind::context)) return conform_context(value, type);
      break;
    case TypeKind::date_time:
      if (value.is(ValueKind::date)) return DateTime::midnight_utc(value.date());
      break;
    default:
      break;
  }
  if (is_instance(value, type)) return value;
  return single ? conform_kind(value.items().front(), type, Unwrap::no) : another_type(value, type);
}

bool is_of_kind(const Value& value, TypeKind kind) {
  switch (value.kind()) {
    case ValueKind::null:
      return kind == TypeKind::null;
    case ValueKind::boolean:
      return kind == TypeKind::boolean;
    case ValueKind::number:
      return kind == TypeKind::number;
    case ValueKind::string:
      return kind == TypeKind::string;
    case ValueKind::date:
      return kind == TypeKind::date;
    case ValueKind::time:
      return kind == TypeKind::time;
    case ValueKind::date_time:
      return kind == TypeKind::date_time;
    case ValueKind::months_duration:
      return kind == TypeKind::months_duration;
    case ValueKind::time_duration:
      return kind == TypeKind::time_duration;
    default:
      return false;
  }
}

}  // namespace

bool is_instance(const Value& value, const Type& type) {
  if (type.is_any()) return !value.is_null();
  if (value.is_null() || value.kind() < ValueKind::list) return is_of_kind(value, type.kind());
  if (value.is(ValueKind::list)) {
    if (!type.is(TypeKind::list)) return false;
    const Type element = type.element();
    // A null item is of every type, and of no item at all nothing is wrong.
    return std::all_of(value.items().begin(), value.items().end(), [&element](const Value& item) {
      return item.is_null() || is_instance(item, element);
    });
  }
  if (value.is(ValueKind::context) && type.is(TypeKind::context)) {
    if (type.is_declared()) return true;
    if (value.context().source() != nullptr) return type_of(value).conforms_to(type);
    return std::all_of(type.fields().begin(), type.fields().end(), [&value](const auto& field) {
      const Value* own = value.context().find(field.name);
      return own != nullptr && (own->is_null() || is_instance(*own, field.type));
    });
  }
  return type_of(value).conforms_to(type);
}

Value conform(const Value& value, const Type& type) {
  if (value.is_null()) return value;
  Value fitting = conform_kind(value, type);
  const Constraint* constraint = type.constraint();
  if (fitting.is_null() || constraint == nullptr || constraint->allows(fitting)) return fitting;
  return Value::null(
      problem("FEEL-T002", {{"type", type.print()}, {"allowed", constraint->text()}}));
}

}  // namespace fangan
