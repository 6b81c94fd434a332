// What formulas rest on: parameters, through everything they read; and things that rest on
// themselves (language.md 3.7).
#include <algorithm>

#include "plan/meaning.h"

namespace fangan {
namespace {

/// Things computed as a graph, walked once each.
class RestsOn {
 public:
  explicit RestsOn(Meaning* meaning) : meaning_(*meaning), plan_(meaning->plan()) {}

  void run() {
    for (uint32_t i = 0; i < plan_.registers.size(); ++i) {
      for (uint32_t j = 0; j < plan_.registers[i].derived.size(); ++j) {
        visit({Computed::Kind::derived, i, j});
      }
      visit({Computed::Kind::grades, i, 0});
    }
    for (uint32_t i = 0; i < plan_.decisions.size(); ++i) visit({Computed::Kind::decision, i, 0});
    for (uint32_t i = 0; i < plan_.targets.size(); ++i) visit({Computed::Kind::target, i, 0});
    for (uint32_t i = 0; i < plan_.policies.size(); ++i) visit({Computed::Kind::policy, i, 0});
    for (uint32_t i = 0; i < plan_.rankings.size(); ++i) visit({Computed::Kind::ranking, i, 0});
    for (Formula* formula : all_formulas(&plan_)) set(formula);
    for (auto& [computed, known] : known_) {
      meaning_.rows().set_rests_on(computed, {known.parameters.begin(), known.parameters.end()});
    }
  }

 private:
  struct Known {
    std::set<std::string> parameters;
    bool is_open = true;
  };

  std::vector<const Formula*> formulas_of(const Computed& computed) const {
    std::vector<const Formula*> formulas;
    switch (computed.kind) {
      case Computed::Kind::derived:
        return {&plan_.registers[computed.block].derived[computed.entry].formula};
      case Computed::Kind::grades:
        for (const NamedFormula& one : plan_.registers[computed.block].grades) {
          formulas.push_back(&one.formula);
        }
        return formulas;
      case Computed::Kind::decision:
        return {&plan_.decisions[computed.block].value};
      case Computed::Kind::target: {
        const Target& target = plan_.targets[computed.block];
        return {&target.measure, &target.all_of, &target.counts_on};
      }
      case Computed::Kind::policy: {
        const Policy& policy = plan_.policies[computed.block];
        return {&policy.eligible, &policy.amount, &policy.cap, &policy.until};
      }
      case Computed::Kind::ranking: {
        const Ranking& ranking = plan_.rankings[computed.block];
        formulas = {&ranking.of};
        for (const Score& score : ranking.scores) formulas.push_back(&score.value);
        return formulas;
      }
    }
    return formulas;
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
    }
    return {};
  }

  const std::set<std::string>& visit(const Computed& computed) {
    static const std::set<std::string> none;
    const auto [place, is_new] = known_.emplace(computed, Known());
    if (!is_new) {
      if (!place->second.is_open) return place->second.parameters;
      report_circle(computed);
      return none;
    }
    path_.push_back(computed);
    std::set<std::string> all;
    for (const Formula* formula : formulas_of(computed)) {
      const std::set<std::string> own = of(*formula);
      all.insert(own.begin(), own.end());
    }
    path_.pop_back();
    Known& known = known_[computed];
    known.parameters = std::move(all);
    known.is_open = false;
    return known.parameters;
  }

  std::set<std::string> of(const Formula& formula) {
    const FormulaUses& uses = meaning_.compiler().uses_of(formula);
    std::set<std::string> all = uses.parameters;
    for (const Computed& one : uses.computed) {
      const std::set<std::string>& below = visit(one);
      all.insert(below.begin(), below.end());
    }
    return all;
  }

  void set(Formula* formula) {
    const std::set<std::string> all = of(*formula);
    formula->rests_on.assign(all.begin(), all.end());
  }

  void report_circle(const Computed& computed) {
    const auto begin = std::find(path_.begin(), path_.end(), computed);
    std::string circle;
    for (auto it = begin; it != path_.end(); ++it) circle += name_of(*it).text + " → ";
    const Name name = name_of(computed);
    meaning_.error("PLAN-E008", name.span, {{"name", name.text}, {"circle", circle + name.text}});
  }

  Meaning& meaning_;
  Plan& plan_;
  std::map<Computed, Known> known_;
  std::vector<Computed> path_;
};

}  // namespace

void set_rests_on(Meaning* meaning) {
  RestsOn(meaning).run();
}

namespace {

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

std::vector<Formula*> all_formulas(Plan* plan) {
  AllFormulas all;
  for (Register& one : plan->registers) {
    all.add(&one.one_for);
    for (auto* group : {&one.derived, &one.must, &one.warn, &one.grades}) all.add(group);
  }
  for (Flow& flow : plan->flows) {
    for (FlowStep& step : flow.steps) {
      for (auto* group : {&step.must, &step.warn}) all.add(group);
      for (auto* group : {&step.opens, &step.late_opens}) all.add(group);
    }
  }
  for (Decision& one : plan->decisions) all.add(&one.value);
  for (Task& one : plan->tasks) all.add(&one.one_for);
  for (Target& one : plan->targets) {
    for (Formula* formula : {&one.measure, &one.all_of, &one.counts_on}) all.add(formula);
  }
  for (Policy& one : plan->policies) {
    for (Formula* formula : {&one.eligible, &one.amount, &one.cap, &one.until, &one.rates_on}) {
      all.add(formula);
    }
  }
  for (Watch& one : plan->watches) {
    all.add(&one.when);
    all.add(&one.opens);
  }
  for (Ranking& one : plan->rankings) {
    all.add(&one.of);
    for (Score& score : one.scores) all.add(&score.value);
    all.add(&one.leaders);
  }
  for (Notice& one : plan->notices) all.add(&one.of);
  for (Form& one : plan->forms) all.add(&one.writes);
  return all.take();
}

}  // namespace fangan
