#include "decision/model.h"

#include <tuple>

namespace fangan::dmn {

bool About::operator==(const About& other) const {
  return std::tie(id, label, description, extensions, vendor_attributes) ==
         std::tie(other.id, other.label, other.description, other.extensions,
                  other.vendor_attributes);
}

ExpressionBox::ExpressionBox() = default;
ExpressionBox::ExpressionBox(Expression expression)
    : held_(std::make_unique<Expression>(std::move(expression))) {}
ExpressionBox::ExpressionBox(ExpressionBox&&) noexcept = default;
ExpressionBox& ExpressionBox::operator=(ExpressionBox&&) noexcept = default;
ExpressionBox::~ExpressionBox() = default;

ExpressionBox::ExpressionBox(const ExpressionBox& other)
    : held_(other ? std::make_unique<Expression>(*other) : nullptr) {}

ExpressionBox& ExpressionBox::operator=(const ExpressionBox& other) {
  if (this != &other) held_ = other ? std::make_unique<Expression>(*other) : nullptr;
  return *this;
}

bool ExpressionBox::operator==(const ExpressionBox& other) const {
  if (!held_ || !other.held_) return held_ == other.held_;
  return *held_ == *other.held_;
}

// Written out: clang 14 crashes on defaulted comparisons of types that contain themselves.
bool List::operator==(const List& other) const {
  return elements == other.elements;
}

bool RelationRow::operator==(const RelationRow& other) const {
  return std::tie(about, type_ref, cells) == std::tie(other.about, other.type_ref, other.cells);
}

bool Relation::operator==(const Relation& other) const {
  return std::tie(columns, rows) == std::tie(other.columns, other.rows);
}

bool Expression::operator==(const Expression& other) const {
  return std::tie(about, type_ref, body) == std::tie(other.about, other.type_ref, other.body);
}

bool ItemDefinition::operator==(const ItemDefinition& other) const {
  const auto parts = [](const ItemDefinition& d) {
    return std::tie(d.about, d.name, d.type_ref, d.allowed_values, d.type_constraint,
                    d.is_collection, d.components, d.function);
  };
  return parts(*this) == parts(other);
}

bool Definitions::operator==(const Definitions& other) const {
  const auto parts = [](const Definitions& d) {
    return std::tie(d.about, d.name, d.model_namespace, d.exporter, d.exporter_version,
                    d.xml_namespaces, d.imports, d.item_definitions, d.input_data, d.decisions,
                    d.knowledge_models, d.decision_services, d.knowledge_sources, d.remarks,
                    d.diagrams);
  };
  return parts(*this) == parts(other);
}

}  // namespace fangan::dmn
