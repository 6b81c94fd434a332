#include "decision/type_table.h"

#include "decision/recursive_type.h"
#include "decision/tests_constraint.h"
#include "feel/parse.h"

namespace fangan::dmn {

TestsConstraint::TestsConstraint(Type base, std::string text, feel::Expression tests)
    : base_(std::move(base)), text_(std::move(text)), tests_(std::move(tests)) {
  const feel::Syntax& syntax = tests_.syntax();
  const feel::Node& root = syntax.at(syntax.root);
  lists_all_ = this->base() == nullptr && !root.negated && !root.children.empty();
  for (const feel::NodeId test : root.children) {
    lists_all_ = lists_all_ && syntax.at(test).op == feel::Op::literal;
    values_.push_back(syntax.at(test).value);
  }
}

const std::vector<Value>* TestsConstraint::allowed_values() const {
  return lists_all_ ? &values_ : nullptr;
}

bool TestsConstraint::allows(const Value& value) const {
  const Constraint* first = base();
  if (first != nullptr && !first->allows(value)) return false;
  feel::Evaluation evaluation;
  feel::Evaluation::Frame frame(&evaluation, tests_.slot_count());
  frame[0] = value;
  return tests_.test(&evaluation) == feel::Truth::yes;
}

TypeTable::TypeTable(const ModelSet& set, Diagnostics* diagnostics)
    : set_(set), diagnostics_(diagnostics) {}

Type TypeTable::type(uint32_t model, const MappedText& type_ref) {
  return type_ref.empty() ? Type() : type_of_name(model, type_ref.text());
}

Type TypeTable::type_of_name(uint32_t model, std::string_view name) {
  const TypeMeaning meaning = set_.find_type(model, name);
  switch (meaning.kind) {
    case TypeMeaning::Kind::built_in:
      return builtin_type(meaning.built_in).value_or(Type());
    case TypeMeaning::Kind::generic: {
      feel::Scope scope;
      return feel::parse_type(meaning.built_in, scope).value_or(Type());
    }
    case TypeMeaning::Kind::item:
      return type_of_item(meaning.model, *meaning.item);
    case TypeMeaning::Kind::unknown:
      break;
  }
  return {};
}

Type TypeTable::type_of_item(uint32_t model, const ItemDefinition& item) {
  const auto known = types_.find(&item);
  if (known != types_.end()) return known->second;
  if (recursive_.count(&item) != 0) return begins_again(item);
  recursive_[&item] = nullptr;
  Type type = structure(model, item);
  if (item.allowed_values) type = constrained(model, std::move(type), item, *item.allowed_values);
  if (item.is_collection) type = Type::list(type).named(item.name.text());
  if (item.type_constraint) type = constrained(model, std::move(type), item, *item.type_constraint);
  type = type.named(item.name.text());
  types_[&item] = type;
  if (recursive_[&item] == nullptr) {
    recursive_.erase(&item);
  } else {
    *recursive_[&item] = type;
  }
  return type;
}

/// The item within itself.
Type TypeTable::begins_again(const ItemDefinition& item) {
  std::shared_ptr<Type>& whole = recursive_[&item];
  if (whole == nullptr) whole = std::make_shared<Type>();
  Type open = item.is_collection        ? Type::list({})
              : item.components.empty() ? Type()
                                        : Type::context({});
  const std::string& name = item.name.text();
  return open.named(name, std::make_shared<RecursiveType>(name, whole));
}

std::vector<std::shared_ptr<const Type>> TypeTable::recursive_types() const {
  std::vector<std::shared_ptr<const Type>> all;
  for (const auto& [item, type] : recursive_) all.push_back(type);
  return all;
}

Type TypeTable::structure(uint32_t model, const ItemDefinition& item) {
  if (!item.components.empty()) {
    std::vector<Type::Field> fields;
    for (const ItemDefinition& component : item.components) {
      fields.push_back({feel::normal_name(component.name.text()), type_of_item(model, component)});
    }
    return Type::context(std::move(fields));
  }
  if (item.function) {
    std::vector<Type> parameters;
    for (const InformationItem& parameter : item.function->parameters) {
      parameters.push_back(type(model, parameter.type_ref));
    }
    return Type::function(std::move(parameters), type(model, item.function->output_type_ref));
  }
  return type(model, item.type_ref);
}

Type TypeTable::constrained(uint32_t model, Type type, const ItemDefinition& item,
                            const FeelText& tests) {
  if (tests.text.empty()) return type;
  feel::Scope scope;
  add_types(model, &scope);
  scope.set_input_type(type);
  feel::Compiled compiled = feel::compile_tests(tests.text.text(), scope);
  for (Diagnostic& diagnostic : compiled.diagnostics) {
    diagnostics_->push_back(in_file(std::move(diagnostic), {&tests.text}));
  }
  if (!compiled.expression) return type;
  auto constraint =
      std::make_shared<TestsConstraint>(type, tests.text.text(), std::move(*compiled.expression));
  return type.named(item.name.text(), std::move(constraint));
}

const FeelText* TypeTable::allowed_values(uint32_t model, const MappedText& type_ref) const {
  TypeMeaning meaning = set_.find_type(model, type_ref.text());
  for (int steps = 0; meaning.kind == TypeMeaning::Kind::item && steps < 64; ++steps) {
    if (meaning.item->allowed_values) return &*meaning.item->allowed_values;
    meaning = set_.find_type(meaning.model, meaning.item->type_ref.text());
  }
  return nullptr;
}

void TypeTable::add_types(uint32_t model, feel::Scope* scope) {
  const Definitions& definitions = set_.models()[model];
  for (const ItemDefinition& item : definitions.item_definitions) {
    scope->add_type(item.name.text(), type_of_item(model, item));
  }
  for (const Import& import : definitions.imports) {
    const std::optional<uint32_t> other = set_.find_model(import.model_namespace.text());
    if (!other) continue;
    const std::string prefix = import.name.empty() ? "" : import.name.text() + ".";
    for (const ItemDefinition& item : set_.models()[*other].item_definitions) {
      scope->add_type(prefix + item.name.text(), type_of_item(*other, item));
    }
  }
}

}  // namespace fangan::dmn
