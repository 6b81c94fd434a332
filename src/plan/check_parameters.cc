// Parameters: numbers, words and days that a plan sets from a day on.
#include <algorithm>

#include "plan/check_context.h"
#include "text/suggest.h"

namespace fangan {
namespace {

constexpr std::string_view plain_types[] = {"number", "text", "boolean", "date"};

bool begins_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

/// The words of `one of [甲, 乙]`; none where the type is another one.
std::optional<std::vector<std::string>> choices_of(CheckContext* context, const Entry& type) {
  constexpr std::string_view prefix = "one of ";
  if (!begins_with(type.value, prefix)) return std::nullopt;
  Entry list = type;
  list.value = type.value.substr(prefix.size());
  list.value_span.begin += static_cast<uint32_t>(prefix.size());
  return context->words(&list);
}

bool is_known_type(std::string_view type) {
  const bool plain = std::find(std::begin(plain_types), std::end(plain_types), type) !=
                     std::end(plain_types);
  return plain || begins_with(type, "number ") || begins_with(type, "one of ") ||
         begins_with(type, "list of ");
}

/// Errors  PLAN-R001 a type the language does not know.
void check_type(CheckContext* context, const Entry& type) {
  if (is_known_type(type.value)) return;
  const std::string_view word = std::string_view(type.value).substr(0, type.value.find(' '));
  const std::vector<std::string> known(std::begin(plain_types), std::end(plain_types));
  context->error("PLAN-R001", type.value_span,
                 {{"type", type.value}, {"near", did_you_mean(word, known)}});
}

/// Errors  PLAN-R002 the value is none of the type; those of numbers and dates.
bool fits_type(CheckContext* context, const Entry& type, const Inline& value) {
  if (begins_with(type.value, "number")) return context->number(value.word, value.span).has_value();
  if (type.value == "date") return context->date(value.word, value.span).has_value();
  std::vector<std::string> known;
  if (type.value == "boolean") known = {"true", "false"};
  if (const auto choices = choices_of(context, type)) known = *choices;
  const bool fits =
      known.empty() || std::find(known.begin(), known.end(), value.word) != known.end();
  if (fits) return true;
  std::string list;
  for (const std::string& word : known) list += (list.empty() ? "" : " ") + word;
  context->error(
      "PLAN-R002", value.span,
      {{"value", value.word}, {"near", did_you_mean(value.word, known)}, {"known", list}});
  return false;
}

}  // namespace

void check_parameter(CheckContext* context, const PlacedBlock& placed) {
  context->refuse_unknown_keys(placed, {"type", "values"});
  if (!context->define(placed)) return;
  Parameter parameter;
  parameter.name = placed.block->name;
  parameter.span = placed.block->name_span;
  parameter.label = context->text(placed.body.find("label"));
  parameter.choice = context->text(placed.body.find("choice"));
  const Entry* type = placed.body.find("type");
  parameter.type = context->text(type);
  if (type == nullptr) {
    context->error("PLAN-K006", placed.block->name_span, {{"key", "type"}, {"kind", "parameter"}});
    return;
  }
  check_type(context, *type);
  const Entry* entry = placed.body.find("values");
  const std::optional<Inline> values = context->inline_value(entry);
  if (values && values->kind != Inline::Kind::map) {
    context->error("PLAN-K002", entry->key_span, {{"key", "values"}});
  } else if (values) {
    for (const auto& [key, value] : values->pairs) {
      const std::optional<Date> date = context->date(key.word, key.span);
      if (fits_type(context, *type, value) && date)
        parameter.values.emplace_back(*date, value.word);
    }
    std::sort(parameter.values.begin(), parameter.values.end());
  }
  const std::optional<Citation> citation = context->cite(placed);
  if (citation) parameter.citation = *citation;
  context->plan().parameters.push_back(std::move(parameter));
}

}  // namespace fangan
