#include "campaign/rule_steps.h"

#include <algorithm>

#include "feel/evaluation.h"
#include "plan/row_words.h"

namespace fangan {
namespace {

using feel::Node;
using feel::NodeId;
using feel::Op;
using Kind = RowColumn::Kind;

class StepReader {
 public:
  explicit StepReader(Rows* rows) : rows_(*rows) {}

  void add(const std::string& name, Kind kind, const Formula& formula, const Row* row) {
    if (!seen_.emplace(&formula, row).second) return;
    const size_t place = steps_.size();
    steps_.push_back({name, kind, &formula, row, {}, {}, {}, {}});
    feel::Trace trace(formula.expression->syntax().nodes.size());
    const Asked asked{row == nullptr ? Value() : row->value()};
    steps_[place].outcome = rows_.evaluate(formula, asked, &trace);
    if (steps_[place].outcome.kind == Outcome::Kind::not_set) return;
    const In in{place, formula, formula.expression->syntax(), trace, row};
    visit(in, in.syntax.root);
  }

  std::vector<RuleStep> take() { return std::move(steps_); }

 private:
  struct In {
    size_t step;
    const Formula& formula;
    const feel::Syntax& syntax;
    const feel::Trace& trace;
    const Row* row;
  };
  /// What is computed for item after item; the trace holds the last one alone.
  struct Body {
    std::set<std::string> words;
    std::set<uint32_t> inputs;
    bool asks_done = false;
    std::set<const Row*> seen;
  };

  void visit(const In& in, NodeId id) {
    if (!in.trace.has(id)) return;
    const Node& node = in.syntax.at(id);
    switch (node.op) {
      case Op::name:
        if (is_input(in, node)) add_input(in, in.formula.inputs[node.symbol.slot]);
        return;
      case Op::member:
        visit(in, node.children[0]);
        return add_members(in, in.trace.at(node.children[0]), node.name);
      case Op::filter:
      case Op::for_in:
      case Op::some:
      case Op::every:
        return visit_items(in, node);
      case Op::call:
        return visit_call(in, node);
      default:
        for (const NodeId child : node.children) visit(in, child);
    }
  }

  static bool is_input(const In& in, const Node& node) {
    return node.op == Op::name && node.symbol.kind == feel::Symbol::Kind::slot &&
           node.symbol.slot < in.formula.inputs.size();
  }

  void visit_items(const In& in, const Node& node) {
    Body body;
    gather(in, node.children.back(), &body);
    for (size_t i = 0; i + 1 < node.children.size(); ++i) visit(in, node.children[i]);
    for (size_t i = 0; i + 1 < node.children.size(); ++i) follow_node(in, node.children[i], &body);
    follow_inputs(in, &body);
  }

  void visit_call(const In& in, const Node& node) {
    Body body;
    bool has_lambda = false;
    for (const NodeId child : node.children) {
      if (in.syntax.at(child).op != Op::lambda) {
        visit(in, child);
        continue;
      }
      has_lambda = true;
      for (const NodeId part : in.syntax.at(child).children) gather(in, part, &body);
    }
    const Node& function = in.syntax.at(node.children.front());
    body.asks_done = is_input(in, function) &&
                     in.formula.inputs[function.symbol.slot].kind == FormulaInput::Kind::done;
    if (!has_lambda && !body.asks_done) return;
    for (size_t i = 1; i < node.children.size(); ++i) follow_node(in, node.children[i], &body);
    if (has_lambda) follow_inputs(in, &body);
  }

  /// All names below a node.
  void gather(const In& in, NodeId id, Body* body) {
    const Node& node = in.syntax.at(id);
    if (node.op == Op::name || node.op == Op::member) body->words.insert(node.name);
    if (is_input(in, node)) {
      body->inputs.insert(node.symbol.slot);
      const bool is_done =
          in.formula.inputs[node.symbol.slot].kind == FormulaInput::Kind::done;
      body->asks_done = body->asks_done || is_done;
    }
    if (node.op == Op::name && node.symbol.otherwise != feel::no_node) {
      gather(in, node.symbol.otherwise, body);
    }
    for (const NodeId child : node.children) gather(in, child, body);
  }

  void follow_inputs(const In& in, Body* body) {
    for (const uint32_t slot : body->inputs) {
      const FormulaInput& input = in.formula.inputs[slot];
      add_input(in, input);
      if (input.kind == FormulaInput::Kind::rows) follow(in, rows_.list(input.name), body);
      if (in.row == nullptr) continue;
      if (input.kind == FormulaInput::Kind::record) follow(in, in.row->value(), body);
      if (input.kind == FormulaInput::Kind::field) {
        const Value* value = in.row->find(input.name);
        if (value != nullptr) follow(in, *value, body);
      }
    }
  }

  void follow_node(const In& in, NodeId id, Body* body) {
    if (in.trace.has(id)) follow(in, in.trace.at(id), body);
  }

  void follow(const In& in, const Value& value, Body* body) {
    if (value.is(ValueKind::list)) {
      for (const Value& item : value.items()) follow(in, item, body);
      return;
    }
    const Row* row = as_row(value);
    if (row == nullptr || !body->seen.insert(row).second) return;
    if (body->asks_done) add_grade(in, *row);
    for (const std::string& word : body->words) {
      const size_t column = row->table().column(word);
      if (column != Shape::npos) follow(in, add_cell(in, *row, column), body);
    }
  }

  void add_members(const In& in, const Value& owner, const std::string& name) {
    if (owner.is(ValueKind::list)) {
      for (const Value& item : owner.items()) add_members(in, item, name);
      return;
    }
    const Row* row = as_row(owner);
    const size_t column = row == nullptr ? Shape::npos : row->table().column(name);
    if (column != Shape::npos) add_cell(in, *row, column);
  }

  void add_input(const In& in, const FormulaInput& input) {
    switch (input.kind) {
      case FormulaInput::Kind::field: {
        const size_t column =
            in.row == nullptr ? Shape::npos : in.row->table().column(input.name);
        if (column != Shape::npos) add_cell(in, *in.row, column);
        return;
      }
      case FormulaInput::Kind::rows:
        steps_[in.step].lists.emplace(input.name, nullptr);
        return;
      case FormulaInput::Kind::parameter:
        steps_[in.step].parameters.insert(input.name);
        return;
      case FormulaInput::Kind::working_days:
        steps_[in.step].lists.emplace(calendar_register_name, nullptr);
        return;
      case FormulaInput::Kind::decision:
        if (const Decision* decision = rows_.plan().find_decision(input.name)) {
          add(input.name, Kind::decision, decision->value, nullptr);
        }
        return;
      default:
        return;
    }
  }

  Value add_cell(const In& in, const Row& row, size_t column) {
    const RowColumn& own = row.table().columns()[column];
    switch (own.kind) {
      case Kind::derived:
      case Kind::decision:
        add(own.name, own.kind, *own.formula, &row);
        break;
      case Kind::reported:
      case Kind::accepted:
      case Kind::published:
        add_grade(in, row);
        break;
      case Kind::back_list:
        add_back_list(in, row, column);
        break;
      case Kind::at:
      case Kind::id:
        break;
      case Kind::field:
      case Kind::period:
      case Kind::state:
      case Kind::entered:
        add_leaf(in, row, column);
    }
    return *rows_.cell(row, column);
  }

  void add_leaf(const In& in, const Row& row, size_t column) {
    std::vector<RowCell>& leaves = steps_[in.step].leaves;
    if (leaf_of_step_.insert({in.step, {&row, column}}).second) leaves.emplace_back(&row, column);
  }

  /// Of a flow its state; else what the rules of the register say.
  void add_grade(const In& in, const Row& row) {
    const RowTable& table = row.table();
    const std::vector<RowColumn>& columns = table.columns();
    if (table.flow() != nullptr) {
      const auto state = std::find_if(columns.begin(), columns.end(), [](const RowColumn& each) {
        return each.kind == Kind::state;
      });
      if (state != columns.end()) add_leaf(in, row, static_cast<size_t>(state - columns.begin()));
      return;
    }
    for (const NamedFormula& grade : table.definition().grades) {
      add(grade.name.text, Kind::accepted, grade.formula, &row);
    }
  }

  /// The rows that refer to a row are told by the fields in which they do.
  void add_back_list(const In& in, const Row& row, size_t column) {
    steps_[in.step].lists.emplace(row.table().columns()[column].name, &row);
    const Value list = *rows_.cell(row, column);
    if (!list.is(ValueKind::list)) return;
    for (const Value& item : list.items()) {
      const Row* from = as_row(item);
      if (from == nullptr) continue;
      for (size_t i = 0; i < from->table().definition().fields.size(); ++i) {
        if (from->table().columns()[i].target == &row.table()) add_leaf(in, *from, i);
      }
    }
  }

  Rows& rows_;
  std::vector<RuleStep> steps_;
  std::set<std::pair<const Formula*, const Row*>> seen_;
  std::set<std::pair<size_t, RowCell>> leaf_of_step_;
};

}  // namespace

std::vector<RuleStep> steps_of(Rows* rows, const Formula& formula, const Value& record) {
  StepReader reader(rows);
  reader.add("", Kind::decision, formula, as_row(record));
  return reader.take();
}

}  // namespace fangan
