#include "decision/check_table.h"

#include <algorithm>
#include <map>

#include "decision/table_code.h"
#include "decision/table_grid.h"
#include "decision/tests_constraint.h"
#include "decision/type_table.h"
#include "feel/constant.h"
#include "value/compare.h"
#include "value/print.h"

namespace fangan::dmn {
namespace {

using feel::NodeId;
using feel::Syntax;

constexpr size_t rules_max = 20'000;
constexpr size_t findings_max = 20;
constexpr size_t boxes_max = 500;
constexpr size_t pairs_max = 2'000'000;
constexpr uint64_t steps_max = 20'000'000;  ///< Of each of the three searches in a table.

/// Where the children of a table node stand (table_code.h says in which order).
struct TableNodes {
  TableNodes(const Syntax& syntax, NodeId id, const TableLayout& layout)
      : children(syntax.at(id).children), inputs(layout.input_slots.size()) {
    size_t next = inputs;
    for (const bool given : layout.has_input_values) {
      input_values.push_back(given ? children[next++] : feel::no_node);
    }
    first_rule = next;
    rule_width = inputs + layout.output_names.size();
    next += layout.rule_places.size() * rule_width;
    for (size_t i = 0; i < layout.output_names.size(); ++i) {
      const auto from = children.begin() + static_cast<ptrdiff_t>(next);
      ranks.emplace_back(from, from + static_cast<ptrdiff_t>(layout.rank_counts[i]));
      next += layout.rank_counts[i];
      defaults.push_back(layout.has_default[i] ? children[next++] : feel::no_node);
    }
  }

  NodeId cell(size_t rule, size_t input) const {
    return children[first_rule + rule * rule_width + input];
  }
  NodeId output(size_t rule, size_t number) const { return cell(rule, inputs + number); }

  const std::vector<NodeId>& children;
  size_t inputs;
  std::vector<NodeId> input_values;
  size_t first_rule = 0;
  size_t rule_width = 0;
  std::vector<std::vector<NodeId>> ranks;
  std::vector<NodeId> defaults;
};

/// What stands below nodes that only make a value fit a type.
NodeId bare(const Syntax& syntax, NodeId id) {
  while (syntax.at(id).op == feel::Op::conform) id = syntax.at(id).children[0];
  return id;
}

std::string text_of(const Syntax& syntax, NodeId id) {
  const Span span = syntax.spans[bare(syntax, id)];
  if (span.source >= syntax.texts.size()) return {};
  return syntax.texts[span.source].substr(span.begin, span.end - span.begin);
}

/// One table, its findings.
class TableCheck {
 public:
  TableCheck(const Syntax& syntax, NodeId id, const TableLayout& layout)
      : syntax_(syntax), layout_(layout), nodes_(syntax, id, layout), place_(syntax.spans[id]) {}

  Diagnostics check() {
    if (rule_count() > rules_max) {
      add("DMN-C014", {place_}, {{"count", std::to_string(rule_count())}});
      return std::move(found_);
    }
    read_cells();
    if (rule_count() == 0 || grid_->whole().empty()) return std::move(found_);
    check_outputs();
    check_meetings();
    check_gaps();
    check_columns();
    if (!is_whole_search_) add("DMN-C015", {place_}, {});
    for (const auto& [code, count] : counts_) {
      if (count <= findings_max) continue;
      Diagnostic left_out = problem_at(
          "DMN-C011", place_, {{"count", std::to_string(count - findings_max)}, {"code", code}});
      left_out.severity = Severity::warning;
      found_.push_back(std::move(left_out));
    }
    return std::move(found_);
  }

 private:
  size_t rule_count() const { return layout_.rule_places.size(); }

  void add(const std::string& code, const std::vector<Span>& places, std::vector<Fact> facts) {
    if (++counts_[code] > findings_max) return;
    Diagnostic finding = problem(code, std::move(facts));
    finding.severity = Severity::warning;
    for (const Span place : places) finding.marks.push_back({place, ""});
    found_.push_back(std::move(finding));
  }

  static std::string number(size_t index) { return std::to_string(index + 1); }

  // --- reading ----------------------------------------------------------------------------------

  void read_cells() {
    std::vector<std::vector<Cell>> columns(nodes_.inputs);
    std::vector<uint32_t> sizes;
    for (size_t input = 0; input < nodes_.inputs; ++input) {
      for (size_t rule = 0; rule < rule_count(); ++rule) {
        columns[input].push_back(read_cell(syntax_, nodes_.cell(rule, input)));
      }
      axes_.push_back(axis_of(input, columns[input]));
      sizes.push_back(axes_.back().size());
    }
    // An input that may have no value at all leaves nothing to check.
    const bool any_empty = std::find(sizes.begin(), sizes.end(), 0u) != sizes.end();
    grid_.emplace(any_empty ? std::vector<uint32_t>() : sizes);
    if (any_empty) return;
    std::vector<Span> unknown;
    for (size_t rule = 0; rule < rule_count(); ++rule) {
      Box box;
      bool known = true;
      for (size_t input = 0; input < nodes_.inputs; ++input) {
        box.push_back(positions_of(rule, input, columns[input][rule], &known, &unknown));
      }
      grid_->add_rule(std::move(box), known);
    }
    if (unknown.empty()) return;
    const std::string count = std::to_string(unknown.size());
    unknown.resize(std::min(unknown.size(), findings_max));
    add("DMN-C010", unknown, {{"count", count}});
  }

  Axis axis_of(size_t input, const std::vector<Cell>& cells) {
    const Type& type = syntax_.types[nodes_.children[input]];
    std::vector<Cell> limits;
    if (nodes_.input_values[input] != feel::no_node) {
      limits.push_back(read_cell(syntax_, nodes_.input_values[input]));
    }
    const Constraint* constraint = type.constraint();
    while (const auto* tests = dynamic_cast<const TestsConstraint*>(constraint)) {
      limits.push_back(read_cell(tests->syntax(), tests->syntax().root));
      constraint = tests->base();
    }
    if (constraint != nullptr && constraint->allowed_values() != nullptr) {
      Cell& words = limits.emplace_back();
      for (const Value& value : *constraint->allowed_values()) words.tests.push_back({value});
    }
    std::vector<const Cell*> known_limits;
    for (const Cell& limit : limits) {
      if (limit.is_known) known_limits.push_back(&limit);
      limits_known_ = limits_known_ && limit.is_known;
    }
    std::vector<const Cell*> all;
    for (const Cell& cell : cells) all.push_back(&cell);
    return Axis(type, all, known_limits);
  }

  /// Where a cell holds; of one that cannot be read, everywhere.
  Positions positions_of(size_t rule, size_t input, const Cell& cell, bool* known,
                         std::vector<Span>* unknown) {
    const Axis& axis = axes_[input];
    if (cell.is_any()) return {{0, axis.size() - 1}};
    const Span place = syntax_.spans[nodes_.cell(rule, input)];
    if (!cell.is_known || !axis.is_ordered()) {
      *known = false;
      unknown->push_back(place);
      return {{0, axis.size() - 1}};
    }
    const std::vector<Fact> facts = {{"rule", number(rule)}, {"input", input_name(input)}};
    if (axis.is_foreign(cell)) {
      add("DMN-C006", {place},
          {facts[0], facts[1], {"type", syntax_.types[nodes_.children[input]].print()}});
    } else if (axis.leaves(cell)) {
      add("DMN-C005", {place}, facts);
    }
    return axis.positions(cell);
  }

  std::string input_name(size_t input) const {
    const std::string text = text_of(syntax_, nodes_.children[input]);
    return text.empty() ? "#" + number(input) : text;
  }

  std::string print(const Box& box) const { return print(box, grid_->whole()); }

  /// A box as people write it: `x: > 5; y: "A"`. Inputs that may be anything of `within` are not
  /// named, save that something is.
  std::string print(const Box& box, const Box& within) const {
    std::string text;
    for (size_t input = 0; input < box.size(); ++input) {
      if (box != within && box[input] == within[input]) continue;
      const std::string part = axes_[input].print(box[input]);
      if (part == "-") continue;
      text += (text.empty() ? "" : "; ") + input_name(input) + ": " + part;
    }
    return text.empty() ? "-" : text;
  }

  // --- outputs ----------------------------------------------------------------------------------

  void check_outputs() {
    for (size_t output = 0; output < layout_.output_names.size(); ++output) {
      std::vector<Value> given;
      bool all_known = true;
      for (size_t rule = 0; rule < rule_count(); ++rule) {
        const auto value = feel::constant_of(syntax_, bare(syntax_, nodes_.output(rule, output)));
        all_known = all_known && value.has_value();
        if (!value) continue;
        check_allowed(rule, output, *value);
        if (!grid_->is_empty(static_cast<uint32_t>(rule))) given.push_back(*value);
      }
      if (nodes_.defaults[output] != feel::no_node) {
        const auto value = feel::constant_of(syntax_, bare(syntax_, nodes_.defaults[output]));
        all_known = all_known && value.has_value();
        if (value) given.push_back(*value);
      }
      if (all_known) check_given(output, given);
    }
    name_outputs();
  }

  /// The value that a test of allowed outputs is for; none for more complicated tests.
  std::optional<Value> allowed(NodeId test) const {
    const feel::Node& node = syntax_.at(test);
    if (node.negated || node.children.size() != 1) return std::nullopt;
    if (syntax_.at(node.children[0]).asks_input) return std::nullopt;
    return feel::constant_of(syntax_, node.children[0]);
  }

  static bool accepts(const Value& test, const Value& value) {
    if (test.is(ValueKind::range)) return contains(test.range(), value) == true;
    if (test.is(ValueKind::list)) {
      return std::any_of(test.items().begin(), test.items().end(),
                         [&value](const Value& item) { return accepts(item, value); });
    }
    return is_same(test, value);
  }

  void check_allowed(size_t rule, size_t output, const Value& value) {
    const std::vector<NodeId>& tests = nodes_.ranks[output];
    if (tests.empty() || value.is_null()) return;
    for (const NodeId test : tests) {
      const std::optional<Value> known = allowed(test);
      if (!known || accepts(*known, value)) return;
    }
    add("DMN-C013", {syntax_.spans[nodes_.output(rule, output)]},
        {{"rule", number(rule)}, {"value", fangan::print(value)}});
  }

  void check_given(size_t output, const std::vector<Value>& given) {
    for (const NodeId test : nodes_.ranks[output]) {
      const std::optional<Value> known = allowed(test);
      if (!known || known->kind() > ValueKind::string) continue;
      const bool found = std::any_of(given.begin(), given.end(),
                                     [&](const Value& value) { return is_same(*known, value); });
      if (!found) add("DMN-C008", {syntax_.spans[test]}, {{"value", fangan::print(*known)}});
    }
  }

  /// Rules with equal outputs get one number: equal values, or the same words.
  void name_outputs() {
    std::map<std::vector<std::string>, uint32_t> numbers;
    for (size_t rule = 0; rule < rule_count(); ++rule) {
      std::vector<std::string> key;
      for (size_t output = 0; output < layout_.output_names.size(); ++output) {
        const NodeId node = bare(syntax_, nodes_.output(rule, output));
        const std::optional<Value> value = feel::constant_of(syntax_, node);
        const bool is_number = value && value->is(ValueKind::number);
        key.push_back(is_number ? "=" + value->number().print_normal()
                      : value   ? "=" + fangan::print(*value)
                                : text_of(syntax_, node));
      }
      const auto next = static_cast<uint32_t>(numbers.size());
      outputs_.push_back(numbers.emplace(std::move(key), next).first->second);
    }
  }

  // --- rules that meet --------------------------------------------------------------------------

  void check_meetings() {
    const TableGrid::Meetings met = grid_->meetings(pairs_max);
    is_whole_search_ = met.complete;
    uint64_t steps = steps_max;
    std::map<Box, uint32_t> known_boxes;
    for (uint32_t rule = 0; rule < rule_count(); ++rule) {
      if (grid_->is_empty(rule)) continue;
      if (grid_->is_known(rule)) {
        const auto [first, is_new] = known_boxes.emplace(grid_->box(rule), rule);
        if (!is_new) {
          add("DMN-C009", {place(rule), place(first->second)},
              {{"rule", number(rule)}, {"earlier", number(first->second)}});
          continue;
        }
      }
      if (layout_.hit_policy == HitPolicy::first) check_masked(rule, met.earlier[rule], &steps);
      for (const uint32_t other : met.earlier[rule]) check_pair(other, rule);
    }
  }

  Span place(uint32_t rule) const { return layout_.rule_places[rule]; }

  void check_pair(uint32_t earlier, uint32_t rule) {
    const bool unique = layout_.hit_policy == HitPolicy::unique;
    const bool any = layout_.hit_policy == HitPolicy::any && outputs_[earlier] != outputs_[rule];
    if (!unique && !any) return;
    if (!grid_->is_known(earlier) || !grid_->is_known(rule)) return;
    const char* code = unique ? "DMN-C002" : "DMN-C003";
    if (counts_[code] >= findings_max) {
      ++counts_[code];
      return;
    }
    add(code, {place(rule), place(earlier)},
        {{"rule", number(rule)},
         {"earlier", number(earlier)},
         {"where", print(grid_->meeting(earlier, rule))}});
  }

  void check_masked(uint32_t rule, const std::vector<uint32_t>& earlier, uint64_t* steps) {
    std::vector<uint32_t> certain;
    for (const uint32_t other : earlier) {
      if (grid_->is_known(other)) certain.push_back(other);
    }
    if (certain.empty()) return;
    const TableGrid::Uncovered rest = grid_->uncovered(certain, grid_->box(rule), 1, steps);
    if (*steps == 0) is_whole_search_ = false;
    if (!rest.boxes.empty() || !rest.complete) return;
    std::vector<Span> places = {place(rule)};
    std::string rules;
    for (size_t i = 0; i < std::min(certain.size(), findings_max); ++i) {
      places.push_back(place(certain[i]));
      rules += (rules.empty() ? "" : ", ") + number(certain[i]);
    }
    add("DMN-C004", places, {{"rule", number(rule)}, {"earlier", rules}});
  }

  // --- gaps and columns -------------------------------------------------------------------------

  void check_gaps() {
    const bool has_default = std::any_of(nodes_.defaults.begin(), nodes_.defaults.end(),
                                         [](NodeId entry) { return entry != feel::no_node; });
    if (has_default || layout_.hit_policy == HitPolicy::collect) return;
    if (!limits_known_) {
      add("DMN-C010", {place_}, {{"count", "1"}});
      return;
    }
    std::vector<uint32_t> rules;
    for (uint32_t rule = 0; rule < rule_count(); ++rule) {
      if (!grid_->is_empty(rule)) rules.push_back(rule);
    }
    const Box within = filled();
    uint64_t steps = steps_max;
    const TableGrid::Uncovered gaps = grid_->uncovered(rules, within, boxes_max, &steps);
    for (const Box& box : gaps.boxes) add("DMN-C001", {place_}, {{"where", print(box, within)}});
    if (!gaps.complete) add("DMN-C012", {place_}, {});
    check_nulls(rules);
  }

  /// Every input that may be null has a value.
  Box filled() const {
    Box box = grid_->whole();
    for (size_t input = 0; input < axes_.size(); ++input) {
      const std::optional<uint32_t> null = axes_[input].null_position();
      if (null && *null > 0) box[input] = {{0, *null - 1}};  // Null is the last one.
    }
    return box;
  }

  void check_nulls(const std::vector<uint32_t>& rules) {
    bool told = false;
    for (size_t input = 0; input < axes_.size(); ++input) {
      told = check_null(input, rules, filled()) || told;
    }
    // Of several that are null together one is named.
    for (size_t input = 0; input < axes_.size() && !told; ++input) {
      told = check_null(input, rules, grid_->whole());
    }
  }

  bool check_null(size_t input, const std::vector<uint32_t>& rules, Box box) {
    const std::optional<uint32_t> null = axes_[input].null_position();
    if (!null) return false;
    box[input] = {{*null, *null}};
    const Span place = syntax_.spans[bare(syntax_, nodes_.children[input])];
    uint64_t steps = steps_max;
    const std::vector<Box> gaps = grid_->uncovered(rules, box, boxes_max, &steps).boxes;
    if (gaps.empty()) return false;
    Box others = box;
    others[input] = {};
    add("DMN-C016", {place},
        {{"input", input_name(input)}, {"where", print(gaps.front(), others)}});
    return true;
  }

  void check_columns() {
    using Counting = TableGrid::Counting;
    const HitPolicy policy = layout_.hit_policy;
    const Counting counting = policy == HitPolicy::first ? Counting::first
                              : policy == HitPolicy::any ? Counting::different
                                                         : Counting::all;
    uint64_t steps = steps_max;
    for (size_t input = 0; input < nodes_.inputs; ++input) {
      const std::optional<bool> none = grid_->decides_nothing(input, outputs_, counting, &steps);
      if (!none) is_whole_search_ = false;
      if (!none.value_or(false)) continue;
      add("DMN-C007", {syntax_.spans[bare(syntax_, nodes_.children[input])]},
          {{"input", input_name(input)}});
    }
  }

  const Syntax& syntax_;
  const TableLayout& layout_;
  TableNodes nodes_;
  Span place_;
  std::vector<Axis> axes_;
  std::optional<TableGrid> grid_;
  std::vector<uint32_t> outputs_;
  bool limits_known_ = true;
  bool is_whole_search_ = true;
  std::map<std::string, size_t> counts_;
  Diagnostics found_;
};

void check_logic(const Engine& engine, const ElementRef& ref, Diagnostics* found) {
  const feel::Expression* logic = engine.logic(ref);
  if (logic == nullptr) return;
  for (Diagnostic& finding : check_tables(logic->syntax(), engine.texts(ref))) {
    found->push_back(std::move(finding));
  }
}

}  // namespace

Diagnostics check_tables(const Syntax& syntax, const std::vector<const MappedText*>& texts) {
  Diagnostics found;
  for (NodeId id = 0; id < syntax.nodes.size(); ++id) {
    if (syntax.at(id).op != feel::Op::extension) continue;
    const auto* table = dynamic_cast<const TableExtension*>(syntax.at(id).extension.get());
    if (table == nullptr) continue;
    for (Diagnostic& finding : TableCheck(syntax, id, table->layout()).check()) {
      found.push_back(in_file(std::move(finding), texts));
    }
  }
  return found;
}

Diagnostics check_tables(const Engine& engine) {
  Diagnostics found;
  const std::vector<Definitions>& models = engine.set().models();
  for (uint32_t m = 0; m < models.size(); ++m) {
    for (uint32_t i = 0; i < models[m].decisions.size(); ++i) {
      check_logic(engine, {m, ElementKind::decision, i}, &found);
    }
    for (uint32_t i = 0; i < models[m].knowledge_models.size(); ++i) {
      check_logic(engine, {m, ElementKind::knowledge_model, i}, &found);
    }
  }
  return found;
}

Diagnostics check_tables(const ModelSet& set) {
  Diagnostics diagnostics;
  const std::shared_ptr<const Engine> engine = Engine::compile(set, &diagnostics);
  const Diagnostics found = check_tables(*engine);
  diagnostics.insert(diagnostics.end(), found.begin(), found.end());
  sort_by_position(&diagnostics);
  return diagnostics;
}

}  // namespace fangan::dmn
