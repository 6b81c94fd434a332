#include "decision/table_code.h"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "feel/builtins.h"
#include "value/compare.h"

namespace fangan::dmn {
namespace {

using feel::Codes;
using feel::Evaluation;
using feel::Truth;

using Matches = std::vector<uint32_t>;  ///< Numbers of rules, from 0, in order.

struct CompiledRule {
  Codes cells;
  Codes outputs;
  Span place;
};

struct CompiledOutput {
  Codes ranks;
  feel::CodePtr default_entry;
};

/// Takes the children of a table apart, one after the other.
class ChildReader {
 public:
  explicit ChildReader(Codes* children) : next_(children->begin()) {}
  feel::CodePtr one() { return std::move(*next_++); }
  Codes take(size_t count) {
    Codes codes(std::make_move_iterator(next_),
                std::make_move_iterator(next_ + static_cast<ptrdiff_t>(count)));
    next_ += static_cast<ptrdiff_t>(count);
    return codes;
  }

 private:
  Codes::iterator next_;
};

std::string list_of(const Matches& matches) {
  std::string text;
  for (const uint32_t rule : matches) text += (text.empty() ? "" : ", ") + std::to_string(rule + 1);
  return text;
}

class TableCode final : public feel::Code {
 public:
  TableCode(feel::NodeId node, Span span, const TableLayout& layout, Codes children)
      : Code(node, span),
        layout_(layout),
        shape_(std::make_shared<const Shape>(layout.output_names)) {
    ChildReader reader(&children);
    inputs_ = reader.take(layout.input_slots.size());
    for (const bool given : layout.has_input_values) {
      input_values_.push_back(given ? reader.one() : nullptr);
    }
    for (const Span place : layout.rule_places) {
      rules_.push_back(
          {reader.take(inputs_.size()), reader.take(layout.output_names.size()), place});
    }
    for (size_t i = 0; i < layout.output_names.size(); ++i) {
      Codes ranks = reader.take(layout.rank_counts[i]);
      outputs_.push_back({std::move(ranks), layout.has_default[i] ? reader.one() : nullptr});
    }
  }

 protected:
  const Value& compute(Evaluation& evaluation, Value* scratch) const override {
    if (Value wrong = read_inputs(evaluation); wrong.reason() != nullptr) {
      return *scratch = std::move(wrong);
    }
    if (!evaluation.spend(rules_.size())) return stopped(scratch);
    if (evaluation.trace == nullptr && is_single()) return single(evaluation, scratch);
    const Matches matches = matching_rules(evaluation);
    if (evaluation.trace != nullptr) evaluation.trace->note_rules(node(), matches);
    if (matches.empty()) return *scratch = without_match(evaluation);
    *scratch = result(evaluation, matches);
    return evaluation.admit(*scratch) ? *scratch : stopped(scratch);
  }

 private:
  /// Puts the inputs into their slots; null, or what is wrong with one of them.
  Value read_inputs(Evaluation& evaluation) const {
    for (size_t i = 0; i < inputs_.size(); ++i) {
      Value own;
      const Value& value = inputs_[i]->run(evaluation, &own);
      Value& slot = evaluation.slot(layout_.input_slots[i]);
      if (&value != &slot) slot = &value == &own ? std::move(own) : value;
      const bool asks = input_values_[i] != nullptr && !slot.is_null();
      if (asks && input_values_[i]->test(evaluation) != Truth::yes) {
        return fail("DMN-E001", {{"input", std::to_string(i + 1)}});
      }
    }
    return {};
  }

  bool holds(const CompiledRule& rule, Evaluation& evaluation) const {
    return std::all_of(rule.cells.begin(), rule.cells.end(), [&](const feel::CodePtr& cell) {
      return cell->test(evaluation) == Truth::yes;
    });
  }

  /// The first rule from `from` on that holds, else the number of rules.
  uint32_t next_match(uint32_t from, Evaluation& evaluation) const {
    const auto count = static_cast<uint32_t>(rules_.size());
    const Value* key = nullptr;
    if (layout_.index) key = &evaluation.slot(layout_.input_slots[layout_.index->input()]);
    if (key == nullptr || !layout_.index->knows(*key)) {
      while (from < count && !holds(rules_[from], evaluation)) ++from;
      return from;
    }
    from = layout_.index->next(from, *key);
    while (from < count && !holds(rules_[from], evaluation)) {
      from = layout_.index->next(from + 1, *key);
    }
    return std::min(from, count);
  }

  Matches matching_rules(Evaluation& evaluation) const {
    Matches matches;
    for (uint32_t i = next_match(0, evaluation); i < rules_.size();
         i = next_match(i + 1, evaluation)) {
      matches.push_back(i);
      if (layout_.hit_policy == HitPolicy::first) break;
    }
    return matches;
  }

  /// Where one rule gives the result, and that is one value which nothing has to allow: what most
  /// tables are. No list of matches is made.
  bool is_single() const {
    const bool one =
        layout_.hit_policy == HitPolicy::unique || layout_.hit_policy == HitPolicy::first;
    return one && outputs_.size() == 1 && outputs_.front().ranks.empty();
  }

  const Value& single(Evaluation& evaluation, Value* scratch) const {
    const uint32_t match = next_match(0, evaluation);
    if (match == rules_.size()) return *scratch = without_match(evaluation);
    if (layout_.hit_policy == HitPolicy::unique &&
        next_match(match + 1, evaluation) < rules_.size()) {
      return *scratch = conflict("DMN-E002", matching_rules(evaluation));
    }
    return rules_[match].outputs.front()->run(evaluation, scratch);
  }

  /// One output by itself, several as a context.
  Value combine(std::vector<Value> values) const {
    if (values.size() == 1) return std::move(values.front());
    return Value(fangan::Context(shape_, std::move(values)));
  }

  std::vector<Value> outputs_of(const CompiledRule& rule, Evaluation& evaluation) const {
    std::vector<Value> values;
    values.reserve(rule.outputs.size());
    for (const feel::CodePtr& output : rule.outputs) {
      Value own;
      values.push_back(output->run(evaluation, &own));
    }
    return values;
  }

  /// Which of the allowed values an output is, counted from 0; their number where it is none.
  size_t rank(const CompiledOutput& output, const Value& value, Evaluation& evaluation) const {
    evaluation.slot(layout_.output_slot) = value;
    const auto found = std::find_if(
        output.ranks.begin(), output.ranks.end(),
        [&](const feel::CodePtr& test) { return test->test(evaluation) == Truth::yes; });
    return static_cast<size_t>(found - output.ranks.begin());
  }

  /// The value of a rule, or null where an output is not one of those allowed.
  Value value_of(uint32_t rule, Evaluation& evaluation) const {
    std::vector<Value> values = outputs_of(rules_[rule], evaluation);
    for (size_t i = 0; i < values.size(); ++i) {
      const CompiledOutput& output = outputs_[i];
      const bool asks = !output.ranks.empty() && !values[i].is_null();
      if (asks && rank(output, values[i], evaluation) == output.ranks.size()) {
        return Value::null(
            problem_at("DMN-E004", rules_[rule].place,
                       {{"rule", std::to_string(rule + 1)}, {"output", std::to_string(i + 1)}}));
      }
    }
    return combine(std::move(values));
  }

  Value without_match(Evaluation& evaluation) const {
    const bool has_default =
        std::any_of(outputs_.begin(), outputs_.end(),
                    [](const CompiledOutput& output) { return output.default_entry != nullptr; });
    if (has_default) {
      std::vector<Value> values;
      for (const CompiledOutput& output : outputs_) {
        Value own;
        values.push_back(output.default_entry == nullptr
                             ? Value()
                             : Value(output.default_entry->run(evaluation, &own)));
      }
      return combine(std::move(values));
    }
    if (layout_.hit_policy == HitPolicy::collect) {
      if (layout_.aggregation == Aggregation::none) return Value(std::vector<Value>());
      if (layout_.aggregation == Aggregation::count) return Value(0);
    }
    return fail("DMN-E005");
  }

  Value result(Evaluation& evaluation, const Matches& matches) const {
    switch (layout_.hit_policy) {
      case HitPolicy::unique:
        if (matches.size() > 1) return conflict("DMN-E002", matches);
        return value_of(matches.front(), evaluation);
      case HitPolicy::first:
        return value_of(matches.front(), evaluation);
      case HitPolicy::any:
        return any(evaluation, matches);
      case HitPolicy::priority:
        return value_of(by_priority(evaluation, matches).front(), evaluation);
      case HitPolicy::output_order:
        return all(evaluation, by_priority(evaluation, matches));
      case HitPolicy::rule_order:
        return all(evaluation, matches);
      case HitPolicy::collect:
        return collected(evaluation, matches);
    }
    return {};
  }

  /// Null, pointing at every rule concerned.
  Value conflict(const char* code, const Matches& matches) const {
    Diagnostic reason = problem(code, {{"rules", list_of(matches)}});
    for (const uint32_t rule : matches) reason.marks.push_back({rules_[rule].place, ""});
    return Value::null(std::move(reason));
  }

  Value any(Evaluation& evaluation, const Matches& matches) const {
    Value first = value_of(matches.front(), evaluation);
    for (const uint32_t rule : matches) {
      if (!is_same(first, value_of(rule, evaluation))) return conflict("DMN-E003", matches);
    }
    return first;
  }

  Value all(Evaluation& evaluation, const Matches& matches) const {
    std::vector<Value> values;
    for (const uint32_t rule : matches) values.push_back(value_of(rule, evaluation));
    return Value(std::move(values));
  }

  /// By the first output, among equals by the next, then in order of the rules.
  Matches by_priority(Evaluation& evaluation, const Matches& matches) const {
    std::vector<std::vector<size_t>> ranks;
    for (const uint32_t rule : matches) {
      const std::vector<Value> values = outputs_of(rules_[rule], evaluation);
      std::vector<size_t> own;
      for (size_t i = 0; i < values.size(); ++i) {
        own.push_back(rank(outputs_[i], values[i], evaluation));
      }
      ranks.push_back(std::move(own));
    }
    std::vector<size_t> order(matches.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&ranks](size_t left, size_t right) { return ranks[left] < ranks[right]; });
    Matches sorted;
    for (const size_t place : order) sorted.push_back(matches[place]);
    return sorted;
  }

  Value collected(Evaluation& evaluation, const Matches& matches) const {
    Value values = all(evaluation, matches);
    if (layout_.aggregation == Aggregation::none) return values;
    if (layout_.output_names.size() > 1 && layout_.aggregation != Aggregation::count) {
      return fail("DMN-E006");
    }
    return placed(aggregate()->call({&values, 1}, evaluation));
  }

  /// The builtin that aggregates.
  const feel::Builtin* aggregate() const {
    switch (layout_.aggregation) {
      case Aggregation::sum:
        return feel::find_builtin("sum");
      case Aggregation::min:
        return feel::find_builtin("min");
      case Aggregation::max:
        return feel::find_builtin("max");
      default:
        return feel::find_builtin("count");
    }
  }

  TableLayout layout_;
  std::shared_ptr<const Shape> shape_;
  Codes inputs_;
  Codes input_values_;
  std::vector<CompiledRule> rules_;
  std::vector<CompiledOutput> outputs_;
};

}  // namespace

Type TableLayout::result_type() const {
  std::vector<Type::Field> fields;
  for (size_t i = 0; i < output_names.size(); ++i) {
    const Type& declared = output_types[i];
    fields.push_back({output_names[i], declared.is_any() ? entry_types[i] : declared});
  }
  const Type one = fields.size() == 1 ? fields.front().type : Type::context(std::move(fields));
  const bool is_list = hit_policy == HitPolicy::rule_order ||
                       hit_policy == HitPolicy::output_order ||
                       (hit_policy == HitPolicy::collect && aggregation == Aggregation::none);
  if (is_list) return Type::list(one);
  return counts_rules() ? Type(TypeKind::number) : one;
}

feel::CodePtr TableExtension::make(feel::NodeId node, Span span, Codes children) const {
  return std::make_unique<TableCode>(node, span, layout_, std::move(children));
}

std::vector<size_t> TableExtension::inputs() const {
  std::vector<size_t> places(layout_.input_slots.size());
  std::iota(places.begin(), places.end(), size_t{0});
  return places;
}

size_t TableExtension::rules_begin() const {
  const auto with_values =
      std::count(layout_.has_input_values.begin(), layout_.has_input_values.end(), true);
  return layout_.input_slots.size() + static_cast<size_t>(with_values);
}

size_t TableExtension::rules_end() const {
  const size_t width = layout_.input_slots.size() + layout_.output_names.size();
  return rules_begin() + layout_.rule_places.size() * width;
}

std::vector<std::vector<size_t>> TableExtension::outputs() const {
  const size_t inputs = layout_.input_slots.size();
  std::vector<std::vector<size_t>> places(layout_.output_names.size());
  for (uint32_t number = 0; number < rule_count(); ++number) {
    const std::vector<size_t> parts = rule(number).parts;
    for (size_t i = 0; i < places.size(); ++i) places[i].push_back(parts[inputs + i]);
  }
  size_t next = rules_end();
  for (size_t i = 0; i < places.size(); ++i) {
    next += layout_.rank_counts[i];
    if (layout_.has_default[i]) places[i].push_back(next++);
  }
  return places;
}

std::vector<std::optional<size_t>> TableExtension::allowed_inputs() const {
  std::vector<std::optional<size_t>> places;
  size_t next = layout_.input_slots.size();
  for (const bool given : layout_.has_input_values) {
    places.push_back(given ? std::optional<size_t>(next++) : std::nullopt);
  }
  return places;
}

std::vector<std::vector<size_t>> TableExtension::allowed_outputs() const {
  std::vector<std::vector<size_t>> places(layout_.output_names.size());
  size_t next = rules_end();
  for (size_t i = 0; i < places.size(); ++i) {
    places[i].resize(layout_.rank_counts[i]);
    std::iota(places[i].begin(), places[i].end(), next);
    next += layout_.rank_counts[i] + (layout_.has_default[i] ? 1 : 0);
  }
  return places;
}

feel::Extension::Rule TableExtension::rule(uint32_t number) const {
  Rule rule;
  rule.parts.resize(layout_.input_slots.size() + layout_.output_names.size());
  std::iota(rule.parts.begin(), rule.parts.end(), rules_begin() + number * rule.parts.size());
  rule.notes = layout_.rule_notes[number];
  rule.place = layout_.rule_places[number];
  return rule;
}

}  // namespace fangan::dmn
