// Infer: the type of a node from the types of its children. Any where it cannot be known.
#include "feel/parser.h"
#include "feel/properties.h"

namespace fangan::feel {
namespace {

bool is_number(const Type& type) {
  return type.is(TypeKind::number);
}

bool is_duration(const Type& type) {
  return type.is(TypeKind::months_duration) || type.is(TypeKind::time_duration);
}

bool is_temporal(const Type& type) {
  return type.is(TypeKind::date) || type.is(TypeKind::time) || type.is(TypeKind::date_time);
}

Type of_sum(Op op, const Type& left, const Type& right) {
  if (is_number(left) && is_number(right)) return TypeKind::number;
  if (op == Op::add && left.is(TypeKind::string) && right.is(TypeKind::string)) {
    return TypeKind::string;
  }
  if (op == Op::subtract && is_temporal(left) && is_temporal(right)) return TypeKind::time_duration;
  if (is_temporal(left) && is_duration(right)) return left.kind();
  if (op == Op::add && is_duration(left) && is_temporal(right)) return right.kind();
  if (is_duration(left) && left.kind() == right.kind()) return left.kind();
  return {};
}

Type of_product(Op op, const Type& left, const Type& right) {
  if (is_number(left) && is_number(right)) return TypeKind::number;
  if (is_duration(left) && is_number(right)) return left.kind();
  if (op == Op::multiply && is_number(left) && is_duration(right)) return right.kind();
  if (op == Op::divide && is_duration(left) && left.kind() == right.kind()) return TypeKind::number;
  return {};
}

Type of_member(const Type& owner, const std::string& name) {
  switch (owner.kind()) {
    case TypeKind::context: {
      const Type* field = owner.field(name);
      return field == nullptr ? Type() : *field;
    }
    case TypeKind::list:
      return Type::list(of_member(owner.element(), name));
    default: {
      const Property* property = find_property(owner.kind(), name);
      if (property == nullptr) return {};
      return property->type == TypeKind::any ? owner.element() : Type(property->type);
    }
  }
}

/// A list keeps its type when it is filtered; a number as the condition picks one item.
Type of_filter(const Type& list, const Type& condition) {
  const bool is_list = list.is(TypeKind::list);
  if (is_number(condition)) return is_list ? list.element() : list;
  if (condition.is(TypeKind::boolean) || condition.is(TypeKind::null)) {
    return is_list ? list : Type::list(list);
  }
  return {};
}

Type of_list(const Node& node, const Syntax& syntax) {
  if (node.children.empty()) return Type::list({});
  Type element = TypeKind::null;
  for (const NodeId child : node.children) element = join(element, syntax.types[child]);
  return Type::list(element);
}

Type of_context(const Node& node, const Syntax& syntax) {
  std::vector<Type::Field> fields;
  for (size_t i = 0; i < node.names.size(); ++i) {
    fields.push_back({node.names[i], syntax.types[node.children[i]]});
  }
  return Type::context(std::move(fields));
}

Type of_iteration(const Node& node, const Syntax& syntax) {
  return Type::list(syntax.types[node.children.back()]);
}

}  // namespace

Type infer(const Node& node, const Syntax& syntax) {
  const auto child = [&](size_t index) { return syntax.types[node.children[index]]; };
  switch (node.op) {
    case Op::literal:
      return type_of(node.value);
    case Op::unknown:
      return TypeKind::null;
    case Op::member:
      return of_member(child(0), node.name);
    case Op::filter:
      return of_filter(child(0), child(1));
    case Op::call:
      return infer_call(node, syntax);
    case Op::negate:
      return is_number(child(0)) || is_duration(child(0)) ? child(0) : Type();
    case Op::add:
    case Op::subtract:
      return of_sum(node.op, child(0), child(1));
    case Op::multiply:
    case Op::divide:
      return of_product(node.op, child(0), child(1));
    case Op::power:
      return TypeKind::number;
    case Op::if_then:
    case Op::choose:
      return join(child(1), child(2));
    case Op::for_in:
      return of_iteration(node, syntax);
    case Op::series:
      return child(0);
    case Op::list:
      return of_list(node, syntax);
    case Op::context:
      return of_context(node, syntax);
    case Op::range:
      return Type::range(child(0));
    case Op::lambda:
      return Type::function(node.parameter_types, child(0));
    case Op::external:
      return Type::function(node.parameter_types, {});
    case Op::conform:
      return node.asked.is_any() ? child(0) : node.asked;
    case Op::extension:
      return node.asked;
    case Op::name:
      return {};
    default:
      return TypeKind::boolean;  // Comparisons, conditions and tests.
  }
}

}  // namespace fangan::feel
