// Parameters: numbers, words and days that a plan sets from a day on.
#include <algorithm>

#include "plan/check_context.h"
#include "plan/read_keys.h"
#include "text/suggest.h"

namespace fangan {
namespace {

constexpr std::string_view list_prefix = "list of ";
constexpr std::string_view plain_types[] = {"number", "text", "boolean", "date"};

bool begins_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

bool is_known_type(std::string_view type) {
  const bool plain =
      std::find(std::begin(plain_types), std::end(plain_types), type) != std::end(plain_types);
  return plain || begins_with(type, "number ") || begins_with(type, "one of ");
}

/// Errors  PLAN-R001 a type the language does not know; those of read_domain().
void read_type(CheckContext* context, const Entry& entry, Parameter* parameter) {
  parameter->type = context->text(&entry);
  Name type{parameter->type, entry.value_span};
  if (begins_with(type.text, list_prefix)) {
    parameter->is_list = true;
    type.text.erase(0, list_prefix.size());
    type.span.begin += static_cast<uint32_t>(list_prefix.size());
  }
  if (is_known_type(type.text)) {
    parameter->domain = read_domain(context, type);
    return;
  }
  const std::string_view word = std::string_view(type.text).substr(0, type.text.find(' '));
  const std::vector<std::string> known(std::begin(plain_types), std::end(plain_types));
  context->error("PLAN-R001", type.span,
                 {{"type", type.text}, {"near", did_you_mean(word, known)}});
}

/// Errors  PLAN-R002 the value is none of the type; those of numbers and dates.
bool fits_type(CheckContext* context, const FieldDomain& domain, const Inline& value) {
  if (value.kind != Inline::Kind::word) {
    context->error("PLAN-K010", value.span, {{"key", "values"}});
    return false;
  }
  if (domain.kind == FieldKind::number) return context->number(value.word, value.span).has_value();
  if (domain.kind == FieldKind::date) return context->date(value.word, value.span).has_value();
  std::vector<std::string> known;
  if (domain.kind == FieldKind::boolean) known = {"true", "false"};
  for (const Name& word : domain.words) known.push_back(word.text);
  if (known.empty() || std::find(known.begin(), known.end(), value.word) != known.end()) {
    return true;
  }
  std::string list;
  for (const std::string& word : known) list += (list.empty() ? "" : " ") + word;
  context->error(
      "PLAN-R002", value.span,
      {{"value", value.word}, {"near", did_you_mean(value.word, known)}, {"known", list}});
  return false;
}

void read_value(CheckContext* context, const Inline& key, const Inline& value,
                Parameter* parameter) {
  const std::optional<Date> date = context->date(key.word, key.span);
  const bool is_list = parameter->is_list && value.kind == Inline::Kind::list;
  const std::vector<Inline> items = is_list ? value.items : std::vector<Inline>{value};
  std::string text;
  bool fits = true;
  for (const Inline& item : items) {
    fits = fits_type(context, parameter->domain, item) && fits;
    text += (text.empty() ? "" : ", ") + item.word;
  }
  if (!date || !fits) return;
  parameter->values.emplace_back(*date, parameter->is_list ? "[" + text + "]" : text);
}

}  // namespace

void check_parameter(CheckContext* context, const PlacedBlock& placed) {
  const size_t errors_before = context->error_count();
  const KeyReader keys(context, placed);
  if (!context->define(placed)) return;
  Parameter parameter;
  parameter.name = placed.block->name;
  parameter.span = placed.block->name_span;
  parameter.label = keys.text("label");
  parameter.choice = keys.text("choice");
  parameter.domain.kind = FieldKind::reference;  // To nothing: any value, until a type is read.
  if (keys.has("type")) read_type(context, *keys.find("type"), &parameter);
  const bool typed = keys.has("type") && context->error_count() == errors_before;
  const Entry* entry = keys.find("values");
  const std::optional<Inline> values = context->inline_value(entry);
  const bool empty = values && values->kind == Inline::Kind::word && values->word.empty();
  if (values && !empty && values->kind != Inline::Kind::map) {
    context->error("PLAN-K002", entry->key_span, {{"key", "values"}});
  } else if (values && typed) {
    for (const auto& [key, value] : values->pairs) read_value(context, key, value, &parameter);
    std::sort(parameter.values.begin(), parameter.values.end());
  }
  const std::optional<Citation> citation = context->cite(placed);
  if (citation) parameter.citation = *citation;
  context->plan().parameters.push_back(std::move(parameter));
}

}  // namespace fangan
