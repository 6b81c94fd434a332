#include "service/rule_explanation.h"

#include <algorithm>

#include "campaign/decide_sheet.h"
#include "decision/explain.h"
#include "papers/register_sheet.h"
#include "plan/decision_file.h"
#include "plan/rule_reach.h"

namespace fangan {
namespace {

/// Leaves of one answer; a rule over all of a long register has as many as that has cells.
constexpr size_t leaves_max = 500;

/// The rules that held, from 1, with their notes. `table`: the decision of a .dmn file.
void add_rules(const std::vector<feel::ExplainedNode>& nodes, const std::string& table,
               Json* rules) {
  for (const feel::ExplainedNode& node : nodes) {
    for (const feel::ExplainedNode::Rule& rule : node.rules) {
      rules->push(Json::object({{"rule", Json(static_cast<int64_t>(rule.rule) + 1)},
                                {"table", table.empty() ? Json() : Json(table)},
                                {"parts", strings_json(rule.parts)},
                                {"notes", strings_json(rule.notes)}}));
    }
  }
}

/// All rows of a register or, of those that refer to a row, these.
Value rows_gone_through(Rows* rows, const std::string& name, const Row* row) {
  const Value* referring = row == nullptr ? nullptr : row->find(name);
  return referring == nullptr ? rows->list(name) : *referring;
}

/// What a decision of a .dmn file was asked with: the arguments of its call.
dmn::Inputs model_inputs(const DecisionModel& model, const feel::Syntax& syntax,
                         const feel::Trace& trace) {
  dmn::Inputs inputs;
  for (const feel::Node& node : syntax.nodes) {
    const bool is_call = node.op == feel::Op::call &&
                         node.children.size() == model.inputs.size() + 1 &&
                         syntax.at(node.children.front()).op == feel::Op::literal;
    if (!is_call) continue;
    for (size_t i = 0; i < model.inputs.size(); ++i) {
      const feel::NodeId argument = node.children[i + 1];
      if (trace.has(argument)) inputs[model.inputs[i]] = trace.at(argument);
    }
  }
  return inputs;
}

/// Whether the rule gives rows to what reads them out of its sight: a model, or a function that
/// goes through all that a context holds.
bool hands_over(const Formula& rule) {
  constexpr std::string_view readers[] = {"get value", "get entries", "context put",
                                          "context merge"};
  const feel::Syntax& syntax = rule.expression->syntax();
  return std::any_of(syntax.nodes.begin(), syntax.nodes.end(), [&](const feel::Node& node) {
    if (node.op == feel::Op::lambda || node.op == feel::Op::external) return true;
    if (node.op != feel::Op::call) return false;
    const feel::Node& function = syntax.at(node.children.front());
    const bool is_model = function.op == feel::Op::literal && function.name.empty();
    return is_model ||
           std::find(std::begin(readers), std::end(readers), function.name) != std::end(readers);
  });
}

/// Whether all that steps rest on is the reader's to know.
class SeenSteps {
 public:
  SeenSteps(RegisterSight& sight, Rows* rows) : sight_(sight), rows_(*rows) {}

  /// Whatever the steps are.
  bool sees_all() {
    const std::vector<Register>& registers = sight_.plan().registers;
    return std::all_of(registers.begin(), registers.end(), [this](const Register& each) {
      return sight_.access(each).read.all;
    });
  }
  bool sees(const std::vector<RuleStep>& steps) {
    return sees_all() || std::all_of(steps.begin(), steps.end(),
                                     [this](const RuleStep& step) { return sees(step); });
  }

 private:
  bool sees(const RuleStep& step) {
    if (step.row != nullptr && !sight_.shows(*step.row)) return false;
    const bool needs_whole = hands_over(*step.formula);
    const auto is_whole = [this](const Row& row) { return sight_.is_whole(row); };
    const auto is_named = [this](const Row& row) { return sees_key(row); };
    for (const auto& [row, column] : step.leaves) {
      if (!sight_.shows(*row, column)) return false;
      if (needs_whole && !all_rows(*rows_.cell(*row, column), is_whole)) return false;
    }
    for (const auto& [name, row] : step.lists) {
      if (row != nullptr && !sight_.shows(*row)) return false;
      const Value list = rows_gone_through(&rows_, name, row);
      if (needs_whole ? !all_rows(list, is_whole) : !all_rows(list, is_named)) return false;
    }
    return true;
  }

  /// A row that is drawn shows its key.
  bool sees_key(const Row& row) {
    if (!sight_.shows(row)) return false;
    const std::vector<Name>& key = row.table().definition().key;
    return std::all_of(key.begin(), key.end(), [&](const Name& field) {
      const size_t column = row.table().column(field.text);
      return column == Shape::npos || sight_.shows(row, column);
    });
  }

  template <typename Takes>
  static bool all_rows(const Value& value, const Takes& takes) {
    if (!value.is(ValueKind::list)) {
      const Row* row = as_row(value);
      return row == nullptr || takes(*row);
    }
    return std::all_of(value.items().begin(), value.items().end(),
                       [&](const Value& item) { return all_rows(item, takes); });
  }

  RegisterSight& sight_;
  Rows& rows_;
};

class Explanation {
 public:
  Explanation(RegisterSight& sight, Rows* rows, const ExplainedRule& rule)
      : sight_(sight), rows_(*rows), rule_(rule) {}

  Json json() {
    const feel::Expression& expression = *rule_.formula.expression;
    feel::Trace trace(expression.syntax().nodes.size());
    const Outcome outcome = rows_.evaluate(rule_.formula, Asked{rule_.record}, &trace);
    const bool is_told =
        outcome.kind != Outcome::Kind::not_set && !sight_.is_masked(rule_.formula);
    std::vector<RuleStep> found;
    if (is_told) found = steps_of(&rows_, rule_.formula, rule_.record);
    const bool is_drawn = is_told && SeenSteps(sight_, &rows_).sees(found);
    Json json = Json::object();
    json.set("outcome", shown_outcome(sight_, rule_.formula, outcome));
    json.set("formula", std::string(rule_.formula.text.text()));
    Json drawn;
    if (is_drawn) drawn = draw(trace);
    json.set("rules", std::move(rules_));
    json.set("explain", std::move(drawn));
    json.set("steps", steps(found));
    json.set("more", Json(static_cast<int64_t>(left_out_)));
    return json;
  }

 private:
  Json draw(const feel::Trace& trace) {
    const feel::Expression& expression = *rule_.formula.expression;
    const bool is_model = rule_.decision != nullptr && rule_.decision->model != nullptr;
    if (is_model) return draw_model(*rule_.decision->model, trace);
    add_rules(feel::explained_nodes(expression, trace), "", &rules_);
    return Json::object({{"zh", feel::explain(expression, trace, Language::zh)},
                         {"en", feel::explain(expression, trace, Language::en)}});
  }

  /// Its inputs, each decision of the model with the rules that held, and its value.
  Json draw_model(const DecisionModel& model, const feel::Trace& trace) {
    const dmn::Inputs inputs = model_inputs(model, rule_.formula.expression->syntax(), trace);
    feel::Evaluation evaluation;
    for (const dmn::ExplainedElement& element : dmn::explained_decision(
             *model.engine, model.decision, inputs, &evaluation, Language::zh)) {
      add_rules(element.nodes, element.name, &rules_);
    }
    const auto drawn = [&](Language language) {
      return dmn::explain_decision(*model.engine, model.decision, inputs, sight_.plan().sources,
                                   &evaluation, language);
    };
    return Json::object({{"zh", drawn(Language::zh)}, {"en", drawn(Language::en)}});
  }

  Json steps(const std::vector<RuleStep>& found) {
    Json json = Json::array();
    for (const RuleStep& step : found) {
      const bool is_shown = step.row == nullptr || sight_.shows(*step.row);
      if (is_shown) json.push(step_json(step));
    }
    return json;
  }

  Json step_json(const RuleStep& step) {
    const Register* definition = step.row == nullptr ? nullptr : &step.row->table().definition();
    Json json = Json::object();
    json.set("rule", step.name.empty() ? rule_.name : step.name);
    json.set("row", step.row == nullptr ? Json() : row_json(*step.row));
    json.set("formula", std::string(step.formula->text.text()));
    json.set("outcome", shown_outcome(sight_, *step.formula, step.outcome));
    json.set("clause", clause_json(sight_.loaded(), citation_of(step, definition)));
    json.set("parameters", strings_json({step.parameters.begin(), step.parameters.end()}));
    Json lists = Json::array();
    for (const auto& [name, row] : step.lists) {
      lists.push(list_json(name, row));
    }
    json.set("lists", std::move(lists));
    Json leaves = Json::array();
    for (const auto& [row, column] : step.leaves) {
      if (!sight_.shows(*row, column)) continue;
      if (leaves_++ < leaves_max) {
        leaves.push(leaf_json(*row, column));
      } else {
        ++left_out_;
      }
    }
    json.set("leaves", std::move(leaves));
    return json;
  }

  /// The rows gone through that the reader may know of; of what is computed elsewhere, such as
  /// figures, how many.
  Json list_json(const std::string& name, const Row* row) {
    const Value list = rows_gone_through(&rows_, name, row);
    Json ids = Json::array();
    size_t count = 0;
    if (list.is(ValueKind::list)) {
      for (const Value& item : list.items()) {
        const Row* one = as_row(item);
        if (one != nullptr && !sight_.shows(*one)) continue;
        ++count;
        if (one == nullptr) continue;
        if (leaves_++ < leaves_max) {
          ids.push(one->state().id);
        } else {
          ++left_out_;
        }
      }
    }
    const bool is_told = row != nullptr && sight_.shows(*row);
    return Json::object({{"register", name},
                         {"row", is_told ? row_json(*row) : Json()},
                         {"total", Json(static_cast<int64_t>(count))},
                         {"ids", std::move(ids)}});
  }

  /// A derived field stands where its register does.
  const Citation& citation_of(const RuleStep& step, const Register* definition) const {
    if (step.name.empty()) return rule_.citation;
    if (step.kind == RowColumn::Kind::decision) {
      const Decision* decision = sight_.plan().find_decision(step.name);
      if (decision != nullptr) return decision->citation;
    }
    return definition == nullptr ? rule_.citation : definition->citation;
  }

  Json row_json(const Row& row) {
    const Register& definition = row.table().definition();
    const RegisterTable* table = sight_.tables().find(definition.name.text);
    const std::string& id = row.state().id;
    return Json::object({{"register", definition.name.text},
                         {"id", id},
                         {"name", table == nullptr ? id : sight_.name_of(*table, row.state())}});
  }

  Json leaf_json(const Row& row, size_t column) {
    const Register& definition = row.table().definition();
    const RowColumn& own = row.table().columns()[column];
    const Value& value = *rows_.cell(row, column);
    Json json = row_json(row);
    json.set("field", own.name);
    json.set("unit", Json());
    if (own.kind == RowColumn::Kind::field) {
      const Field& field = definition.fields[column];
      const Row* other = as_row(value);
      json.set("unit", field.domain.unit.text.empty() ? Json() : Json(field.domain.unit.text));
      json.set("value", sight_.value_json(field, other == nullptr ? value
                                                                  : Value(other->state().id)));
    } else if (own.kind == RowColumn::Kind::entered) {
      Json days = Json::object();
      for (const auto& [state, day] : row.state().entered) days.set(state, day.print());
      json.set("value", std::move(days));
    } else {
      json.set("value", value.is_null() ? Json() : Json(print_cell(value)));
    }
    return json;
  }

  RegisterSight& sight_;
  Rows& rows_;
  const ExplainedRule& rule_;
  Json rules_ = Json::array();
  size_t leaves_ = 0;
  size_t left_out_ = 0;
};

}  // namespace

Json explained_json(RegisterSight& sight, const Rates& rates, const ExplainedRule& rule) {
  const RuleReach reach = reach_of(sight.plan(), {&rule.formula});
  Json json = explanation_json(sight, rates.rows, rule);
  json.set("as_of", rates.day.print());
  json.set("parameters",
           parameters_json(sight, reach.words, rates.rows->parameters(), rates.day));
  return json;
}

bool is_seen(RegisterSight& sight, Rows* rows, const Formula& rule, const Value& record) {
  SeenSteps seen(sight, rows);
  return seen.sees_all() || seen.sees(steps_of(rows, rule, record));
}

Json explanation_json(RegisterSight& sight, Rows* rows, const ExplainedRule& rule) {
  return Explanation(sight, rows, rule).json();
}

}  // namespace fangan
