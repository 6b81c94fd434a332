#include "plan/target_values.h"

#include <algorithm>

#include "plan/period_days.h"

namespace fangan {
namespace {

constexpr const char* forms[] = {"due", "each", "every", "all of"};

/// `>0`: how a value compares is a key of its own.
bool refuse_comparison(CheckContext* context, std::string_view key, const std::string& word,
                       Span place) {
  constexpr std::pair<std::string_view, std::string_view> signs[] = {
      {">=", ">="}, {"<=", "<="}, {"≥", ">="}, {"≤", "<="}, {">", ">"}, {"<", "<"}, {"~", "~"}};
  constexpr std::pair<std::string_view, std::string_view> forms_of[] = {
      {"due", "due: {2020-12-31: 3}"},
      {"each", "each: {2020: 6, 2021: 4}"},
      {"every", "every: 30"},
      {"total", "total: 10"}};
  for (const auto& [sign, compare] : signs) {
    if (!word.starts_with(sign)) continue;
    std::string form;
    for (const auto& [name, example] : forms_of) {
      if (name == key) form = example;
    }
    context->error("PLAN-T011", place,
                   {{"key", std::string(key)},
                    {"value", word},
                    {"compare", std::string(compare)},
                    {"form", std::move(form)}});
    return true;
  }
  return false;
}

/// "5..10" is a range; "" is not set.
TargetValue read_value(CheckContext* context, std::string_view key, const Inline& written) {
  TargetValue value;
  const std::string word = context->word(written, key);
  const size_t dots = word.find("..");
  if (refuse_comparison(context, key, word, written.span)) return value;
  if (dots == std::string::npos) {
    if (!word.empty()) value.low = context->number(word, written.span);
    return value;
  }
  value.low = context->number(word.substr(0, dots), written.span);
  value.high = context->number(word.substr(dots + 2), written.span);
  return value;
}

/// A value, or `{WORD: value}` of a target with `split by`.
void read_node_value(CheckContext* context, std::string_view key, const Inline& written,
                     const Target& target, TargetNode* node) {
  const bool in_parts = written.kind == Inline::Kind::map;
  if (in_parts != !target.split_by.empty()) {
    context->error("PLAN-T010", written.span);
    return;
  }
  if (!in_parts) {
    node->value = read_value(context, key, written);
    return;
  }
  for (const auto& [word, value] : written.pairs) {
    node->parts.emplace_back(Name{word.word, word.span}, read_value(context, key, value));
  }
}

/// "2018", "2018Q1", "2018-03".
std::optional<PeriodDays> read_period(CheckContext* context, const Name& written) {
  const std::string text = spelt_period(written.text);
  constexpr size_t year_size = 4;
  const bool is_part =
      text.size() > year_size + 1 && (text[year_size] == '-' || text[year_size] == 'Q');
  const Name year_word{is_part ? text.substr(0, year_size) : written.text, written.span};
  const auto year = context->year(year_word);
  if (!year) return std::nullopt;
  if (!is_part) return PeriodDays{first_of_year(*year), last_of_year(*year)};
  if (is_period(text)) return days_of_period(Value(text));
  context->error("PLAN-T009", written.span, {{"period", written.text}});
  return std::nullopt;
}

void read_due(CheckContext* context, const Inline& map, Target* target) {
  target->form = TargetForm::due;
  for (const auto& [key, value] : map.pairs) {
    const std::optional<Date> date = context->date(key.word, key.span);
    if (!date) continue;
    TargetNode node;
    node.name = date->print();
    node.from = context->plan().header.in_force_from.value_or(*date);
    node.due = *date;
    read_node_value(context, "due", value, *target, &node);
    target->nodes.push_back(std::move(node));
  }
}

void read_each(CheckContext* context, const Inline& map, Target* target) {
  target->form = TargetForm::each;
  for (const auto& [key, value] : map.pairs) {
    const auto period = read_period(context, Name{key.word, key.span});
    if (!period) continue;
    TargetNode node;
    node.name = spelt_period(key.word);
    node.from = period->from;
    node.due = period->to;
    read_node_value(context, "each", value, *target, &node);
    target->nodes.push_back(std::move(node));
  }
}

/// `every: {2018: 10}` or `every: 10` with `from: 2018`: the value holds in each year from then on.
/// With `split by`, `every: {甲: 10, 乙: 5}` is one value too: no year is written.
void read_every(const KeyReader& keys, const Inline& written, int64_t last_year, Target* target) {
  CheckContext& context = keys.context();
  target->form = TargetForm::every;
  const PlanHeader& header = context.plan().header;
  int64_t first = header.in_force_from ? header.in_force_from->year() : last_year;
  if (const auto year = keys.year("from")) first = *year;
  std::vector<std::pair<int64_t, TargetNode>> values;
  const auto read = [&](int64_t year, const Inline& value) {
    values.emplace_back(year, TargetNode{});
    read_node_value(&context, "every", value, *target, &values.back().second);
  };
  const bool by_year = written.kind == Inline::Kind::map &&
                       (target->split_by.empty() || written.pairs.empty() ||
                        written.pairs.front().value.kind == Inline::Kind::map);
  if (by_year) {
    for (const auto& [key, value] : written.pairs) {
      if (const auto year = context.year(Name{key.word, key.span})) read(*year, value);
    }
    std::stable_sort(values.begin(), values.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    if (!values.empty() && !keys.has("from")) first = values.front().first;
  } else {
    read(first, written);
  }
  if (values.empty()) return;
  for (int64_t year = first; year <= std::max(first, last_year); ++year) {
    TargetNode node = values.front().second;
    for (const auto& [from, later] : values) {
      if (from <= year) node = later;
    }
    node.name = std::to_string(year);
    node.from = first_of_year(year);
    node.due = last_of_year(year);
    target->nodes.push_back(std::move(node));
  }
}

/// The rows to be done, and the day if there is one.
void read_all_of(const KeyReader& keys, Target* target) {
  target->form = TargetForm::all_of;
  target->all_of = keys.formula("all of");
  const std::optional<Date> by = keys.date("by");
  if (!by) return;
  TargetNode node;
  node.name = by->print();
  node.from = keys.context().plan().header.in_force_from.value_or(*by);
  node.due = *by;
  target->nodes.push_back(std::move(node));
}

void read_form(const KeyReader& keys, std::string_view form, int64_t last_year, Target* target) {
  if (form == "all of") return read_all_of(keys, target);
  CheckContext& context = keys.context();
  const Entry* entry = keys.find(form);
  const std::optional<Inline> value = context.inline_value(entry);
  if (!value || (entry->value.empty() && entry->below.empty())) return;
  if (form == "every") return read_every(keys, *value, last_year, target);
  if (value->kind != Inline::Kind::map) {
    context.error("PLAN-K002", entry->key_span, {{"key", std::string(form)}});
  } else if (form == "due") {
    read_due(&context, *value, target);
  } else {
    read_each(&context, *value, target);
  }
}

std::vector<TargetValue> values_of(const TargetNode& node) {
  if (node.parts.empty()) return {node.value};
  std::vector<TargetValue> values;
  for (const auto& [word, value] : node.parts) values.push_back(value);
  return values;
}

bool fits_compare(const TargetValue& value, Compare compare) {
  if (!value.low) return true;
  const bool ranged = value.high.has_value();
  const bool upside_down = ranged && *value.high < *value.low;
  return ranged == (compare == Compare::range) && !upside_down;
}

/// None where a value is not set or the sum is out of range.
std::optional<Decimal> sum_of(const Target& target) {
  Decimal sum = 0;
  for (const TargetNode& node : target.nodes) {
    for (const TargetValue& value : values_of(node)) {
      if (!value.low) return std::nullopt;
      const Result<Decimal> next = add(sum, *value.low);
      if (!next) return std::nullopt;
      sum = next.value();
    }
  }
  return sum;
}

/// It is held back of each node.
void check_reserve(const KeyReader& keys, const Target& target) {
  if (!target.reserve || target.shares != ShareRule::sum) return;
  for (const TargetNode& node : target.nodes) {
    const std::optional<Decimal>& value = node.value.low;
    const bool fits = !target.reserve->is_negative() && (!value || *target.reserve <= *value);
    if (fits) continue;
    keys.context().error("PLAN-T012", keys.find("reserve")->value_span,
                         {{"reserve", target.reserve->print_normal()},
                          {"node", node.name},
                          {"value", value ? value->print_normal() : ""}});
    return;
  }
}

}  // namespace

void read_target_values(const KeyReader& keys, int64_t last_year, Target* target) {
  int used = 0;
  for (const char* form : forms) {
    if (!keys.has(form)) continue;
    if (++used > 1) {
      keys.context().error("PLAN-K003", keys.find(form)->key_span,
                           {{"keys", "due each every all of"}});
      continue;
    }
    read_form(keys, form, last_year, target);
  }
  std::stable_sort(target->nodes.begin(), target->nodes.end(),
                   [](const TargetNode& a, const TargetNode& b) { return a.due < b.due; });
}

void read_total(const KeyReader& keys, Target* target) {
  const Entry* entry = keys.find("total");
  if (entry == nullptr || (entry->value.empty() && entry->below.empty())) return;
  const std::optional<Inline> written = keys.context().inline_value(entry);
  if (!written) return;
  const TargetValue value = read_value(&keys.context(), "total", *written);
  target->total = value.low;
  target->total_high = value.high;
}

void check_target_values(const KeyReader& keys, const Target& target) {
  check_reserve(keys, target);
  CheckContext& context = keys.context();
  // Of several periods the total is a sum, and a sum is one number.
  const Compare compare = target.nodes.empty() ? target.compare : Compare::at_least;
  if (!fits_compare({target.total, target.total_high}, compare)) {
    context.error("PLAN-T005", keys.find("total")->value_span, {{"node", "total"}});
  }
  const Entry* values = nullptr;
  for (const char* form : {"every", "each", "due"}) {
    if (keys.has(form)) values = keys.find(form);
  }
  for (const TargetNode& node : target.nodes) {
    for (const TargetValue& value : values_of(node)) {
      if (fits_compare(value, target.compare)) continue;
      context.error("PLAN-T005", values->value.empty() ? values->below_span : values->value_span,
                    {{"node", node.name}});
    }
  }
  if (!target.total || target.form != TargetForm::each) return;
  const std::optional<Decimal> sum = sum_of(target);
  if (!sum || *sum == *target.total) return;
  context.error("PLAN-T002", keys.find("total")->value_span,
                {{"sum", sum->print_normal()}, {"total", target.total->print_normal()}});
}

}  // namespace fangan
