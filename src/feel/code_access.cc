// Code of names, members and filters.
#include <algorithm>

#include "feel/code.h"
#include "feel/properties.h"
#include "value/compare.h"

namespace fangan::feel {
namespace {

class Variable final : public Code {
 public:
  Variable(NodeId node, Span span, uint32_t slot) : Code(node, span), slot_(slot) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value*) const override {
    return evaluation.slot(slot_);
  }
  Truth condition(Evaluation& evaluation) const override {
    return truth_of(evaluation.slot(slot_));
  }

 private:
  uint32_t slot_;
};

/// A field of the item of a filter by its bare name; where the item lacks it, an outer name.
class ItemField final : public Code {
 public:
  ItemField(NodeId node, Span span, const Node& syntax, CodePtr otherwise)
      : Code(node, span),
        slot_(syntax.symbol.slot),
        name_(syntax.name),
        otherwise_(std::move(otherwise)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    const Value& item = evaluation.slot(slot_);
    if (item.is(ValueKind::context)) {
      if (const Value* field = item.context().find(name_); field != nullptr) return *field;
    }
    if (otherwise_ != nullptr) return otherwise_->run(evaluation, scratch);
    return *scratch = fail("FEEL-N003", {{"name", name_}});
  }

 private:
  uint32_t slot_;
  std::string name_;
  CodePtr otherwise_;
};

class Member final : public Code {
 public:
  Member(NodeId node, Span span, CodePtr owner, std::string name)
      : Code(node, span), owner_(std::move(owner)), name_(std::move(name)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    const Value& owner = owner_->run(evaluation, scratch);
    if (owner.is(ValueKind::context)) {
      const Value* found = owner.context().find(name_);
      if (found == nullptr) return *scratch = missing(owner);
      // The owner may live in scratch; take the value before it goes.
      if (&owner != scratch) return *found;
      Value copy = *found;
      return *scratch = std::move(copy);
    }
    if (!owner.is(ValueKind::list)) return *scratch = of(owner);
    // Every item may become a null with its reason.
    const uint64_t items = owner.weight();
    if (!evaluation.spend(items) || !evaluation.charge(items * sizeof(Value))) {
      return stopped(scratch);
    }
    *scratch = of(owner);
    return evaluation.admit(*scratch) ? *scratch : stopped(scratch);
  }

 private:
  Value of(const Value& owner) const {
    if (owner.is(ValueKind::context)) {
      const Value* found = owner.context().find(name_);
      return found == nullptr ? missing(owner) : *found;
    }
    if (owner.is(ValueKind::list)) {
      std::vector<Value> values;
      values.reserve(owner.items().size());
      for (const Value& item : owner.items()) values.push_back(of(item));
      return Value(std::move(values));
    }
    if (owner.is_null() && owner.reason() != nullptr) return owner;
    Value property = property_of(owner, name_);
    const bool known = !property.is_null() || property.reason() != nullptr;
    return known ? placed(std::move(property)) : missing(owner);
  }

  Value missing(const Value& owner) const {
    return fail("FEEL-N002", {{"name", name_}, {"kind", std::string(name_of(owner.kind()))}});
  }

  CodePtr owner_;
  std::string name_;
};

/// `field = key` as the whole condition of a filter or a part that must hold, with a key that is
/// the same for every item.
struct FilterKey {
  std::string field;
  CodePtr key;
};

/// list[number] picks one item, list[condition] keeps those for which it is true.
class Filter final : public Code {
 public:
  Filter(NodeId node, Span span, uint32_t slot, CodePtr list, CodePtr condition, FilterKey key)
      : Code(node, span),
        slot_(slot),
        list_(std::move(list)),
        condition_(std::move(condition)),
        key_(std::move(key)) {}

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    const Value& source = list_->run(evaluation, scratch);
    if (source.is_null()) return *scratch = Value(source);
    const Value list = source.is(ValueKind::list) ? source : Value(std::vector<Value>{source});
    const std::vector<Value>& items = list.items();
    // Who asks what is left out has to be told of every item.
    const bool may_skip = evaluation.index != nullptr && evaluation.watch == nullptr;
    if (key_.key != nullptr && may_skip && items.size() >= indexed_min) {
      Value own_key;
      const Value key = key_.key->run(evaluation, &own_key);
      const std::vector<Value>* found = evaluation.index->find(list, key_.field, key);
      // It may be another list before the condition has been asked of each.
      if (found != nullptr) return keep(std::vector<Value>(*found), evaluation, scratch);
    }
    evaluation.slot(slot_) = items.empty() ? Value() : items.front();
    Value own;
    const Value& first = condition_->run(evaluation, &own);
    if (first.is(ValueKind::number)) return *scratch = item_at(items, first.number());
    const bool asks = first.is(ValueKind::boolean) || first.is_null();
    if (!asks) return *scratch = no_condition(first);
    return keep(items, evaluation, scratch);
  }

 private:
  static constexpr size_t indexed_min = 16;  ///< Shorter lists are looked through.

  const Value& keep(const std::vector<Value>& items, Evaluation& evaluation, Value* scratch) const {
    Value own;
    std::vector<Value> kept;
    for (const Value& item : items) {
      if (!evaluation.spend()) return stopped(scratch);
      evaluation.slot(slot_) = item;
      const size_t mark = evaluation.watch == nullptr ? 0 : evaluation.watch->begin();
      const Value& condition = condition_->run(evaluation, &own);
      if (evaluation.watch != nullptr) evaluation.watch->end(mark, condition.is_null());
      if (condition.is_true()) {
        kept.push_back(item);
      } else if (!condition.is_false() && !condition.is_null()) {
        return *scratch = no_condition(condition);
      }
    }
    *scratch = Value(std::move(kept));
    return evaluation.admit(*scratch) ? *scratch : stopped(scratch);
  }

  Value no_condition(const Value& found) const {
    return fail("FEEL-T015", {{"found", std::string(name_of(found.kind()))}});
  }

  Value item_at(const std::vector<Value>& items, const Decimal& number) const {
    const auto size = static_cast<int64_t>(items.size());
    const std::optional<int64_t> place = number.as_int64();
    const int64_t index = place && *place < 0 ? size + *place : place.value_or(0) - 1;
    if (!place || *place == 0 || index < 0 || index >= size) {
      return fail("FEEL-E005", {{"index", number.print()}, {"size", std::to_string(size)}});
    }
    return items[static_cast<size_t>(index)];
  }

  uint32_t slot_;
  CodePtr list_;
  CodePtr condition_;
  FilterKey key_;
};

/// Whether a part of the condition of a filter may be another for each item.
bool depends_on(const Syntax& syntax, NodeId id, uint32_t item_slot) {
  const Node& node = syntax.at(id);
  if (node.op == Op::name && node.symbol.kind != Symbol::Kind::constant) {
    const NodeId otherwise = node.symbol.otherwise;
    return node.symbol.slot == item_slot ||
           (otherwise != no_node && depends_on(syntax, otherwise, item_slot));
  }
  // A function has a frame of its own, whose slots say nothing of this one.
  if (node.op == Op::lambda || node.op == Op::extension) return true;
  return std::any_of(node.children.begin(), node.children.end(),
                     [&](NodeId child) { return depends_on(syntax, child, item_slot); });
}

/// The field of the item, written by its bare name.
bool is_field_of_item(const Node& node, uint32_t item_slot) {
  return node.op == Op::name && node.symbol.kind == Symbol::Kind::field &&
         node.symbol.slot == item_slot;
}

FilterKey filter_key(const Compiler& compiler, NodeId condition, uint32_t item_slot) {
  const Node& node = compiler.syntax.at(condition);
  if (node.op == Op::conjunction) {
    for (const NodeId part : node.children) {
      FilterKey key = filter_key(compiler, part, item_slot);
      if (key.key != nullptr) return key;
    }
  }
  if (node.op != Op::equal) return {};
  for (const size_t side : {0, 1}) {
    const Node& field = compiler.syntax.at(node.children[side]);
    const NodeId other = node.children[1 - side];
    if (!is_field_of_item(field, item_slot)) continue;
    if (depends_on(compiler.syntax, other, item_slot)) continue;
    return {field.name, compiler.compile(other)};
  }
  return {};
}

}  // namespace

CodePtr Compiler::name(NodeId id) const {
  const Node& node = syntax.at(id);
  switch (node.symbol.kind) {
    case Symbol::Kind::slot:
      return std::make_unique<Variable>(id, span(id), node.symbol.slot);
    case Symbol::Kind::constant:
      return literal(id);
    case Symbol::Kind::field:
      break;
  }
  const NodeId otherwise = node.symbol.otherwise;
  return std::make_unique<ItemField>(id, span(id), node,
                                     otherwise == no_node ? nullptr : compile(otherwise));
}

CodePtr Compiler::member(NodeId id) const {
  const Node& node = syntax.at(id);
  return std::make_unique<Member>(id, span(id), compile(node.children[0]), node.name);
}

CodePtr Compiler::filter(NodeId id) const {
  const Node& node = syntax.at(id);
  return std::make_unique<Filter>(id, span(id), node.slots[0], compile(node.children[0]),
                                  compile(node.children[1]),
                                  filter_key(*this, node.children[1], node.slots[0]));
}

}  // namespace fangan::feel
