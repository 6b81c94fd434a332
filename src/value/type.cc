#include "value/type.h"

#include <algorithm>
#include <array>
#include <utility>

namespace fangan {
namespace {

struct TypeName {
  std::string_view name;
  TypeKind kind;
};

/// The first name of a kind is the one printed.
constexpr std::array<TypeName, 17> type_names = {
    {{"Any", TypeKind::any},
     {"Null", TypeKind::null},
     {"boolean", TypeKind::boolean},
     {"number", TypeKind::number},
     {"string", TypeKind::string},
     {"date", TypeKind::date},
     {"time", TypeKind::time},
     {"date and time", TypeKind::date_time},
     {"dateTime", TypeKind::date_time},
     {"years and months duration", TypeKind::months_duration},
     {"yearMonthDuration", TypeKind::months_duration},
     {"days and time duration", TypeKind::time_duration},
     {"dayTimeDuration", TypeKind::time_duration},
     {"list", TypeKind::list},
     {"range", TypeKind::range},
     {"context", TypeKind::context},
     {"function", TypeKind::function}}};

TypeKind kind_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::null:
      return TypeKind::null;
    case ValueKind::boolean:
      return TypeKind::boolean;
    case ValueKind::number:
      return TypeKind::number;
    case ValueKind::string:
      return TypeKind::string;
    case ValueKind::date:
      return TypeKind::date;
    case ValueKind::time:
      return TypeKind::time;
    case ValueKind::date_time:
      return TypeKind::date_time;
    case ValueKind::months_duration:
      return TypeKind::months_duration;
    case ValueKind::time_duration:
      return TypeKind::time_duration;
    case ValueKind::list:
      return TypeKind::list;
    case ValueKind::context:
      return TypeKind::context;
    case ValueKind::range:
      return TypeKind::range;
    case ValueKind::function:
      return TypeKind::function;
  }
  return TypeKind::any;
}

std::string_view name_of_kind(TypeKind kind) {
  return std::find_if(type_names.begin(), type_names.end(),
                      [kind](const TypeName& entry) { return entry.kind == kind; })
      ->name;
}

/// Of declared contexts only what is plain is looked into: they may lead around in a circle.
Type join_fields(const Type& left, const Type& right, bool declared) {
  const bool holds = left.is(TypeKind::context) || left.is(TypeKind::list);
  if (declared && holds) return left.is_same_object(right) ? left : Type();
  return join(left, right);
}

Type join_contexts(const Type& left, const Type& right) {
  const bool declared = left.is_declared() || right.is_declared();
  std::vector<Type::Field> fields = left.fields();
  for (const Type::Field& field : right.fields()) {
    const auto known = std::find_if(fields.begin(), fields.end(), [&field](const Type::Field& f) {
      return f.name == field.name;
    });
    if (known == fields.end()) {
      fields.push_back(field);
    } else {
      known->type = join_fields(known->type, field.type, declared);
    }
  }
  return Type::context(std::move(fields));
}

}  // namespace

Type::Type(TypeKind kind) {
  if (kind == TypeKind::any) return;
  Node node;
  node.kind = kind;
  node_ = std::make_shared<const Node>(std::move(node));
}

Type Type::make(Node node) {
  node.weight = 1;
  const auto count = [&node](const Type& part) {
    if (__builtin_add_overflow(node.weight, part.weight(), &node.weight)) node.weight = UINT64_MAX;
  };
  for (const Type& part : node.types) count(part);
  for (const Type& part : node.parameters) count(part);
  for (const Field& field : node.fields) count(field.type);
  Type type;
  type.node_ = std::make_shared<const Node>(std::move(node));
  return type;
}

uint64_t Type::weight() const {
  return node_ == nullptr ? 1 : node_->weight;
}

Type Type::list(Type element) {
  Node node;
  node.kind = TypeKind::list;
  node.types = {std::move(element)};
  return make(std::move(node));
}

Type Type::range(Type element) {
  Node node;
  node.kind = TypeKind::range;
  node.types = {std::move(element)};
  return make(std::move(node));
}

Type Type::context(std::vector<Field> fields) {
  Node node;
  node.kind = TypeKind::context;
  node.fields = std::move(fields);
  return make(std::move(node));
}

Type Type::function(std::vector<Type> parameters, Type result) {
  Node node;
  node.kind = TypeKind::function;
  node.types = {std::move(result)};
  node.parameters = std::move(parameters);
  return make(std::move(node));
}

Type Type::number(Unit unit) {
  Node node;
  node.kind = TypeKind::number;
  node.unit = std::move(unit);
  return make(std::move(node));
}

struct Type::Later {
  std::function<Type()> find;
  Type found;
};

Type Type::later(std::function<Type()> find) {
  Node node;
  node.later = std::make_shared<Later>();
  node.later->find = std::move(find);
  return make(std::move(node));
}

const Type::Node* Type::found_later() const {
  Later& later = *node_->later;
  if (later.find != nullptr) {
    const std::function<Type()> find = std::exchange(later.find, nullptr);
    later.found = find();
  }
  return later.found.known();
}

bool Type::is_found() const {
  return node_ == nullptr || node_->later == nullptr || node_->later->find == nullptr;
}

const void* Type::identity() const {
  const Node* node = known();
  if (node != nullptr && node->declaration != nullptr) return node->declaration.get();
  return node;
}

bool Type::is_declared() const {
  const Node* node = known();
  return node != nullptr && node->declaration != nullptr;
}

DeclaredTypes::~DeclaredTypes() {
  for (const auto& declaration : declarations_) declaration->fields.clear();
}

Type DeclaredTypes::declare(std::string name) {
  declarations_.push_back(std::make_shared<Type::Declaration>());
  Type::Node node;
  node.kind = TypeKind::context;
  node.name = std::move(name);
  node.declaration = declarations_.back();
  return Type::make(std::move(node));
}

void DeclaredTypes::add_field(const Type& declared, Type::Field field) {
  declared.node_->declaration->fields.push_back(std::move(field));
}

Type Type::named(std::string name, std::shared_ptr<const Constraint> constraint) const {
  Node node = known() == nullptr ? Node() : *known();
  node.name = std::move(name);
  if (constraint != nullptr) node.constraint = std::move(constraint);
  return make(std::move(node));
}

Type Type::or_null() const {
  Node node = known() == nullptr ? Node() : *known();
  node.may_be_null = true;
  return make(std::move(node));
}

bool Type::may_be_null() const {
  return known() != nullptr && known()->may_be_null;
}

Type Type::element() const {
  const bool holds = is(TypeKind::list) || is(TypeKind::range);
  return holds && !known()->types.empty() ? known()->types.front() : Type();
}

const std::vector<Type::Field>& Type::fields() const {
  static const std::vector<Field> none;
  const Node* node = known();
  if (node == nullptr) return none;
  return node->declaration == nullptr ? node->fields : node->declaration->fields;
}

const Type* Type::field(std::string_view name) const {
  for (const Field& field : fields()) {
    if (field.name == name) return &field.type;
  }
  return nullptr;
}

const std::vector<Type>& Type::parameters() const {
  static const std::vector<Type> none;
  return known() == nullptr ? none : known()->parameters;
}

Type Type::result() const {
  return is(TypeKind::function) && !known()->types.empty() ? known()->types.front() : Type();
}

const Unit* Type::unit() const {
  return known() != nullptr && known()->unit ? &*known()->unit : nullptr;
}

const Constraint* Type::constraint() const {
  return known() == nullptr ? nullptr : known()->constraint.get();
}

std::string Type::print() const {
  std::string text;
  if (!print_onto(&text)) text += "…";
  return text;
}

bool Type::print_onto(std::string* text) const {
  const bool has_name = known() != nullptr && !known()->name.empty();
  *text += has_name ? std::string_view(known()->name) : name_of_kind(kind());
  if (text->size() > printed_max) return false;
  if (has_name) return true;
  switch (kind()) {
    case TypeKind::list:
    case TypeKind::range:
      if (element().is_any()) return true;
      *text += "<";
      if (!element().print_onto(text)) return false;
      *text += ">";
      return true;
    case TypeKind::context:
      for (const Field& field : fields()) {
        *text += (&field == &fields().front() ? "<" : ", ") + field.name + ": ";
        if (!field.type.print_onto(text)) return false;
      }
      if (!fields().empty()) *text += ">";
      return true;
    case TypeKind::function:
      *text += "<";
      for (const Type& parameter : parameters()) {
        if (&parameter != &parameters().front()) *text += ", ";
        if (!parameter.print_onto(text)) return false;
      }
      *text += ">->";
      return result().print_onto(text);
    default:
      return true;
  }
}

bool Type::same_as(const Type& other) const {
  if (is_same_object(other)) return true;
  return conforms_to(other) && other.conforms_to(*this);
}

bool Type::conforms_to(const Type& other) const {
  if (other.is_any() || is_same_object(other) || is(TypeKind::null)) return true;
  if (kind() != other.kind() || other.is_declared()) return false;
  if (weight() > weight_max && other.weight() > weight_max) return false;
  switch (kind()) {
    case TypeKind::list:
    case TypeKind::range:
      return element().conforms_to(other.element());
    case TypeKind::context:
      return std::all_of(other.fields().begin(), other.fields().end(), [this](const Field& wanted) {
        const Type* own = field(wanted.name);
        return own != nullptr && own->conforms_to(wanted.type);
      });
    case TypeKind::function:
      if (other.known()->types.empty()) return true;  // Any function.
      // What is asked of the parameters runs the other way: it must take all that is given.
      return parameters().size() == other.parameters().size() &&
             std::equal(
                 parameters().begin(), parameters().end(), other.parameters().begin(),
                 [](const Type& own, const Type& given) { return given.conforms_to(own); }) &&
             result().conforms_to(other.result());
    default:
      return true;
  }
}

Type type_of(const Value& value) {
  switch (value.kind()) {
    case ValueKind::list: {
      Type element = TypeKind::null;
      for (const Value& item : value.items()) element = join(element, type_of(item));
      return Type::list(value.items().empty() ? Type() : element);
    }
    case ValueKind::context: {
      const Context& context = value.context();
      if (context.source() != nullptr) return context.source()->type();
      std::vector<Type::Field> fields;
      for (size_t i = 0; i < context.size(); ++i) {
        fields.push_back({context.name(i), type_of(context.value(i))});
      }
      return Type::context(std::move(fields));
    }
    case ValueKind::range: {
      const Range& range = value.range();
      return Type::range(type_of(range.start.is_null() ? range.end : range.start));
    }
    case ValueKind::function:
      return value.function()->type();
    default:
      return kind_of(value.kind());
  }
}

Type join(const Type& left, const Type& right) {
  if (left.is_same_object(right)) return left;
  if (left.weight() > Type::weight_max || right.weight() > Type::weight_max) return {};
  if (left.is(TypeKind::null)) return right;
  if (right.is(TypeKind::null)) return left;
  if (left.kind() != right.kind()) return {};
  switch (left.kind()) {
    case TypeKind::context:
      return join_contexts(left, right);
    case TypeKind::list:
      return Type::list(join(left.element(), right.element()));
    case TypeKind::range:
      return Type::range(join(left.element(), right.element()));
    default:
      return left.conforms_to(right) ? right : right.conforms_to(left) ? left : Type();
  }
}

std::optional<Type> builtin_type(std::string_view name) {
  const auto* found = std::find_if(type_names.begin(), type_names.end(),
                                   [name](const TypeName& entry) { return entry.name == name; });
  if (found == type_names.end()) return std::nullopt;
  switch (found->kind) {
    case TypeKind::list:
      return Type::list({});
    case TypeKind::range:
      return Type::range({});
    default:
      return Type(found->kind);
  }
}

}  // namespace fangan
