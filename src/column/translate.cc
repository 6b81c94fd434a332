// Names, members, contexts, and which function translates which node.
#include <algorithm>

#include "column/row_code.h"
#include "column/translator.h"

namespace fangan::column {

using feel::Node;
using feel::Op;
using feel::Symbol;

Translator::Translator(Emitter* emitter, const Formula& formula, const CompileOptions& options)
    : emitter_(*emitter),
      vectors_(emitter),
      formula_(formula),
      syntax_(*formula.syntax),
      options_(options),
      constant_(syntax_.nodes.size(), -1) {
  for (const auto& [slot, binding] : formula.slots) bounds_[slot] = {binding};
}

Operand Translator::translate() {
  std::optional<Operand> known = translate(formula_.root);
  if (known && known->kind != Kind::general) return std::move(*known);
  Operand values;
  values.kind = Kind::general;
  values.data = rows_of(formula_.root, Kind::general);
  return values;
}

/// What may name a slot that differs from row to row is no constant.
bool Translator::is_constant(NodeId id) {
  int8_t& known = constant_[id];
  if (known >= 0) return known == 1;
  const Node& node = syntax_.at(id);
  bool is_same = true;
  if (node.op == Op::name && node.symbol.kind != Symbol::Kind::constant) {
    const auto found = formula_.slots.find(node.symbol.slot);
    is_same = node.symbol.kind == Symbol::Kind::slot && found != formula_.slots.end() &&
              found->second.kind == Binding::Kind::constant;
  } else {
    is_same = std::all_of(node.children.begin(), node.children.end(),
                          [this](NodeId child) { return is_constant(child); }) &&
              node.op != Op::lambda && node.op != Op::extension && node.slots.empty();
  }
  constant_[id] = is_same ? 1 : 0;
  return is_same;
}

std::optional<Operand> Translator::translate(NodeId id) {
  if (is_constant(id)) {
    const std::optional<Value> value = constant_value(id);
    if (value) {
      Operand same = constant_operand(*value);
      if (same.kind == Kind::general) return std::nullopt;
      return same;
    }
  }
  std::optional<Operand> operand = by_kernels(id);
  return operand ? operand : rest(id);
}

std::optional<Operand> Translator::by_kernels(NodeId id) {
  const Node& node = syntax_.at(id);
  switch (node.op) {
    case Op::name:
      return name(id);
    case Op::member:
      return member(id);
    case Op::context:
      return context(id);
    case Op::call:
      return call(id);
    case Op::negate:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::power:
      return arithmetic(id);
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::at_most:
    case Op::more:
    case Op::at_least:
      return comparison(id);
    case Op::conjunction:
    case Op::disjunction:
      return junction(id);
    case Op::between:
      return between(id);
    case Op::in:
      return in(id);
    case Op::tests:
      return tests(id);
    case Op::instance_of:
      return instance_of(id);
    case Op::if_then:
      return if_then(id);
    case Op::choose:
      return choose(id);
    case Op::conform:
      return conform(id);
    case Op::extension:
      return table(id);
    default:
      return std::nullopt;
  }
}

std::optional<Operand> Translator::of_binding(const Bound& bound) {
  if (bound.operand) return bound.operand;
  switch (bound.binding.kind) {
    case Binding::Kind::constant:
      return constant_operand(bound.binding.value);
    case Binding::Kind::column: {
      Operand operand = emitter_.column(bound.binding.column);
      const bool has_kernels = operand.kind != Kind::general && operand.kind != Kind::context;
      return has_kernels ? std::optional<Operand>(std::move(operand)) : std::nullopt;
    }
    case Binding::Kind::row:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Operand> Translator::name(NodeId id) {
  const Node& node = syntax_.at(id);
  const auto found = bounds_.find(node.symbol.slot);
  if (found == bounds_.end()) return std::nullopt;
  if (node.symbol.kind == Symbol::Kind::slot) return of_binding(found->second);
  const bool is_row =
      !found->second.operand && found->second.binding.kind == Binding::Kind::row;
  if (node.symbol.kind != Symbol::Kind::field || !is_row) return std::nullopt;
  const size_t column = emitter_.table().find(node.name);
  if (column != Table::npos) return of_binding({{Binding::Kind::column, column, {}}});
  if (node.symbol.otherwise != feel::no_node) return translate(node.symbol.otherwise);
  return std::nullopt;
}

std::optional<Operand> Translator::member(NodeId id) {
  const Node& node = syntax_.at(id);
  const NodeId owner_id = node.children[0];
  const Node& owner = syntax_.at(owner_id);
  if (owner.op == Op::name && owner.symbol.kind == Symbol::Kind::slot) {
    const auto found = bounds_.find(owner.symbol.slot);
    const bool is_row = found != bounds_.end() && !found->second.operand &&
                        found->second.binding.kind == Binding::Kind::row;
    const size_t column = is_row ? emitter_.table().find(node.name) : Table::npos;
    if (column != Table::npos) return of_binding({{Binding::Kind::column, column, {}}});
  }
  if (owner.op != Op::context && owner.op != Op::extension && owner.op != Op::name) {
    return std::nullopt;
  }
  const std::optional<Operand> whole = translate(owner_id);
  if (!whole || whole->kind != Kind::context) return std::nullopt;
  for (size_t i = 0; i < whole->names.size(); ++i) {
    if (whole->names[i] != node.name) continue;
    if (whole->valid == no_register) return whole->members[i];
    return vectors_.only_where(vectors_.has_value(*whole), whole->members[i]);
  }
  return std::nullopt;
}

std::optional<Operand> Translator::context(NodeId id) {
  const Node& node = syntax_.at(id);
  std::optional<Operand> whole = Operand();
  whole->kind = Kind::context;
  for (size_t i = 0; i < node.children.size() && whole; ++i) {
    std::optional<Operand> member = translate(node.children[i]);
    const bool is_twice = std::find(whole->names.begin(), whole->names.end(), node.names[i]) !=
                          whole->names.end();
    if (!member || member->kind == Kind::general || is_twice) {
      whole.reset();
    } else {
      bounds_[node.slots[i]] = {{}, *member, node.children[i]};
      whole->names.push_back(node.names[i]);
      whole->members.push_back(std::move(*member));
    }
  }
  // Behind the context its slots may be those of other variables.
  for (const uint32_t slot : node.slots) bounds_.erase(slot);
  return whole;
}

Formula formula_of(const feel::Syntax& syntax, const feel::Scope& scope, const Table& table,
                   const std::map<std::string, Value, std::less<>>& constants) {
  Formula formula;
  formula.syntax = &syntax;
  formula.root = syntax.root;
  for (uint32_t slot = 0; slot < scope.variables().size(); ++slot) {
    const std::string& name = scope.variables()[slot].name;
    const auto constant = constants.find(name);
    const size_t column = table.find(name);
    if (constant != constants.end()) {
      formula.slots[slot] = {Binding::Kind::constant, 0, constant->second};
    } else if (column != Table::npos) {
      formula.slots[slot] = {Binding::Kind::column, column, {}};
    } else {
      formula.slots[slot] = {};
    }
  }
  return formula;
}

Formula condition_of(const feel::Syntax& syntax, feel::NodeId filter) {
  const Node& node = syntax.at(filter);
  Formula formula;
  formula.syntax = &syntax;
  formula.root = node.children[1];
  formula.slots[node.slots[0]] = {Binding::Kind::row, 0, {}};
  return formula;
}

Program compile(const Table& table, std::span<const Formula> formulas,
                const CompileOptions& options) {
  Emitter emitter(table);
  emitter.set_now(options.now);
  std::vector<Output> outputs;
  for (const Formula& formula : formulas) {
    Translator translator(&emitter, formula, options);
    outputs.push_back(Vectors(&emitter).output(translator.translate()));
  }
  return emitter.finish(std::move(outputs));
}

}  // namespace fangan::column
