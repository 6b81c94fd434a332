// Registers: which rows there are and what they hold.
#include <set>

#include "plan/check_context.h"
#include "plan/grade_words.h"
#include "plan/read_keys.h"

namespace fangan {
namespace {

/// A derived field has a name like every field, and one of its own.
void check_derived(CheckContext* context, const Register& read) {
  std::set<std::string> names;
  for (const Field& field : read.fields) names.insert(field.name.text);
  for (const NamedFormula& derived : read.derived) {
    if (!context->check_name(derived.name)) continue;
    if (names.insert(derived.name.text).second) continue;
    context->error("PLAN-G006", derived.name.span, {{"name", derived.name.text}});
  }
}

std::vector<NamedFormula> read_grades(const KeyReader& keys) {
  std::vector<NamedFormula> grades;
  const std::optional<KeyReader> group = keys.group("grades");
  if (!group) return grades;
  for (const auto& [word, grade] : grade_words) {
    const Entry* entry = group->find(word);
    if (entry == nullptr) continue;
    grades.push_back({Name{std::string(word), entry->key_span}, group->formula(word)});
  }
  return grades;
}

}  // namespace

void check_register(CheckContext* context, const PlacedBlock& placed) {
  const KeyReader keys(context, placed);
  if (!context->define(placed)) return;
  Register read;
  read.name = Name{placed.block->name, placed.block->name_span};
  read.label = keys.text("label");
  read.key = keys.names("key");
  read.period = keys.every("period");
  read.one_for = keys.formula("one for");
  read.every = keys.every("every");
  read.flow = keys.name("flow");
  read.public_fields = keys.names("public");
  read.public_by = keys.name("public by");
  read.tabs_by = keys.name("tabs by");
  read.log = keys.flag("log");
  read.fields = read_fields(keys, "fields");
  read.derived = keys.formulas("derived");
  read.must = keys.formulas("must");
  read.warn = keys.formulas("warn");
  read.grades = read_grades(keys);
  read.read = keys.who("read");
  read.write = keys.who("write");
  keys.refuse_without("every", "one for");
  keys.refuse_both("flow", "grades");
  check_derived(context, read);
  if (const std::optional<Citation> citation = context->cite(placed)) read.citation = *citation;
  context->plan().registers.push_back(std::move(read));
}

}  // namespace fangan
