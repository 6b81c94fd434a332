#include "campaign/decide_sheet.h"

#include <algorithm>
#include <set>

#include "campaign/parameters_in_force.h"
#include "campaign/print_steps.h"
#include "campaign/record_tables.h"
#include "feel/explain.h"
#include "plan/row_words.h"
#include "text/suggest.h"
#include "text/words.h"
#include "value/print.h"

namespace fangan {
namespace {

constexpr int value_width_max = 40;
constexpr size_t cell_bytes_max = 32'000;  ///< What a cell of a spreadsheet takes.

Diagnostic refused(const char* code, std::vector<Fact> facts) {
  Diagnostic diagnostic = problem(code, std::move(facts));
  diagnostic.fault = Fault::request;
  return diagnostic;
}

/// The names of other registers that a formula reads, itself or through what it names.
void add_registers_read(const Plan& plan, const Register& on, const Formula& formula,
                        std::set<std::string>* names, std::set<const Formula*>* seen) {
  if (!seen->insert(&formula).second) return;
  for (const FormulaInput& input : formula.inputs) {
    if (input.kind == FormulaInput::Kind::rows) names->insert(input.name);
    const Decision* decision = plan.find_decision(input.name);
    if (input.kind == FormulaInput::Kind::decision && decision != nullptr) {
      add_registers_read(plan, on, decision->value, names, seen);
    }
    if (input.kind != FormulaInput::Kind::field || on.field(input.name) != nullptr) continue;
    const auto derived =
        std::find_if(on.derived.begin(), on.derived.end(),
                     [&input](const NamedFormula& each) { return each.name.text == input.name; });
    if (derived != on.derived.end()) {
      add_registers_read(plan, on, derived->formula, names, seen);
    } else if (decision != nullptr) {
      add_registers_read(plan, on, decision->value, names, seen);
    } else if (plan.find_register(input.name) != nullptr) {
      names->insert(input.name);  // A back-list.
    }
  }
}

/// A name, or what a list came to; lists themselves are too long for a line.
bool speaks(const feel::Syntax& syntax, const feel::Trace& trace,
            const feel::ExplainedNode& shown) {
  if (shown.value.kind() > ValueKind::string) return false;
  const feel::Node& node = syntax.at(shown.node);
  const bool takes_list =
      std::any_of(node.children.begin(), node.children.end(), [&trace](feel::NodeId child) {
        return trace.has(child) && trace.at(child).is(ValueKind::list);
      });
  return node.op == feel::Op::name || node.op == feel::Op::member ||
         (node.op == feel::Op::call && takes_list);
}

class Deciding {
 public:
  Deciding(const Plan& plan, const DecideRequest& request)
      : plan_(plan), request_(request), sheets_(plan, request.as_of) {}

  Result<DecidedSheet> run() {
    if (!find_decision() || !find_register()) return errors_;
    answer_.register_name = register_->name.text;
    add_others();
    if (!open(*register_, request_.sheet)) return errors_;
    answer_.rows.resize(request_.sheet.rows.size() - 1);
    for (size_t i = 0; i < answer_.rows.size(); ++i) {
      RowSheets::Added added = sheets_.add(cells_of(request_.sheet.rows[i + 1]));
      answer_.rows[i].errors = std::move(added.errors);
      places_.push_back(added.place);
    }
    if (!errors_.empty()) return errors_;
    for (const auto& [place, error] : sheets_.finish()) put_error(place, error);
    find_registers_without_rows();
    decide_rows();
    for (const std::string& name : not_here_) {
      errors_.push_back(
          refused("CAMP-D006", {{"decision", request_.decision}, {"register", name}}));
    }
    if (!errors_.empty()) return errors_;
    return std::move(answer_);
  }

 private:
  static std::vector<std::string_view> cells_of(const CsvRow& row) {
    return {row.cells.begin(), row.cells.end()};
  }

  bool find_decision() {
    std::vector<std::string> names;
    for (const Decision& each : plan_.decisions) {
      take(each.name.text, each.value, each.on, each.citation, &names);
    }
    for (const Policy& each : plan_.policies) {
      const std::string& name = each.name.text;
      take(name + ".eligible", each.eligible, each.of, each.citation, &names);
      take(name + ".gives", each.amount, each.of, each.citation, &names);
      take(name + ".cap", each.cap, each.of, each.citation, &names);
    }
    if (formula_ == nullptr) {
      errors_ = {refused("CAMP-D001", {{"decision", request_.decision},
                                       {"near", did_you_mean(request_.decision, names)}})};
    } else if (on_->empty()) {
      errors_ = {refused("CAMP-D002", {{"decision", request_.decision}})};
    }
    return errors_.empty();
  }

  /// Whether it is the one that is asked for.
  void take(const std::string& name, const Formula& formula, const std::vector<Name>& on,
            const Citation& citation, std::vector<std::string>* names) {
    if (formula.empty()) return;
    names->push_back(name);
    if (name != request_.decision) return;
    formula_ = &formula;
    on_ = &on;
    citation_ = citation;
  }

  /// The register asked for, else the only one that has all columns, else the one the sheet is
  /// named after.
  bool find_register() {
    std::vector<std::string> names;
    std::vector<std::string> fitting;
    for (const Name& on : *on_) {
      names.push_back(on.text);
      const Register* definition = plan_.find_register(on.text);
      RowSheets trial(plan_, request_.as_of);
      const bool fits =
          definition != nullptr && trial.open(*definition, request_.sheet.rows[0].cells).empty();
      if (fits) fitting.push_back(on.text);
    }
    const auto holds = [](const std::vector<std::string>& words, const std::string& word) {
      return std::find(words.begin(), words.end(), word) != words.end();
    };
    std::string chosen = request_.register_name;
    if (chosen.empty() && names.size() == 1) chosen = names[0];
    if (chosen.empty() && fitting.size() == 1) chosen = fitting[0];
    if (chosen.empty() && holds(names, request_.sheet.name)) chosen = request_.sheet.name;
    register_ = holds(names, chosen) ? plan_.find_register(chosen) : nullptr;
    if (register_ != nullptr) return true;
    errors_ = {
        refused("CAMP-D003", {{"decision", request_.decision}, {"known", joined(names, "、")}})};
    return false;
  }

  bool open(const Register& definition, const BroughtSheet& sheet) {
    for (Diagnostic& error : sheets_.open(definition, sheet.rows[0].cells)) {
      error.facts.push_back({"sheet", sheet.name});
      errors_.push_back(std::move(error));
    }
    return errors_.empty();
  }

  void add_others() {
    for (size_t number = 0; number < request_.others.size(); ++number) {
      const BroughtSheet& sheet = request_.others[number];
      const Register* definition = plan_.find_register(sheet.name);
      if (definition == nullptr) {
        std::vector<std::string> names;
        for (const Register& each : plan_.registers) names.push_back(each.name.text);
        errors_.push_back(refused(
            "CAMP-D004", {{"name", sheet.name}, {"near", did_you_mean(sheet.name, names)}}));
        continue;
      }
      if (!open(*definition, sheet)) continue;
      for (size_t row = 1; row < sheet.rows.size(); ++row) {
        const RowSheets::Added added = sheets_.add(cells_of(sheet.rows[row]));
        other_places_.push_back({added.place, number, row - 1});
        for (const Diagnostic& error : added.errors) {
          answer_.other_errors.push_back({number, row - 1, error});
        }
      }
    }
  }

  void put_error(const RowSheets::Place& place, const Diagnostic& error) {
    for (const OtherPlace& other : other_places_) {
      if (other.place.definition != place.definition || other.place.index != place.index) continue;
      answer_.other_errors.push_back({other.sheet, other.row, error});
      return;
    }
    const size_t first = places_.empty() ? 0 : places_[0].index;
    const bool is_own = place.definition == register_ && place.index >= first &&
                        place.index - first < answer_.rows.size();
    if (is_own) answer_.rows[place.index - first].errors.push_back(error);
  }

  void find_registers_without_rows() {
    std::set<std::string> read;
    std::set<const Formula*> seen;
    add_registers_read(plan_, *register_, *formula_, &read, &seen);
    read.erase(register_->name.text);
    for (const BroughtSheet& sheet : request_.others) read.erase(sheet.name);
    for (const std::string& name : read) {
      if (plan_.find_register(name) != nullptr) answer_.without_rows.push_back(name);
    }
  }

  /// What reads as a register besides the sheets: of the plan what it says itself; what comes from
  /// records is not here, and nothing is decided without it.
  void add_computed(Rows* rows) {
    add_duties(rows);
    std::set<std::string> names(built_in_register_names.begin(), built_in_register_names.end());
    names.erase("责任");
    for (const Target& each : plan_.targets) names.insert(each.name);
    for (const Policy& each : plan_.policies) names.insert(each.name.text);
    for (const Ranking& each : plan_.rankings) names.insert(each.name.text);
    for (const Notice& each : plan_.notices) names.insert(each.name.text);
    for (const std::string& name : names) {
      rows->add_table(name, [this, name] {
        not_here_.insert(name);
        return Value::null(problem("CAMP-R003", {{"register", name}}));
      });
    }
  }

  void decide_rows() {
    Rows rows(plan_, request_.as_of, parameters_in_force(plan_, request_.as_of));
    add_computed(&rows);
    for (auto& [name, states] : sheets_.take()) rows.add(name, std::move(states));
    for (size_t i = 0; i < answer_.rows.size(); ++i) {
      DecidedRow& row = answer_.rows[i];
      if (row.errors.empty()) {
        decide_row(&rows, sheets_.id(places_[i]), &row);
      } else {
        row.outcome.kind = Outcome::Kind::undetermined;
      }
    }
  }

  void decide_row(Rows* rows, const std::string& id, DecidedRow* row) {
    const Value record = rows->row(register_->name.text, id);
    const feel::Expression& expression = *formula_->expression;
    feel::Trace trace(expression.syntax().nodes.size());
    row->outcome = rows->evaluate(*formula_, Asked{record}, &trace);
    const Outcome& outcome = row->outcome;
    if (outcome.kind == Outcome::Kind::not_set) {
      std::vector<std::string> sentences;
      for (const std::string& name : outcome.not_set) {
        sentences.push_back(sentence(problem("CAMP-R006", {{"name", name}}), request_.language));
      }
      row->reason = joined(sentences, " ");
      row->missing = joined(outcome.not_set, "、");
      return;
    }
    if (outcome.kind == Outcome::Kind::value) row->result = print_cell(outcome.value);
    row->reason = reason_of(expression, trace, outcome);
    row->missing = missing_of(outcome, id);
    if (!request_.explains) return;
    const PrintedRule rule{request_.decision, citation_, *formula_, record};
    row->drawing = feel::explain(expression, trace, request_.language) + "\n" +
                   print_steps(rows, rule, request_.language);
  }

  std::string missing_of(const Outcome& outcome, const std::string& own) const {
    std::vector<std::string> fields;
    for (const MissingField& each : outcome.missing) {
      const bool is_own = each.register_name == register_->name.text && each.row == own;
      fields.push_back(is_own ? each.field
                              : each.register_name + "(" + each.row + ")." + each.field);
    }
    return joined(fields, "、");
  }

  /// The rules of its tables that held; without a table what its names stood for.
  std::string reason_of(const feel::Expression& expression, const feel::Trace& trace,
                        const Outcome& outcome) const {
    std::vector<std::string> rules;
    std::vector<std::string> names;
    bool has_table = false;
    for (const feel::ExplainedNode& node : feel::explained_nodes(expression, trace)) {
      has_table = has_table || node.is_table;
      for (const feel::ExplainedNode::Rule& rule : node.rules) {
        std::string text = sentence(problem("FEEL-X002", {{"rule", std::to_string(rule.rule + 1)}}),
                                    request_.language);
        for (const std::string& note : rule.notes) text += " " + note;
        rules.push_back(std::move(text));
      }
      if (!node.computed || !speaks(expression.syntax(), trace, node)) continue;
      const Type& type = expression.syntax().types[node.node];
      std::string text = node.text + " = " + feel::brief(node.value, type, value_width_max);
      const bool is_new = std::find(names.begin(), names.end(), text) == names.end();
      if (is_new) names.push_back(std::move(text));
    }
    std::vector<std::string> parts = rules.empty() ? names : rules;
    if (has_table && rules.empty()) {
      parts.insert(parts.begin(), sentence(problem("FEEL-X003"), request_.language));
    }
    if (const Diagnostic* reason = outcome.value.reason()) {
      parts.push_back(sentence(*reason, request_.language));
    }
    return joined(parts, "; ");
  }

  struct OtherPlace {
    RowSheets::Place place;
    size_t sheet = 0;
    size_t row = 0;
  };

  const Plan& plan_;
  const DecideRequest& request_;
  RowSheets sheets_;
  const Formula* formula_ = nullptr;
  const std::vector<Name>* on_ = nullptr;
  Citation citation_;
  const Register* register_ = nullptr;
  std::vector<RowSheets::Place> places_;
  std::vector<OtherPlace> other_places_;
  std::set<std::string> not_here_;  ///< What the decision asked for and no table brings.
  DecidedSheet answer_;
  Diagnostics errors_;
};

}  // namespace

std::string print_cell(const Value& value) {
  if (value.is_null()) return "";
  if (value.is(ValueKind::number)) return value.number().print_normal();
  return print_plain(value, cell_bytes_max).value_or("…");
}

Result<DecidedSheet> decide_sheet(const Plan& plan, const DecideRequest& request) {
  return Deciding(plan, request).run();
}

std::string print_decided(const BroughtSheet& sheet, const DecidedSheet& decided,
                          Language language) {
  std::vector<std::string> header = sheet.rows[0].cells;
  header.insert(header.end(), {"结果", "原因", "缺少", "错误"});
  std::string text = print_csv(header);
  for (size_t i = 0; i < decided.rows.size(); ++i) {
    const DecidedRow& row = decided.rows[i];
    std::vector<std::string> errors;
    for (const Diagnostic& error : row.errors) errors.push_back(sentence(error, language));
    std::vector<std::string> cells = sheet.rows[i + 1].cells;
    cells.insert(cells.end(), {row.result, row.reason, row.missing, joined(errors, " ")});
    text += print_csv(cells);
  }
  return text;
}

}  // namespace fangan
