#include "plan/nullness.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "feel/builtins.h"
#include "feel/code.h"

namespace fangan {

using feel::Node;
using feel::NodeId;
using feel::Op;

namespace {

/// Null where there is nothing to take.
constexpr std::array<std::string_view, 7> of_items = {
    {"min", "max", "sum", "mean", "median", "product", "stddev"}};
/// Null, or not to be told, where an item is.
constexpr std::array<std::string_view, 3> of_all_items = {{"all", "any", "total"}};
/// What gives back items of its first argument.
constexpr std::array<std::string_view, 6> keepers = {
    {"sort", "sublist", "reverse", "remove", "distinct values", "done"}};
constexpr std::array<std::string_view, 2> joiners = {{"concatenate", "union"}};

template <size_t size>
bool has(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Truth opposite(Truth truth) {
  switch (truth) {
    case Truth::holds:
      return Truth::fails;
    case Truth::fails:
      return Truth::holds;
    case Truth::does_not_hold:
      return Truth::does_not_fail;
    case Truth::does_not_fail:
      break;
  }
  return Truth::does_not_hold;
}

/// Whether a branch that is a literal could have led there.
bool is_possible(const Node& branch, Truth truth) {
  if (branch.op != Op::literal) return true;
  if (branch.value.is_null()) return truth == Truth::does_not_hold || truth == Truth::does_not_fail;
  if (!branch.value.is(ValueKind::boolean)) return true;
  const bool for_true = truth == Truth::holds || truth == Truth::does_not_fail;
  return branch.value.is_true() == for_true;
}

std::vector<uint32_t> common(std::vector<uint32_t> left, std::vector<uint32_t> right) {
  std::sort(left.begin(), left.end());
  std::sort(right.begin(), right.end());
  std::vector<uint32_t> both;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                        std::back_inserter(both));
  return both;
}

void append(const std::vector<uint32_t>& more, std::vector<uint32_t>* all) {
  all->insert(all->end(), more.begin(), more.end());
}

/// The parameters of the signature that takes so many arguments.
const feel::BuiltinSignature* signature_of(const feel::Builtin& builtin, size_t count) {
  for (const feel::BuiltinSignature& signature : builtin.builtin_signatures()) {
    if (signature.takes(count)) return &signature;
  }
  return nullptr;
}

const feel::Builtin* builtin_of(const Node& function) {
  const bool is_function = function.op == Op::name && function.value.is(ValueKind::function);
  const feel::Builtin* builtin = is_function ? feel::find_builtin(function.name) : nullptr;
  const bool is_that = builtin != nullptr && function.value.function().get() == builtin;
  return is_that ? builtin : nullptr;
}

}  // namespace

std::string_view called(const feel::Syntax& syntax, const Node& call) {
  const Node& function = syntax.at(call.children[0]);
  const bool is_name = function.op == Op::name || function.op == Op::member;
  return is_name ? std::string_view(function.name) : std::string_view();
}

bool Nullness::is_null(NodeId id) const {
  const Node& node = syntax_.at(id);
  return node.op == Op::literal && node.value.is_null();
}

bool Nullness::has_null_test(const std::vector<NodeId>& tests) const {
  return std::any_of(tests.begin(), tests.end(), [this](NodeId id) {
    const Node& test = syntax_.at(id);
    const bool is_equal = test.op == Op::range && test.form == Range::Form::equal;
    return test.asks_input || is_null(is_equal ? test.children[0] : id);
  });
}

bool Nullness::picks_item(const Node& filter) const {
  return syntax_.types[filter.children[1]].is(TypeKind::number);
}

std::vector<NodeId> Nullness::operands(NodeId id) const {
  const Op op = syntax_.at(id).op;
  std::vector<NodeId> all;
  for (; syntax_.at(id).op == op; id = syntax_.at(id).children[0]) {
    all.push_back(syntax_.at(id).children[1]);
  }
  all.push_back(id);
  std::reverse(all.begin(), all.end());
  return all;
}

std::optional<NodeId> Nullness::negated(NodeId id) const {
  const Node& node = syntax_.at(id);
  const bool is_not =
      node.op == Op::call && node.children.size() == 2 && called(syntax_, node) == "not";
  return is_not ? std::optional<NodeId>(node.children[1]) : std::nullopt;
}

void Nullness::remember(const Facts& facts) {
  for (const uint32_t fact : facts) {
    ++known_[fact];
    trail_.push_back(fact);
  }
}

void Nullness::learn(NodeId condition, Truth truth) {
  remember(facts(condition, truth));
}

void Nullness::learn_items(NodeId list) {
  const Node& node = syntax_.at(list);
  if (node.op == Op::filter && !picks_item(node)) {
    learn_items(node.children[0]);
    learn(node.children[1], Truth::holds);
    return;
  }
  if (node.op == Op::call && node.children.size() > 1 && has(keepers, called(syntax_, node))) {
    learn_items(node.children[1]);
  }
}

void Nullness::learn_domain(NodeId iteration, size_t domain) {
  const NodeId list = syntax_.at(iteration).children[domain];
  const bool has_null = items_may(list);
  learn_items(list);
  if (!has_null) remember({numbers_.variable(iteration, domain)});
}

void Nullness::forget(size_t mark) {
  while (trail_.size() > mark) {
    const auto fact = known_.find(trail_.back());
    if (--fact->second == 0) known_.erase(fact);
    trail_.pop_back();
  }
}

void Nullness::assume(const std::vector<std::string>& fields) {
  for (const std::string& path : fields) remember({numbers_.field(path)});
}

std::vector<std::string> Nullness::fields_if_true() {
  std::vector<std::string> paths;
  for (const uint32_t fact : facts(syntax_.root, Truth::holds)) {
    std::string path = numbers_.path(fact);
    if (!path.empty()) paths.push_back(std::move(path));
  }
  return paths;
}

bool Nullness::any_may(const std::vector<NodeId>& nodes) {
  return std::any_of(nodes.begin(), nodes.end(), [this](NodeId id) { return may_be_null(id); });
}

bool Nullness::may_be_null(NodeId id) {
  if (knows(numbers_.of(id))) return false;
  const Node& node = syntax_.at(id);
  switch (node.op) {
    case Op::literal:
      return node.value.is_null();
    case Op::name:
      return syntax_.types[id].may_be_null();
    case Op::member:
      return may_be_null(node.children[0]) || syntax_.types[id].may_be_null();
    case Op::filter:
      return picks_item(node) && (may_be_empty(node.children[0]) || items_may(node.children[0]));
    case Op::call:
      return call_may(id, node);
    case Op::conjunction:
    case Op::disjunction:
      return chain_may(id);
    case Op::if_then:
    case Op::choose:
      return branches_may(node);
    case Op::some:
    case Op::every:
    case Op::for_in:
    case Op::in:
      return may_be_null(node.children[0]);
    case Op::extension:
      return table_may(node);
    default:
      return any_may(strict_parts(node));
  }
}

/// The parts of a node other than a call that make it null where they are.
std::vector<NodeId> Nullness::strict_parts(const Node& node) const {
  switch (node.op) {
    case Op::negate:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::power:
    case Op::less:
    case Op::at_most:
    case Op::more:
    case Op::at_least:
    case Op::between:
    case Op::conform:
      return node.children;
    case Op::member:
      return {node.children[0]};
    case Op::call:
      return strict_arguments(node);
    default:
      return {};
  }
}

std::vector<NodeId> Nullness::strict_arguments(const Node& node) const {
  const Node& function = syntax_.at(node.children[0]);
  if (function.op == Op::member) return {function.children[0]};
  const std::vector<NodeId> given(node.children.begin() + 1, node.children.end());
  const std::string_view name = called(syntax_, node);
  const bool is_of_plan = name == "total" || name == "done" || name == "working days";
  const feel::Builtin* builtin = builtin_of(function);
  if (builtin == nullptr) return is_of_plan ? given : std::vector<NodeId>();
  const feel::BuiltinSignature* signature = signature_of(*builtin, given.size());
  // Arguments with names may stand in any order.
  if (signature == nullptr || !node.names.empty()) return {};
  std::vector<NodeId> strict;
  for (size_t i = 0; i < given.size(); ++i) {
    const size_t last = signature->parameters.size() - 1;
    if (!signature->parameters[std::min(i, last)].nullable) strict.push_back(given[i]);
  }
  return strict;
}

/// A text of a row; one that is written out is seen by its author.
bool Nullness::may_be_no_number(const Node& call) const {
  return builtin_of(syntax_.at(call.children[0])) != nullptr &&
         syntax_.at(call.children[1]).op != Op::literal;
}

bool Nullness::call_may(NodeId id, const Node& node) {
  if (const std::optional<NodeId> argument = negated(id)) return may_be_null(*argument);
  const std::string_view name = called(syntax_, node);
  const bool takes_items = has(of_items, name) || has(of_all_items, name);
  if (takes_items && node.children.size() == 2) {
    const NodeId list = node.children[1];
    if (may_be_null(list)) return true;
    if (!syntax_.types[list].is(TypeKind::list)) return false;
    return items_may(list) || (has(of_items, name) && may_be_empty(list));
  }
  if (takes_items) return any_may({node.children.begin() + 1, node.children.end()});
  if (name == "get value") return true;
  if (name == "number" && node.children.size() > 1 && may_be_no_number(node)) return true;
  return any_may(strict_arguments(node)) || syntax_.types[id].may_be_null();
}

bool Nullness::chain_may(NodeId id) {
  const bool is_and = syntax_.at(id).op == Op::conjunction;
  const size_t before = mark();
  bool may = false;
  for (const NodeId operand : operands(id)) {
    may = may || may_be_null(operand);
    learn(operand, is_and ? Truth::holds : Truth::does_not_hold);
  }
  forget(before);
  return may;
}

bool Nullness::branches_may(const Node& node) {
  const size_t before = mark();
  learn(node.children[0], Truth::holds);
  bool may = may_be_null(node.children[1]);
  forget(before);
  learn(node.children[0], Truth::does_not_hold);
  may = may || may_be_null(node.children[2]);
  forget(before);
  return may;
}

/// A table with one output that gives null somewhere; those of several are contexts.
bool Nullness::table_may(const Node& node) {
  const std::vector<std::vector<size_t>> outputs = node.extension->outputs();
  if (outputs.size() != 1) return false;
  return std::any_of(outputs[0].begin(), outputs[0].end(), [&](size_t entry) {
    return may_be_null(node.children[entry]);
  });
}

bool Nullness::items_may(NodeId list) {
  const Node& node = syntax_.at(list);
  switch (node.op) {
    case Op::list:
      return any_may(node.children);
    case Op::member:
      return fields_may(node.children[0], node);
    case Op::filter:
      return !picks_item(node) && items_may(node.children[0]);
    case Op::for_in: {
      const size_t before = mark();
      for (size_t i = 0; i < node.names.size(); ++i) learn_domain(list, i);
      const bool may = may_be_null(node.children.back());
      forget(before);
      return may;
    }
    case Op::call:
      if (has(keepers, called(syntax_, node)) && node.children.size() > 1) {
        return items_may(node.children[1]);
      }
      if (has(joiners, called(syntax_, node))) {
        return std::any_of(node.children.begin() + 1, node.children.end(),
                           [this](NodeId argument) { return items_may(argument); });
      }
      break;
    default:
      break;
  }
  return syntax_.types[list].element().may_be_null();
}

/// A field of each row, where the rows may have been chosen for having it.
bool Nullness::fields_may(NodeId list, const Node& member) {
  const Type type = syntax_.types[list];
  if (!type.is(TypeKind::list)) return false;
  const Type* field = type.element().field(member.name);
  if (field == nullptr || !field->may_be_null()) return items_may(list);
  const Node& rows = syntax_.at(list);
  const uint32_t item = rows.op == Op::filter ? numbers_.variable(list) : 0;
  const size_t before = mark();
  learn_items(list);
  const bool known = item != 0 && knows(numbers_.member(item, member.name));
  forget(before);
  return !known;
}

/// A row has as many of its fields as there are rows.
NodeId Nullness::without_members(NodeId list) const {
  while (syntax_.at(list).op == Op::member &&
         syntax_.types[syntax_.at(list).children[0]].is(TypeKind::list)) {
    list = syntax_.at(list).children[0];
  }
  return list;
}

bool Nullness::may_be_empty(NodeId list) {
  const NodeId rows = without_members(list);
  const Node& node = syntax_.at(rows);
  if (node.op == Op::list) return node.children.empty();
  return !knows(numbers_.has_items(numbers_.of(rows)));
}

NodeId Nullness::cause(NodeId id) {
  const Node& node = syntax_.at(id);
  std::vector<NodeId> parts = strict_parts(node);
  if (const std::optional<NodeId> argument = negated(id)) parts = {*argument};
  const bool is_chain = node.op == Op::conjunction || node.op == Op::disjunction;
  if (is_chain) parts = operands(id);
  const bool leads_on = node.op == Op::some || node.op == Op::every || node.op == Op::for_in ||
                        node.op == Op::in;
  if (leads_on) parts = {node.children[0]};
  const size_t before = mark();
  for (const NodeId part : parts) {
    if (may_be_null(part)) {
      const NodeId found = cause(part);
      forget(before);
      return found;
    }
    if (is_chain) learn(part, node.op == Op::conjunction ? Truth::holds : Truth::does_not_hold);
  }
  forget(before);
  return id;
}

void Nullness::add_not_null(NodeId id, Facts* facts) {
  facts->push_back(numbers_.of(id));
  const Node& node = syntax_.at(id);
  if (node.op == Op::filter && picks_item(node)) {
    facts->push_back(numbers_.has_items(numbers_.of(without_members(node.children[0]))));
  }
  for (const NodeId part : strict_parts(node)) add_not_null(part, facts);
}

/// `count(list) > 0` and its like.
void Nullness::add_not_empty(const Node& node, bool is_true, Facts* facts) {
  const auto counted = [this](NodeId id) -> std::optional<NodeId> {
    const Node& call = syntax_.at(id);
    const bool is_count =
        call.op == Op::call && call.children.size() == 2 && called(syntax_, call) == "count";
    return is_count ? std::optional<NodeId>(call.children[1]) : std::nullopt;
  };
  const bool is_left = counted(node.children[0]).has_value();
  const std::optional<NodeId> list = counted(node.children[is_left ? 0 : 1]);
  const Node& other = syntax_.at(node.children[is_left ? 1 : 0]);
  if (!list || other.op != Op::literal || !other.value.is(ValueKind::number)) return;
  const Decimal& limit = other.value.number();
  const auto compares = [&](Op when_left, Op when_right) {
    return node.op == (is_left ? when_left : when_right);
  };
  const bool is_zero = limit == Decimal(0);
  const bool above = compares(Op::more, Op::less) && limit >= Decimal(0);
  const bool at_least = compares(Op::at_least, Op::at_most) && limit > Decimal(0);
  const bool below = compares(Op::less, Op::more) && limit > Decimal(0);
  const bool at_most = compares(Op::at_most, Op::at_least) && limit >= Decimal(0);
  const bool same = node.op == (is_true ? Op::equal : Op::not_equal) && !is_zero;
  const bool other_than_0 = node.op == (is_true ? Op::not_equal : Op::equal) && is_zero;
  const bool has_items =
      (is_true && (above || at_least)) || (!is_true && (below || at_most)) || same || other_than_0;
  if (has_items) facts->push_back(numbers_.has_items(numbers_.of(without_members(*list))));
}

const Nullness::Facts& Nullness::facts(NodeId id, Truth truth) {
  const auto found = facts_.find({id, truth});
  if (found != facts_.end()) return found->second;
  Facts facts = find_facts(id, truth);
  return facts_.emplace(std::pair(id, truth), std::move(facts)).first->second;
}

Nullness::Facts Nullness::find_facts(NodeId id, Truth truth) {
  const Node& node = syntax_.at(id);
  const bool is_known = truth == Truth::holds || truth == Truth::fails;
  Facts found;
  switch (node.op) {
    case Op::conjunction:
    case Op::disjunction:
      return of_chain(id, truth);
    case Op::if_then:
      return of_branches(node, truth);
    case Op::equal:
    case Op::not_equal:
      return of_equal(node, truth);
    case Op::less:
    case Op::at_most:
    case Op::more:
    case Op::at_least:
      // A count is never null, so what does not hold fails.
      add_not_empty(node, truth == Truth::holds || truth == Truth::does_not_fail, &found);
      break;
    case Op::in:
    case Op::instance_of: {
      const std::vector<NodeId> tests(node.children.begin() + 1, node.children.end());
      if (truth == Truth::holds && !has_null_test(tests)) add_not_null(node.children[0], &found);
      return found;
    }
    default:
      if (const std::optional<NodeId> argument = negated(id)) {
        return facts(*argument, opposite(truth));
      }
      break;
  }
  if (is_known) add_not_null(id, &found);
  return found;
}

/// All of a conjunction that holds hold; of one that does not, one does not.
Nullness::Facts Nullness::of_chain(NodeId id, Truth truth) {
  const bool is_and = syntax_.at(id).op == Op::conjunction;
  const bool for_true = truth == Truth::holds || truth == Truth::does_not_fail;
  Facts all;
  bool is_first = true;
  for (const NodeId operand : operands(id)) {
    const Facts& own = facts(operand, truth);
    if (is_and == for_true) {
      append(own, &all);
    } else {
      all = is_first ? own : common(std::move(all), own);
    }
    is_first = false;
  }
  return all;
}

/// `=` and `!=` are never null themselves.
Nullness::Facts Nullness::of_equal(const Node& node, Truth truth) {
  const bool is_true = truth == Truth::holds || truth == Truth::does_not_fail;
  const bool are_equal = (node.op == Op::equal) == is_true;
  Facts found;
  add_not_empty(node, is_true, &found);
  for (size_t i = 0; i < 2; ++i) {
    const NodeId side = node.children[i];
    const NodeId other = node.children[1 - i];
    const bool is_not_null = are_equal ? !may_be_null(other) : is_null(other);
    if (is_not_null) add_not_null(side, &found);
  }
  return found;
}

Nullness::Facts Nullness::of_branches(const Node& node, Truth truth) {
  Facts all;
  bool is_first = true;
  for (const size_t branch : {1, 2}) {
    if (!is_possible(syntax_.at(node.children[branch]), truth)) continue;
    Facts own = facts(node.children[0], branch == 1 ? Truth::holds : Truth::does_not_hold);
    append(facts(node.children[branch], truth), &own);
    all = is_first ? own : common(std::move(all), own);
    is_first = false;
  }
  return all;
}

}  // namespace fangan
