#include "campaign/row_program.h"

#include <algorithm>
#include <array>

#include "campaign/row_needs.h"
#include "feel/names.h"

namespace fangan {
namespace {

using column::Binding;
using column::Column;
using feel::Node;
using feel::NodeId;
using feel::Op;

constexpr std::array<std::pair<std::string_view, Grade>, 3> grade_names = {
    {{"published", Grade::published}, {"accepted", Grade::accepted},
     {"reported", Grade::reported}}};

bool holds_rows(const Value& value) {
  if (value.is(ValueKind::list)) {
    return std::any_of(value.items().begin(), value.items().end(), holds_rows);
  }
  return value.is(ValueKind::context) && value.context().source() != nullptr;
}

bool is_number(const column::Output& output) {
  return output.kind == column::Kind::number || output.kind == column::Kind::decimal;
}

/// A number within a context, where its zeros are seen.
bool shows_zeros(const column::Output& output) {
  return std::any_of(
      output.members.begin(), output.members.end(),
      [](const column::Output& member) { return is_number(member) || shows_zeros(member); });
}

Column nulls(size_t rows) {
  Column column;
  column.rows = rows;
  return column;
}

}  // namespace

RowProgram::RowProgram(Rows* rows, RowTable* table, const RowColumns* columns)
    : rows_(*rows), table_(*table), columns_(*columns), cells_(columns->rows()) {}

std::optional<Column> RowProgram::run(const Formula& formula) {
  if (!formula.expression) return std::nullopt;
  if (!rows_.missing_parameters(formula).empty()) return nulls(columns_.rows());
  feel::Syntax syntax = formula.expression->syntax();
  column::Formula bound;
  follow_paths(formula, &syntax, &bound.slots);
  if (!bind(formula, syntax, &bound.slots)) return std::nullopt;
  bound.syntax = &syntax;
  bound.root = syntax.root;
  column::CompileOptions options;
  options.now = DateTime::midnight_utc(rows_.as_of());
  const column::Program program = column::compile(cells_, {&bound, 1}, options);
  if (!program.keeps_zeros() || shows_zeros(program.outputs().front())) return std::nullopt;
  parts_by_row_ += program.row_step_count();
  return std::move(program.run(cells_, 1).front());
}

/// A field of the row that a reference leads to becomes a variable: the column read for it.
void RowProgram::follow_paths(const Formula& formula, feel::Syntax* syntax, Slots* slots) {
  for (const NodeId id : nodes_of_frame(*syntax, syntax->root)) {
    const Node& node = syntax->at(id);
    if (node.op != Op::member) continue;
    const std::string_view owner =
        name_of_record(formula, *syntax, syntax->at(node.children[0]));
    const size_t at = owner.empty() ? Shape::npos : table_.column(owner);
    const RowTable* target = at == Shape::npos ? nullptr : table_.columns()[at].target;
    if (target == nullptr) continue;
    const std::pair<size_t, size_t> path(at, target->column(node.name));
    if (columns_.paths.count(path) == 0) continue;
    Node name;
    name.op = Op::name;
    name.name = node.name;
    name.symbol.slot = syntax->slot_count++;
    (*slots)[name.symbol.slot] = {Binding::Kind::column, this->path(path), {}};
    syntax->nodes[id] = std::move(name);
  }
}

size_t RowProgram::path(const std::pair<size_t, size_t>& path) {
  const auto known = paths_.find(path);
  if (known != paths_.end()) return known->second;
  const RowColumn& from = table_.columns()[path.first];
  // In no normal form, so that nothing is found by it.
  std::string name = from.name + " . " + from.target->columns()[path.second].name;
  const size_t column = cells_.add(std::move(name), columns_.paths.at(path));
  paths_.emplace(path, column);
  return column;
}

/// False where the formula takes something that is no column and no constant.
bool RowProgram::bind(const Formula& formula, const feel::Syntax& syntax, Slots* slots) {
  using Kind = FormulaInput::Kind;
  std::vector<Value> values;
  for (const NodeId id : nodes_of_frame(syntax, syntax.root)) {
    const Node& node = syntax.at(id);
    if (node.op == Op::member && is_record(formula, syntax.at(node.children[0])) &&
        !column_named(node.name)) {
      return false;
    }
    const bool is_input = node.op == Op::name && node.symbol.kind == feel::Symbol::Kind::slot &&
                          node.symbol.slot < formula.inputs.size();
    if (!is_input || slots->count(node.symbol.slot) != 0) continue;
    const FormulaInput& input = formula.inputs[node.symbol.slot];
    Binding& binding = (*slots)[node.symbol.slot];
    switch (input.kind) {
      case Kind::field: {
        const std::optional<size_t> column = column_named(input.name);
        if (!column) return false;
        binding = {Binding::Kind::column, *column, {}};
        break;
      }
      case Kind::record:
        binding.kind = Binding::Kind::row;
        break;
      case Kind::parameter:
      case Kind::decision:
      case Kind::is_set:
      case Kind::total:
        if (values.empty()) values = rows_.inputs(formula, Asked{});
        binding.value = values[node.symbol.slot];
        if (holds_rows(binding.value)) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

std::optional<size_t> RowProgram::column_named(std::string_view name) {
  const size_t at = table_.column(name);
  if (at == Shape::npos) return std::nullopt;
  const auto [place, is_new] = known_.try_emplace(at);  // What rests on itself finds none.
  if (!is_new) return place->second;
  const RowColumn& own = table_.columns()[at];
  std::optional<Column> made = make(own, at);
  if (made) place->second = cells_.add(feel::normal_name(own.name), std::move(*made));
  return place->second;
}

std::optional<Column> RowProgram::make(const RowColumn& own, size_t at) {
  using Kind = RowColumn::Kind;
  switch (own.kind) {
    case Kind::field: {
      const auto found = columns_.fields.find(at);
      const bool is_value = own.target == nullptr && found != columns_.fields.end();
      return is_value ? std::optional<Column>(found->second) : std::nullopt;
    }
    case Kind::derived:
    case Kind::decision: {
      std::optional<Column> column = run(*own.formula);
      if (column) column->loses_zeros = column->kind == column::Kind::number ||
                                        column->kind == column::Kind::decimal;
      // A context is no variable of a program.
      if (column && column->kind == column::Kind::context) return std::nullopt;
      return column;
    }
    case Kind::period:
      return columns_.period;
    case Kind::state:
      return states();
    case Kind::reported:
      return graded(Grade::reported);
    case Kind::accepted:
      return graded(Grade::accepted);
    case Kind::published:
      return graded(Grade::published);
    case Kind::id:
    case Kind::entered:
    case Kind::at:
    case Kind::back_list:
      return std::nullopt;
  }
  return std::nullopt;
}

/// The state of each row, the first of the flow where it has none yet.
Column RowProgram::states() const {
  const Flow* flow = table_.flow();
  std::vector<Value> values(columns_.rows());
  for (size_t row = 0; row < values.size(); ++row) {
    values[row] = columns_.state.value(row);
    const bool begins = values[row].is_null() && flow != nullptr && !flow->states.empty();
    if (begins) values[row] = Value(flow->states.front().name.text);
  }
  return column::column_of(values);
}

Column RowProgram::graded_by_state(const Flow& flow, Grade grade) const {
  const auto reaches = [grade](const FlowState* state) {
    return state != nullptr && state->grade >= grade ? column::truth_yes : column::truth_no;
  };
  std::vector<uint8_t> by_word = {reaches(flow.states.empty() ? nullptr : &flow.states.front())};
  const size_t words = columns_.state.dictionary ? columns_.state.dictionary->size() : 0;
  for (uint32_t word = 1; word <= words; ++word) {
    by_word.push_back(reaches(flow.state(columns_.state.dictionary->word(word).text())));
  }
  std::vector<uint8_t> truths(columns_.rows());
  for (size_t row = 0; row < truths.size(); ++row) {
    const bool begins = columns_.state.is_null(row);
    truths[row] = by_word[begins ? 0 : static_cast<size_t>(columns_.state.cell(row))];
  }
  return column::truth_column(truths);
}

/// Without a flow the highest grade whose rule is true.
std::optional<Column> RowProgram::graded(Grade grade) {
  if (table_.flow() != nullptr) return graded_by_state(*table_.flow(), grade);
  std::vector<uint8_t> truths(columns_.rows(), column::truth_no);
  for (const auto& [name, reached] : grade_names) {
    if (reached < grade) continue;
    for (const NamedFormula& rule : table_.definition().grades) {
      if (rule.name.text != name) continue;
      const std::optional<Column> holds = run(rule.formula);
      if (!holds) return std::nullopt;
      for (size_t row = 0; row < truths.size(); ++row) {
        if (holds->value(row).is_true()) truths[row] = column::truth_yes;
      }
    }
  }
  return column::truth_column(truths);
}

}  // namespace fangan
