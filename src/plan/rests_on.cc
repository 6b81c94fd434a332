// What formulas rest on: parameters, through everything they read; and things that rest on
// themselves (language.md 3.7).
#include <algorithm>

#include "plan/meaning.h"

namespace fangan {
namespace {

/// Everything that is computed, by kind and place.
std::vector<Computed> all_computed(const Plan& plan) {
  std::vector<Computed> all;
  const auto add = [&all](const auto& blocks, Computed::Kind kind) {
    for (uint32_t i = 0; i < blocks.size(); ++i) all.push_back({kind, i, 0});
  };
  for (uint32_t i = 0; i < plan.registers.size(); ++i) {
    for (uint32_t j = 0; j < plan.registers[i].derived.size(); ++j) {
      all.push_back({Computed::Kind::derived, i, j});
    }
    all.push_back({Computed::Kind::grades, i, 0});
  }
  add(plan.decisions, Computed::Kind::decision);
  add(plan.targets, Computed::Kind::target);
  add(plan.policies, Computed::Kind::policy);
  add(plan.rankings, Computed::Kind::ranking);
  add(plan.notices, Computed::Kind::notice);
  return all;
}

/// The formulas that compute it: those of its block, but for what is asked of rows once they are
/// there (all_formulas has both).
std::vector<Formula*> formulas_of(Plan* plan, const Computed& computed) {
  std::vector<Formula*> formulas;
  switch (computed.kind) {
    case Computed::Kind::derived:
      return {&plan->registers[computed.block].derived[computed.entry].formula};
    case Computed::Kind::grades:
      for (NamedFormula& one : plan->registers[computed.block].grades) {
        formulas.push_back(&one.formula);
      }
      return formulas;
    case Computed::Kind::decision:
      return {&plan->decisions[computed.block].value};
    case Computed::Kind::target: {
      Target& target = plan->targets[computed.block];
      return {&target.measure, &target.all_of, &target.counts_on};
    }
    case Computed::Kind::policy: {
      Policy& policy = plan->policies[computed.block];
      return {&policy.eligible, &policy.amount, &policy.cap, &policy.until, &policy.rates_on};
    }
    case Computed::Kind::ranking: {
      Ranking& ranking = plan->rankings[computed.block];
      formulas = {&ranking.of};
      for (Score& score : ranking.scores) formulas.push_back(&score.value);
      return formulas;
    }
    case Computed::Kind::notice:
      return {&plan->notices[computed.block].of};
    case Computed::Kind::figures:
      return {};
  }
  return formulas;
}

/// Things computed as a graph, walked once each.
class RestsOn {
 public:
  explicit RestsOn(Meaning* meaning) : meaning_(*meaning), plan_(meaning->plan()) {}

  void run() {
    for (const Computed& one : all_computed(plan_)) visit(one);
    visit({Computed::Kind::figures, 0, 0});
    for (Formula* formula : all_formulas(&plan_)) set(formula);
    for (const SetQuestion& question : meaning_.compiler().set_questions()) check(question);
    for (auto& [computed, known] : known_) {
      meaning_.rows().set_rests_on(computed, {known.parameters.begin(), known.parameters.end()});
    }
  }

 private:
  using Parameters = std::set<std::string>;

  struct Known {
    Parameters parameters;
    bool is_open = true;
    size_t place = 0;  ///< While open: in path_.
  };

  /// One being walked: what it reads, and how much of that has been seen.
  struct Step {
    Computed computed;
    Parameters parameters;
    std::vector<Computed> below;
    size_t next = 0;
  };

  /// What it takes directly.
  FormulaUses uses_of(const Computed& computed) {
    FormulaUses all;
    for (const Formula* formula : formulas_of(&plan_, computed)) {
      const FormulaUses& own = meaning_.compiler().uses_of(*formula);
      all.parameters.insert(own.parameters.begin(), own.parameters.end());
      all.computed.insert(own.computed.begin(), own.computed.end());
    }
    if (computed.kind == Computed::Kind::target) {
      add_grades(plan_.targets[computed.block].all_of, &all.computed);
    }
    if (computed.kind == Computed::Kind::ranking) {
      for (const Score& score : plan_.rankings[computed.block].scores) {
        if (!score.weight.empty()) all.parameters.insert(score.weight.text);
      }
    }
    if (computed.kind == Computed::Kind::figures) {
      for (uint32_t i = 0; i < plan_.targets.size(); ++i) {
        all.computed.insert({Computed::Kind::target, i, 0});
      }
    }
    return all;
  }

  /// `all of` counts the rows of its registers by grade without saying so.
  void add_grades(const Formula& all_of, std::set<Computed>* all) const {
    for (const FormulaInput& input : all_of.inputs) {
      for (uint32_t i = 0; i < plan_.registers.size(); ++i) {
        const bool is_listed = input.kind == FormulaInput::Kind::rows &&
                               plan_.registers[i].name.text == input.name;
        if (is_listed) all->insert({Computed::Kind::grades, i, 0});
      }
    }
  }

  /// Its name, and where it stands.
  Name name_of(const Computed& computed) const {
    switch (computed.kind) {
      case Computed::Kind::derived:
        return plan_.registers[computed.block].derived[computed.entry].name;
      case Computed::Kind::grades:
        return plan_.registers[computed.block].name;
      case Computed::Kind::decision:
        return plan_.decisions[computed.block].name;
      case Computed::Kind::target:
        return {plan_.targets[computed.block].name, plan_.targets[computed.block].span};
      case Computed::Kind::policy:
        return plan_.policies[computed.block].name;
      case Computed::Kind::ranking:
        return plan_.rankings[computed.block].name;
      case Computed::Kind::notice:
        return plan_.notices[computed.block].name;
      case Computed::Kind::figures:
        return {"目标", {}};
    }
    return {};
  }

  void open(const Computed& computed) {
    known_[computed].place = path_.size();
    FormulaUses uses = uses_of(computed);
    path_.push_back({computed,
                     std::move(uses.parameters),
                     {uses.computed.begin(), uses.computed.end()}});
  }

  /// With a path of its own: things may rest on one another many thousand deep.
  void visit(const Computed& root) {
    if (known_.count(root) == 0) open(root);
    while (!path_.empty()) {
      Step& step = path_.back();
      if (step.next == step.below.size()) {
        close(&step);
        path_.pop_back();
        continue;
      }
      const Computed below = step.below[step.next++];
      const auto known = known_.find(below);
      if (known == known_.end()) {
        open(below);
      } else if (known->second.is_open) {
        report_circle(known->second.place);
      }
    }
  }

  void close(Step* step) {
    for (const Computed& one : step->below) add(one, &step->parameters);
    Known& known = known_[step->computed];
    known.parameters = std::move(step->parameters);
    known.is_open = false;
  }

  void add(const Computed& computed, Parameters* all) const {
    const Parameters& below = known_.at(computed).parameters;
    all->insert(below.begin(), below.end());
  }

  void set(Formula* formula) {
    FormulaUses uses = meaning_.compiler().uses_of(*formula);
    const bool is_all_of = std::any_of(
        plan_.targets.begin(), plan_.targets.end(),
        [formula](const Target& target) { return &target.all_of == formula; });
    if (is_all_of) add_grades(*formula, &uses.computed);
    Parameters all = uses.parameters;
    for (const Computed& one : uses.computed) add(one, &all);
    formula->rests_on.assign(all.begin(), all.end());
  }

  void check(const SetQuestion& question) {
    Parameters all = question.uses.parameters;
    for (const Computed& one : question.uses.computed) {
      visit(one);
      add(one, &all);
    }
    if (all.empty()) meaning_.error(question.finding);
  }

  /// From that place of the path to its end. Told where a block stands, which figures have not.
  void report_circle(size_t place) {
    std::vector<Name> names;
    for (size_t i = place; i < path_.size() && names.size() <= shown_max; ++i) {
      names.push_back(name_of(path_[i].computed));
    }
    const bool is_cut = names.size() > shown_max;
    if (is_cut) names.back().text = "…";
    if (path_[place].computed.kind == Computed::Kind::figures && !is_cut) {
      std::rotate(names.begin(), names.begin() + 1, names.end());
    }
    const Name& first = names.front();
    std::string circle;
    for (const Name& name : names) circle += name.text + " → ";
    const Span span = first.span.empty() ? names[1].span : first.span;
    meaning_.error("PLAN-E008", span, {{"name", first.text}, {"circle", circle + first.text}});
  }

  static constexpr size_t shown_max = 20;

  Meaning& meaning_;
  Plan& plan_;
  std::map<Computed, Known> known_;
  std::vector<Step> path_;
};

class AllFormulas {
 public:
  void add(Formula* formula) {
    if (!formula->empty()) all_.push_back(formula);
  }
  void add(std::vector<NamedFormula>* formulas) {
    for (NamedFormula& one : *formulas) add(&one.formula);
  }
  void add(std::vector<Opening>* openings) {
    for (Opening& opening : *openings) {
      add(&opening.when);
      for (Filling& filling : opening.fields) add(&filling.value);
    }
  }
  std::vector<Formula*> take() { return std::move(all_); }

 private:
  std::vector<Formula*> all_;
};

}  // namespace

void set_rests_on(Meaning* meaning) {
  RestsOn(meaning).run();
}

std::vector<Formula*> all_formulas(Plan* plan) {
  AllFormulas all;
  for (const Computed& computed : all_computed(*plan)) {
    for (Formula* formula : formulas_of(plan, computed)) all.add(formula);
  }
  for (Register& one : plan->registers) {
    all.add(&one.one_for);
    for (auto* group : {&one.must, &one.warn}) all.add(group);
  }
  for (Flow& flow : plan->flows) {
    for (FlowStep& step : flow.steps) {
      for (auto* group : {&step.must, &step.warn}) all.add(group);
      for (auto* group : {&step.opens, &step.late_opens}) all.add(group);
    }
  }
  for (Task& one : plan->tasks) all.add(&one.one_for);
  for (Watch& one : plan->watches) {
    all.add(&one.when);
    all.add(&one.opens);
  }
  for (Ranking& one : plan->rankings) all.add(&one.leaders);
  for (Form& one : plan->forms) all.add(&one.writes);
  return all.take();
}

}  // namespace fangan
