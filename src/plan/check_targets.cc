// Targets: values by day, by period or by year; parts must add up to the total.
#include <algorithm>

#include "plan/check_context.h"
#include "text/suggest.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr std::pair<std::string_view, Compare> compare_words[] = {
    {">=", Compare::at_least}, {">", Compare::more},  {"<=", Compare::at_most},
    {"<", Compare::less},      {"~", Compare::about}, {"range", Compare::range}};

/// "5..10" or "5 至 10" is a range; "" is not set.
TargetValue read_value(CheckContext* context, std::string_view key, const Inline& written) {
  TargetValue value;
  const std::string word = context->word(written, key);
  const size_t dots = word.find("..");
  if (dots == std::string::npos) {
    if (!word.empty()) value.low = context->number(word, written.span);
    return value;
  }
  value.low = context->number(word.substr(0, dots), written.span);
  value.high = context->number(word.substr(dots + 2), written.span);
  return value;
}

std::optional<int64_t> read_year(CheckContext* context, const Inline& key) {
  const bool four_digits =
      key.word.size() == 4 && key.word.find_first_not_of("0123456789") == std::string::npos;
  const int64_t year = four_digits ? std::stoi(key.word) : 0;
  if (year >= 1900 && year <= 2999) return year;
  context->error("PLAN-T001", key.span, {{"period", key.word}});
  return std::nullopt;
}

void read_due(CheckContext* context, const Inline& map, Target* target) {
  target->form = TargetForm::due;
  for (const auto& [key, value] : map.pairs) {
    const std::optional<Date> date = context->date(key.word, key.span);
    if (!date) continue;
    const Date from = context->plan().header.in_force_from.value_or(*date);
    target->nodes.push_back({date->print(), from, *date, read_value(context, "due", value), {}});
  }
}

void read_each(CheckContext* context, const Inline& map, Target* target) {
  target->form = TargetForm::each;
  for (const auto& [key, value] : map.pairs) {
    const std::optional<int64_t> year = read_year(context, key);
    if (!year) continue;
    target->nodes.push_back({key.word, first_of_year(*year), last_of_year(*year),
                             read_value(context, "each", value), {}});
  }
}

/// `every: {2018: 10}` or `every: 10` with `from: 2018`: the value holds in each year from then on.
/// The years are listed to the last year the plan names.
void read_every(CheckContext* context, const PlacedBlock& placed, const Inline& written,
                int64_t last_year, Target* target) {
  target->form = TargetForm::every;
  const PlanHeader& header = context->plan().header;
  int64_t first = header.in_force_from ? header.in_force_from->year() : last_year;
  if (const Entry* from = placed.body.find("from")) {
    Inline key;
    key.word = from->value;
    key.span = from->value_span;
    if (const auto year = read_year(context, key)) first = *year;
  }
  std::vector<std::pair<int64_t, TargetValue>> values;
  if (written.kind == Inline::Kind::map) {
    for (const auto& [key, value] : written.pairs) {
      const auto year = read_year(context, key);
      if (year) values.emplace_back(*year, read_value(context, "every", value));
    }
    std::stable_sort(values.begin(), values.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    if (!values.empty() && placed.body.find("from") == nullptr) first = values.front().first;
  } else {
    values.emplace_back(first, read_value(context, "every", written));
  }
  if (values.empty()) return;
  for (int64_t year = first; year <= std::max(first, last_year); ++year) {
    TargetValue value = values.front().second;
    for (const auto& [from, later] : values) {
      if (from <= year) value = later;
    }
    target->nodes.push_back(
        {std::to_string(year), first_of_year(year), last_of_year(year), value, {}});
  }
}

void read_nodes(CheckContext* context, const PlacedBlock& placed, int64_t last_year,
                Target* target) {
  int forms = 0;
  for (const char* key : {"due", "each", "every"}) {
    const Entry* entry = placed.body.find(key);
    if (entry == nullptr) continue;
    if (++forms > 1) {
      context->error("PLAN-K003", entry->key_span, {{"keys", "due each every"}});
      continue;
    }
    const std::optional<Inline> value = context->inline_value(entry);
    if (!value) continue;
    const bool is_every = std::string_view(key) == "every";
    if (!is_every && value->kind != Inline::Kind::map) {
      context->error("PLAN-K002", entry->key_span, {{"key", key}});
    } else if (is_every) {
      read_every(context, placed, *value, last_year, target);
    } else if (std::string_view(key) == "due") {
      read_due(context, *value, target);
    } else {
      read_each(context, *value, target);
    }
  }
  std::stable_sort(target->nodes.begin(), target->nodes.end(),
                   [](const TargetNode& a, const TargetNode& b) { return a.due < b.due; });
}

/// Percentages and the like do not add up over counties.
bool is_ratio(std::string_view unit) {
  return unit.find('%') != unit.npos || unit.find("‰") != unit.npos || unit == "个百分点";
}

/// What the keys of a target say of each other. A block that is not clean may lack the values only
/// because they could not be read.
void check_form(CheckContext* context, const PlacedBlock& placed, const Target& target,
                bool clean) {
  const bool certain = clean || target.form != TargetForm::none;
  const Entry* from = placed.body.find("from");
  if (certain && from != nullptr && target.form != TargetForm::every) {
    context->error("PLAN-T007", from->key_span, {{"key", "from"}, {"form", "every"}});
  }
  const Entry* total = placed.body.find("total");
  const bool summed = target.form == TargetForm::each || target.form == TargetForm::every;
  if (certain && total != nullptr && !summed) {
    context->error("PLAN-T007", total->key_span, {{"key", "total"}, {"form", "each, every"}});
  }
  const Entry* shares = placed.body.find("shares");
  if (shares != nullptr && shares->value == "sum" && is_ratio(target.unit)) {
    context->error("PLAN-T006", shares->value_span, {{"unit", target.unit}});
  }
  const Entry* values = nullptr;
  for (const char* key : {"every", "each", "due"}) {
    if (placed.body.find(key) != nullptr) values = placed.body.find(key);
  }
  for (const TargetNode& node : target.nodes) {
    const bool ranged = node.value.high.has_value();
    const bool asked = target.compare == Compare::range;
    const bool upside_down = ranged && node.value.low && *node.value.high < *node.value.low;
    const bool fits = !node.value.low || (ranged == asked && !upside_down);
    if (!fits) context->error("PLAN-T005", values->value_span, {{"node", node.name}});
  }
}

void check_total(CheckContext* context, const PlacedBlock& placed, const Target& target) {
  const Entry* entry = placed.body.find("total");
  if (entry == nullptr || !target.total || target.form != TargetForm::each) return;
  Decimal sum = 0;
  for (const TargetNode& node : target.nodes) {
    if (!node.value.low) return;
    const Result<Decimal> next = add(sum, *node.value.low);
    if (!next) return;
    sum = next.value();
  }
  if (sum == *target.total) return;
  context->error("PLAN-T002", entry->value_span,
                 {{"sum", sum.print_normal()}, {"total", target.total->print_normal()}});
}

void read_words(CheckContext* context, const PlacedBlock& placed, Target* target) {
  if (const Entry* compare = placed.body.find("compare")) {
    const auto found = std::find_if(std::begin(compare_words), std::end(compare_words),
                                    [&](const auto& pair) { return pair.first == compare->value; });
    if (found == std::end(compare_words)) {
      context->error("PLAN-K005", compare->value_span,
                     {{"key", "compare"}, {"known", ">= > <= < ~ range"}});
    } else {
      target->compare = found->second;
    }
  }
  if (const Entry* shares = placed.body.find("shares")) {
    if (shares->value == "each") target->shares = ShareRule::each;
    else if (shares->value == "none") target->shares = ShareRule::none;
    else if (shares->value != "sum") {
      context->error("PLAN-K005", shares->value_span,
                     {{"key", "shares"}, {"known", "sum each none"}});
    }
  }
  if (const Entry* grade = placed.body.find("grade")) {
    target->grade = grade->value;
    if (grade->value != "reported" && grade->value != "accepted" && grade->value != "published") {
      context->error("PLAN-K005", grade->value_span,
                     {{"key", "grade"}, {"known", "reported accepted published"}});
    }
  }
  if (const Entry* aim = placed.body.find("aim")) {
    target->aim = aim->value == "true";
    if (aim->value != "true" && aim->value != "false") {
      context->error("PLAN-K005", aim->value_span, {{"key", "aim"}, {"known", "true false"}});
    }
  }
}

/// The last year any block or quantity of the plan names: how far yearly targets are listed.
/// A bare number may be written by its scale alone: 浏览量达到3万.
bool is_scale(const std::string& unit) {
  const std::u32string characters = to_utf32(unit);
  return std::all_of(characters.begin(), characters.end(), [](char32_t c) {
    return std::u32string_view(U"十百千万亿").find(c) != std::u32string_view::npos;
  });
}

/// What the values are counted in; a unit nobody knows cannot be converted or compared.
void check_unit(CheckContext* context, const PlacedBlock& placed, const std::string& unit) {
  const Entry* entry = placed.body.find("unit");
  if (unit.empty()) {
    context->error("PLAN-K006", placed.block->name_span, {{"key", "unit"}, {"kind", "target"}});
    return;
  }
  if (is_scale(unit)) return;
  const Result<Unit> known = Lexicon::standard().units().parse(unit);
  if (known) return;
  context->error("PLAN-T008", entry->value_span, known.error().facts);
}

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
  context->refuse_unknown_keys(
      placed,
      {"measure", "unit", "compare", "due", "each", "every", "from", "all of", "by", "total",
       "counts on", "base", "split by", "shares", "reserve", "grade", "tolerance", "aim"});
  for (const char* later : {"measure", "all of", "by", "counts on", "base", "split by"}) {
    if (const Entry* entry = placed.body.find(later)) {
      context->error("PLAN-K004", entry->key_span, {{"key", later}});
    }
  }
  if (!context->define(placed) || !context->stands_under_text(placed)) return;
  const std::optional<Citation> citation = context->cite(placed);
  Target target;
  target.name = placed.block->name;
  target.span = placed.block->name_span;
  target.label = context->text(placed.body.find("label"));
  target.unit = context->text(placed.body.find("unit"));
  for (const std::string& name : context->placed_words(placed, "tolerance")) {
    target.tolerance = name;
  }
  check_unit(context, placed, target.unit);
  read_words(context, placed, &target);
  const size_t errors_before_nodes = context->error_count();
  read_nodes(context, placed, last_year_of(context->plan()), &target);
  const bool nodes_read = context->error_count() == errors_before_nodes;
  if (const Entry* total = placed.body.find("total")) {
    target.total = context->number(total->value, total->value_span);
  }
  if (const Entry* reserve = placed.body.find("reserve")) {
    target.reserve = context->number(reserve->value, reserve->value_span);
  }
  if (placed.body.find("shares") == nullptr && is_ratio(target.unit))
    target.shares = ShareRule::none;
  check_form(context, placed, target, context->error_count() == errors_before);
  if (nodes_read) check_total(context, placed, target);
  if (!citation) return;
  target.citation = *citation;
  context->plan().targets.push_back(std::move(target));
}

}  // namespace fangan
