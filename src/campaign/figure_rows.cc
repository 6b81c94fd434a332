#include "campaign/figure_rows.h"

#include <algorithm>
#include <map>

#include "campaign/measured_values.h"

namespace fangan {
namespace {

using feel::Node;
using feel::NodeId;
using feel::Op;

/// The register whose rows a value lists; nullptr for others, and for empty lists.
const RowTable* table_of(const Value& value) {
  if (!value.is(ValueKind::list) || value.items().empty()) return nullptr;
  const Row* row = as_row(value.items().front());
  return row == nullptr ? nullptr : &row->table();
}

class Finder {
 public:
  Finder(Rows* rows, const Target& target, const Ask& ask, const std::optional<std::string>& holder)
      : rows_(*rows),
        target_(target),
        ask_(ask),
        holder_(holder),
        parts_(rows),
        days_(rows, target),
        formula_(target.measure.empty() ? target.all_of : target.measure),
        syntax_(formula_.expression->syntax()),
        parents_(syntax_.nodes.size(), feel::no_node) {
    for (NodeId id = 0; id < syntax_.nodes.size(); ++id) {
      for (const NodeId child : syntax_.at(id).children) parents_[child] = id;
    }
  }

  FigureRows find() {
    if (holder_ && !parts_.divides(target_)) return {};
    for (const Grade grade :
         {Grade::none, Grade::reported, Grade::accepted, Grade::published}) {
      trace_at(grade);
    }
    FigureRows found;
    for (const std::string& name : registers_of(target_)) {
      const auto known = registers_.find(name);
      if (known != registers_.end()) found.registers.push_back(in_order(name, known->second));
    }
    missing_.merge(lacks_without_part(
        &parts_, &days_, {target_, ask_, holder_, node_value(ask_), std::nullopt}));
    found.missing.assign(missing_.begin(), missing_.end());
    return found;
  }

 private:
  struct Found {
    std::string field;
    bool is_done = false;
    std::map<const Row*, Grade> grades;
  };

  void trace_at(Grade grade) {
    CountedRows choice(&parts_, &days_, {target_, ask_, holder_, node_value(ask_), std::nullopt});
    Asked asked;
    asked.grade = grade;
    asked.node = node_value(ask_);
    asked.choice = &choice;
    // Rows that nobody reported lack nothing yet; those of higher grades have this one.
    const bool tells_missing = grade == Grade::reported;
    asked.tells_left_out = tells_missing;
    feel::Trace trace(syntax_.nodes.size());
    const Outcome outcome = rows_.evaluate(formula_, asked, &trace);
    missing_.insert(outcome.left_out.begin(), outcome.left_out.end());
    if (grade != Grade::none) missing_.insert(outcome.missing.begin(), outcome.missing.end());
    for (NodeId id = 0; id < syntax_.nodes.size(); ++id) {
      if (trace.has(id)) add_node(id, trace, grade, &choice);
    }
    if (grade != Grade::none) missing_.merge(choice.missing());
  }

  /// The last list of rows of a register that an expression comes to.
  void add_node(NodeId id, const feel::Trace& trace, Grade grade, CountedRows* choice) {
    const RowTable* table = table_of(trace.at(id));
    const std::vector<std::string> names = registers_of(target_);
    const bool is_named =
        table != nullptr &&
        std::find(names.begin(), names.end(), table->definition().name.text) != names.end();
    if (!is_named) return;
    const NodeId parent = parents_[id];
    const bool goes_on = parent != feel::no_node && trace.has(parent) && is_link(parent, id);
    if (goes_on) return;
    Found& known = registers_[table->definition().name.text];
    const bool is_sum = parent != feel::no_node && syntax_.at(parent).op == Op::member;
    if (is_sum && known.field.empty()) known.field = syntax_.at(parent).name;
    const bool is_all_of = !target_.all_of.empty();
    const bool is_done = is_all_of || is_from_done(id);
    known.is_done = known.is_done || is_done;
    for (const Value& item : trace.at(id).items()) {
      const Row* row = as_row(item);
      // Of all of these rows those count that are done.
      const bool has_grade = choice->is_done(*row, grade);
      Grade& highest = known.grades[row];
      if (is_done && (!is_all_of || has_grade)) highest = std::max(highest, grade);
    }
  }

  /// Whether `parent` takes the list of `id` on: a filter, or done().
  bool is_link(NodeId parent, NodeId id) const {
    const Node& node = syntax_.at(parent);
    if (node.op == Op::filter) return node.children[0] == id;
    return is_done_call(node);
  }

  bool is_done_call(const Node& node) const {
    return node.op == Op::call && syntax_.at(node.children[0]).name == "done";
  }

  bool is_from_done(NodeId id) const {
    const Node& node = syntax_.at(id);
    if (is_done_call(node)) return true;
    return node.op == Op::filter && is_from_done(node.children[0]);
  }

  FigureRegister in_order(const std::string& name, const Found& known) {
    FigureRegister found{name, known.field, known.is_done, {}};
    const Value all = rows_.list(name);
    for (const Value& item : all.items()) {
      const auto row = known.grades.find(as_row(item));
      if (row != known.grades.end()) found.rows.push_back({row->first, row->second});
    }
    return found;
  }

  Rows& rows_;
  const Target& target_;
  const Ask& ask_;
  std::optional<std::string> holder_;
  RowParts parts_;
  CountedDays days_;
  const Formula& formula_;
  const feel::Syntax& syntax_;
  std::vector<NodeId> parents_;
  std::map<std::string, Found> registers_;
  std::set<MissingField> missing_;
};

}  // namespace

FigureRows rows_of_figure(Rows* rows, const Target& target, const Ask& ask,
                          const std::optional<std::string>& holder) {
  return Finder(rows, target, ask, holder).find();
}

}  // namespace fangan
