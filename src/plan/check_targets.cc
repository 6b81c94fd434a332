// Targets: a figure to reach, what it is measured by, and when.
#include <algorithm>

#include "plan/check_context.h"
#include "plan/lexicon.h"
#include "plan/period_days.h"
#include "plan/read_keys.h"
#include "plan/target_values.h"

namespace fangan {
namespace {

constexpr std::pair<std::string_view, Compare> compare_words[] = {
    {">=", Compare::at_least}, {">", Compare::more},  {"<=", Compare::at_most},
    {"<", Compare::less},      {"~", Compare::about}, {"range", Compare::range}};

/// Percentages and the like do not add up over counties.
bool is_ratio(std::string_view unit) {
  return unit.find('%') != unit.npos || unit.find("‰") != unit.npos || unit == "个百分点";
}

void refuse(const KeyReader& keys, const char* key, const char* form) {
  keys.context().error("PLAN-T007", keys.find(key)->key_span, {{"key", key}, {"form", form}});
}

/// What the keys of a target say of each other. A block that is not clean may lack the values only
/// because they could not be read.
void check_keys(const KeyReader& keys, const Target& target, bool clean) {
  const bool certain = clean || target.form != TargetForm::none;
  const bool by_rows = keys.has("measure") || keys.has("all of");
  if (certain && keys.has("from") && target.form != TargetForm::every) {
    refuse(keys, "from", "every");
  }
  if (certain && keys.has("reserve") && target.shares != ShareRule::sum) {
    refuse(keys, "reserve", "shares: sum");
  }
  // Alone a total is what the text asks without saying by when.
  const bool has_day = target.form == TargetForm::due || target.form == TargetForm::all_of;
  if (keys.has("total") && has_day) refuse(keys, "total", "each, every");
  if (certain) keys.refuse_without("by", "all of");
  keys.refuse_both("measure", "all of");
  if (clean && keys.has("counts on") && !by_rows) refuse(keys, "counts on", "measure, all of");
  if (clean) {
    keys.refuse_without("base", "measure");
    keys.refuse_without("split by", "measure");
  }
  if (keys.has("tolerance") && target.compare != Compare::about && clean) {
    refuse(keys, "tolerance", "compare: ~");
  }
  if (keys.has("shares") && target.shares == ShareRule::sum && is_ratio(target.unit)) {
    keys.context().error("PLAN-T006", keys.find("shares")->value_span, {{"unit", target.unit}});
  }
}

void refuse_no_period(CheckContext* context, const Name& base) {
  if (is_period(spelt_period(base.text))) return;
  context->error("PLAN-T009", base.span, {{"period", base.text}});
}

void read_words(const KeyReader& keys, Target* target) {
  for (const auto& [word, compare] : compare_words) {
    if (keys.has("compare") && keys.find("compare")->value == word) target->compare = compare;
  }
  keys.word("compare");
  const std::string shares = keys.word("shares");
  if (shares == "each") target->shares = ShareRule::each;
  const bool ratio_alone = !keys.has("shares") && is_ratio(target->unit);
  if (shares == "none" || ratio_alone) target->shares = ShareRule::none;
  const std::string grade = keys.word("grade");
  if (!grade.empty()) target->grade = grade;
  target->aim = keys.flag("aim");
}

/// The last year any block or quantity of the plan names: how far yearly targets are listed.
int64_t last_year_of(const Plan& plan) {
  int64_t last = plan.header.in_force_from ? plan.header.in_force_from->year() : 0;
  for (const Quantity& quantity : plan.draft.quantities) {
    if (quantity.low || quantity.due.size() != 10) continue;
    const Result<Date> due = Date::parse(quantity.due);
    if (due) last = std::max(last, due.value().year());
  }
  return last;
}

}  // namespace

void check_target(CheckContext* context, const PlacedBlock& placed) {
  const size_t errors_before = context->error_count();
  const KeyReader keys(context, placed);
  if (!context->define(placed)) return;
  const std::optional<Citation> citation = context->cite(placed);
  Target target;
  target.name = placed.block->name;
  target.span = placed.block->name_span;
  target.label = keys.text("label");
  target.measure = keys.formula("measure");
  target.unit = keys.unit("unit").text;
  const Name tolerance = keys.name("tolerance");
  target.tolerance = tolerance.text;
  context->keep_place(target.name, tolerance.text, tolerance.span);
  target.counts_on = keys.formula("counts on");
  target.base = keys.name("base");
  if (!target.base.empty()) refuse_no_period(context, target.base);
  target.base.text = spelt_period(target.base.text);
  target.split_by = keys.name("split by");
  read_words(keys, &target);
  const size_t errors_before_values = context->error_count();
  read_target_values(keys, last_year_of(context->plan()), &target);
  const bool values_read = context->error_count() == errors_before_values;
  read_total(keys, &target);
  target.reserve = keys.number("reserve");
  check_keys(keys, target, context->error_count() == errors_before);
  if (values_read) check_target_values(keys, target);
  if (!citation) return;
  target.citation = *citation;
  context->plan().targets.push_back(std::move(target));
}

}  // namespace fangan
