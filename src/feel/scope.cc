#include "feel/scope.h"

#include "feel/properties.h"

namespace fangan::feel {

Scope::Scope(Dialect dialect) : dialect_(dialect) {
  for (const Property& property : properties()) member_names_.add(property.name);
}

uint32_t Scope::add_variable(std::string_view name, Type type) {
  const auto slot = static_cast<uint32_t>(variables_.size());
  const std::string normal = names_.add(name);
  slots_[normal] = slot;
  constants_.erase(normal);
  add_members_of(type);
  variables_.push_back({normal, std::move(type)});
  return slot;
}

void Scope::add_constant(std::string_view name, Value value, Type type) {
  const std::string normal = names_.add(name);
  slots_.erase(normal);
  add_members_of(type);
  constants_[normal] = {std::move(value), std::move(type)};
}

void Scope::add_type(std::string_view name, Type type) {
  add_members_of(type);
  types_[type_names_.add(name)] = std::move(type);
}

/// The fields of a type, and those of what it holds, may follow a dot.
void Scope::add_members_of(const Type& type) {
  // Names that a plan declares are single words, which any dot may be followed by.
  if (!type.is_found() || type.is_declared()) return;
  const bool is_plain = type.identity() == nullptr;
  if (is_plain || !seen_types_.insert(type.identity()).second) return;
  for (const Type::Field& field : type.fields()) {
    member_names_.add(field.name);
    add_members_of(field.type);
  }
  const bool holds = type.is(TypeKind::list) || type.is(TypeKind::range);
  if (holds) add_members_of(type.element());
}

int64_t Scope::slot_of(std::string_view name) const {
  const auto found = slots_.find(std::string(name));
  return found == slots_.end() ? -1 : static_cast<int64_t>(found->second);
}

const Scope::Constant* Scope::constant(std::string_view name) const {
  const auto found = constants_.find(std::string(name));
  return found == constants_.end() ? nullptr : &found->second;
}

const Type* Scope::type(std::string_view name) const {
  const auto found = types_.find(std::string(name));
  return found == types_.end() ? nullptr : &found->second;
}

std::vector<std::string> Scope::all_names() const {
  std::vector<std::string> names;
  for (const Variable& variable : variables_) names.push_back(variable.name);
  for (const auto& [name, constant] : constants_) names.push_back(name);
  return names;
}

}  // namespace fangan::feel
