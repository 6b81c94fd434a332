#include "plan/resolve.h"

#include <algorithm>

#include "plan/light_table.h"
#include "plan/meaning.h"
#include "plan/row_words.h"
#include "text/suggest.h"

namespace fangan {
namespace {

bool is_condition(const Type& type) {
  return type.is_any() || type.is(TypeKind::boolean) || type.is(TypeKind::null);
}

bool is_rows(const Type& type) {
  const Type item = type.is(TypeKind::list) ? type.element() : type;
  return item.is_any() || item.is(TypeKind::context);
}

/// The code of what is wrong, or nothing.
const char* mismatch(const Type& type, Wanted wanted) {
  const bool unknown = type.is_any() || type.is(TypeKind::null);
  if (unknown) return nullptr;
  switch (wanted) {
    case Wanted::anything:
      return nullptr;
    case Wanted::condition:
      return is_condition(type) ? nullptr : "PLAN-E004";
    case Wanted::number:
      return type.is(TypeKind::number) ? nullptr : "PLAN-E005";
    case Wanted::day:
      return type.is(TypeKind::date) ? nullptr : "PLAN-E006";
    case Wanted::day_or_year:
      return type.is(TypeKind::date) || type.is(TypeKind::number) ? nullptr : "PLAN-E006";
    case Wanted::rows:
      return is_rows(type) ? nullptr : "PLAN-E007";
    case Wanted::list:
      return type.is(TypeKind::list) || is_rows(type) ? nullptr : "PLAN-E007";
  }
  return nullptr;
}

}  // namespace

Meaning::Meaning(Plan* plan, Diagnostics* diagnostics)
    : plan_(*plan),
      diagnostics_(*diagnostics),
      stack_begin_(static_cast<const char*>(__builtin_frame_address(0))),
      rows_(std::make_shared<RowTypes>(*plan, this)),
      compiler_(*plan, *rows_, this, diagnostics) {}

Type Meaning::compile(Formula* formula, const FormulaSite& site, Wanted wanted) {
  if (formula->empty()) return {};
  if (std::exchange(compiled_[formula], true)) return compiler_.type_of(*formula);
  FormulaSite own = site;
  if (wanted == Wanted::condition) own.gives = FormulaSite::Gives::condition;
  compiler_.compile(formula, own);
  const Type type = compiler_.type_of(*formula);
  if (const char* code = mismatch(type, wanted)) {
    error(code, formula->text.span(), {{"found", type.print()}});
  }
  return type;
}

Name Meaning::name_of(const Computed& computed) const {
  if (computed.kind == Computed::Kind::decision) return plan_.decisions[computed.block].name;
  return plan_.registers[computed.block].derived[computed.entry].name;
}

/// Stacks grow downwards on every machine this is built for.
bool Meaning::is_stack_used_up() const {
  const auto begin = reinterpret_cast<uintptr_t>(stack_begin_);
  return begin - reinterpret_cast<uintptr_t>(__builtin_frame_address(0)) > stack_max;
}

/// What it rests on is compiled inside of it.
Type Meaning::type_of(const Computed& computed) {
  if (depth_ >= depth_max || is_stack_used_up()) {
    const Name name = name_of(computed);
    if (!std::exchange(is_too_deep_, true)) {
      error("PLAN-E012", name.span, {{"name", name.text}, {"limit", std::to_string(depth_)}});
    }
    return {};
  }
  ++depth_;
  Type type = compile_computed(computed);
  --depth_;
  return type;
}

Type Meaning::compile_computed(const Computed& computed) {
  FormulaSite site;
  if (computed.kind == Computed::Kind::derived) {
    Register& definition = plan_.registers[computed.block];
    site.record = *rows_->row(definition.name.text);
    return compile(&definition.derived[computed.entry].formula, site);
  }
  Decision& decision = plan_.decisions[computed.block];
  if (decision.name.text == light_decision_name) return {};
  if (!decision.file.empty() && decision.model == nullptr) return {};  // Told where it is read.
  site.record = record_of(decision.on);
  site.on = decision.on;
  if (site.record.is_any() && !decision.on.empty()) return {};  // Told where they are named.
  if (!decision.table && decision.model == nullptr) return compile(&decision.value, site);
  if (!std::exchange(compiled_[&decision.value], true)) compiler_.compile(&decision, site);
  return compiler_.type_of(decision.value);
}

Type Meaning::record_of(const std::vector<Name>& registers) {
  std::string key;
  for (const Name& name : registers) key += name.text + "\n";
  const auto known = records_.find(key);
  if (known != records_.end()) return known->second;
  return records_[key] = rows_->common(registers);
}

std::vector<Name> Meaning::registers_of(std::string_view flow) const {
  std::vector<Name> names;
  for (const Register& one : plan_.registers) {
    if (one.flow.text == flow) names.push_back(one.name);
  }
  return names;
}

void Meaning::error(std::string code, Span span, std::vector<Fact> facts) {
  diagnostics_.push_back(problem_at(std::move(code), span, std::move(facts)));
}

void Meaning::warning(std::string code, Span span, std::vector<Fact> facts) {
  error(std::move(code), span, std::move(facts));
  diagnostics_.back().severity = Severity::warning;
}

bool Meaning::expect(const Name& name, const std::vector<std::string>& known, const char* code,
                     std::string_view of) {
  if (std::find(known.begin(), known.end(), name.text) != known.end()) return true;
  std::vector<Fact> facts = {{"name", name.text}, {"near", did_you_mean(name.text, known)}};
  if (!of.empty()) facts.push_back({"of", std::string(of)});
  error(code, name.span, std::move(facts));
  return false;
}

bool Meaning::expect_field(const Name& name, const Type& row) {
  if (row.is_any() || row.field(name.text) != nullptr) return true;
  std::vector<std::string> known;
  for (const Type::Field& field : row.fields()) known.push_back(field.name);
  return expect_field(name, known, row.print());
}

bool Meaning::expect_field(const Name& name, const std::vector<std::string>& known,
                           std::string_view of) {
  const bool is_period = name.text == row_words(plan_.header.language).period;
  return expect(name, known, is_period ? "PLAN-X020" : "PLAN-X002", of);
}

void resolve(Plan* plan, Diagnostics* diagnostics) {
  Meaning meaning(plan, diagnostics);
  resolve_formulas(&meaning);
  check_references(&meaning);
  if (!meaning.is_too_deep()) set_rests_on(&meaning);
  meaning.rows().settle();
  plan->row_types = meaning.take_rows();
}

namespace {

/// Of a checked plan every type is found.
class NothingComputed final : public ComputedTypes {
 public:
  explicit NothingComputed(const Plan& plan) : plan_(plan) {}
  Type type_of(const Computed& computed) override {
    if (computed.kind != Computed::Kind::decision) return {};
    const Formula& value = plan_.decisions[computed.block].value;
    return value.expression ? value.expression->type() : Type();
  }

 private:
  const Plan& plan_;
};

}  // namespace

Formula resolve_expression(const Plan& plan, std::string text, std::string_view register_name,
                           Diagnostics* diagnostics) {
  NothingComputed computed(plan);
  FormulaCompiler compiler(plan, *plan.row_types, &computed, diagnostics);
  Formula formula;
  const Span whole{0, 0, static_cast<uint32_t>(text.size())};
  formula.text = MappedText(std::move(text), whole);
  FormulaSite site;
  site.gives = FormulaSite::Gives::answer;
  if (const Type* row = plan.row_types->row(register_name)) site.record = *row;
  compiler.compile(&formula, site);
  const FormulaUses& uses = compiler.uses_of(formula);
  std::set<std::string> parameters = uses.parameters;
  for (const Computed& one : uses.computed) {
    const std::vector<std::string>& rests_on = plan.row_types->rests_on(one);
    parameters.insert(rests_on.begin(), rests_on.end());
  }
  formula.rests_on.assign(parameters.begin(), parameters.end());
  return formula;
}

}  // namespace fangan
