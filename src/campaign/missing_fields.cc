#include "campaign/missing_fields.h"

#include <algorithm>

#include "campaign/rows_kept.h"
#include "feel/code.h"

namespace fangan {
namespace {

using feel::Node;
using feel::NodeId;
using feel::Op;

/// Null, or a list with a null in it.
bool lacks(const Value& value) {
  if (!value.is(ValueKind::list)) return value.is_null();
  return std::any_of(value.items().begin(), value.items().end(),
                     [](const Value& item) { return item.is_null(); });
}

bool is_name_of_row(const Node& node) {
  const bool is_slot = node.op == Op::name && node.symbol.kind == feel::Symbol::Kind::slot;
  return is_slot || node.op == Op::member;
}

}  // namespace

void MissingFields::add_formula(const Formula& formula, const Asked& asked) {
  const feel::Syntax& syntax = formula.expression->syntax();
  feel::Trace trace(syntax.nodes.size());
  std::vector<std::pair<const Row*, size_t>> reads;
  std::vector<std::pair<const Row*, size_t>>* const outer =
      std::exchange(rows_.kept_->blank_reads, &reads);
  rows_.run(formula, asked, &trace);
  rows_.kept_->blank_reads = outer;
  const Followed in{formula, syntax, trace, asked};
  const size_t before = found_.size();
  follow(in, syntax.root);
  if (found_.size() > before) return;
  for (NodeId id = 0; id < syntax.nodes.size(); ++id) {
    const bool shows_null = trace.has(id) && lacks(trace.at(id));
    if (shows_null && is_name_of_row(syntax.at(id))) add_node(in, syntax.at(id));
  }
  if (found_.size() > before) return;
  for (const auto& [row, column] : reads) add_name(*row, row->table().columns()[column].name);
}

void MissingFields::follow(const Followed& in, NodeId id) {
  if (!in.trace.has(id) || !lacks(in.trace.at(id))) return;
  const Node& node = in.syntax.at(id);
  if (is_name_of_row(node)) return add_node(in, node);
  follow_parts(in, node);
}

void MissingFields::follow_parts(const Followed& in, const Node& node) {
  switch (node.op) {
    case Op::extension:
      for (const size_t input : node.extension->inputs()) follow(in, node.children[input]);
      return;
    case Op::if_then: {
      // Of a branch that is a null somebody wrote, the condition says what was blank.
      const NodeId condition = node.children[0];
      const bool holds = in.trace.has(condition) && in.trace.at(condition).is_true();
      const NodeId branch = node.children[holds ? 1 : 2];
      const bool is_written = in.syntax.at(branch).op == Op::literal;
      return is_written ? name_blanks(in, condition) : follow(in, branch);
    }
    case Op::for_in:
    case Op::some:
    case Op::every:
    case Op::filter:
      // What the trace holds of the body is that of the last item.
      return follow(in, node.children[0]);
    default:
      for (const NodeId child : node.children) follow(in, child);
  }
}

/// All that is blank below a node, whatever that came to.
void MissingFields::name_blanks(const Followed& in, NodeId id) {
  const Node& node = in.syntax.at(id);
  const bool is_blank = in.trace.has(id) && lacks(in.trace.at(id));
  if (is_blank && is_name_of_row(node)) return add_node(in, node);
  for (const NodeId child : node.children) name_blanks(in, child);
}

void MissingFields::add_node(const Followed& in, const Node& node) {
  if (node.op == Op::name) {
    const bool is_input = node.symbol.slot < in.formula.inputs.size();
    if (is_input) add_input(in.formula.inputs[node.symbol.slot], in.asked);
    return;
  }
  const NodeId owner = node.children[0];
  if (!in.trace.has(owner)) return;
  const Value& value = in.trace.at(owner);
  if (const Row* row = as_row(value)) return add_name(*row, node.name);
  if (!value.is(ValueKind::list)) return follow(in, owner);
  for (const Value& item : value.items()) {
    if (const Row* row = as_row(item)) add_name(*row, node.name);
  }
}

void MissingFields::add_input(const FormulaInput& input, const Asked& asked) {
  if (input.kind == FormulaInput::Kind::field) {
    if (const Row* row = as_row(asked.record)) add_name(*row, input.name);
  } else if (input.kind == FormulaInput::Kind::decision) {
    const Decision* decision = rows_.plan().find_decision(input.name);
    if (!seen_decisions_.insert(input.name).second || decision == nullptr) return;
    RowVeil* const veil = std::exchange(rows_.veil_, nullptr);
    add_formula(decision->value, Asked{});
    rows_.veil_ = veil;
  }
}

void MissingFields::add_name(const Row& row, std::string_view name) {
  const size_t column = row.table().column(name);
  if (column == Shape::npos || !seen_.insert({&row, column}).second) return;
  const Value* value = rows_.cell(row, column);
  if (!value->is_null()) return;
  const RowColumn& own = row.table().columns()[column];
  if (own.kind == RowColumn::Kind::field) {
    found_.insert({row.table().definition().name.text, row.state().id, own.name});
  } else if (own.formula != nullptr) {
    // A rule of the plan goes by what stands there.
    RowVeil* const veil = std::exchange(rows_.veil_, nullptr);
    add_formula(*own.formula, Asked{row.value()});
    rows_.veil_ = veil;
  }
}

LeftOut::LeftOut(Rows* rows)
    : rows_(*rows),
      outer_reads_(std::exchange(rows->kept_->blank_reads, &reads_)),
      outer_(std::exchange(rows->evaluation_.watch, this)) {}

LeftOut::~LeftOut() {
  stop();
}

void LeftOut::stop() {
  if (rows_.evaluation_.watch != this) return;
  rows_.kept_->blank_reads = outer_reads_;
  rows_.evaluation_.watch = outer_;
}

/// A blank equals no word, so a comparison is false of it: of a field that must be filled in that
/// says nothing.
bool LeftOut::is_required(const Read& read) {
  const std::vector<Field>& fields = read.first->table().definition().fields;
  return read.second < fields.size() && fields[read.second].required;
}

void LeftOut::end(size_t mark, bool is_undetermined) {
  for (size_t i = mark; i < reads_.size(); ++i) {
    if (is_undetermined || is_required(reads_[i])) found_.insert(reads_[i]);
  }
  reads_.resize(mark);
}

std::vector<MissingField> LeftOut::take() {
  stop();
  MissingFields missing(&rows_);
  for (const auto& [row, column] : found_) {
    missing.add_name(*row, row->table().columns()[column].name);
  }
  return missing.take();
}

}  // namespace fangan
