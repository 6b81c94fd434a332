// Effects: rows that steps, watches and forms open in other registers, and steps they take there.
#include <algorithm>

#include "plan/meaning.h"
#include "plan/row_words.h"

namespace fangan {
namespace {

std::vector<std::string> register_names(const Plan& plan) {
  std::vector<std::string> names;
  for (const Register& one : plan.registers) names.push_back(one.name.text);
  return names;
}

/// The words of a field allow every word that may come.
bool words_fit(const Type& given, const Type& wanted) {
  const auto words_of = [](const Type& type) {
    const Type item = type.is(TypeKind::list) ? type.element() : type;
    return item.constraint() == nullptr ? nullptr : item.constraint()->allowed_values();
  };
  const std::vector<Value>* from = words_of(given);
  const std::vector<Value>* to = words_of(wanted);
  if (from == nullptr || to == nullptr) return true;
  // One word in common is enough: which it is only the row knows.
  return std::any_of(from->begin(), from->end(), [to](const Value& word) {
    return std::any_of(to->begin(), to->end(),
                       [&word](const Value& one) { return one.text() == word.text(); });
  });
}

class OpeningCheck {
 public:
  OpeningCheck(Meaning* meaning, Opening* opening, const FormulaSite& site)
      : meaning_(*meaning), opening_(*opening), site_(site) {}

  void run() {
    meaning_.compile(&opening_.when, site_, Wanted::condition);
    const std::vector<std::string>& known = meaning_.compiler().not_null_if(opening_.when);
    site_.not_null.insert(site_.not_null.end(), known.begin(), known.end());
    const bool is_known =
        meaning_.expect(opening_.target, register_names(meaning_.plan()), "PLAN-X001");
    const Register* target =
        is_known ? meaning_.plan().find_register(opening_.target.text) : nullptr;
    for (Filling& filling : opening_.fields) fill(&filling, target);
    if (target != nullptr) check_required(*target);
  }

 private:
  const Type* field_type(const Register& target, const Name& name) {
    const Type& row = *meaning_.rows().row(target.name.text);
    const std::string_view period = row_words(meaning_.plan().header.language).period;
    const bool is_period = target.period != Period::none && name.text == period;
    if (is_period || target.field(name.text) != nullptr) return row.field(name.text);
    std::vector<std::string> known;
    for (const Field& field : target.fields) known.push_back(field.name.text);
    if (target.period != Period::none) known.emplace_back(period);
    meaning_.expect_field(name, known, target.name.text);
    return nullptr;
  }

  void fill(Filling* filling, const Register* target) {
    const Type* wanted = target == nullptr ? nullptr : field_type(*target, filling->field);
    FormulaSite site = site_;
    if (wanted != nullptr && wanted->unit() != nullptr) site.unit = *wanted->unit();
    const Type given = meaning_.compile(&filling->value, site);
    if (wanted == nullptr) return;
    const bool fits = may_fill(given, *wanted) && words_fit(given, *wanted);
    if (!fits) {
      meaning_.error(
          "PLAN-X008", filling->value.text.span(),
          {{"field", filling->field.text}, {"wanted", wanted->print()}, {"found", given.print()}});
    }
    if (fits && given.may_be_null() && is_needed(*target, filling->field.text)) {
      meaning_.error("PLAN-X017", filling->value.text.span(),
                     {{"field", filling->field.text}, {"register", target->name.text}});
    }
    const Type item = wanted->is(TypeKind::list) ? wanted->element() : *wanted;
    if (item.constraint() == nullptr || !filling->value.expression) return;
    const feel::Syntax& syntax = filling->value.expression->syntax();
    check_word(*filling, *item.constraint()->allowed_values(), syntax, syntax.root);
  }

  /// Without it there is no row.
  static bool is_needed(const Register& target, std::string_view name) {
    const Field* field = target.field(name);
    const bool is_required =
        field != nullptr && field->required && field->required_from.empty();
    return is_required || std::any_of(target.key.begin(), target.key.end(),
                                      [name](const Name& key) { return key.text == name; });
  }

  /// A text that stands there as it is, or that an if chooses, must be one of the field's words.
  void check_word(const Filling& filling, const std::vector<Value>& allowed,
                  const feel::Syntax& syntax, feel::NodeId id) {
    const feel::Node& node = syntax.at(id);
    if (node.op == feel::Op::if_then) {
      check_word(filling, allowed, syntax, node.children[1]);
      return check_word(filling, allowed, syntax, node.children[2]);
    }
    const bool is_text = node.op == feel::Op::literal && node.value.is(ValueKind::string);
    if (!is_text) return;
    std::vector<std::string> words;
    for (const Value& word : allowed) words.push_back(word.text());
    const MappedText& text = filling.value.text;
    const Span& span = syntax.spans[id];
    const bool is_all = id == syntax.root;
    meaning_.expect({node.value.text(), is_all ? text.span() : text.span(span.begin, span.end)},
                    words, "PLAN-X011", filling.field.text);
  }

  void check_required(const Register& target) {
    std::string missing;
    for (const Field& field : target.fields) {
      if (!field.required || !field.required_from.empty()) continue;
      const bool filled = std::any_of(
          opening_.fields.begin(), opening_.fields.end(),
          [&field](const Filling& filling) { return filling.field.text == field.name.text; });
      if (!filled) missing += (missing.empty() ? "" : " ") + field.name.text;
    }
    if (missing.empty()) return;
    meaning_.error("PLAN-X009", opening_.target.span,
                   {{"register", target.name.text}, {"fields", missing}});
  }

  Meaning& meaning_;
  Opening& opening_;
  FormulaSite site_;
};

/// The register a reference of the record leads to, or whose rows point to it.
const Register* moved_register(Meaning* meaning, const Move& move, const Type& record) {
  const Type* type = record.field(move.reference.text);
  if (type == nullptr) return nullptr;
  const Type row = type->is(TypeKind::list) ? type->element() : *type;
  return row.is_declared() ? meaning->plan().find_register(row.print()) : nullptr;
}

}  // namespace

/// Kinds that do not go together are found without a value; what is not known may fit.
bool may_fill(const Type& given, const Type& wanted) {
  const bool unknown = given.is_any() || wanted.is_any() || given.is(TypeKind::null);
  if (unknown) return true;
  if (given.is_declared() || wanted.is_declared()) return given.is_same_object(wanted);
  if (wanted.is(TypeKind::list)) {
    return may_fill(given.is(TypeKind::list) ? given.element() : given, wanted.element());
  }
  return given.kind() == wanted.kind();
}

void check_openings(Meaning* meaning, std::vector<Opening>* openings, const FormulaSite& site) {
  for (Opening& opening : *openings) OpeningCheck(meaning, &opening, site).run();
}

void check_moves(Meaning* meaning, const std::vector<Move>& moves, const Type& record) {
  for (const Move& move : moves) {
    if (!meaning->expect_field(move.reference, record) || record.is_any()) continue;
    const Register* target = moved_register(meaning, move, record);
    const Flow* flow = target == nullptr ? nullptr : meaning->plan().find_flow(target->flow.text);
    if (flow == nullptr) {
      meaning->error("PLAN-X010", move.reference.span, {{"name", move.reference.text}});
      continue;
    }
    std::vector<std::string> steps;
    for (const FlowStep& step : flow->steps) steps.push_back(step.name.text);
    meaning->expect(move.step, steps, "PLAN-X004", flow->name.text);
  }
}

}  // namespace fangan
