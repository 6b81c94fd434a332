#include "plan/formula_compiler.h"

#include <algorithm>

#include "feel/builtins.h"
#include "feel/check.h"
#include "feel/expression.h"
#include "feel/print_syntax.h"
#include "feel/units.h"
#include "plan/decision_logic.h"
#include "plan/formula_cost.h"
#include "plan/formula_uses.h"
#include "plan/formula_words.h"
#include "plan/lexicon.h"
#include "plan/null_branches.h"
#include "plan/reserved_names.h"
#include "plan/row_words.h"
#include "text/suggest.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr std::string_view is_set = "is set";

/// Names that stand only where there is such a thing.
constexpr std::string_view site_names[] = {"record", "user", "node",      "met",
                                           "behind", "aim",  "days left", "no figure"};

/// `企业 × 机组`: how many rows of which registers.
Diagnostic warning_of_cost(const CostlyScan& scan, const feel::Syntax& syntax,
                           const FormulaSite& site) {
  std::string cost;
  if (scan.nest.for_each_record) {
    for (const Name& on : site.on) cost += (cost.empty() ? "" : "、") + on.text;
    if (cost.empty()) cost = site.record.print();
  }
  for (const std::string& name : scan.nest.registers) cost += (cost.empty() ? "" : " × ") + name;
  Diagnostic warning =
      problem_at("PLAN-E011", syntax.spans[scan.place],
                 {{"register", scan.nest.registers.back()}, {"cost", std::move(cost)}});
  warning.severity = Severity::warning;
  return warning;
}

std::string fact_of(const Diagnostic& diagnostic, std::string_view name) {
  for (const Fact& fact : diagnostic.facts) {
    if (fact.name == name) return fact.value;
  }
  return {};
}

/// OPC已认定: a field and what is asked of its row, written as one name.
std::string member_meant(std::string_view name, const Plan& plan, const Type& record) {
  const std::string_view state = row_words(plan.header.language).state;
  for (const Type::Field& field : record.fields()) {
    const bool begins = name.size() > field.name.size() && name.starts_with(field.name);
    if (!begins || !field.type.is_declared()) continue;
    const std::string rest(name.substr(field.name.size()));
    if (field.type.field(rest) != nullptr) return field.name + "." + rest;
    const Register* target = plan.find_register(field.type.print());
    const Flow* flow = target == nullptr ? nullptr : plan.find_flow(target->flow.text);
    if (flow == nullptr) continue;
    for (const FlowState& each : flow->states) {
      if (each.name.text != rest) continue;
      return field.name + "." + std::string(state) + " = \"" + rest + "\"";
    }
  }
  return {};
}

/// A name that holds a known one and much besides means something else.
std::string near_name(const std::string& name, const std::vector<std::string>& known,
                      const Plan& plan, const Type& record) {
  std::string near = member_meant(name, plan, record);
  if (!near.empty()) return near;
  near = did_you_mean(name, known);
  const size_t rest = code_point_count(name) - std::min(code_point_count(name),
                                                        code_point_count(near));
  const bool is_part = name.find(near) != name.npos;
  return is_part && rest > std::max<size_t>(1, code_point_count(name) / 3) ? "" : near;
}

}  // namespace

FormulaCompiler::FormulaCompiler(const Plan& plan, const RowTypes& rows, ComputedTypes* computed,
                                 Diagnostics* diagnostics)
    : plan_(plan), rows_(rows), computed_(*computed), diagnostics_(*diagnostics) {
  for (const Flow& one : plan.flows) blocks_[one.name.text] = "flow";
  for (const Watch& one : plan.watches) blocks_[one.name.text] = "watch";
  for (const Form& one : plan.forms) blocks_[one.name.text] = "form";
  for (const Task& one : plan.tasks) blocks_[one.name] = "task";
  for (const Decision& one : plan.decisions) blocks_[one.name.text] = "decision";
  for (const Parameter& one : plan.parameters) blocks_[one.name] = "parameter";
  for (const std::string& name : rows.names()) blocks_[name] = "register";
  const auto add_words = [this](const std::vector<Field>& fields) {
    for (const Field& field : fields) {
      for (const Name& word : field.domain.words) words_.insert(word.text);
    }
  };
  for (const Register& one : plan.registers) add_words(one.fields);
  for (const Form& one : plan.forms) add_words(one.fields);
  for (const Parameter& one : plan.parameters) {
    for (const Name& word : one.domain.words) words_.insert(word.text);
  }
  for (const Flow& one : plan.flows) {
    for (const FlowState& state : one.states) words_.insert(state.name.text);
  }
  const auto add_lists = [this](const auto& blocks, Computed::Kind kind) {
    for (uint32_t i = 0; i < blocks.size(); ++i) lists_[blocks[i].name.text] = {kind, i, 0};
  };
  add_lists(plan.policies, Computed::Kind::policy);
  add_lists(plan.rankings, Computed::Kind::ranking);
  add_lists(plan.notices, Computed::Kind::notice);
  std::set<std::string> named;
  for (const Parameter& one : plan.parameters) named.insert(one.name);
  for (const std::string& name : rows.names()) named.insert(name);
  for (const Decision& one : plan.decisions) {
    if (one.on.empty()) named.insert(one.name.text);
  }
  named_blocks_.assign(named.begin(), named.end());
}

std::optional<FormulaCompiler::Named> FormulaCompiler::find_function(
    const std::string& word) const {
  using Kind = FormulaInput::Kind;
  const Type rows = Type::list({});
  if (word == "done") {
    return Named{{Kind::done, ""}, Type::function({rows}, rows).named(feel::keeps_type_name)};
  }
  if (word == "total") {
    return Named{{Kind::total, ""},
                 Type::function({Type::list(TypeKind::number)}, TypeKind::number)
                     .named(feel::keeps_type_name)};
  }
  if (word == is_set) return Named{{Kind::is_set, ""}, Type::function({Type()}, TypeKind::boolean)};
  if (word == "working days") {
    return Named{{Kind::working_days, ""},
                 Type::function({TypeKind::date, TypeKind::date}, TypeKind::number)};
  }
  return std::nullopt;
}

std::optional<FormulaCompiler::Named> FormulaCompiler::find_block(const std::string& word) const {
  using Kind = FormulaInput::Kind;
  if (const Parameter* parameter = plan_.find_parameter(word)) {
    return Named{{Kind::parameter, word}, rows_.of_parameter(*parameter)};
  }
  if (const Type* row = rows_.row(word)) return Named{{Kind::rows, word}, Type::list(*row)};
  for (uint32_t i = 0; i < plan_.decisions.size(); ++i) {
    const Decision& decision = plan_.decisions[i];
    if (decision.name.text != word || !decision.on.empty()) continue;
    ComputedTypes* computed = &computed_;
    return Named{{Kind::decision, word}, Type::later([computed, i] {
                   return computed->type_of({Computed::Kind::decision, i, 0});
                 })};
  }
  return std::nullopt;
}

std::optional<FormulaCompiler::Named> FormulaCompiler::find(const std::string& word,
                                                            const FormulaSite& site) const {
  using Kind = FormulaInput::Kind;
  if (const Type* field = site.record.field(word)) return Named{{Kind::field, word}, *field};
  if (word == "record" && !site.record.is_any()) return Named{{Kind::record, ""}, site.record};
  if (word == "user" && site.has_user) return Named{{Kind::user, ""}, rows_.user()};
  if (word == "node" && site.has_node) return Named{{Kind::node, ""}, rows_.node()};
  if (std::optional<Named> function = find_function(word)) return function;
  return find_block(word);
}

feel::Scope FormulaCompiler::scope_of(const std::vector<std::string>& words,
                                      const FormulaSite& site,
                                      std::vector<FormulaInput>* inputs) const {
  feel::Scope scope(feel::Dialect::plan);
  scope.set_units(&Lexicon::standard().units());
  for (const std::string& word : words) {
    std::optional<Named> named = find(word, site);
    if (!named) continue;
    scope.add_variable(word, std::move(named->type));
    inputs->push_back(std::move(named->input));
  }
  return scope;
}

std::vector<std::string> FormulaCompiler::names_of(const FormulaSite& site) const {
  std::vector<std::string> names;
  for (const Type::Field& field : site.record.fields()) names.push_back(field.name);
  for (const char* name : {"done", "total", "is set", "working days"}) {
    names.emplace_back(name);
  }
  if (!site.record.is_any()) names.emplace_back("record");
  if (site.has_user) names.emplace_back("user");
  if (site.has_node) names.emplace_back("node");
  names.insert(names.end(), named_blocks_.begin(), named_blocks_.end());
  return names;
}

/// Parsed with what the text may name, and again without what it turned out not to: who evaluates
/// computes every input. `scope` keeps all of it, for what the formula may hide.
feel::Parsed FormulaCompiler::parse(std::vector<std::string> words, const FormulaSite& site,
                                    const Parse& parse, feel::Scope* scope,
                                    std::vector<FormulaInput>* inputs) const {
  *scope = scope_of(words, site, inputs);
  feel::Parsed parsed = parse(*scope);
  if (!parsed.ok()) return parsed;
  add_hidden(parsed.syntax, site, scope);
  const std::set<std::string> used = feel::mentions(parsed.syntax);
  const auto is_unused = [&used](const std::string& word) { return used.count(word) == 0; };
  if (std::none_of(scope->variables().begin(), scope->variables().end(),
                   [&](const auto& variable) { return is_unused(variable.name); })) {
    return parsed;
  }
  words.erase(std::remove_if(words.begin(), words.end(), is_unused), words.end());
  inputs->clear();
  return parse(scope_of(words, site, inputs));
}

/// What the formula calls its own entries and parameters may mean something here, though its words
/// do not show it: a key in quotes.
void FormulaCompiler::add_hidden(const feel::Syntax& syntax, const FormulaSite& site,
                                 feel::Scope* scope) const {
  for (const feel::Node& node : syntax.nodes) {
    for (const std::string& name : node.names) {
      if (scope->slot_of(name) >= 0 || scope->constant(name) != nullptr) continue;
      if (const std::optional<Named> named = find(name, site)) {
        scope->add_variable(name, named->type);
      }
    }
  }
}

/// Nothing a formula introduces bears a name of FEEL or of the language.
Diagnostics FormulaCompiler::check_reserved(const feel::Syntax& syntax,
                                            const feel::Scope& scope) const {
  Diagnostics found;
  for (feel::NodeId id = 0; id < syntax.nodes.size(); ++id) {
    const feel::Node& node = syntax.at(id);
    if (node.op == feel::Op::call) continue;  // Those are the names of its arguments.
    const bool may_not_hide = node.op == feel::Op::lambda || node.op == feel::Op::context;
    for (const std::string& name : node.names) {
      const bool is_told = may_not_hide && scope.slot_of(name) >= 0;
      if (is_told || !is_reserved_name(name)) continue;
      found.push_back(problem_at("PLAN-N004", syntax.spans[id], {{"name", name}}));
    }
  }
  return found;
}

void FormulaCompiler::compile(Formula* formula, const FormulaSite& site) {
  feel::Scope scope(feel::Dialect::plan);
  const std::string& text = formula->text.text();
  feel::Parsed parsed = parse(
      formula_words(text), site, [&text](const feel::Scope& s) { return feel::parse(text, s); },
      &scope, &formula->inputs);
  finish(std::move(parsed), scope, site, {&formula->text}, formula);
}

void FormulaCompiler::compile(Decision* decision, const FormulaSite& site) {
  feel::Scope scope(feel::Dialect::plan);
  DecisionLogic logic;
  const auto lower = [&logic, decision](const feel::Scope& s) {
    logic = decision_logic(*decision, s);
    return logic.parsed;
  };
  feel::Parsed parsed =
      parse(words_of(*decision), site, lower, &scope, &decision->value.inputs);
  const bool is_whole = parsed.ok();
  finish(std::move(parsed), scope, site, logic.texts, &decision->value);
  if (!is_whole || !decision->value.expression || !decision->table) return;
  const feel::Syntax& converted = decision->value.expression->syntax();
  for (Diagnostic& finding : table_findings(converted, logic)) {
    diagnostics_.push_back(std::move(finding));
  }
}

void FormulaCompiler::finish(feel::Parsed parsed, const feel::Scope& scope, const FormulaSite& site,
                             const std::vector<const MappedText*>& texts, Formula* formula) {
  for (Diagnostic& diagnostic : parsed.diagnostics) report(std::move(diagnostic), texts, site);
  if (!parsed.ok()) return;
  feel::UnitsChecked units;
  Diagnostics found = feel::check(parsed.syntax, scope, &units);
  const size_t count = units.diagnostics.size();
  units_[formula] = units.unit;
  if (site.unit) feel::check_result_unit(parsed.syntax, *site.unit, &units);
  found.insert(found.end(), units.diagnostics.begin() + static_cast<ptrdiff_t>(count),
               units.diagnostics.end());
  for (Diagnostic& diagnostic : check_done(parsed.syntax)) found.push_back(std::move(diagnostic));
  for (Diagnostic& one : check_alike(*formula, site)) found.push_back(std::move(one));
  for (Diagnostic& one : check_reserved(parsed.syntax, scope)) found.push_back(std::move(one));
  const Evaluated evaluated = site.record.is_any() ? Evaluated::once : Evaluated::for_each_row;
  for (CostlyScan& one : costly_scans(parsed.syntax, formula->inputs, evaluated)) {
    found.push_back(warning_of_cost(one, parsed.syntax, site));
    if (std::find(formula->nests.begin(), formula->nests.end(), one.nest) != formula->nests.end()) {
      continue;
    }
    formula->nests.push_back(std::move(one.nest));
  }
  NullBranches nulls = null_branches(parsed.syntax, units.type, formula->inputs, site, rows_);
  for (Diagnostic& one : nulls.findings) found.push_back(std::move(one));
  const bool failed = has_errors(found) || has_errors(parsed.diagnostics);
  for (Diagnostic& diagnostic : found) report(std::move(diagnostic), texts, site);
  types_[formula] = std::move(nulls.type);
  not_null_[formula] = std::move(nulls.not_null);
  uses_[formula] = uses(parsed.syntax, formula->inputs, site);
  note_set_questions(parsed.syntax, formula->inputs, site, texts);
  if (failed) return;
  feel::insert_conversions(units.conversions, &parsed.syntax);
  formula->expression = feel::Expression::of(std::move(parsed.syntax));
}

void FormulaCompiler::note_set_questions(const feel::Syntax& syntax,
                                         const std::vector<FormulaInput>& inputs,
                                         const FormulaSite& site,
                                         const std::vector<const MappedText*>& texts) {
  for (const feel::Node& node : syntax.nodes) {
    const bool asks = node.op == feel::Op::call && node.children.size() == 2 &&
                      syntax.at(node.children[0]).name == is_set;
    if (!asks) continue;
    feel::Syntax asked = syntax;
    asked.root = node.children[1];
    const feel::Node& root = asked.at(asked.root);
    const bool is_of_item =
        root.op == feel::Op::name && root.symbol.kind == feel::Symbol::Kind::field;
    if (is_of_item) continue;  // Of which row only the filter around it knows.
    const std::string name = feel::print(asked, asked.root);
    set_questions_.push_back(
        {uses(asked, inputs, site),
         in_file(problem_at("PLAN-E016", syntax.spans[asked.root], {{"name", name}}), texts)});
  }
}

std::string FormulaCompiler::unlike(const std::string& name, const FormulaSite& site) const {
  std::string unlike;
  const Type* first = nullptr;
  for (const Name& on : site.on) {
    const Type* row = rows_.row(on.text);
    const Type* field = row == nullptr ? nullptr : row->field(name);
    if (first == nullptr) first = field;
    if (row == nullptr || (field != nullptr && field->same_as(*first))) continue;
    unlike += (unlike.empty() ? "" : "、") + on.text;
  }
  return first == nullptr ? "" : unlike;
}

/// A block may stand on several registers where the names it uses are the same in each.
Diagnostics FormulaCompiler::check_alike(const Formula& formula, const FormulaSite& site) const {
  Diagnostics found;
  for (const FormulaInput& input : formula.inputs) {
    if (input.kind != FormulaInput::Kind::field || site.on.size() < 2) continue;
    const std::string registers = unlike(input.name, site);
    if (registers.empty()) continue;
    found.push_back(problem_at("PLAN-E013",
                               Span{0, 0, static_cast<uint32_t>(formula.text.text().size())},
                               {{"name", input.name}, {"registers", registers}}));
  }
  return found;
}

/// Rows that are never reported or accepted are never done, and what is no row is not either.
Diagnostics FormulaCompiler::check_done(const feel::Syntax& syntax) const {
  Diagnostics found;
  const std::string_view accepted = row_words(plan_.header.language).accepted;
  for (const feel::Node& node : syntax.nodes) {
    const bool is_done = node.op == feel::Op::call && node.children.size() == 2 &&
                         syntax.at(node.children[0]).name == "done";
    if (!is_done) continue;
    const Type rows = syntax.types[node.children[1]];
    const Type row = rows.is(TypeKind::list) ? rows.element() : rows;
    const Span place = syntax.spans[node.children[1]];
    if (!row.is_any() && !row.is_declared()) {
      found.push_back(problem_at("PLAN-E007", place, {{"found", rows.print()}}));
    } else if (row.is_declared() && row.field(accepted) == nullptr) {
      found.push_back(problem_at("PLAN-E009", place, {{"register", row.print()}}));
    }
  }
  return found;
}

/// An unknown name may be known elsewhere; then it says why it means nothing here.
Diagnostic FormulaCompiler::explained(Diagnostic unknown, const FormulaSite& site) const {
  const std::string name = fact_of(unknown, "name");
  const auto* site_name = std::find(std::begin(site_names), std::end(site_names), name);
  const auto block = blocks_.find(name);
  std::vector<Mark> marks = std::move(unknown.marks);
  const bool is_at = name == "at" && site.record.is_declared();
  if (is_at) {
    unknown = problem("PLAN-E014", {{"register", site.record.print()}});
  } else if (const std::string registers = unlike(name, site); !registers.empty()) {
    unknown = problem("PLAN-E013", {{"name", name}, {"registers", registers}});
  } else if (site_name != std::end(site_names)) {
    unknown = problem("PLAN-E001", {{"name", name}});
  } else if (block != blocks_.end() && block->second == "decision") {
    unknown = problem("PLAN-E003", {{"name", name}});
  } else if (block != blocks_.end()) {
    unknown = problem("PLAN-E002", {{"name", name}, {"kind", block->second}});
  } else if (words_.count(name) != 0) {
    unknown = problem("PLAN-E017", {{"name", name}});
  } else {
    std::vector<std::string> known = names_of(site);
    for (const std::string& builtin : feel::builtin_name_list()) known.push_back(builtin);
    const std::string near = near_name(name, known, plan_, site.record);
    unknown = near.empty() ? problem("FEEL-N001", {{"name", name}})
                           : problem("FEEL-N004", {{"name", name}, {"near", near}});
  }
  unknown.marks = std::move(marks);
  return unknown;
}

/// Rows are called by their name where they have one.
void FormulaCompiler::name_text_field(Diagnostic* diagnostic) const {
  const Type* row = rows_.row(fact_of(*diagnostic, "register"));
  const std::string name(row_words(plan_.header.language).agency_name);
  if (row == nullptr || row->field(name) == nullptr) return;
  for (Fact& fact : diagnostic->facts) {
    if (fact.name == "field") fact.value = name;
  }
}

void FormulaCompiler::report(Diagnostic diagnostic, const std::vector<const MappedText*>& texts,
                             const FormulaSite& site) {
  const bool is_unknown = diagnostic.code == "FEEL-N001" || diagnostic.code == "FEEL-N004";
  if (is_unknown) {
    const Severity severity = diagnostic.severity;
    diagnostic = explained(std::move(diagnostic), site);
    diagnostic.severity = severity;
  }
  if (diagnostic.code == "FEEL-C029") name_text_field(&diagnostic);
  diagnostics_.push_back(in_file(std::move(diagnostic), texts));
}

FormulaUses FormulaCompiler::uses(const feel::Syntax& syntax,
                                  const std::vector<FormulaInput>& inputs,
                                  const FormulaSite& site) const {
  using Kind = FormulaInput::Kind;
  FormulaUses uses;
  uses.computed = rows_read(syntax, rows_, row_words(plan_.header.language).accepted);
  const std::set<std::string> named = feel::mentions(syntax, is_set);
  for (const FormulaInput& input : inputs) {
    if (input.kind == Kind::parameter && named.count(input.name) != 0) {
      uses.parameters.insert(input.name);
    } else if (input.kind == Kind::field) {
      const std::vector<Computed>& computed = rows_.computed_by(site.record, input.name);
      uses.computed.insert(computed.begin(), computed.end());
    } else if (input.kind == Kind::decision) {
      for (uint32_t i = 0; i < plan_.decisions.size(); ++i) {
        if (plan_.decisions[i].name.text != input.name) continue;
        uses.computed.insert({Computed::Kind::decision, i, 0});
      }
    } else if (input.kind == Kind::rows) {
      const auto list = lists_.find(input.name);
      if (list != lists_.end()) uses.computed.insert(list->second);
    }
  }
  return uses;
}

Type FormulaCompiler::type_of(const Formula& formula) const {
  const auto found = types_.find(&formula);
  return found == types_.end() ? Type() : found->second;
}

const std::optional<Unit>& FormulaCompiler::unit_of(const Formula& formula) const {
  static const std::optional<Unit> none;
  const auto found = units_.find(&formula);
  return found == units_.end() ? none : found->second;
}

const FormulaUses& FormulaCompiler::uses_of(const Formula& formula) const {
  static const FormulaUses none;
  const auto found = uses_.find(&formula);
  return found == uses_.end() ? none : found->second;
}

const std::vector<std::string>& FormulaCompiler::not_null_if(const Formula& condition) const {
  static const std::vector<std::string> none;
  const auto found = not_null_.find(&condition);
  return found == not_null_.end() ? none : found->second;
}

}  // namespace fangan
