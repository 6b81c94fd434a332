#include "column/table_translator.h"

#include <algorithm>
#include <numeric>

#include "value/compare.h"

namespace fangan::column {

using dmn::Aggregation;
using dmn::HitPolicy;

std::optional<Operand> Translator::table(NodeId id) {
  const feel::Node& node = syntax_.at(id);
  const auto* table = dynamic_cast<const dmn::TableExtension*>(node.extension.get());
  if (table == nullptr) return std::nullopt;
  return TableTranslator(this, node, table->layout()).translate();
}

TableTranslator::TableTranslator(Translator* translator, const feel::Node& node,
                                 const dmn::TableLayout& layout)
    : translator_(*translator),
      vectors_(translator->vectors_),
      node_(node),
      layout_(layout),
      inputs_allowed_(vectors_.truth(truth_yes)) {}

/// Behind the table its slots may be those of other variables.
TableTranslator::~TableTranslator() {
  for (const uint32_t slot : bound_) translator_.bounds_.erase(slot);
}

/// An input that is a variable has that variable's slot, where it stands already.
void TableTranslator::bind(uint32_t slot, const Operand& operand, NodeId source) {
  const feel::Node& node = translator_.syntax_.at(source);
  const bool is_itself = node.op == feel::Op::name &&
                         node.symbol.kind == feel::Symbol::Kind::slot && node.symbol.slot == slot;
  if (is_itself) return;
  translator_.bounds_[slot] = {{}, operand, source};
  bound_.push_back(slot);
}

std::optional<Operand> TableTranslator::translate() {
  const bool is_list =
      layout_.hit_policy == HitPolicy::rule_order ||
      layout_.hit_policy == HitPolicy::output_order ||
      (layout_.hit_policy == HitPolicy::collect && layout_.aggregation == Aggregation::none);
  if (is_list || !read_inputs() || !read_rules() || !read_values()) return std::nullopt;
  std::optional<Operand> found;
  switch (layout_.hit_policy) {
    case HitPolicy::unique:
      found = unique();
      break;
    case HitPolicy::first: {
      std::vector<size_t> order(rules_.size());
      std::iota(order.begin(), order.end(), size_t{0});
      found = first_of(order);
      break;
    }
    case HitPolicy::priority:
      if (const std::optional<std::vector<size_t>> order = by_priority()) found = first_of(*order);
      break;
    case HitPolicy::any:
      found = any();
      break;
    default:
      found = collected();
      break;
  }
  if (!found) return std::nullopt;
  return vectors_.choose(inputs_allowed_, *found, Operand());
}

/// What stands in the slots of the inputs; a value that is not allowed makes the table null.
bool TableTranslator::read_inputs() {
  const size_t count = layout_.input_slots.size();
  next_ = count;
  for (size_t i = 0; i < count; ++i) {
    std::optional<Operand> input = translator_.translate(node_.children[i]);
    if (!input) return false;
    bind(layout_.input_slots[i], *input, node_.children[i]);
    if (!layout_.has_input_values[i]) continue;
    const std::optional<Operand> holds = translator_.translate(node_.children[next_++]);
    if (!holds || holds->kind != Kind::truth) return false;
    const Operand is_allowed = vectors_.either(translator_.certain(*holds),
                                               vectors_.opposite(vectors_.has_value(*input)));
    inputs_allowed_ = vectors_.both(inputs_allowed_, is_allowed);
  }
  return true;
}

bool TableTranslator::read_rules() {
  const size_t inputs = layout_.input_slots.size();
  const size_t outputs = layout_.output_names.size();
  for (size_t number = 0; number < layout_.rule_places.size(); ++number) {
    Rule rule;
    rule.holds = vectors_.truth(truth_yes);
    for (size_t i = 0; i < inputs; ++i) {
      // A cell is asked only where those before it hold.
      const Translator::Wanted wanted(&translator_, rule.holds);
      rule.holds = vectors_.both(rule.holds, translator_.condition(node_.children[next_++]));
    }
    for (size_t i = 0; i < outputs; ++i) rule.outputs.push_back(node_.children[next_++]);
    rules_.push_back(std::move(rule));
  }
  for (size_t i = 0; i < outputs; ++i) {
    ranks_.emplace_back();
    for (size_t rank = 0; rank < layout_.rank_counts[i]; ++rank) {
      ranks_.back().push_back(node_.children[next_++]);
    }
    defaults_.push_back(layout_.has_default[i] ? node_.children[next_++] : feel::no_node);
  }
  return true;
}

/// The values of all rules, but where only their number counts.
bool TableTranslator::read_values() {
  if (layout_.counts_rules()) return true;
  for (Rule& rule : rules_) {
    const Translator::Wanted wanted(&translator_, rule.holds);
    rule.value = value_of(rule);
    if (!rule.value) return false;
  }
  return true;
}

std::optional<Operand> TableTranslator::combined(const std::vector<NodeId>& outputs) {
  Operand whole;
  whole.kind = Kind::context;
  whole.names = layout_.output_names;
  for (const NodeId output : outputs) {
    std::optional<Operand> value =
        output == feel::no_node ? Operand() : translator_.translate(output);
    if (!value || value->kind == Kind::general) return std::nullopt;
    whole.members.push_back(std::move(*value));
  }
  return outputs.size() == 1 ? std::move(whole.members.front()) : std::move(whole);
}

/// Whether an output is null or one of those allowed.
std::optional<Operand> TableTranslator::allowed(size_t output, NodeId entry,
                                                const Operand& value) {
  if (ranks_[output].empty()) return vectors_.truth(truth_yes);
  bind(layout_.output_slot, value, entry);
  Operand found = vectors_.opposite(vectors_.has_value(value));
  for (const NodeId rank : ranks_[output]) {
    // Each output has the slot for itself: no other part of the tree reads it.
    const std::optional<Operand> holds = translator_.translate(rank);
    if (!holds || holds->kind != Kind::truth) return std::nullopt;
    found = vectors_.either(found, translator_.certain(*holds));
  }
  return found;
}

std::optional<Operand> TableTranslator::value_of(const Rule& rule) {
  std::optional<Operand> value = combined(rule.outputs);
  if (!value) return std::nullopt;
  Operand are_allowed = vectors_.truth(truth_yes);
  for (size_t i = 0; i < rule.outputs.size(); ++i) {
    const Operand& own = rule.outputs.size() == 1 ? *value : value->members[i];
    const std::optional<Operand> is_allowed = allowed(i, rule.outputs[i], own);
    if (!is_allowed) return std::nullopt;
    are_allowed = vectors_.both(are_allowed, *is_allowed);
  }
  return vectors_.choose(are_allowed, *value, Operand());
}

/// What the table gives where no rule holds.
std::optional<Operand> TableTranslator::without_match() {
  const bool has_default = std::any_of(defaults_.begin(), defaults_.end(),
                                       [](NodeId entry) { return entry != feel::no_node; });
  if (has_default) return combined(defaults_);
  return layout_.counts_rules() ? constant_operand(Value(0)) : Operand();
}

/// The rules in the order in which their outputs come, where that is the same for every row.
std::optional<std::vector<size_t>> TableTranslator::by_priority() {
  std::vector<std::vector<size_t>> places;
  for (const Rule& rule : rules_) {
    places.emplace_back();
    for (size_t i = 0; i < rule.outputs.size(); ++i) {
      const std::optional<Operand> value = translator_.translate(rule.outputs[i]);
      const bool is_constant = value && (value->constant || value->kind == Kind::none);
      if (!is_constant) return std::nullopt;
      bind(layout_.output_slot, *value, rule.outputs[i]);
      size_t rank = 0;
      for (; rank < ranks_[i].size(); ++rank) {
        const std::optional<Operand> holds = translator_.translate(ranks_[i][rank]);
        if (!holds || !Vectors::always(*holds)) return std::nullopt;
        if (Vectors::always(*holds) == truth_yes) break;
      }
      places.back().push_back(rank);
    }
  }
  std::vector<size_t> order(rules_.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&places](size_t left, size_t right) { return places[left] < places[right]; });
  return order;
}

std::optional<Operand> TableTranslator::first_of(const std::vector<size_t>& order) {
  std::optional<Operand> found = without_match();
  for (auto number = order.rbegin(); number != order.rend() && found; ++number) {
    found = vectors_.choose(rules_[*number].holds, *rules_[*number].value, *found);
  }
  return found;
}

std::optional<Operand> TableTranslator::unique() {
  Operand seen = vectors_.truth(truth_no);
  Operand twice = vectors_.truth(truth_no);
  for (const Rule& rule : rules_) {
    const Operand holds = translator_.certain(rule.holds);
    twice = vectors_.either(twice, vectors_.both(seen, holds));
    seen = vectors_.either(seen, holds);
  }
  std::vector<size_t> order(rules_.size());
  std::iota(order.begin(), order.end(), size_t{0});
  const std::optional<Operand> found = first_of(order);
  if (!found) return std::nullopt;
  return vectors_.choose(twice, Operand(), *found);
}

std::optional<Operand> TableTranslator::is_same(const Operand& left, const Operand& right) {
  if (left.kind != Kind::context || right.kind != Kind::context) {
    if (left.kind == Kind::context || right.kind == Kind::context) return std::nullopt;
    const std::optional<Operand> same = translator_.equals(left, right);
    return same ? std::optional<Operand>(translator_.certain(*same)) : std::nullopt;
  }
  if (left.valid != no_register || right.valid != no_register) return std::nullopt;
  Operand all = vectors_.truth(truth_yes);
  for (size_t i = 0; i < left.members.size(); ++i) {
    const std::optional<Operand> same = is_same(left.members[i], right.members[i]);
    if (!same) return std::nullopt;
    all = vectors_.both(all, *same);
  }
  return all;
}

/// Null where rules that hold differ from the first of them.
std::optional<Operand> TableTranslator::any() {
  std::vector<size_t> order(rules_.size());
  std::iota(order.begin(), order.end(), size_t{0});
  const std::optional<Operand> found = first_of(order);
  if (!found) return std::nullopt;
  Operand differs = vectors_.truth(truth_no);
  for (size_t i = 0; i < rules_.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      const std::optional<Operand> same = is_same(*rules_[j].value, *rules_[i].value);
      if (!same) return std::nullopt;
      if (Vectors::always(*same) == truth_yes) continue;
      const Operand both = vectors_.both(translator_.certain(rules_[i].holds),
                                         translator_.certain(rules_[j].holds));
      differs = vectors_.either(differs, vectors_.both(both, vectors_.opposite(*same)));
    }
  }
  return vectors_.choose(differs, Operand(), *found);
}

Operand TableTranslator::is_met() {
  Operand met = vectors_.truth(truth_no);
  for (const Rule& rule : rules_) met = vectors_.either(met, translator_.certain(rule.holds));
  return met;
}

Operand TableTranslator::count() {
  const Operand one = constant_operand(Value(1));
  const Operand zero = constant_operand(Value(0));
  Operand total = zero;
  for (const Rule& rule : rules_) {
    const std::optional<Operand> own = vectors_.choose(rule.holds, one, zero);
    total = *translator_.add(total, *own);
  }
  return total;
}

/// The sum, least or greatest of the values of the rules that hold; a null among them makes all
/// of it null.
std::optional<Operand> TableTranslator::folded() {
  const Operand zero = constant_operand(Value(0));
  std::optional<Operand> total;
  Operand seen = vectors_.truth(truth_no);
  Operand spoiled = vectors_.truth(truth_no);
  for (const Rule& rule : rules_) {
    const Operand& value = *rule.value;
    const bool is_number = value.kind == Kind::number || value.kind == Kind::decimal;
    if (!is_number) return std::nullopt;
    const Operand holds = translator_.certain(rule.holds);
    spoiled = vectors_.either(
        spoiled, vectors_.both(holds, vectors_.opposite(vectors_.has_value(value))));
    if (layout_.aggregation == Aggregation::sum) {
      const std::optional<Operand> own = vectors_.choose(holds, value, zero);
      total = !own ? own : total ? translator_.add(*total, *own) : own;
    } else {
      const Relation relation =
          layout_.aggregation == Aggregation::min ? Relation::less : Relation::more;
      const std::optional<Operand> best =
          total ? translator_.extreme_of(*total, value, relation) : value;
      const std::optional<Operand> joined =
          total && best ? vectors_.choose(seen, *best, value) : best;
      total = total && joined ? vectors_.choose(holds, *joined, *total) : joined;
    }
    if (!total) return std::nullopt;
    seen = vectors_.either(seen, holds);
  }
  return total ? vectors_.choose(spoiled, Operand(), *total) : total;
}

std::optional<Operand> TableTranslator::collected() {
  const std::optional<Operand> otherwise = without_match();
  if (!otherwise) return std::nullopt;
  const bool counts = layout_.aggregation == Aggregation::count;
  if (!counts && layout_.output_names.size() > 1) return std::nullopt;
  const std::optional<Operand> found = counts ? count() : folded();
  if (!found) return std::nullopt;
  return vectors_.choose(is_met(), *found, *otherwise);
}

}  // namespace fangan::column
