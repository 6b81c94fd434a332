// The formulas of every kind of block: what they may name and what they must give.
#include <algorithm>

#include "feel/expression.h"
#include "plan/lexicon.h"
#include "plan/light_table.h"
#include "plan/meaning.h"
#include "plan/row_words.h"

namespace fangan {
namespace {

std::optional<Unit> unit_of(std::string_view written) {
  if (written.empty()) return std::nullopt;
  const Result<Unit> unit = Lexicon::standard().units().parse(written);
  return unit ? std::optional<Unit>(unit.value()) : std::nullopt;
}

/// The registers whose finished rows a measure asks for.
std::vector<Name> rows_done(const Formula& measure) {
  std::vector<Name> names;
  if (!measure.expression) return names;
  const feel::Syntax& syntax = measure.expression->syntax();
  for (const feel::Node& node : syntax.nodes) {
    const bool is_done = node.op == feel::Op::call && node.children.size() == 2 &&
                         syntax.at(node.children[0]).name == "done";
    if (!is_done) continue;
    const Type row = syntax.types[node.children[1]].element();
    if (!row.is_declared()) continue;
    const bool is_new = std::none_of(names.begin(), names.end(),
                                     [&row](const Name& name) { return name.text == row.print(); });
    if (is_new) names.push_back({row.print(), {}});
  }
  return names;
}

/// What is known of whoever acts: an enterprise acts on rows of its own, a county in its region.
std::vector<std::string> known_of(const std::vector<Relation>& relations) {
  const auto all_are = [&relations](Relation::Kind kind) {
    return !relations.empty() &&
           std::all_of(relations.begin(), relations.end(),
                       [kind](const Relation& relation) { return relation.kind == kind; });
  };
  if (all_are(Relation::Kind::subject)) return {"user.企业"};
  if (all_are(Relation::Kind::county)) return {"user.县区"};
  return {};
}

class FormulaResolver {
 public:
  explicit FormulaResolver(Meaning* meaning) : meaning_(*meaning), plan_(meaning->plan()) {}

  void run() {
    for (Register& one : plan_.registers) resolve(&one);
    for (uint32_t i = 0; i < plan_.decisions.size(); ++i) {
      if (plan_.decisions[i].name.text == light_decision_name) continue;
      meaning_.type_of({Computed::Kind::decision, i, 0});
    }
    for (Flow& one : plan_.flows) resolve(&one);
    for (Task& one : plan_.tasks) {
      meaning_.compile(&one.one_for, with_node(!one.every.empty()), Wanted::list);
    }
    for (Target& one : plan_.targets) resolve(&one);
    for (Policy& one : plan_.policies) resolve(&one);
    for (Watch& one : plan_.watches) resolve(&one);
    for (size_t i = 0; i < plan_.rankings.size(); ++i) resolve(&plan_.rankings[i], i);
    for (Notice& one : plan_.notices) {
      meaning_.compile(&one.of, with_node(one.every != Period::none), Wanted::rows);
    }
    for (Form& one : plan_.forms) resolve(&one);
  }

 private:
  static FormulaSite with_node(bool has_node) {
    FormulaSite site;
    site.has_node = has_node;
    return site;
  }

  static FormulaSite about(Type record) {
    FormulaSite site;
    site.record = std::move(record);
    return site;
  }

  FormulaSite standing_on(const std::vector<Name>& registers) {
    FormulaSite site = about(meaning_.record_of(registers));
    site.on = registers;
    return site;
  }

  void compile_conditions(std::vector<NamedFormula>* formulas, const FormulaSite& site) {
    for (NamedFormula& one : *formulas) {
      meaning_.compile(&one.formula, site, Wanted::condition);
    }
  }

  void resolve(Register* one) {
    const FormulaSite site = about(*meaning_.rows().row(one->name.text));
    check_one_for(one);
    for (NamedFormula& derived : one->derived) meaning_.compile(&derived.formula, site);
    FormulaSite writing = site;
    writing.has_user = true;
    compile_conditions(&one->must, writing);
    compile_conditions(&one->warn, writing);
    compile_conditions(&one->grades, site);
  }

  /// The rows to come are told apart by the one field of the key.
  void check_one_for(Register* one) {
    if (one->one_for.empty()) return;
    const Type values =
        meaning_.compile(&one->one_for, with_node(one->every != Period::none), Wanted::anything);
    const Field* key = one->key.size() == 1 ? one->field(one->key.front().text) : nullptr;
    if (key == nullptr) {
      meaning_.error("PLAN-X016", one->one_for.text.span(), {{"register", one->name.text}});
      return;
    }
    const Type value = values.is(TypeKind::list) ? values.element() : values;
    const Type wanted = meaning_.rows().of_domain(key->domain);
    if (may_fill(value, wanted)) return;
    meaning_.error(
        "PLAN-X008", one->one_for.text.span(),
        {{"field", key->name.text}, {"wanted", wanted.print()}, {"found", value.print()}});
  }

  void resolve(Flow* flow) {
    const std::vector<Name> registers = meaning_.registers_of(flow->name.text);
    if (registers.empty()) return say_unused(*flow);
    FormulaSite site = standing_on(registers);
    site.has_user = true;
    for (FlowStep& step : flow->steps) {
      compile_conditions(&step.must, site);
      compile_conditions(&step.warn, site);
      check_openings(&meaning_, &step.opens, taking(step, site));
      check_openings(&meaning_, &step.late_opens, site);
      check_moves(&meaning_, step.moves, site.record);
    }
  }

  /// The site once a step is taken: what it needs is there, what it must be is so.
  FormulaSite taking(const FlowStep& step, FormulaSite site) {
    site.not_null = known_of(step.by);
    for (const Name& need : step.needs) site.not_null.push_back(need.text);
    for (const NamedFormula& one : step.must) {
      const std::vector<std::string>& known = meaning_.compiler().not_null_if(one.formula);
      site.not_null.insert(site.not_null.end(), known.begin(), known.end());
    }
    return site;
  }

  /// Whose rows are not known, of which nothing can be asked. A misspelled name is told elsewhere.
  void say_unused(const Flow& flow) {
    const bool has_formulas =
        std::any_of(flow.steps.begin(), flow.steps.end(), [](const FlowStep& step) {
          return !step.must.empty() || !step.warn.empty() || !step.opens.empty() ||
                 !step.late_opens.empty();
        });
    const bool may_be_misspelled =
        std::any_of(plan_.registers.begin(), plan_.registers.end(), [this](const Register& one) {
          return !one.flow.empty() && plan_.find_flow(one.flow.text) == nullptr;
        });
    if (!has_formulas || may_be_misspelled) return;
    meaning_.warning("PLAN-X015", flow.name.span, {{"name", flow.name.text}});
  }

  void resolve(Target* target) {
    FormulaSite site = with_node(true);
    // Of a change since a base the unit is that of the change, not of the measure.
    if (target->base.empty()) site.unit = unit_of(target->unit);
    meaning_.compile(&target->measure, site, Wanted::number);
    check_measure_unit(&meaning_, *target);
    check_measure_period(&meaning_, *target);
    meaning_.compile(&target->all_of, with_node(true), Wanted::rows);
    for (const Formula* formula : {&target->measure, &target->all_of}) check_no_state(*formula);
    const Formula& measured = target->measure.empty() ? target->all_of : target->measure;
    std::vector<Name> rows = rows_done(measured);
    const std::string first = meaning_.rows().register_in(measured.text.text());
    if (rows.empty() && !first.empty()) rows = {{first, {}}};
    FormulaSite counting = about(meaning_.record_of(rows));
    counting.has_node = true;
    // Of a measure that is wrong nobody knows which rows it counts.
    if (measured.expression || !counting.record.is_any()) {
      meaning_.compile(&target->counts_on, counting, Wanted::day_or_year);
    }
    if (!target->split_by.empty()) check_split(*target, counting.record);
    check_counted(*target, rows);
  }

  /// Which states count is said once, by the grades of the flow.
  void check_no_state(const Formula& formula) {
    if (!formula.expression) return;
    const feel::Syntax& syntax = formula.expression->syntax();
    const std::string_view state = row_words(plan_.header.language).state;
    for (feel::NodeId id = 0; id < syntax.nodes.size(); ++id) {
      const feel::Node& node = syntax.at(id);
      const bool is_name = node.op == feel::Op::name || node.op == feel::Op::member;
      if (!is_name || (node.name != state && node.name != "entered")) continue;
      const Span& span = syntax.spans[id];
      meaning_.error("PLAN-E015", formula.text.span(span.begin, span.end), {{"name", node.name}});
      return;
    }
  }

  /// The values of a split are words of its field.
  void check_split(const Target& target, const Type& record) {
    if (record.is_any() || !meaning_.expect_field(target.split_by, record)) return;
    const Constraint* words = record.field(target.split_by.text)->constraint();
    if (words == nullptr || words->allowed_values() == nullptr) return;
    std::vector<std::string> known;
    for (const Value& word : *words->allowed_values()) known.push_back(word.text());
    for (const TargetNode& node : target.nodes) {
      for (const auto& [name, value] : node.parts) {
        meaning_.expect(name, known, "PLAN-X011", target.split_by.text);
      }
    }
  }

  /// Without a flow there is no day of acceptance by which a row falls into a period.
  void check_counted(const Target& target, const std::vector<Name>& rows) {
    const bool by_period = target.form == TargetForm::each || target.form == TargetForm::every;
    if (!by_period || target.measure.empty() || !target.counts_on.empty()) return;
    const std::vector<FormulaInput>& inputs = target.measure.inputs;
    const bool asks_node = std::any_of(inputs.begin(), inputs.end(), [](const auto& input) {
      return input.kind == FormulaInput::Kind::node;
    });
    if (asks_node) return;
    for (const Name& name : rows) {
      const Register* definition = plan_.find_register(name.text);
      const bool has_day =
          definition == nullptr || !definition->flow.empty() || definition->period != Period::none;
      if (has_day) continue;
      meaning_.error("PLAN-E010", target.span,
                     {{"target", target.name}, {"register", definition->name.text}});
    }
  }

  void resolve(Policy* policy) {
    FormulaSite site = standing_on(policy->of);
    if (site.record.is_any()) return;  // Told where its registers are named.
    meaning_.compile(&policy->eligible, site, Wanted::condition);
    meaning_.compile(&policy->until, site, Wanted::condition);
    meaning_.compile(&policy->rates_on, site, Wanted::day);
    site.unit = unit_of(policy->unit.text);
    meaning_.compile(&policy->amount, site, Wanted::number);
    meaning_.compile(&policy->cap, site, Wanted::number);
  }

  void resolve(Watch* watch) {
    FormulaSite site = standing_on(watch->on);
    if (site.record.is_any()) return;  // Told where its registers are named.
    meaning_.compile(&watch->when, site, Wanted::condition);
    site.not_null = meaning_.compiler().not_null_if(watch->when);
    check_openings(&meaning_, &watch->opens, site);
    check_moves(&meaning_, watch->moves, site.record);
  }

  void resolve(Ranking* ranking, size_t index) {
    const bool has_node = ranking->every != Period::none;
    const Type ranked = meaning_.compile(&ranking->of, with_node(has_node), Wanted::rows);
    FormulaSite site = about(ranked.is(TypeKind::list) ? ranked.element() : ranked);
    site.has_node = has_node;
    for (Score& score : ranking->scores) {
      meaning_.compile(&score.value, site, Wanted::number);
    }
    site.record = meaning_.rows().circular(index);
    meaning_.compile(&ranking->leaders, site, Wanted::condition);
  }

  void resolve(Form* form) {
    FormulaSite site = about(meaning_.rows().form_row(*form));
    site.has_user = true;
    site.not_null = known_of(form->by);
    check_openings(&meaning_, &form->writes, site);
  }

  Meaning& meaning_;
  Plan& plan_;
};

}  // namespace

void resolve_formulas(Meaning* meaning) {
  FormulaResolver(meaning).run();
}

}  // namespace fangan
