// What a measure counts, held against what its target asks for: a count or a ratio, one period or
// all of them.
#include <algorithm>
#include <functional>

#include "feel/expression.h"
#include "plan/lexicon.h"
#include "plan/meaning.h"
#include "plan/row_words.h"

namespace fangan {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// 人/万人, %, 倍: so many of so many, which a number of things is not.
bool is_ratio_name(std::string_view unit) {
  const bool is_written = unit.find('/') != unit.npos || unit.find("每") != unit.npos;
  return is_written || is_one_of(unit, {"%", "‰", "个百分点", "百分点", "倍", "折"});
}

bool holds(const feel::Syntax& syntax, const std::function<bool(const feel::Node&)>& asked) {
  return std::any_of(syntax.nodes.begin(), syntax.nodes.end(), asked);
}

bool divides(const feel::Syntax& syntax) {
  return holds(syntax, [](const feel::Node& node) {
    return node.op == feel::Op::divide && !node.converts;
  });
}

/// Whether it reads what a rule computes: a number of things divided by a number without a unit
/// still bears the unit of the things.
bool reads_computed(const Plan& plan, const feel::Syntax& syntax) {
  return holds(syntax, [&plan](const feel::Node& node) {
    if (node.op != feel::Op::name && node.op != feel::Op::member) return false;
    const auto is_name = [&node](const auto& one) { return one.name.text == node.name; };
    const bool is_derived =
        std::any_of(plan.registers.begin(), plan.registers.end(), [&](const Register& one) {
          return std::any_of(one.derived.begin(), one.derived.end(), is_name);
        });
    return is_derived || std::any_of(plan.decisions.begin(), plan.decisions.end(), is_name);
  });
}

bool counts(const feel::Syntax& syntax) {
  feel::NodeId root = syntax.root;
  while (syntax.at(root).converts) root = syntax.at(root).children.front();
  const feel::Node& node = syntax.at(root);
  return node.op == feel::Op::call && syntax.at(node.children[0]).name == "count";
}

}  // namespace

/// Both have dimension 1, so the factor between them would be put in without a word.
void check_measure_unit(Meaning* meaning, const Target& target) {
  if (!target.measure.expression || !target.base.empty()) return;
  const Result<Unit> wanted = Lexicon::standard().units().parse(target.unit);
  const std::optional<Unit>& found = meaning->compiler().unit_of(target.measure);
  if (!wanted || !found) return;
  if (!wanted.value().exponent.empty() || !found->exponent.empty()) return;
  const feel::Syntax& syntax = target.measure.expression->syntax();
  const bool asks_ratio = is_ratio_name(wanted.value().name);
  const bool is_ratio = is_ratio_name(found->name);
  if (asks_ratio == is_ratio) return;
  const bool is_count = !found->name.empty() || counts(syntax);
  if (asks_ratio &&
      (!is_count || divides(syntax) || reads_computed(meaning->plan(), syntax))) {
    return;
  }
  meaning->error("PLAN-E018", target.measure.text.span(),
                 {{"found", found->name.empty() ? "1" : found->name}, {"unit", target.unit}});
}

/// A level reached by a day takes the rows of all periods: added up they make no ratio of one.
void check_measure_period(Meaning* meaning, const Target& target) {
  const bool by_period = target.form == TargetForm::each || target.form == TargetForm::every;
  if (by_period || !target.base.empty() || !target.measure.expression) return;
  const feel::Syntax& syntax = target.measure.expression->syntax();
  const std::string_view period = row_words(meaning->plan().header.language).period;
  const bool picks = holds(syntax, [period](const feel::Node& node) {
    const bool is_name = node.op == feel::Op::name || node.op == feel::Op::member;
    return is_name && is_one_of(node.name, {period, "node"});
  });
  if (picks || !divides(syntax)) return;
  for (const FormulaInput& input : target.measure.inputs) {
    if (input.kind != FormulaInput::Kind::rows) continue;
    const Register* rows = meaning->plan().find_register(input.name);
    if (rows == nullptr || rows->period == Period::none) continue;
    meaning->warning("PLAN-E019", target.measure.text.span(),
                     {{"register", input.name}, {"period", std::string(period)}});
    return;
  }
}

}  // namespace fangan
